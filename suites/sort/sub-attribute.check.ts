import { check, capability } from "../../src/engine/api.ts";
import { filtered, judgeOrder, sorted } from "./sorted.ts";

export default check({
  id: "sort/sub-attribute",
  title: "sortBy takes a sub-attribute in dot notation",
  failureTitle: "sortBy does not take a sub-attribute in dot notation",
  for: "each-resource-type",
  verifies: ["7644-3.4.2.3-sortby-complex-subattribute"],
  needs: [capability("sort"), capability("filter")],
  after: ["sort/order"],
  detects: ["sort-sub-attribute-refused", "sort-sub-attribute-ignored"],
  mutates: "own-resources",
  remedy: "Sort by sub-attributes such as name.familyName and meta.created.",
  async run(context) {
    const c = await filtered(context);
    const created = { path: "meta.created", type: "dateTime", caseExact: false, kind: "sub-attribute" } as const;
    for (const by of [...c.sortables.filter((s) => s.kind === "sub-attribute"), created]) {
      const response = await sorted(context, c, { sortBy: by.path, sortOrder: "ascending" });
      judgeOrder(context, "7644-3.4.2.3-sortby-complex-subattribute", response, by);
    }
  },
});
