import { check, attribute } from "../../src/engine/api.ts";

export default check({
  id: "security/weak-password",
  title: "A weak password is accepted or refused by policy, and a refusal does not repeat it",
  failureTitle: "A weak password breaks the server, or the refusal repeats it",
  for: "User",
  verifies: ["7643-4.1.1-password-policy-validate"],
  needs: [attribute.sendable("User", "password")],
  after: ["create/created"],
  detects: ["password-refusal-repeats-it"],
  mutates: "own-resources",
  remedy: "Refuse a password that the policy does not allow with 400 invalidValue, without repeating it.",
  async run({ scim, given, expect, type }) {
    const password = `zq${given.unique().slice(-4)}`;
    const response = await scim.create(type, given.body(type, { password }));
    const judge = expect.of("7643-4.1.1-password-policy-validate");
    judge.observe(response.ok ? "a short password is accepted: the policy is the server's" : `a short password is refused with ${response.status}`, { at: response });
    judge.that(response.ok || (response.status >= 400 && response.status < 500), { message: `a short password is answered with ${response.status}`, expected: "acceptance, or 400 invalidValue", actual: response.status, at: response, pointer: "status" });
    const repeats = !response.ok && (response.text ?? "").includes(password);
    judge.that(!repeats, { message: "the refusal of a password repeats it", expected: "a detail without the password", actual: repeats ? "(the password)" : null, at: response, pointer: "/detail" });
  },
});
