import { check, attribute } from "../../src/engine/api.ts";
import type { ScimResponse } from "../../src/model/client.ts";

export default check({
  id: "user/password",
  title: "A password can be set on creation, and changed where changePassword is supported",
  failureTitle: "A password that the schema offers cannot be set or changed",
  for: "User",
  verifies: ["7643-4.1.1-password-purpose"],
  needs: [attribute.sendable("User", "password")],
  after: ["create/created", "replace/values"],
  detects: ["password-change-refused-by-patch", "put-write-only-refused"],
  mutates: "own-resources",
  remedy: "Take password on POST, and on PUT and PATCH where changePassword is declared; refuse it for policy alone (400 invalidValue).",
  async run({ scim, given, expect, target, type }) {
    const password = (): string => `Pw-${given.unique()}-9z!`;
    const judge = expect.of("7643-4.1.1-password-purpose");
    const scimType = (r: ScimResponse): string => String(r.object?.["scimType"] ?? "");
    // A policy may refuse the value; a server that offers the attribute does not refuse it as such.
    const fine = (r: ScimResponse): boolean => r.ok || [404, 405, 501].includes(r.status) || (r.status === 400 && !["mutability", "noTarget", "invalidPath", "invalidSyntax"].includes(scimType(r)));
    const say = (r: ScimResponse): string => `${r.method} with a password is answered with ${r.status} ${scimType(r)}`.trim();
    const created = await scim.create(type, given.body(type, { password: password() }));
    judge.that(fine(created), { message: say(created), expected: "success, or 400 invalidValue", actual: created.status, at: created, pointer: "status" });
    const made = await given.resource(type);
    const answers: ScimResponse[] = [];
    if (target.supports("put") !== false) answers.push(await scim.replace(made, { ...made.sent, password: password() }));
    if (target.supports("patch") !== false) answers.push(await scim.patch(made, [{ op: "replace", path: "password", value: password() }]));
    for (const response of answers) {
      // Without changePassword, servers ignore or refuse a change as they like (A50).
      const judged = target.supports("changePassword") === true ? fine(response) : response.status < 500 || response.status === 501;
      judge.that(judged, { message: say(response), expected: "success, or 400 invalidValue", actual: response.status, at: response, pointer: "status" });
    }
  },
});
