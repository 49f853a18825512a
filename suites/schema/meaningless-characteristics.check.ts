import { check, published } from "../../src/engine/api.ts";
import { definitions } from "../../src/scim/definitions.ts";

export default check({
  id: "schema/meaningless-characteristics",
  title: "Case sensitivity and uniqueness are published only where they have a meaning",
  failureTitle: "Case sensitivity or uniqueness is published where it has no meaning",
  verifies: ["7643-2.3.2-boolean-no-case-no-uniqueness", "7643-2.3.3-decimal-no-case", "7643-2.3.4-integer-no-case", "7643-2.3.5-datetime-no-case-no-uniqueness", "7643-2.3.8-complex-no-uniqueness-no-case"],
  needs: [published("schemas")],
  detects: ["schema-case-exact-everywhere"],
  mutates: "nothing",
  remedy: "Leave caseExact and uniqueness out of boolean, decimal, integer, dateTime and complex attributes.",
  async run({ expect, target, skip }) {
    const RULES: Readonly<Record<string, string>> = { boolean: "7643-2.3.2-boolean-no-case-no-uniqueness", decimal: "7643-2.3.3-decimal-no-case", integer: "7643-2.3.4-integer-no-case", dateTime: "7643-2.3.5-datetime-no-case-no-uniqueness", complex: "7643-2.3.8-complex-no-uniqueness-no-case" };
    const concerned = [...definitions(target.discovery.schemas)].filter((d) => RULES[String(d.raw["type"])] !== undefined);
    if (concerned.length === 0) return skip("the schemas publish no attribute of the types boolean, decimal, integer, dateTime and complex (/Schemas)");
    for (const d of concerned) {
      const rule = RULES[String(d.raw["type"])] ?? "";
      // false and none are redundant, but harmless (A09).
      const harmless = d.raw["caseExact"] !== true && (d.raw["uniqueness"] === undefined || d.raw["uniqueness"] === null || d.raw["uniqueness"] === "none" || !/boolean|datetime|complex/.test(rule));
      expect.of(rule, "schema/redundant-characteristic").that(harmless, { message: `${d.schema} ${d.path} (${String(d.raw["type"])}) is published with caseExact or uniqueness`, expected: "neither", actual: d.raw["caseExact"] ?? d.raw["uniqueness"] ?? null, at: target.discovery.schemas, pointer: d.pointer });
    }
  },
});
