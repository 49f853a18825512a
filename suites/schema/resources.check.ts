import { check, published } from "../../src/engine/api.ts";
import { isObject } from "../../src/model/json.ts";
import { SCHEMA } from "../../src/scim/urn.ts";

export default check({
  id: "schema/resources",
  title: "Every Schema resource has a URI as id, a name, its attributes, and the Schema URI",
  failureTitle: "Schema resources lack a URI as id, their attributes, or the Schema URI",
  verifies: ["7643-7-schema-uri", "7643-7-id-must", "7643-7-name-must-when-applicable", "7643-7-description-must-when-applicable", "7643-7-attributes-complex", "7643-8.7.1-user-schema-identity", "7643-8.7.1-group-schema-identity", "7643-8.7.1-enterprise-user-schema-identity", "7643-8.7.1-user-schema-meta", "7643-8.7.1-group-schema-meta", "7643-8.7.1-enterprise-user-schema-meta", "7643-8.7.2-service-provider-config-schema-identity", "7643-8.7.2-resource-type-schema-identity", "7643-8.7.2-schema-schema-identity", "7643-8.7.2-fixed-schemas"],
  needs: [published("schemas")],
  detects: ["schema-resource-uri-missing", "schema-id-guid", "schema-resource-name-missing", "schema-resource-description-number", "schema-attributes-map", "schema-meta-wrong", "schema-fixed-missing-member"],
  mutates: "nothing",
  remedy: "Give each entry of /Schemas schemas, id (the URI), name, description and attributes (an array), and meta with resourceType Schema.",
  async run({ expect, target }) {
    const response = target.discovery.schemas;
    const IDENTITY: Readonly<Record<string, readonly [string, string | null]>> = {
      "urn:ietf:params:scim:schemas:core:2.0:User": ["7643-8.7.1-user-schema-identity", "7643-8.7.1-user-schema-meta"],
      "urn:ietf:params:scim:schemas:core:2.0:Group": ["7643-8.7.1-group-schema-identity", "7643-8.7.1-group-schema-meta"],
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": ["7643-8.7.1-enterprise-user-schema-identity", "7643-8.7.1-enterprise-user-schema-meta"],
      "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig": ["7643-8.7.2-service-provider-config-schema-identity", null],
      "urn:ietf:params:scim:schemas:core:2.0:ResourceType": ["7643-8.7.2-resource-type-schema-identity", null],
      "urn:ietf:params:scim:schemas:core:2.0:Schema": ["7643-8.7.2-schema-schema-identity", null],
    };
    const FIXED = ["7643-8.7.2-service-provider-config-schema-identity", "7643-8.7.2-resource-type-schema-identity", "7643-8.7.2-schema-schema-identity"];
    for (const [i, schema] of response.resources.entries()) {
      const at = (member: string) => ({ at: response, pointer: `/Resources/${i}/${member}`, actual: schema[member] ?? null });
      const { id, name, description, attributes, schemas, meta } = schema;
      const uri = Array.isArray(schemas) && schemas.includes(SCHEMA);
      expect.of("7643-7-schema-uri").that(uri, { message: `${String(id)}: schemas does not name the Schema URI`, expected: SCHEMA, ...at("schemas") });
      const absolute = typeof id === "string" && /^[A-Za-z][A-Za-z0-9+.-]*:\S+$/.test(id) && response.resources.filter((r) => r["id"] === id).length === 1;
      expect.of("7643-7-id-must").that(absolute, { message: `id is ${JSON.stringify(id) ?? "missing"}, no unique URI`, expected: "the schema's URI", ...at("id") });
      if (name === undefined || name === null) expect.of("7643-7-name-must-when-applicable", "schema/name-missing").that(false, { message: `${String(id)} has no name`, expected: "a name", ...at("name") });
      else expect.of("7643-7-name-must-when-applicable").that(typeof name === "string" && name !== "", { message: `${String(id)}: name is no string`, expected: "a string", ...at("name") });
      expect.of("7643-7-description-must-when-applicable").that(description === undefined || description === null || typeof description === "string", { message: `${String(id)}: description is no string`, expected: "a string", ...at("description") });
      const list = Array.isArray(attributes) && attributes.every((a) => isObject(a));
      expect.of("7643-7-attributes-complex").that(list, { message: `${String(id)}: attributes is no array of definitions`, expected: "an array of objects", ...at("attributes") });
      const [identity, about] = IDENTITY[String(id)] ?? [];
      if (identity !== undefined) {
        const kind = !isObject(meta) || meta["resourceType"] === undefined || meta["resourceType"] === "Schema" || !FIXED.includes(identity);
        expect.of(identity).that(uri && kind, { message: `${String(id)} does not identify itself as a Schema resource`, expected: SCHEMA, ...at("schemas") });
        if (FIXED.includes(identity)) expect.of("7643-8.7.2-fixed-schemas").that(list && (attributes as readonly unknown[]).length > 0, { message: `${String(id)} is listed without attributes`, expected: "the fixed definition", ...at("attributes") });
      }
      if (about === undefined || about === null) continue;
      if (!isObject(meta)) expect.of(about, "schema/meta-missing").that(false, { message: `${String(id)} has no meta`, expected: "resourceType and location", ...at("meta") });
      else expect.of(about).that(meta["resourceType"] === "Schema" && typeof meta["location"] === "string" && meta["location"].replace(/%3A/gi, ":").endsWith(`/Schemas/${String(id)}`), { message: `meta of ${String(id)} does not say Schema, or its location does not end with its id`, expected: `.../Schemas/${String(id)}`, ...at("meta") });
    }
  },
});
