import { attribute, capability, check, resourceType } from "../../src/engine/api.ts";
import { elementFor, idsIn, words } from "./members.ts";

export default check({
  id: "group/user-groups",
  title: "groups of a user shows the membership that members of the group shows",
  failureTitle: "groups of a user and members of the group disagree",
  for: "Group",
  verifies: ["7643-4.1.2-groups-meaning", "7643-4.1.2-groups-value-is-id", "7643-4.1.2-groups-types-canonical", "7643-4.1.2-groups-direct-should"],
  needs: [resourceType("User"), attribute.exists("User", "groups"), attribute.sendable("Group", "members")],
  after: ["create/group-members", "group/members"],
  detects: ["user-groups-not-populated", "group-user-groups-value-is-name", "group-user-groups-stale-after-removal", "group-user-groups-direct-as-indirect"],
  mutates: "own-resources",
  remedy: "Compute groups of a user from the members of all groups: the group's id in value, direct for a direct membership.",
  async run({ scim, given, expect, target, type }) {
    const user = await given.user();
    const group = await given.group({ members: [{ value: user.id }] });
    const read = await scim.settled(() => scim.get(user), (r) => elementFor(r.object, "groups", group.id) !== undefined);
    // Groups that every user belongs to are no answer to this membership.
    const others = new Set(idsIn(user.body, "groups"));
    const ids = idsIn(read.object, "groups").filter((id) => !others.has(id));
    const at = { at: read, pointer: "/groups" };
    const element = elementFor(read.object, "groups", group.id);
    if (ids.length === 0) return void expect.of("7643-4.1.2-groups-meaning", "group/user-groups-missing").that(false, { message: "the user is a member of a group, but groups of the user is empty", expected: [group.id], actual: [], ...at });
    expect.of("7643-4.1.2-groups-value-is-id").that(element !== undefined, { message: `groups of the user holds ${words(ids)} in place of the id of the group`, expected: group.id, actual: [...ids], ...at });
    expect.of("7643-4.1.2-groups-meaning").that(element !== undefined || ids.length === 1, { message: `the membership in ${group.id} is not among the groups of the user`, expected: group.id, actual: [...ids], ...at });
    const kind = element?.["type"];
    if (typeof kind === "string") expect.of("7643-4.1.2-groups-types-canonical").that(kind.toLowerCase() !== "indirect", { message: `a direct membership is shown as ${kind}`, expected: "direct", actual: kind, ...at });
    if (capability("put").test(target, type) !== true || attribute.writable("Group", "members").test(target, type) !== true) return;
    const removed = await scim.replace(group, { ...group.sent, members: [] });
    if (!removed.ok || idsIn((await scim.get(group)).object, "members").length > 0) return;
    const after = await scim.settled(() => scim.get(user), (r) => elementFor(r.object, "groups", group.id) === undefined);
    const gone = elementFor(after.object, "groups", group.id) === undefined;
    for (const id of ["7643-4.1.2-groups-meaning", ...(typeof kind === "string" && kind.toLowerCase() === "direct" ? ["7643-4.1.2-groups-direct-should"] : [])]) {
      // A membership that is worked out later may stay longer than the grace period (A32).
      expect.of(id, id.endsWith("meaning") ? "user/groups-kept" : undefined).that(gone, { message: "the user was removed from the group, which its groups still shows", expected: "no such entry", actual: group.id, at: after, pointer: "/groups" });
    }
  },
});
