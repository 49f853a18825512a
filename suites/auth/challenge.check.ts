import { check, authenticated } from "../../src/engine/api.ts";

export default check({
  id: "auth/challenge",
  title: "A 401 announces the authentication scheme in WWW-Authenticate",
  failureTitle: "A 401 comes without WWW-Authenticate",
  verifies: ["7644-2-www-authenticate"],
  needs: [authenticated()],
  detects: ["auth-challenge-missing"],
  mutates: "nothing",
  remedy: "Send WWW-Authenticate with at least one challenge, such as Bearer, with every 401.",
  async run({ scim, expect, target, skip }) {
    const type = target.resourceTypes[0];
    let seen = 0;
    for (const credential of ["none", "invalid"] as const) {
      if (!type) break;
      const response = await scim.list(type, { count: "1" }, { credential });
      if (response.status !== 401) continue;
      seen += 1;
      expect.of("7644-2-www-authenticate").header(response, "WWW-Authenticate").isNonEmptyString();
    }
    if (seen === 0) skip("the server answered no request with 401, so no challenge was due");
  },
});
