import { check, authenticated } from "../../src/engine/api.ts";

export default check({
  id: "auth/credential-required",
  title: "Resources are closed to requests without a valid credential",
  failureTitle: "Resources are open to requests without a valid credential",
  for: "each-resource-type",
  verifies: ["7644-3.12-status-401", "7643-9.3-restrict-access-need-to-know", "7644-2-validate-bearer-token"],
  needs: [authenticated()],
  after: ["read/by-id"],
  provides: ["authentication"],
  detects: ["unauthenticated-access", "empty-bearer-accepted", "invalid-token-accepted", "auth-answers-403", "auth-redirects"],
  mutates: "nothing",
  remedy: "Refuse every request to a resource endpoint without a valid credential with 401.",
  async run({ scim, given, expect, target, type }) {
    const known = await given.shared(type);
    const attempts = [
      ["no credential", await scim.get(known, { credential: "none" })],
      ["no credential", await scim.list(type, {}, { credential: "none" })],
      ["an invalid credential", await scim.get(known, { credential: "invalid" })],
      ["an empty bearer token", await scim.get(known, { credential: "none", headers: { Authorization: "Bearer " } })],
    ] as const;
    for (const [what, response] of attempts) {
      const hidden = response.status === 403 || response.status === 404;
      // RFC 6750 section 3.1 answers a malformed Authorization field with 400.
      if (response.status === 400 && what === "an empty bearer token") continue;
      expect.of("7644-3.12-status-401", hidden ? "auth/status-403" : undefined).that(response.status === 401, { message: `${response.method} with ${what} is answered with ${response.status}`, expected: 401, actual: response.status, at: response, pointer: "status" });
      const ids = ["7643-9.3-restrict-access-need-to-know", ...(target.authType === "bearer" ? ["7644-2-validate-bearer-token"] : [])];
      for (const id of ids) expect.of(id).that(!response.ok, { message: `data is served to ${what}`, expected: "a refusal", actual: response.status, at: response, pointer: "status" });
    }
  },
});
