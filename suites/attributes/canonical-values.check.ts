import { check, attribute } from "../../src/engine/api.ts";
import { at } from "../../src/scim/value.ts";

export default check({
  id: "attributes/canonical-values",
  title: "Canonical values are suggestions: another one is kept, dropped or refused with 400",
  failureTitle: "A value that is not canonical gives a server error, or spoils the element",
  for: "User",
  verifies: ["7643-2.3.1-canonical-values-restrict-may"],
  needs: [attribute.sendable("User", "emails")],
  after: ["create/created"],
  detects: ["canonical-value-500"],
  mutates: "own-resources",
  remedy: "Keep, drop or refuse (400 invalidValue) a type that is not canonical; never lose the value beside it.",
  async run({ scim, given, expect, type }) {
    const value = `${given.unique()}@example.com`;
    const created = await scim.create(type, { ...given.body(type), emails: [{ value, type: "x-harness" }] });
    // An answer without a body is judged by create/created.
    const response = created.ok && created.text === null && created.header("location") !== null ? await scim.get(String(created.header("location"))) : created;
    expect.of("7643-2.3.1-canonical-values-restrict-may").observe(`a type that is not canonical is answered with ${response.status}`, { at: response });
    expect.of("7643-2.3.1-canonical-values-restrict-may", "attributes/canonical-value-breaks").that(response.status === 400 || (response.ok && at(response.json, "/emails/0/value") === value), { message: `an e-mail with a type that is not canonical is answered with ${response.status}`, expected: "success with the same address, or 400", actual: at(response.json, "/emails/0/value") ?? response.status, at: response, pointer: "/emails/0" });
  },
});
