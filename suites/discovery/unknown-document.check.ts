import { check, published } from "../../src/engine/api.ts";

export default check({
  id: "discovery/unknown-document",
  title: "A resource type or schema that does not exist is answered with 404",
  failureTitle: "A resource type or schema that does not exist is not answered with 404",
  verifies: ["7644-3.12-get-unknown-404"],
  needs: [published("resourceTypes"), published("schemas")],
  after: ["discovery/documents"],
  detects: ["discovery-unknown-200", "discovery-unknown-500"],
  mutates: "nothing",
  remedy: "Answer an unknown id below /ResourceTypes and /Schemas with 404 and a SCIM Error.",
  async run({ scim, expect }) {
    for (const path of ["/ResourceTypes/ScimspecUnknown", "/Schemas/urn:example:scimspec:unknown:1.0:Nothing"]) {
      expect.of("7644-3.12-get-unknown-404").status(await scim.get(path), 404);
    }
  },
});
