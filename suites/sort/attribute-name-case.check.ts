import { check, capability } from "../../src/engine/api.ts";
import { filtered, judgeOrder, sorted } from "./sorted.ts";

export default check({
  id: "sort/attribute-name-case",
  title: "sortBy takes attribute names in any letter case",
  failureTitle: "sortBy depends on the letter case of attribute names",
  for: "User",
  verifies: ["7644-3.4.2.3-sortby-orders"],
  needs: [capability("sort"), capability("filter")],
  after: ["sort/order"],
  detects: ["sort-name-case-sensitive"],
  mutates: "own-resources",
  remedy: "Compare attribute names without regard to case (RFC 7643 section 2.1).",
  async run(context) {
    const c = await filtered(context);
    const by = c.sortables.find((s) => s.kind === "name");
    if (!by) return context.skip(`${context.type.name} has no name to sort by`);
    const response = await sorted(context, c, { sortBy: by.path.toUpperCase(), sortOrder: "ascending" });
    if (!judgeOrder(context, "7644-3.4.2.3-sortby-orders", response, by)) context.skip(`lists of ${context.type.name} do not show ${by.path}`);
  },
});
