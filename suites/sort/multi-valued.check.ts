import { check, capability } from "../../src/engine/api.ts";
import { isObject, type Json, type JsonObject } from "../../src/model/json.ts";
import { misplaced, valueAt } from "../../src/scim/order.ts";
import { filtered, sorted } from "./sorted.ts";

const elements = (resource: JsonObject, name: string): readonly JsonObject[] => {
  const list = valueAt(resource, name);
  return Array.isArray(list) ? (list as Json[]).filter((e): e is JsonObject => isObject(e)) : [];
};

export default check({
  id: "sort/multi-valued",
  title: "A multi-valued attribute is sorted by its primary value, or else by the first",
  failureTitle: "A multi-valued attribute is not sorted by its primary or first value",
  for: "each-resource-type",
  verifies: ["7644-3.4.2.3-sortby-multivalued-primary"],
  needs: [capability("sort"), capability("filter")],
  after: ["sort/order"],
  detects: ["sort-multi-valued-first", "sort-multi-valued-largest"],
  mutates: "own-resources",
  remedy: "Take the value with primary true as the sort key of a multi-valued attribute; where none is primary, the first one.",
  async run(context) {
    const c = await filtered(context);
    const by = c.sortables.find((s) => s.kind === "multi-valued");
    if (!by) return context.skip(`${context.type.name} has no multi-valued attribute with value and primary that can be set freely`);
    const [name = ""] = by.path.split(".");
    const response = await sorted(context, c, { sortBy: by.path, sortOrder: "ascending" });
    const rule = context.expect.of("7644-3.4.2.3-sortby-multivalued-primary");
    if (!rule.status(response, 200)) return;
    // Where the server keeps no order of elements, the first one is not known (P76).
    const kept = c.members.every((m) => elements(m.sent, name)[0]?.["value"] === elements(response.resources.find((r) => r["id"] === m.id) ?? m.sent, name)[0]?.["value"]);
    const key = (r: JsonObject, primaryOnly: boolean): Json | undefined => {
      const list = elements(r, name);
      return (list.find((e) => e["primary"] === true) ?? (primaryOnly ? undefined : list[0]))?.["value"];
    };
    for (const primaryOnly of [true, false]) {
      const values = response.resources.map((r) => key(r, primaryOnly));
      const wrong = misplaced(values, { type: "string", caseExact: by.caseExact, by: "value" });
      context.expect.of("7644-3.4.2.3-sortby-multivalued-primary", primaryOnly || kept ? undefined : "sort/element-order-unstable").that(wrong === null, { message: wrong ? `sorted by ${by.path}, ${JSON.stringify(wrong[0])} comes before ${JSON.stringify(wrong[1])}` : `the list is sorted by ${by.path}`, expected: "ascending by the primary value, or else the first", actual: values.map((v) => v ?? null), at: response, pointer: "/Resources" });
    }
  },
});
