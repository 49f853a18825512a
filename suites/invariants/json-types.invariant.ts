import { invariant } from "../../src/engine/api.ts";
import { isObject, type Json } from "../../src/model/json.ts";
import type { AttributeInfo, AttributeType } from "../../src/model/target.ts";
import { values } from "../../src/scim/walk.ts";

const JSON_KIND: Readonly<Record<AttributeType, string>> = { string: "string", dateTime: "string", binary: "string", reference: "string", boolean: "boolean", decimal: "number", integer: "number", complex: "object" };
/** The type's own entry of section 2.3, besides the table of all types. */
const OWN: Partial<Record<AttributeType, string>> = {
  boolean: "7643-2.3.2-boolean-literals",
  decimal: "7643-2.3.3-decimal-format",
  binary: "7643-2.3.6-binary-json-string",
  reference: "7643-2.3.7-reference-json-string",
  complex: "7643-2.3.8-complex-json-object",
};

function kindOf(value: Json): string {
  if (Array.isArray(value)) return "array";
  return isObject(value) ? "object" : typeof value;
}

const name = (a: AttributeInfo) => (a.extension ? `${a.schema}:${a.path}` : a.path);

export default invariant({
  id: "invariants/json-types",
  title: "Every value has the JSON type that its attribute's SCIM type demands",
  failureTitle: "Values do not have the JSON type of their attribute",
  verifies: ["7643-2.3-type-to-json-table", "7643-1.2-singular-attribute-cardinality", "7643-2.3.2-boolean-literals", "7643-2.3.3-decimal-format", "7643-2.3.6-binary-json-string", "7643-2.3.7-reference-json-string", "7643-2.3.8-complex-json-object"],
  detects: ["type-boolean-quoted", "type-integer-quoted", "type-decimal-quoted", "type-singular-as-array", "type-complex-as-string", "type-binary-as-numbers", "type-reference-as-object", "member-value-not-a-string", "meta-version-not-a-string"],
  remedy: "Write each value as RFC 7643 section 2.3 says: strings, dateTimes, binaries and references as JSON strings, booleans as true or false, numbers as numbers, complex values as objects; arrays for multi-valued attributes only.",
  judge(exchange, { expect, target }) {
    for (const { resource, pointer, type } of exchange.seen) {
      if (!type) continue;
      for (const { attribute, value, pointer: place, element } of values(resource, type, target, pointer)) {
        const at = { at: exchange, pointer: place, actual: value };
        const singular = attribute.multiValued || !Array.isArray(value);
        if (!attribute.multiValued) expect.of("7643-1.2-singular-attribute-cardinality").that(singular, { message: `${name(attribute)} is singular, but its value is an array`, expected: "one value", ...at });
        if (!singular || (attribute.multiValued && !element)) continue;
        const kind = JSON_KIND[attribute.type];
        const detail = { message: `${name(attribute)} is of type ${attribute.type}, but its value is ${JSON.stringify(value)?.slice(0, 80) ?? ""}`, expected: `a JSON ${kind}`, ...at };
        expect.of("7643-2.3-type-to-json-table").that(kindOf(value) === kind, detail);
        const own = OWN[attribute.type];
        if (own !== undefined) expect.of(own).that(kindOf(value) === kind, detail);
      }
    }
  },
});
