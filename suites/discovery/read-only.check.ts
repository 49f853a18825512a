import { check } from "../../src/engine/api.ts";
import { equal } from "../../src/scim/value.ts";

export default check({
  id: "discovery/read-only",
  title: "Discovery documents cannot be changed by clients",
  failureTitle: "Discovery documents can be changed by clients",
  verifies: ["7643-5-all-read-only", "7643-6-read-only", "7643-7-not-modifiable"],
  after: ["discovery/documents"],
  detects: ["discovery-writable"],
  mutates: "discovery",
  remedy: "Refuse POST, PUT, PATCH and DELETE on discovery endpoints, for example with 405.",
  async run({ scim, expect, target, skip }) {
    const DOCUMENTS = [["/ServiceProviderConfig", target.discovery.serviceProviderConfig, "7643-5-all-read-only"], ["/ResourceTypes", target.discovery.resourceTypes, "7643-6-read-only"], ["/Schemas", target.discovery.schemas, "7643-7-not-modifiable"]] as const;
    if (DOCUMENTS.every(([, before]) => !before.ok)) skip("the server publishes no discovery documents");
    for (const [path, before, id] of DOCUMENTS) {
      if (!before.ok) continue;
      // The body is invalid on purpose: a server that accepts writes has nothing to store.
      const written = await scim.request({ method: "POST", path, body: { schemas: [] } });
      const after = await scim.get(path);
      expect.of(id, "discovery/write-accepted").that(!written.ok, { message: `POST ${path} is answered with ${written.status}`, expected: "a refusal", actual: written.status, at: written, pointer: "status" });
      expect.of(id).that(equal(before.json, after.json), { message: `${path} changed after a POST`, expected: "unchanged", actual: "changed", at: after, pointer: "" });
    }
  },
});
