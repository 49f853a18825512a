import { check, attribute } from "../../src/engine/api.ts";
import type { ScimResponse } from "../../src/model/client.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { member } from "../../src/scim/value.ts";

export default check({
  id: "security/password-hidden",
  title: "A password is in no answer: neither in clear text nor hashed, whatever is asked for",
  failureTitle: "A password, or something in its place, is returned",
  for: "User",
  verifies: ["7643-4.1.1-password-not-returnable"],
  needs: [attribute.sendable("User", "password")],
  after: ["create/created"],
  detects: ["password-returned-on-request", "password-hash-returned", "password-null-returned"],
  mutates: "own-resources",
  remedy: "Leave password out of every answer, also when `attributes` asks for it, and never put it into error details.",
  async run({ scim, given, expect, target, type }) {
    const [password, second] = [String(given.value("password", type)), String(given.value("password", type))];
    const tried = await scim.create(type, given.body(type, { password }));
    if (tried.status === 400) {
      judge(tried);
      return;
    }
    const made = await given.resource(type, { password });
    const answers: ScimResponse[] = [made.created, await scim.get(made), await scim.get(made, { query: { attributes: "password,userName" } })];
    if (target.supports("put") !== false) answers.push(await scim.replace(made, { ...made.sent, password: second }));
    if (target.supports("patch") !== false) answers.push(await scim.patch(made, [{ op: "replace", path: "password", value: password }], { query: { attributes: "password" } }));
    if (target.supports("filter") !== false) answers.push(await scim.list(type, { filter: `id eq ${JSON.stringify(made.id)}`, attributes: "password" }));
    for (const response of answers) judge(response);

    function judge(response: ScimResponse): void {
      const found = response.resources.length > 0 ? response.resources : response.object ? [response.object] : [];
      const shown = found.map((r: JsonObject) => member(r, "password")).filter((v) => v !== undefined);
      const literal = [password, second].some((p) => (response.text ?? "").includes(p));
      const harmless = !literal && shown.every((v) => v === null);
      expect.of("7643-4.1.1-password-not-returnable", harmless && shown.length > 0 ? "security/password-null" : undefined).that(shown.length === 0 && !literal, { message: `the answer to ${response.method} (${response.status}) has a password member, or the password itself`, expected: "no password", actual: shown.length > 0 || literal ? "(something in its place)" : null, at: response, pointer: "/password" });
    }
  },
});
