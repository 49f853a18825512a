import { check, capability } from "../../src/engine/api.ts";
import { filtered, judgeOrder, sorted } from "./sorted.ts";

export default check({
  id: "sort/extension-attribute",
  title: "sortBy takes attributes with the URI of their schema in front",
  failureTitle: "sortBy does not take attributes with the URI of their schema in front",
  for: "each-resource-type",
  verifies: ["7644-3.4.2.3-sortby-orders"],
  needs: [capability("sort"), capability("filter")],
  after: ["sort/order"],
  detects: ["sort-extension-ignored", "sort-urn-refused"],
  mutates: "own-resources",
  remedy: "Resolve urn:...:User:department and urn:...:core:2.0:User:userName in sortBy as in filters (RFC 7644 section 3.10).",
  async run(context) {
    const c = await filtered(context);
    const name = c.sortables.find((s) => s.kind === "name");
    const core = name ? [{ ...name, sortBy: `${context.type.schema}:${name.path}` }] : [];
    const extended = c.sortables.filter((s) => s.kind === "extension").map((s) => ({ ...s, sortBy: s.path }));
    if (core.length + extended.length === 0) return context.skip(`${context.type.name} has no attribute that could be sorted by`);
    for (const by of [...core, ...extended]) {
      const response = await sorted(context, c, { sortBy: by.sortBy, sortOrder: "ascending" });
      judgeOrder(context, "7644-3.4.2.3-sortby-orders", response, by, false, "sort/extension-refused");
    }
  },
});
