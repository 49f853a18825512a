import { check, capability } from "../../src/engine/api.ts";
import { filtered, judgeOrder, sorted } from "./sorted.ts";

export default check({
  id: "sort/descending",
  title: "sortOrder takes ascending and descending",
  failureTitle: "sortOrder does not take ascending or descending",
  for: "each-resource-type",
  verifies: ["7644-3.4.2.3-sortorder-values"],
  needs: [capability("sort"), capability("filter")],
  after: ["sort/order"],
  detects: ["sort-order-lowercase-rejected", "sort-descending-ignored"],
  mutates: "own-resources",
  remedy: "Accept sortOrder=ascending and sortOrder=descending; descending gives the largest value first.",
  async run(context) {
    const c = await filtered(context);
    const by = c.sortables.find((s) => s.kind === "name");
    if (!by) return context.skip(`${context.type.name} has no name to sort by`);
    context.expect.of("7644-3.4.2.3-sortorder-values").status(await sorted(context, c, { sortBy: by.path, sortOrder: "ascending" }), 200);
    const response = await sorted(context, c, { sortBy: by.path, sortOrder: "descending" });
    if (!judgeOrder(context, "7644-3.4.2.3-sortorder-values", response, by, true)) context.skip(`lists of ${context.type.name} do not show ${by.path}`);
  },
});
