import { check, credential } from "../../src/engine/api.ts";

export default check({
  id: "auth/low-privilege",
  title: "A credential that may only read cannot write",
  failureTitle: "A credential that may only read can write",
  for: "any-resource-type",
  verifies: ["7644-2-map-client-to-policy", "7644-3.12-status-403"],
  needs: [credential("lowPrivilege")],
  after: ["create/created"],
  detects: ["any-user-token-accepted", "low-privilege-401"],
  mutates: "own-resources",
  remedy: "Map every credential to what it may do, and refuse the rest with 403.",
  async run({ scim, given, expect, type }) {
    const made = await given.resource(type);
    const attempts = [await scim.create(type, given.body(type), { credential: "lowPrivilege" }), await scim.delete(made, { credential: "lowPrivilege" })];
    for (const response of attempts) {
      expect.of("7644-2-map-client-to-policy").that(!response.ok, { message: `${response.method} with the low-privilege credential is answered with ${response.status}`, expected: "a refusal", actual: response.status, at: response, pointer: "status" });
      expect.of("7644-3.12-status-403", response.status === 401 ? "auth/status-401-for-403" : undefined).status(response, [403, 404]);
    }
  },
});
