import { check, capability } from "../../src/engine/api.ts";
import { filtered, judgeOrder, sorted } from "./sorted.ts";

export default check({
  id: "sort/default-order",
  title: "Without sortOrder the order is ascending",
  failureTitle: "Without sortOrder the order is not ascending",
  for: "each-resource-type",
  verifies: ["7644-3.4.2.3-sortorder-default"],
  needs: [capability("sort"), capability("filter")],
  after: ["sort/order"],
  detects: ["sort-default-descending"],
  mutates: "own-resources",
  remedy: "Treat sortBy without sortOrder as sortOrder=ascending.",
  async run(context) {
    const c = await filtered(context);
    const by = c.sortables.find((s) => s.kind === "name");
    if (!by) return context.skip(`${context.type.name} has no name to sort by`);
    const response = await sorted(context, c, { sortBy: by.path });
    if (!judgeOrder(context, "7644-3.4.2.3-sortorder-default", response, by)) context.skip(`lists of ${context.type.name} do not show ${by.path}`);
  },
});
