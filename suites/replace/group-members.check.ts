import { check, attribute, capability, resourceType } from "../../src/engine/api.ts";
import { isObject, type Json } from "../../src/model/json.ts";

export default check({
  id: "replace/group-members",
  title: "PUT replaces the members of a group",
  failureTitle: "PUT does not replace the members of a group",
  for: "Group",
  verifies: ["7644-3.5.1-put-replaces-values"],
  needs: [attribute.shown("Group", "members"), capability("put"), resourceType("User"), attribute.writable("Group", "members")],
  after: ["replace/values", "create/group-members"],
  detects: ["put-members-blocked-by-immutable-subattribute"],
  mutates: "own-resources",
  remedy: "Accept a PUT that adds and removes members: immutable concerns the parts of one member, not the list (A34).",
  async run({ scim, given, expect }) {
    const [first, second] = [await given.user(), await given.user()];
    const group = await given.group({ members: [{ value: first.id }] });
    const response = await scim.replace(group, { ...group.sent, members: [{ value: second.id }] });
    const judge = expect.of("7644-3.5.1-put-replaces-values");
    if (!judge.that(response.ok, { message: `PUT with another member is answered with ${response.status}`, expected: "success", actual: response.status, at: response, pointer: "status" })) return;
    const read = await scim.get(group);
    const members = read.object?.["members"];
    const ids = Array.isArray(members) ? (members as Json[]).map((m) => (isObject(m) ? (m["value"] ?? null) : m)) : [];
    judge.that(ids.length === 1 && ids[0] === second.id, { message: "after PUT the members are not exactly those of the body", expected: [second.id], actual: ids, at: read, pointer: "/members" });
  },
});
