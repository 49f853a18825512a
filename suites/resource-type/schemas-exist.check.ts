import { check, published } from "../../src/engine/api.ts";
import { sameUrn } from "../../src/scim/urn.ts";

export default check({
  id: "resource-type/schemas-exist",
  title: "The schemas that resource types name are those that /Schemas publishes",
  failureTitle: "Resource types name schemas that /Schemas does not publish",
  for: "each-resource-type",
  verifies: ["7643-6-schema-equals-schema-id", "7643-6-schema-extensions-schema-equals-id", "7643-3.2-new-type-needs-definition"],
  needs: [published("resourceTypes"), published("schemas")],
  after: ["resource-type/documents"],
  detects: ["schema-of-type-missing", "type-extension-unknown", "custom-schema-missing"],
  mutates: "nothing",
  remedy: "Use in schema and schemaExtensions exactly the ids under which the schemas are published.",
  async run({ expect, target, type }) {
    const ids = target.discovery.schemas.resources.flatMap((s) => (typeof s["id"] === "string" ? [s["id"]] : []));
    const at = { at: target.discovery.resourceTypes };
    const judge = (requirement: string, urn: string): void => {
      const exact = ids.includes(urn);
      const odd = !exact && ids.some((id) => sameUrn(id, urn));
      expect.of(requirement, odd ? "resource-type/schema-case" : undefined).that(exact, { message: `${urn} (${type.name}) is ${odd ? "published in other letter case" : "not published at /Schemas"}`, expected: urn, actual: null, ...at });
    };
    judge("7643-6-schema-equals-schema-id", type.schema);
    for (const { schema } of type.extensions) judge("7643-6-schema-extensions-schema-equals-id", schema);
    if (!type.isUser && !type.isGroup) judge("7643-3.2-new-type-needs-definition", type.schema);
  },
});
