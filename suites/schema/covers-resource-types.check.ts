import { check, published } from "../../src/engine/api.ts";
import { sameUrn } from "../../src/scim/urn.ts";
import { definitions } from "../../src/scim/definitions.ts";
import { askedOnce } from "../../src/scim/asked-once.ts";

export default check({
  id: "schema/covers-resource-types",
  title: "Every schema that a resource type names is published, and defines common attributes as the RFC does",
  failureTitle: "Schemas that a resource type names are not published, or define common attributes otherwise",
  verifies: ["7643-7-schema-resource-per-uri", "7643-3.1-common-characteristics-precedence", "7643-8.7.1-values-may-change"],
  needs: [published("schemas")],
  detects: ["schema-of-type-missing", "schema-common-attribute-read-write"],
  mutates: "nothing",
  remedy: "Publish each schema that a resource type names at /Schemas and at /Schemas/{uri}.",
  async run({ given, expect, target }) {
    const response = target.discovery.schemas;
    for (const urn of new Set(target.resourceTypes.flatMap((t) => [t.schema, ...t.extensions.map((e) => e.schema)]))) {
      const listed = response.resources.some((r) => typeof r["id"] === "string" && sameUrn(r["id"], urn));
      expect.of("7643-7-schema-resource-per-uri").that(listed, { message: `${urn} is named by a resource type, but not listed at /Schemas`, expected: urn, actual: null, at: response });
      const single = await askedOnce({ given }, `${target.baseUrl}/Schemas/${encodeURI(urn)}`);
      expect.of("7643-7-schema-resource-per-uri").status(single, 200);
    }
    for (const d of definitions(response)) {
      const common = d.schema.includes(":User") || d.schema.includes(":Group");
      if (!common || d.nested || (d.path !== "id" && d.path !== "meta")) continue;
      expect.of("7643-3.1-common-characteristics-precedence", "schema/common-attribute-differs").that(d.raw["mutability"] === undefined || d.raw["mutability"] === "readOnly", { message: `${d.path} is published as ${String(d.raw["mutability"])}`, expected: "readOnly", actual: d.raw["mutability"] ?? null, at: response, pointer: d.pointer });
    }
    expect.of("7643-3.1-common-characteristics-precedence").that(true, { message: "common attributes are judged by RFC 7643 section 3.1" });
    expect.of("7643-8.7.1-values-may-change").observe(`${response.resources.length} schemas are published`, { at: response });
  },
});
