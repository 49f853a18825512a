import { check } from "../../src/engine/api.ts";

export default check({
  id: "attributes/names-without-case",
  title: "Attribute names in a body are matched without regard to case",
  failureTitle: "Attribute names in a body are matched with regard to case",
  for: "User",
  verifies: ["7643-2.1-names-case-insensitive-body"],
  after: ["create/created"],
  detects: ["names-case-sensitive", "names-required-case-sensitive"],
  mutates: "own-resources",
  remedy: "Match attribute names without regard to case, and return them in their defined spelling.",
  async run({ scim, given, expect, type }) {
    const { userName, ...rest } = given.body(type);
    const display = `Case ${given.unique()}`;
    const named = await scim.create(type, { ...rest, userName: userName ?? "", DISPLAYNAME: display, displayName: undefined as never });
    const judge = expect.of("7643-2.1-names-case-insensitive-body", "attributes/name-case-lost");
    judge.that(named.ok && named.object?.["displayName"] === display, { message: `DISPLAYNAME was sent, and displayName reads ${JSON.stringify(named.object?.["displayName"]) ?? `status ${named.status}`}`, expected: display, actual: named.object?.["displayName"] ?? named.status, at: named, pointer: "/displayName" });
    const required = await scim.create(type, { ...rest, USERNAME: userName ?? "" });
    judge.that(required.status !== 400, { message: "a user whose userName is spelled USERNAME is refused", expected: "success", actual: required.status, at: required, pointer: "status" });
  },
});
