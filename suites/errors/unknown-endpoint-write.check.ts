import { check } from "../../src/engine/api.ts";

export default check({
  id: "errors/unknown-endpoint-write",
  title: "A POST to an endpoint that does not exist is answered with 404",
  failureTitle: "A POST to an endpoint that does not exist is not answered with 404",
  verifies: ["7644-3.12-status-404"],
  after: ["errors/unknown-endpoint"],
  detects: ["unknown-endpoint-post-500", "unknown-endpoint-post-created"],
  mutates: "own-resources",
  remedy: "Answer every method at unknown endpoints with 404 and a SCIM Error.",
  async run({ scim, expect }) {
    const response = await scim.request({ method: "POST", path: "/ScimspecNoSuchType", body: { schemas: ["urn:example:scimspec:unknown"], displayName: "nothing" }, operation: "other" });
    // 405 is fine where the method itself is refused first.
    expect.of("7644-3.12-status-404").status(response, [404, 405, 501, 403]);
  },
});
