import { check, attribute, capability, resourceType } from "../../src/engine/api.ts";
import { member } from "../../src/scim/value.ts";
import { empty, entryOf, groupsIn, membersOf } from "./membership.ts";

export default check({
  id: "user/groups-nested",
  title: "Membership through a nested group, if it is shown, is indirect and ends with the membership that causes it",
  failureTitle: "Membership through a nested group is shown as direct, or stays when its cause is gone",
  for: "User",
  verifies: ["7643-4.1.2-groups-indirect-may", "7643-4.1.2-groups-types-canonical"],
  needs: [capability("groups"), resourceType("Group"), attribute.exists("User", "groups"), attribute.sendable("Group", "members")],
  after: ["user/groups"],
  detects: ["user-groups-labels-opposite", "user-groups-indirect-as-direct", "user-groups-indirect-kept"],
  mutates: "own-resources",
  remedy: "Mark memberships that come through other groups as indirect, and compute them anew when a group changes; or do not show them.",
  async run(context) {
    const { scim, given, expect, target, type, skip } = context;
    const user = await given.resource(type);
    const inner = await given.group({ members: [{ value: user.id }] });
    const groups = target.type("Group") ?? skip("the server declares no resource type Group (/ResourceTypes)");
    const created = await scim.create(groups, given.body(groups, { members: [{ value: inner.id }] }));
    const id = created.object?.["id"];
    if (!created.ok || typeof id !== "string") skip(`the server takes no group as a member of a group (${created.status})`);
    const outer = { type: groups, id: String(id), url: `${target.baseUrl}${groups.endpoint}/${encodeURIComponent(String(id))}`, sent: {}, created, body: created.object ?? {} };
    // The direct membership is waited for; the indirect one may never come.
    const read = await scim.settled(() => scim.get(user), (r) => groupsIn(r).length > 0);
    const entry = entryOf(read, outer);
    const may = "7643-4.1.2-groups-indirect-may";
    const place = { actual: member(read.object, "groups") ?? null, at: read, pointer: "/groups" };
    expect.of(may).observe(entry ? "indirect memberships are shown" : "indirect memberships are not shown", place);
    const kind = entry ? member(entry, "type") : null;
    expect.of("7643-4.1.2-groups-types-canonical").that(typeof kind !== "string" || kind.toLowerCase() !== "direct", { message: `a membership through another group has the type ${JSON.stringify(kind)}`, expected: "indirect", ...place });
    if (!entry) return;
    const members = await membersOf(context, outer);
    expect.of(may, "user/indirect-membership").that(!members.includes(user.id), { message: "the user became a member of the outer group itself", expected: inner.id, actual: [...members], at: read, pointer: "/groups" });
    const left = await empty(context, inner);
    if (!left?.ok) return;
    const after = await scim.settled(() => scim.get(user), (r) => entryOf(r, outer) === undefined);
    expect.of(may, "user/indirect-membership").that(entryOf(after, outer) === undefined, { message: "the user left the inner group, and its groups still shows the outer one", expected: null, actual: member(after.object, "groups") ?? null, at: after, pointer: "/groups" });
  },
});
