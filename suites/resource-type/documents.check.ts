import { check, published } from "../../src/engine/api.ts";
import { isObject, type Json } from "../../src/model/json.ts";
import { RESOURCE_TYPE } from "../../src/scim/urn.ts";

export default check({
  id: "resource-type/documents",
  title: "Each resource type states name, endpoint and schema, and its extensions in full",
  failureTitle: "Resource types lack name, endpoint, schema, or parts of their extensions",
  verifies: ["7643-6-schema-uri", "7643-6-name-must", "7643-6-endpoint-required", "7643-6-schema-required", "7643-6-schema-extensions-schema-required", "7643-6-schema-extensions-required-flag", "7643-6-schema-extensions-optional", "7643-6-id-not-required", "7643-6-id-optional", "7643-6-description-must-when-applicable", "7643-6-endpoint-unique"],
  needs: [published("resourceTypes")],
  after: ["discovery/documents"],
  provides: ["resource-types"],
  detects: ["type-uri-missing", "type-name-missing", "type-endpoint-missing", "type-schema-missing", "resourcetype-extensions-plain-strings", "type-extension-required-string", "type-extensions-object", "type-id-number", "type-description-number", "type-endpoint-twice", "type-endpoint-absolute"],
  mutates: "nothing",
  remedy: "'Give each resource type schemas, name, endpoint and schema, and each extension as {\"schema\": \"urn:...\", \"required\": false}.'",
  async run({ expect, target }) {
    const response = target.discovery.resourceTypes;
    const endpoints = response.resources.map((r) => String(r["endpoint"]).replace(/^\//, ""));
    for (const [i, raw] of response.resources.entries()) {
      const at = (member: string) => ({ at: response, pointer: `/Resources/${i}/${member}`, actual: raw[member] ?? null });
      const text = (v: Json | undefined): boolean => typeof v === "string" && v !== "";
      const { schemas, name, endpoint, schema, schemaExtensions: extensions, id, description } = raw;
      expect.of("7643-6-schema-uri").that(Array.isArray(schemas) && schemas.includes(RESOURCE_TYPE), { message: "schemas of a resource type does not name its schema", expected: RESOURCE_TYPE, ...at("schemas") });
      expect.of("7643-6-name-must").that(text(name), { message: "a resource type has no name", expected: "a name", ...at("name") });
      const given = expect.of("7643-6-endpoint-required").that(text(endpoint), { message: `${String(name)} has no endpoint`, expected: "a path such as /Users", ...at("endpoint") });
      if (given) {
        const absolute = /^https?:/i.test(String(endpoint));
        expect.of("7643-6-endpoint-required", absolute ? "resource-type/endpoint-absolute" : undefined).that(!absolute && !String(endpoint).includes("?"), { message: `the endpoint of ${String(name)} is ${String(endpoint)}`, expected: "a path relative to the base URL", ...at("endpoint") });
        expect.of("7643-6-endpoint-unique").that(endpoints.filter((e) => e === endpoints[i]).length === 1, { message: `two resource types have the endpoint ${String(endpoint)}`, expected: "an endpoint of its own", ...at("endpoint") });
      }
      expect.of("7643-6-schema-required").that(text(schema) && /^[A-Za-z][A-Za-z0-9+.-]*:/.test(String(schema)), { message: `${String(name)}: schema is no URI`, expected: "the URI of the base schema", ...at("schema") });
      if (id !== undefined && id !== null) {
        const ok = text(id) && response.resources.filter((r) => r["id"] === id).length === 1;
        expect.of("7643-6-id-optional").observe("id is given", { at: response });
        expect.of("7643-6-id-not-required").that(ok, { message: `id of a resource type is ${JSON.stringify(id)}`, expected: "absent, or a unique non-empty string", ...at("id") });
      }
      expect.of("7643-6-description-must-when-applicable").that(description === undefined || description === null || typeof description === "string", { message: "description is no string", expected: "a string", ...at("description") });
      expect.of("7643-6-schema-extensions-optional").observe(extensions === undefined || extensions === null ? "no schemaExtensions" : "schemaExtensions is given", { at: response });
      if (extensions === undefined || extensions === null) continue;
      if (!expect.of("7643-6-schema-extensions-optional", "resource-type/extensions-no-array").that(Array.isArray(extensions), { message: `schemaExtensions of ${String(name)} is no array`, expected: "an array", ...at("schemaExtensions") })) continue;
      for (const [j, e] of (extensions as readonly Json[]).entries()) {
        const place = { at: response, pointer: `/Resources/${i}/schemaExtensions/${j}`, actual: e };
        expect.of("7643-6-schema-extensions-schema-required").that(isObject(e) && text(e["schema"]), { message: `an extension of ${String(name)} has no schema`, expected: "the URI of the extension", ...place });
        expect.of("7643-6-schema-extensions-required-flag").that(isObject(e) && typeof e["required"] === "boolean", { message: `an extension of ${String(name)} has no boolean required`, expected: "true or false", ...place });
      }
    }
  },
});
