import { attribute, check, resourceType } from "../../src/engine/api.ts";
import { elementFor, idsIn, words } from "./members.ts";

export default check({
  id: "group/deleted-group",
  title: "When a group is deleted, its members stay, and their groups no longer shows it",
  failureTitle: "When a group is deleted, its members still show it, or are deleted too",
  for: "Group",
  verifies: ["7643-4.1.2-groups-meaning", "7643-4.1.2-groups-value-is-id", "7643-2.3.7-referential-integrity-may"],
  needs: [resourceType("User"), attribute.sendable("Group", "members")],
  after: ["delete/gone", "create/group-members", "group/user-groups"],
  detects: ["user-groups-stale-after-group-delete", "group-delete-deletes-members", "group-unreadable-after-member-deleted"],
  mutates: "own-resources",
  remedy: "Remove a deleted group from groups of its members, and leave the members alone.",
  async run({ scim, given, expect, type, require }) {
    const user = await given.user();
    const group = await given.group({ members: [{ value: user.id }] });
    const outer = await scim.create(type, given.body(type, { members: [{ value: group.id }] }));
    const before = await scim.settled(() => scim.get(user), (r) => elementFor(r.object, "groups", group.id) !== undefined);
    const deleted = await scim.delete(group);
    require(deleted.ok, "delete", `DELETE is answered with ${deleted.status}`);
    const after = await scim.settled(() => scim.get(user), (r) => elementFor(r.object, "groups", group.id) === undefined);
    expect.of("7643-2.3.7-referential-integrity-may", "group/members-deleted").that(after.ok, { message: `the group was deleted, and its member now answers ${after.status}`, expected: "the member is still there", actual: after.status, at: after, pointer: "status" });
    if (!after.ok) return;
    const left = idsIn(after.object, "groups");
    const shown = elementFor(before.object, "groups", group.id) !== undefined ? "7643-4.1.2-groups-value-is-id" : null;
    for (const id of ["7643-4.1.2-groups-meaning", ...(shown === null ? [] : [shown])]) expect.of(id, "user/groups-kept").that(!left.includes(group.id), { message: `groups of the user still shows the deleted group (${words(left)})`, expected: "no such entry", actual: group.id, at: after, pointer: "/groups" });
    const outerId = outer.object?.["id"];
    if (!outer.ok || typeof outerId !== "string") return;
    const parent = await scim.get(`${type.endpoint}/${encodeURIComponent(outerId)}`);
    expect.of("7643-2.3.7-referential-integrity-may", "group/broken-by-deletion").that(parent.ok, { message: `a group was deleted, and the group that held it as member now answers ${parent.status}`, expected: 200, actual: parent.status, at: parent, pointer: "status" });
    expect.of("7643-2.3.7-referential-integrity-may").observe(idsIn(parent.object, "members").includes(group.id) ? "the reference to a deleted group stays" : "a deleted group leaves the groups that held it", { at: parent, pointer: "/members" });
  },
});
