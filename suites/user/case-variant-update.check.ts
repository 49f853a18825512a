import { check, attribute } from "../../src/engine/api.ts";

export default check({
  id: "user/case-variant-update",
  title: "A user cannot be renamed to another's userName in other letter case",
  failureTitle: "A user can be renamed to another's userName in other letter case",
  for: "User",
  verifies: ["7643-4.1.1-user-name-unique", "7643-4.1.1-user-name-case-insensitive"],
  needs: [attribute.writable("User", "userName")],
  after: ["create/user-name-case-variant", "replace/values", "patch/basic"],
  detects: ["put-username-case-variant-accepted", "patch-username-case-variant-accepted"],
  mutates: "own-resources",
  remedy: "Compare userName without regard to case in PUT and PATCH as in POST.",
  async run({ scim, given, expect, target, type, skip }) {
    if (target.attribute(type, "userName")?.caseExact) skip("the server publishes userName as caseExact");
    const [first, second] = [await given.user(), await given.user()];
    const name = String(first.sent["userName"]).toUpperCase();
    const attempts = [
      ...(target.supports("put") === false ? [] : [await scim.replace(second, { ...second.sent, userName: name })]),
      ...(target.supports("patch") === false ? [] : [await scim.patch(second, [{ op: "replace", path: "userName", value: name }])]),
    ];
    for (const response of attempts) {
      if (response.status === 405 || response.status === 501) continue;
      for (const id of ["7643-4.1.1-user-name-unique", "7643-4.1.1-user-name-case-insensitive"]) expect.of(id).that(!response.ok, { message: `${response.method} of the userName ${name}, which another user has in other case, is answered with ${response.status}`, expected: 409, actual: response.status, at: response, pointer: "status" });
    }
    if (attempts.every((r) => r.status === 405 || r.status === 501)) skip("the server offers neither PUT nor PATCH");
  },
});
