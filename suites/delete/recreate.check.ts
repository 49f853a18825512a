import { check } from "../../src/engine/api.ts";

export default check({
  id: "delete/recreate",
  title: "After a deletion the userName is free again, and the new user has a new id",
  failureTitle: "After a deletion the userName stays taken, or the old id comes back",
  for: "User",
  verifies: ["7644-3.6-deleted-no-conflict", "7643-3.1-id-non-reassignable"],
  after: ["delete/gone"],
  detects: ["deleted-username-blocks-recreate", "delete-id-reused"],
  mutates: "own-resources",
  remedy: "Leave deleted resources out of uniqueness checks, and never give an id twice.",
  async run({ scim, given, expect, type, require }) {
    const first = await given.resource(type);
    const deleted = await scim.delete(first);
    require(deleted.ok, "delete", `DELETE is answered with ${deleted.status}`);
    const second = await scim.create(type, first.sent);
    expect.of("7644-3.6-deleted-no-conflict").that(second.status !== 409, { message: "a user with the userName of a deleted one is refused as a duplicate", expected: 201, actual: second.status, at: second, pointer: "status" });
    if (second.ok) expect.of("7643-3.1-id-non-reassignable", "delete/id-restored").that(second.object?.["id"] !== first.id, { message: "the new user has the id of the deleted one", expected: "a new id", actual: second.object?.["id"] ?? null, at: second, pointer: "/id" });
    const other = await scim.create(type, given.body(type));
    if (other.ok) expect.of("7643-3.1-id-non-reassignable").that(other.object?.["id"] !== first.id, { message: "another user has the id of the deleted one", expected: "a new id", actual: other.object?.["id"] ?? null, at: other, pointer: "/id" });
  },
});
