import { attribute, check, resourceType } from "../../src/engine/api.ts";
import { idsIn, words } from "./members.ts";

export default check({
  id: "group/deleted-member",
  title: "When a member is deleted, the group can be read, and its other members stay",
  failureTitle: "When a member is deleted, the group cannot be read, or loses other members",
  for: "Group",
  verifies: ["7643-2.3.7-referential-integrity-may"],
  needs: [resourceType("User"), attribute.sendable("Group", "members")],
  after: ["delete/gone", "create/group-members", "group/members"],
  detects: ["group-unreadable-after-member-deleted", "group-loses-members-with-deleted-one"],
  mutates: "own-resources",
  remedy: "Take a deleted resource out of the groups that hold it, or leave the reference; leave everything else as it is.",
  async run({ scim, given, expect, skip, require }) {
    const [gone, stays] = [await given.user(), await given.user()];
    const group = await given.group({ members: [{ value: gone.id }, { value: stays.id }] });
    if (!idsIn((await scim.get(group)).object, "members").includes(stays.id)) skip("the group does not show its members: group/members judges that");
    const deleted = await scim.delete(gone);
    require(deleted.ok, "delete", `DELETE of the member is answered with ${deleted.status}`);
    const read = await scim.settled(() => scim.get(group), (r) => r.ok && !idsIn(r.object, "members").includes(gone.id));
    const whole = expect.of("7643-2.3.7-referential-integrity-may", "group/broken-by-deletion");
    if (!whole.that(read.ok, { message: `after a member was deleted, the group answers ${read.status}`, expected: 200, actual: read.status, at: read, pointer: "status" })) return;
    const ids = idsIn(read.object, "members");
    whole.that(ids.includes(stays.id), { message: `one member was deleted, and the other one is gone from the group (${words(ids)})`, expected: stays.id, actual: [...ids], at: read, pointer: "/members" });
    expect.of("7643-2.3.7-referential-integrity-may").observe(ids.includes(gone.id) ? "the reference to a deleted member stays" : "a deleted member leaves its groups", { at: read, pointer: "/members" });
  },
});
