import { check, capability } from "../../src/engine/api.ts";
import { filtered, judgeOrder, sorted } from "./sorted.ts";

export default check({
  id: "sort/order",
  title: "A list is sorted by the attribute that sortBy names",
  failureTitle: "A list is not sorted by the attribute that sortBy names",
  for: "each-resource-type",
  verifies: ["7644-3.4.2.3-sortby-orders"],
  needs: [capability("sort"), capability("filter")],
  detects: ["sort-ignored"],
  mutates: "own-resources",
  remedy: "Sort the results by the value of the attribute before they are returned, or declare sort.supported as false.",
  async run(context) {
    const c = await filtered(context);
    const by = c.sortables.find((s) => s.kind === "name");
    if (!by) return context.skip(`${context.type.name} has no name to sort by`);
    const response = await sorted(context, c, { sortBy: by.path, sortOrder: "ascending" });
    if (!judgeOrder(context, "7644-3.4.2.3-sortby-orders", response, by)) context.skip(`lists of ${context.type.name} do not show ${by.path}`);
  },
});
