import { check, attribute, capability, resourceType } from "../../src/engine/api.ts";
import { member } from "../../src/scim/value.ts";
import { empty, entryOf, membersOf } from "./membership.ts";

export default check({
  id: "user/groups",
  title: "groups of a user shows its groups: their ids, their URIs, and direct for its own memberships",
  failureTitle: "groups of a user lacks a group, keeps one that the user has left, or describes it wrongly",
  for: "User",
  verifies: ["7643-4.1.2-groups-meaning", "7643-4.1.2-groups-value-is-id", "7643-4.1.2-groups-ref-uri", "7643-4.1.2-groups-types-canonical", "7643-4.1.2-groups-direct-should"],
  needs: [capability("groups"), resourceType("Group"), attribute.exists("User", "groups"), attribute.sendable("Group", "members"), attribute.shown("Group", "members")],
  after: ["create/created", "create/group-members"],
  detects: ["user-groups-absent", "user-groups-kept", "user-groups-value-is-name", "user-groups-ref-wrong", "user-groups-without-ref", "user-groups-labels-opposite", "user-groups-direct-without-membership"],
  mutates: "own-resources",
  remedy: "Compute groups from the members of the groups: value is the group's id, $ref its URI, type direct where the user itself is a member.",
  async run(context) {
    const { scim, given, expect, target, type } = context;
    const user = await given.resource(type);
    const group = await given.group({ members: [{ value: user.id }] });
    const read = await scim.settled(() => scim.get(user), (r) => entryOf(r, group) !== undefined);
    const entry = entryOf(read, group);
    const place = { actual: member(read.object, "groups") ?? null, at: read, pointer: "/groups" };
    const published = target.attribute(type, "groups")?.source === "published";
    expect.of("7643-4.1.2-groups-meaning", "user/groups-absent").that(entry !== undefined || !published, { message: "a group has the user as a member, and the user's groups does not show it", expected: group.id, ...place });
    if (!entry) return;
    const value = member(entry, "value");
    const isId = expect.of("7643-4.1.2-groups-value-is-id").that(value === group.id, { message: `groups.value is ${JSON.stringify(value)}; the group's id is ${group.id}`, expected: group.id, ...place });
    if (isId) {
      const found = await scim.get(group);
      expect.of("7643-4.1.2-groups-value-is-id").that(found.object?.["id"] === value, { message: `the group behind groups.value is answered with ${found.status}`, expected: 200, actual: found.status, at: found, pointer: "status" });
    }
    await reference(member(entry, "$ref"));
    const label = member(entry, "type");
    const kind = typeof label === "string" ? label.toLowerCase() : null;
    expect.of("7643-4.1.2-groups-types-canonical").that(kind !== "indirect", { message: `a direct membership has the type ${JSON.stringify(label)}`, expected: "direct", ...place });
    const members = await membersOf(context, group);
    expect.of("7643-4.1.2-groups-direct-should").that(kind !== "direct" || members.includes(user.id), { message: "the membership is direct, and the group's members does not show the user", expected: user.id, actual: [...members], at: read, pointer: "/groups" });
    const left = await empty(context, group);
    if (!left?.ok) return;
    const after = await scim.settled(() => scim.get(user), (r) => entryOf(r, group) === undefined);
    for (const [id, code] of [["7643-4.1.2-groups-meaning", "user/groups-kept"], ["7643-4.1.2-groups-direct-should", undefined]] as const) expect.of(id, code).that(entryOf(after, group) === undefined, { message: "the user was taken out of the group, and its groups still shows it", expected: null, actual: member(after.object, "groups") ?? null, at: after, pointer: "/groups" });

    async function reference(ref: ReturnType<typeof member>): Promise<void> {
      const judge = expect.of("7643-4.1.2-groups-ref-uri", typeof ref === "string" ? undefined : "user/groups-ref-absent");
      const url = typeof ref === "string" && URL.canParse(ref, `${target.baseUrl}/`) ? new URL(ref, `${target.baseUrl}/`) : null;
      if (!judge.that(url !== null, { message: `groups.$ref is ${JSON.stringify(ref) ?? "absent"}`, expected: group.url, ...place }) || !url) return;
      // No credential goes to another host: there the path alone is compared.
      const found = url.origin === new URL(target.baseUrl).origin ? (await scim.get(url.href)).object?.["id"] : decodeURIComponent(url.pathname.split("/").at(-1) ?? "");
      judge.that(found === group.id, { message: `groups.$ref ${String(ref)} does not deliver the group`, expected: group.id, ...place });
    }
  },
});
