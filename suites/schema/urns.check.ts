import { check, published } from "../../src/engine/api.ts";

export default check({
  id: "schema/urns",
  title: "Standard URIs are spelled as registered, and none of SCIM 1 is used",
  failureTitle: "Standard URIs are misspelt, or URIs of SCIM 1 are used",
  verifies: ["7643-10.2.1-urn-structure", "7643-10.2.1-new-version-new-registration", "7643-10.2.1-assignment-after-review", "7643-10.2.1-lexical-equivalence", "7644-8.2-message-urns"],
  needs: [published("schemas")],
  detects: ["schema-urn-malformed", "schema-urn-version-1", "schema-urn-unregistered", "schema-urn-upper-case", "list-response-schema-wrong"],
  mutates: "nothing",
  remedy: "Use the URIs of RFC 7643 section 10.4 and RFC 7644 section 8.2 exactly as registered; put schemas of your own under a namespace of your own.",
  async run({ expect, target }) {
    const REGISTERED = ["core:2.0:User", "core:2.0:Group", "core:2.0:ServiceProviderConfig", "core:2.0:ResourceType", "core:2.0:Schema", "extension:enterprise:2.0:User"].map((u) => `urn:ietf:params:scim:schemas:${u}`);
    // Registered by later documents, or about to be: none of them is a finding.
    const LATER = /^urn:ietf:params:scim:schemas:(core:2\.0:(Device|Endpoint\w*|Agent\w*|Role\w*|Entitlement\w*)|extension:(?!enterprise)[\w.-]+:2\.0:[\w-]+)$/i;
    for (const [name, response] of Object.entries(target.discovery)) {
      const message = response.object?.["schemas"];
      if (response.ok && name !== "serviceProviderConfig") expect.of("7644-8.2-message-urns").that(Array.isArray(message) && message.includes("urn:ietf:params:scim:api:messages:2.0:ListResponse"), { message: "a list answer does not carry the ListResponse URN", expected: "urn:ietf:params:scim:api:messages:2.0:ListResponse", actual: message ?? null, at: response, pointer: "/schemas" });
    }
    const response = target.discovery.schemas;
    for (const [i, schema] of response.resources.entries()) {
      const id = schema["id"];
      if (typeof id !== "string") continue;
      const at = { at: response, pointer: `/Resources/${i}/id`, actual: id };
      expect.of("7643-10.2.1-new-version-new-registration").that(!/^urn:scim:schemas:|:1\.[01](:|$)/i.test(id), { message: `${id} is a URI of SCIM 1`, expected: "a URI of SCIM 2.0", ...at });
      if (!/^urn:ietf:params:scim:/i.test(id)) continue;
      const known = REGISTERED.find((r) => r.toLowerCase() === id.toLowerCase());
      expect.of("7643-10.2.1-urn-structure", known === undefined ? "schema/vendor-urn" : undefined).that(/^urn:ietf:params:scim:(schemas|api|param):[^:\s]+(:[^:\s]+)*$/i.test(id), { message: `${id} has not the form of a SCIM URN`, expected: "urn:ietf:params:scim:{type}:{name}", ...at });
      expect.of("7643-10.2.1-assignment-after-review", "schema/urn-unregistered").that(known !== undefined || LATER.test(id), { message: `${id} is not registered`, expected: "a registered URN, or a namespace of your own", ...at });
      if (known !== undefined) expect.of("7643-10.2.1-lexical-equivalence", "schema/urn-case").that(known === id, { message: `${id} is not spelled as registered`, expected: known, ...at });
    }
  },
});
