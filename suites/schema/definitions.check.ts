import { check, published } from "../../src/engine/api.ts";
import { definitions, isSchemaSchema } from "../../src/scim/definitions.ts";

export default check({
  id: "schema/definitions",
  title: "Every published attribute definition is well-formed",
  failureTitle: "Published attribute definitions are not well-formed",
  verifies: ["7643-7-attr-name", "7643-2.1-attrname-abnf", "7643-7-attr-type-values", "7643-7-attr-multi-valued", "7643-7-mutability-keyword", "7643-7-returned-keyword", "7643-7-uniqueness-keyword", "7643-7-attr-case-exact", "7643-2.2-characteristics-set", "7643-1.2-simple-no-sub-attributes", "7643-2.3.8-no-nested-complex", "7643-7-attr-complex-has-sub-attributes", "7643-7-attr-sub-attributes", "7643-2.3.7-reference-types-indicated", "7643-7-reference-types", "7643-7-case-insensitive-unless-stated", "7643-7-attr-description-when-applicable", "7643-2.4-define-canonical-values-may", "7643-7-attr-canonical-values-may-be-used", "7644-3.1-schemas-endpoint-characteristics", "7643-7-nested-complex-may"],
  needs: [published("schemas")],
  detects: ["schema-enum-wrong-case", "schema-name-missing", "schema-name-twice", "schema-name-with-blank", "schema-type-unknown", "schema-type-upper-case", "schema-multi-valued-string", "schema-case-exact-string", "schema-sub-attributes-on-simple", "schema-nested-complex", "schema-complex-empty", "schema-reference-types-missing", "schema-reference-types-string", "schema-description-number", "schema-canonical-values-object"],
  mutates: "nothing",
  remedy: "Publish each attribute with name, type and multiValued, and the keywords of RFC 7643 section 7 in their exact spelling.",
  async run({ expect, target }) {
    const TYPES = ["string", "boolean", "decimal", "integer", "dateTime", "reference", "complex", "binary"];
    const KEYWORDS = { mutability: ["readOnly", "readWrite", "immutable", "writeOnly"], returned: ["always", "never", "default", "request"], uniqueness: ["none", "server", "global"] } as const;
    const seen = new Set<string>();
    for (const d of definitions(target.discovery.schemas)) {
      const at = (member: string) => ({ at: target.discovery.schemas, pointer: `${d.pointer}/${member}`, actual: d.raw[member] ?? null });
      const { name, type, multiValued, subAttributes, canonicalValues, referenceTypes, description } = d.raw;
      const label = `${d.schema} ${d.path}`;
      const key = label.toLowerCase();
      const named = typeof name === "string" && name !== "" && !seen.has(key);
      seen.add(key);
      const ids = d.nested ? ["7643-7-attr-name", "7643-7-attr-sub-attributes"] : ["7643-7-attr-name"];
      for (const id of ids) expect.of(id).that(named, { message: `${label}: the name is missing, or occurs twice`, expected: "a name of its own", ...at("name") });
      if (typeof name === "string") expect.of("7643-2.1-attrname-abnf").that(/^(\$ref|[A-Za-z][A-Za-z0-9$_-]*)$/.test(name), { message: `${JSON.stringify(name)} is no attribute name`, expected: "a letter, then letters, digits, $, - or _", ...at("name") });
      const odd = typeof type === "string" && !TYPES.includes(type) && TYPES.some((t) => t.toLowerCase() === type.toLowerCase());
      if (odd) expect.of("7643-7-case-insensitive-unless-stated", "schema/type-case").that(false, { message: `${label}: type ${String(type)} is in odd letter case`, expected: TYPES, ...at("type") });
      else {
        const vendor = typeof type === "string" && !d.schema.startsWith("urn:ietf:params:scim:schemas:core:");
    expect.of("7643-7-attr-type-values", vendor && !TYPES.includes(type) ? "schema/vendor-type" : undefined).that(typeof type === "string" && TYPES.includes(type), { message: `${label}: type is ${JSON.stringify(type) ?? "missing"}`, expected: TYPES, ...at("type") });
        expect.of("7643-7-case-insensitive-unless-stated").that(true, { message: "type in its usual spelling" });
      }
      expect.of("7643-7-attr-multi-valued").that(typeof multiValued === "boolean", { message: `${label}: multiValued is ${JSON.stringify(multiValued) ?? "missing"}`, expected: "true or false", ...at("multiValued") });
      expect.of("7644-3.1-schemas-endpoint-characteristics").that(typeof multiValued === "boolean" && typeof type === "string", { message: `${label}: type or multiValued is missing`, expected: "both", ...at("multiValued") });
      for (const [member, allowed] of Object.entries(KEYWORDS)) {
        const value = d.raw[member];
        if (value !== undefined && value !== null) expect.of(`7643-7-${member}-keyword`).that(typeof value === "string" && (allowed as readonly string[]).includes(value), { message: `${label}: ${member} is ${JSON.stringify(value)}`, expected: [...allowed], ...at(member) });
      }
      for (const member of ["required", "caseExact"]) {
        const value = d.raw[member];
        if (value === undefined || value === null) continue;
        expect.of("7643-2.2-characteristics-set").that(typeof value === "boolean", { message: `${label}: ${member} is ${JSON.stringify(value)}`, expected: "true or false", ...at(member) });
        if (member === "caseExact") expect.of("7643-7-attr-case-exact").that(typeof value === "boolean", { message: `${label}: caseExact is ${JSON.stringify(value)}`, expected: "true or false", ...at(member) });
      }
      const subs = Array.isArray(subAttributes) ? subAttributes.length : 0;
      if (type !== "complex") expect.of("7643-1.2-simple-no-sub-attributes").that(subs === 0, { message: `${label} is of type ${String(type)}, but has sub-attributes`, expected: "none", ...at("subAttributes") });
      else if (!d.nested) expect.of("7643-7-attr-complex-has-sub-attributes").that(subs > 0, { message: `${label} is complex, but has no sub-attributes`, expected: "at least one", ...at("subAttributes") });
      if (d.nested && !isSchemaSchema(d)) expect.of("7643-2.3.8-no-nested-complex").that(type !== "complex" && subs === 0, { message: `${label}: a sub-attribute is complex itself`, expected: "a simple type", ...at("type") });
      if (d.nested && isSchemaSchema(d)) expect.of("7643-7-nested-complex-may").observe("the Schema resource describes its nested attributes", { at: target.discovery.schemas });
      if (type === "reference") expect.of("7643-2.3.7-reference-types-indicated", "schema/reference-types-missing").that(Array.isArray(referenceTypes) && referenceTypes.length > 0, { message: `${label} is a reference without referenceTypes`, expected: "what it may point to", ...at("referenceTypes") });
      if (referenceTypes !== undefined && referenceTypes !== null) expect.of("7643-7-reference-types").that(Array.isArray(referenceTypes) && referenceTypes.every((r) => typeof r === "string"), { message: `${label}: referenceTypes is no array of strings`, expected: "an array of strings", ...at("referenceTypes") });
      if (description !== undefined && description !== null) expect.of("7643-7-attr-description-when-applicable").that(typeof description === "string", { message: `${label}: description is no string`, expected: "a string", ...at("description") });
      if (canonicalValues === undefined || canonicalValues === null) continue;
      for (const id of ["7643-2.4-define-canonical-values-may", "7643-7-attr-canonical-values-may-be-used"]) {
        expect.of(id).observe("canonicalValues are published", { at: target.discovery.schemas });
        expect.of(id, id.startsWith("7643-2.4") ? "schema/canonical-values-malformed" : undefined).that(Array.isArray(canonicalValues), { message: `${label}: canonicalValues is no array`, expected: "an array", ...at("canonicalValues") });
      }
    }
  },
});
