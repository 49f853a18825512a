import { check, attribute } from "../../src/engine/api.ts";
import type { ScimResponse } from "../../src/model/client.ts";
import { member } from "../../src/scim/value.ts";

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
    const name = String((await given.user()).sent["userName"]).toUpperCase();
    const attempts: ScimResponse[] = [];
    if (target.supports("put") !== false) {
      const user = await given.user();
      attempts.push(await scim.replace(user, { ...user.sent, userName: name }));
    }
    if (target.supports("patch") !== false) attempts.push(await scim.patch(await given.user(), [{ op: "replace", path: "userName", value: name }]));
    for (const answer of attempts) {
      if (answer.status === 405 || answer.status === 501) continue;
      // A success that renamed nothing is judged by patch/rename-user and replace/values.
      const read = answer.ok ? await scim.get(answer.url) : answer;
      const taken = answer.ok && String(member(read.object, "userName")).toLowerCase() === name.toLowerCase();
      const response = { ...answer, ok: taken };
      for (const id of ["7643-4.1.1-user-name-unique", "7643-4.1.1-user-name-case-insensitive"]) expect.of(id).that(!response.ok, { message: `${response.method} of the userName ${name}, which another user has in other case, is answered with ${response.status}`, expected: 409, actual: response.status, at: response, pointer: "status" });
    }
    if (attempts.every((r) => r.status === 405 || r.status === 501)) skip("the server offers neither PUT nor PATCH");
  },
});
