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
    const shown = (id: string): JsonObject | undefined => response.resources.find((r) => r["id"] === id);
    const order = (r: JsonObject | undefined): string => JSON.stringify(r ? elements(r, name).map((e) => e["value"] ?? null) : null);
    const key = (r: JsonObject): Json | undefined => (elements(r, name).find((e) => e["primary"] === true) ?? elements(r, name)[0])?.["value"];
    const wrongPair = (values: readonly (Json | undefined)[]) => misplaced(values, { type: "string", caseExact: by.caseExact, by: "value" });
    const judge = (values: readonly (Json | undefined)[], code?: string): void => {
      const wrong = wrongPair(values);
      context.expect.of("7644-3.4.2.3-sortby-multivalued-primary", code).that(wrong === null, { message: wrong ? `sorted by ${by.path}, ${JSON.stringify(wrong[0])} comes before ${JSON.stringify(wrong[1])}` : `the list is sorted by ${by.path}`, expected: "ascending by the primary value, or else the first", actual: values.map((v) => v ?? null), at: response, pointer: "/Resources" });
    };
    judge(response.resources.map((r) => (elements(r, name).some((e) => e["primary"] === true) ? key(r) : undefined)));
    // Elements have no order (RFC 7643 section 2.4): one that answers show differently says nothing of which is the first (P76).
    if (!c.members.every((m) => order(m.body) === order(shown(m.id) ?? m.body))) {
      return context.expect.of("7644-3.4.2.3-sortby-multivalued-primary").observe(`the order of ${name} differs between answers`, { at: response });
    }
    const asShown = response.resources.map(key);
    const asSent = response.resources.map((r) => key(c.members.find((m) => m.id === r["id"])?.sent ?? r));
    const kept = c.members.every((m) => order(m.sent) === order(m.body));
    // The server may show its values in another order than the one it keeps them in, which may be the one sent.
    judge(!kept && wrongPair(asShown) !== null ? asSent : asShown, kept ? undefined : "sort/element-order-unstable");
  },
});
