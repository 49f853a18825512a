import { check } from "../../src/engine/api.ts";

export default check({
  id: "create/duplicate-user-name",
  title: "A second user with the same userName is refused with 409 uniqueness",
  failureTitle: "A second user with the same userName is not refused with 409 uniqueness",
  for: "User",
  verifies: ["7643-4.1.1-user-name-unique", "7644-3.3-create-duplicate-409", "7644-3.3-create-duplicate-scimtype"],
  after: ["create/created"],
  detects: ["create-duplicate-accepted", "create-duplicate-400", "create-duplicate-without-scimtype"],
  mutates: "own-resources",
  remedy: "Refuse a POST whose userName belongs to another user with 409 and scimType uniqueness.",
  async run({ scim, given, expect, type }) {
    const first = await given.resource(type);
    const second = await scim.create(type, { ...given.body(type), userName: first.sent["userName"] ?? "" });
    expect.of("7643-4.1.1-user-name-unique").that(!second.ok, { message: `a second user with the userName ${String(first.sent["userName"])} was created`, expected: "a refusal", actual: second.status, at: second, pointer: "status" });
    if (!expect.of("7644-3.3-create-duplicate-409").status(second, 409)) return;
    expect.of("7644-3.3-create-duplicate-scimtype").at(second, "/scimType").equals("uniqueness");
  },
});
