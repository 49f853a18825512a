import { check, capability } from "../../src/engine/api.ts";
import { filtered, judgeOrder, sorted } from "./sorted.ts";

export default check({
  id: "sort/id",
  title: "Lists can be sorted by id, in both directions",
  failureTitle: "Lists cannot be sorted by id",
  for: "any-resource-type",
  verifies: ["7644-3.4.2.3-sortby-orders"],
  needs: [capability("sort"), capability("filter")],
  after: ["sort/order"],
  detects: ["sort-id-ignored"],
  mutates: "own-resources",
  remedy: "Sort by common attributes as by those of the schema.",
  async run(context) {
    const c = await filtered(context);
    const by = { path: "id", type: "string", caseExact: true, kind: "singular" } as const;
    for (const sortOrder of ["ascending", "descending"]) {
      judgeOrder(context, "7644-3.4.2.3-sortby-orders", await sorted(context, c, { sortBy: "id", sortOrder }), by, sortOrder === "descending", "sort/attribute-refused");
    }
  },
});
