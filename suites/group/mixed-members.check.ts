import { check, attribute, resourceType } from "../../src/engine/api.ts";
import { isObject, type Json } from "../../src/model/json.ts";

export default check({
  id: "group/mixed-members",
  title: "A group can have users and groups as members together",
  failureTitle: "A group keeps only one kind of members",
  for: "Group",
  verifies: ["7643-4.2-nested-groups"],
  needs: [resourceType("User"), attribute.sendable("Group", "members"), attribute.shown("Group", "members")],
  after: ["create/group-members"],
  detects: ["group-keeps-users-only"],
  mutates: "own-resources",
  remedy: "Keep members of both kinds, or refuse nested groups.",
  async run({ scim, given, expect, type }) {
    const [user, inner] = [await given.user(), await given.group()];
    const response = await scim.create(type, given.body(type, { members: [{ value: user.id, type: "User" }, { value: inner.id, type: "Group" }] }));
    const judge = expect.of("7643-4.2-nested-groups", "group/mixed-members-lost");
    if (!response.ok) return judge.observe(`a group with a group among its members is refused with ${response.status}`, { at: response });
    const read = typeof response.object?.["id"] === "string" ? await scim.get(`${type.endpoint}/${encodeURIComponent(response.object["id"])}`) : response;
    const members = read.object?.["members"];
    const ids = Array.isArray(members) ? (members as Json[]).flatMap((m) => (isObject(m) ? [m["value"] ?? null] : [])) : [];
    judge.that([user.id, inner.id].every((id) => ids.includes(id)), { message: "a group was created with a user and a group as members, and does not keep both", expected: [user.id, inner.id], actual: ids, at: read, pointer: "/members" });
  },
});
