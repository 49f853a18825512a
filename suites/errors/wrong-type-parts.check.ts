import { check } from "../../src/engine/api.ts";
import type { AttributeInfo } from "../../src/model/target.ts";
import { isObject, type Json } from "../../src/model/json.ts";
import { sampleValue } from "../../src/scim/sample.ts";
import { equalAsSets, member } from "../../src/scim/value.ts";

/** A value of the wrong JSON type for one part of an attribute; undefined where there is none to try. */
function spoil(attribute: AttributeInfo, unique: string): readonly (readonly [what: string, value: Json])[] {
  if (attribute.type !== "complex") return attribute.multiValued ? [["one value instead of an array", "single"]] : attribute.type === "boolean" || attribute.type === "decimal" || attribute.type === "binary" ? [[`an object for a ${attribute.type}`, { not: "a value" }]] : [];
  const good = sampleValue(attribute, unique);
  if (!isObject(good)) return [];
  const text = attribute.subAttributes.find((s) => s.type === "string" && s.name in good);
  const flag = attribute.subAttributes.find((s) => s.type === "boolean" && s.name === "primary");
  const part = text && { ...good, [text.name]: { not: "a text" } };
  const odd = flag && { ...good, [flag.name]: { not: "a flag" } };
  const put = (value: Json): Json => (attribute.multiValued ? [value] : value);
  return [
    ...(attribute.multiValued ? [["a text instead of an array of objects", "text"] as const, ["a text as an element", ["text"]] as const] : []),
    ...(part ? [[`an object for ${text.name}`, put(part)] as const] : []),
    ...(odd ? [[`an object for ${flag.name}`, put(odd)] as const] : []),
  ];
}

export default check({
  id: "errors/wrong-type-parts",
  title: "Wrong JSON types in parts and elements of attributes are not stored",
  failureTitle: "Wrong JSON types in parts or elements of attributes are stored, or break the server",
  for: "each-resource-type",
  verifies: ["7644-3.12-type-invalidvalue"],
  after: ["errors/wrong-type"],
  detects: ["wrong-type-part-stored", "wrong-type-part-500"],
  mutates: "own-resources",
  remedy: "Check the JSON type of every element and sub-attribute; answer a wrong one with 400 and scimType invalidValue.",
  async run({ scim, given, expect, target, type, skip }) {
    const attributes = target.attributes(type).filter((a) => !a.extension && a.schema !== "" && a.mutability === "readWrite" && a.returned === "default" && target.maySend(type, a.name));
    // One attribute of each kind: multi-valued complex, complex, and one of each simple type.
    const kinds = [...new Map(attributes.map((a) => [`${a.type} ${a.multiValued}`, a])).values()];
    const cases = kinds.flatMap((a) => spoil(a, given.unique()).map(([what, value]) => ({ a, what, value })));
    if (cases.length === 0) skip(`the schema of ${type.name} has no attribute for this (/Schemas)`);
    for (const { a, what, value } of cases) {
      const response = await scim.create(type, { ...given.body(type), [a.name]: value });
      const got = member(response.object, a.name);
      const stored = response.ok && equalAsSets(got, value);
      // Ignoring or coercing is lenient (P24); storing what the schema does not allow, or breaking on it, is not.
      expect.of("7644-3.12-type-invalidvalue").that(!stored && response.status < 500, { message: `${a.name} with ${what} is answered with ${response.status}${stored ? " and stored" : ""}`, expected: "400 invalidValue", actual: stored ? (got ?? null) : response.status, at: response, pointer: stored ? `/${a.name}` : "status" });
    }
  },
});
