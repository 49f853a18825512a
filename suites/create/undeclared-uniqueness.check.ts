import { check, attribute } from "../../src/engine/api.ts";

export default check({
  id: "create/undeclared-uniqueness",
  title: "Values of attributes without declared uniqueness may repeat",
  failureTitle: "Values of attributes without declared uniqueness are refused as duplicates",
  for: "User",
  verifies: ["7643-2.2-default-uniqueness-none"],
  needs: [attribute.sendable("User", "emails")],
  after: ["create/created"],
  detects: ["create-uniqueness-on-email"],
  mutates: "own-resources",
  remedy: "Enforce uniqueness only on attributes whose schema declares it.",
  async run({ scim, given, expect, type }) {
    const emails = [{ value: `${given.unique()}@example.com`, type: "work" }];
    await given.resource(type, { emails });
    const second = await scim.create(type, { ...given.body(type), emails });
    expect.of("7643-2.2-default-uniqueness-none", "create/uniqueness-undeclared").that(second.status !== 409, { message: "a second user with the same e-mail address is refused as a duplicate", expected: "success", actual: second.status, at: second, pointer: "status" });
  },
});
