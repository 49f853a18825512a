import { check, capability } from "../../src/engine/api.ts";
import type { Sortable } from "../../src/scim/corpus.ts";
import { filtered, judgeOrder, sorted } from "./sorted.ts";

const CREATED: Sortable = { path: "meta.created", type: "dateTime", caseExact: false, kind: "sub-attribute" };

export default check({
  id: "sort/types",
  title: "Values are sorted by their type: numbers by size, dates by time, strings by their letters",
  failureTitle: "Values are not sorted by their type",
  for: "each-resource-type",
  verifies: ["7644-3.4.2.3-sortby-singular", "7644-3.4.2.3-sort-by-type"],
  needs: [capability("sort"), capability("filter")],
  after: ["sort/order"],
  detects: ["sort-numbers-as-text", "sort-dates-as-text", "sort-singular-ignored"],
  mutates: "own-resources",
  remedy: "Compare integers and decimals as numbers, dateTime values as points in time (with their offset), and strings by their characters.",
  async run(context) {
    const c = await filtered(context);
    // A caseExact string is judged by pairs that every order of characters agrees on.
    for (const by of [...c.sortables.filter((s) => s.kind === "singular"), CREATED]) {
      const response = await sorted(context, c, { sortBy: by.path, sortOrder: "ascending" });
      judgeOrder(context, "7644-3.4.2.3-sortby-singular", response, by, false, "sort/attribute-refused");
      if (response.ok) judgeOrder(context, "7644-3.4.2.3-sort-by-type", response, by);
    }
  },
});
