import { check, authenticated } from "../../src/engine/api.ts";

export default check({
  id: "auth/writes-need-credential",
  title: "Nothing can be created without a valid credential",
  failureTitle: "Resources can be created without a valid credential",
  for: "each-resource-type",
  verifies: ["7643-9.3-restrict-access-need-to-know", "7644-3.12-status-401"],
  needs: [authenticated()],
  detects: ["unauthenticated-access", "unauthenticated-create"],
  mutates: "own-resources",
  remedy: "Check the credential before anything else, for every method.",
  async run({ scim, given, expect, type }) {
    for (const credential of ["none", "invalid"] as const) {
      const response = await scim.create(type, given.body(type), { credential });
      const hidden = response.status === 403 || response.status === 404;
      expect.of("7643-9.3-restrict-access-need-to-know").that(!response.ok, { message: `a ${type.name} was created with ${credential === "none" ? "no" : "an invalid"} credential`, expected: "a refusal", actual: response.status, at: response, pointer: "status" });
      expect.of("7644-3.12-status-401", hidden ? "auth/status-403" : undefined).status(response, 401);
    }
  },
});
