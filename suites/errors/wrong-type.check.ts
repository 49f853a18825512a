import { check } from "../../src/engine/api.ts";
import type { AttributeInfo } from "../../src/model/target.ts";
import type { Json } from "../../src/model/json.ts";

export default check({
  id: "errors/wrong-type",
  title: "A value of the wrong JSON type is refused with 400",
  failureTitle: "A value of the wrong JSON type is stored, or not refused with 400",
  for: "each-resource-type",
  verifies: ["7644-3.12-status-400", "7644-3.12-type-invalidvalue"],
  detects: ["wrong-type-stored", "wrong-type-500"],
  mutates: "own-resources",
  remedy: "Check the JSON type of every value; answer a wrong one with 400 and scimType invalidValue.",
  async run({ scim, given, expect, target, type, skip }) {
    const wrong: Partial<Record<AttributeInfo["type"], Json>> = { string: { not: "a string" }, complex: "not an object", integer: "many", dateTime: "yesterday" };
    const candidates = target.attributes(type).filter((a) => !a.extension && a.schema !== "" && a.mutability === "readWrite" && !a.multiValued && wrong[a.type] !== undefined && target.maySend(type, a.name));
    const chosen = [...new Map(candidates.map((a) => [a.type, a])).values()];
    if (chosen.length === 0) skip(`the schema of ${type.name} has no attribute for this (/Schemas)`);
    for (const a of chosen) {
      const value = wrong[a.type] ?? null;
      const response = await scim.create(type, { ...given.body(type), [a.name]: value });
      const stored = response.ok && JSON.stringify(response.object?.[a.name]) === JSON.stringify(value);
      // Ignoring or coercing the value is lenient, not wrong (P24); storing it is.
      const code = response.status === 422 ? "errors/status-422" : response.ok && !stored ? "errors/coerced" : undefined;
      expect.of("7644-3.12-status-400", code).that(response.status === 400, { message: `${a.name} (${a.type}) sent as ${JSON.stringify(value)} is answered with ${response.status}`, expected: 400, actual: response.status, at: response, pointer: "status" });
      expect.of("7644-3.12-type-invalidvalue").that(!stored, { message: `${a.name} (${a.type}) was stored as ${JSON.stringify(value)}`, expected: "a refusal", actual: response.object?.[a.name] ?? null, at: response, pointer: `/${a.name}` });
    }
  },
});
