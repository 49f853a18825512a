import { invariant } from "../../src/engine/api.ts";
import { isObject, type JsonObject } from "../../src/model/json.ts";
import { values } from "../../src/scim/walk.ts";

/** Sub-attributes whose meaning RFC 7643 section 2.4 fixes, with the JSON type that follows from it. */
const PREDEFINED: readonly (readonly [string, "boolean" | "string"])[] = [["primary", "boolean"], ["type", "string"], ["display", "string"], ["$ref", "string"]];
/** Attributes of section 4 whose elements are told apart by value. */
const BY_VALUE = new Set(["emails", "phonenumbers", "ims", "photos", "groups", "entitlements", "roles", "x509certificates", "members"]);

const wrong = (element: JsonObject): readonly string[] => PREDEFINED.filter(([name, kind]) => element[name] !== undefined && element[name] !== null && typeof element[name] !== kind).map(([name]) => name);

export default invariant({
  id: "invariants/multi-valued-elements",
  title: "Elements of multi-valued attributes have the form that their definition and RFC 7643 section 2.4 demand",
  failureTitle: "Elements of multi-valued attributes have another form than their definition demands",
  verifies: ["7643-2.4-elements-primitive-or-object", "7643-2.4-object-elements-complex", "7643-2.4-predefined-meanings", "7643-2.4-value-significant", "7643-2.4-type-label"],
  detects: ["emails-as-bare-strings", "multi-valued-simple-as-objects", "multi-valued-primary-as-string", "multi-valued-value-missing", "multi-valued-type-as-number"],
  remedy: "Write elements of complex attributes as objects, those of simple attributes as plain values; inside, primary is a boolean, type and display are strings, $ref is a URI, and value holds the significant value.",
  judge(exchange, { expect, target }) {
    for (const { resource, pointer, type } of exchange.seen) {
      if (!type) continue;
      for (const { attribute, value, pointer: place, element } of values(resource, type, target, pointer)) {
        if (!element || attribute.path.includes(".")) continue;
        const complex = attribute.type === "complex";
        const at = { actual: value, at: exchange, pointer: place };
        const fits = complex ? isObject(value) : !Array.isArray(value) && !isObject(value);
        expect.of("7643-2.4-elements-primitive-or-object").that(fits, { message: `an element of ${attribute.name} is ${JSON.stringify(value).slice(0, 80)}`, expected: complex ? "an object" : "a plain value", ...at });
        if (!isObject(value)) continue;
        expect.of("7643-2.4-object-elements-complex").that(complex, { message: `${attribute.name} has objects as elements, but is declared as ${attribute.type}`, expected: `elements of type ${attribute.type}`, ...at });
        const odd = wrong(value);
        expect.of("7643-2.4-predefined-meanings").that(odd.length === 0, { message: `${attribute.name}: ${odd.join(", ")} has a type that its meaning does not allow`, expected: "primary: boolean; type, display, $ref: string", ...at });
        if (value["type"] !== undefined && value["type"] !== null) expect.of("7643-2.4-type-label").that(typeof value["type"] === "string", { message: `${attribute.name}: type is ${JSON.stringify(value["type"])}, no label`, expected: "a string such as work", ...at });
        if (exchange.projected || !BY_VALUE.has(attribute.name.toLowerCase()) || (attribute.source === "published" && !attribute.subAttributes.some((s) => s.name === "value"))) continue;
        expect.of("7643-2.4-value-significant", "multi-valued/value-missing").that(value["value"] !== undefined && value["value"] !== null && value["value"] !== "", { message: `an element of ${attribute.name} has no value`, expected: "the significant value in value", ...at });
      }
    }
  },
});
