import { check, attribute } from "../../src/engine/api.ts";

export default check({
  id: "create/undeclared-uniqueness",
  title: "Values of attributes without declared uniqueness may repeat",
  failureTitle: "Values of attributes without declared uniqueness are refused as duplicates",
  for: "User",
  verifies: ["7643-2.2-default-uniqueness-none", "7643-3.1-id-unique"],
  needs: [attribute.sendable("User", "emails")],
  after: ["create/created"],
  detects: ["create-uniqueness-on-email", "create-silently-adopts-existing-account"],
  mutates: "own-resources",
  remedy: "Enforce uniqueness only on attributes whose schema declares it.",
  async run({ scim, given, expect, type }) {
    const emails = [{ value: `${given.unique()}@example.com`, type: "work" }];
    const first = await given.resource(type, { emails });
    const second = await scim.create(type, { ...given.body(type), emails });
    expect.of("7643-2.2-default-uniqueness-none", "create/uniqueness-undeclared").that(second.status !== 409, { message: "a second user with the same e-mail address is refused as a duplicate", expected: "success", actual: second.status, at: second, pointer: "status" });
    if (second.ok) expect.of("7643-3.1-id-unique").that(second.object?.["id"] !== first.id, { message: "a POST with the e-mail address of an existing user took over that user", expected: "a new resource", actual: second.object?.["id"] ?? null, at: second, pointer: "/id" });
  },
});
