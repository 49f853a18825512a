import { attribute, capability, check, resourceType } from "../../src/engine/api.ts";
import { elementFor, idsIn, words } from "./members.ts";

export default check({
  id: "group/indirect",
  title: "Memberships through nested groups are shown as indirect, alike for all members, or not at all",
  failureTitle: "Memberships through nested groups are shown as direct, or for some members only",
  for: "Group",
  verifies: ["7643-4.1.2-groups-types-canonical", "7643-4.1.2-groups-indirect-may"],
  needs: [capability("put"), resourceType("User"), attribute.exists("User", "groups"), attribute.writable("Group", "members")],
  after: ["group/nested", "group/user-groups"],
  detects: ["group-user-groups-indirect-as-direct", "user-groups-indirect-not-propagated"],
  mutates: "own-resources",
  remedy: "Compute indirect memberships for all users alike, whenever they joined, and give them the type indirect; or show direct ones only.",
  async run({ scim, given, expect, skip, type }) {
    const [early, late] = [await given.user(), await given.user()];
    const inner = await given.group({ members: [{ value: early.id }] });
    const outer = await scim.create(type, given.body(type, { members: [{ value: inner.id }] }));
    const outerId = outer.object?.["id"];
    if (!outer.ok || typeof outerId !== "string") return skip(`the server does not take groups as members (${outer.status}): group/nested judges that`);
    const joined = await scim.replace(inner, { ...inner.sent, members: [{ value: early.id }, { value: late.id }] });
    if (!joined.ok) return skip(`the server does not take a second member by PUT (${joined.status}): group/membership-changes judges that`);
    const shown = [];
    for (const user of [early, late]) shown.push(await scim.settled(() => scim.get(user), (r) => elementFor(r.object, "groups", inner.id) !== undefined && elementFor(r.object, "groups", outerId) !== undefined));
    for (const read of shown) {
      const kind = elementFor(read.object, "groups", outerId)?.["type"];
      if (typeof kind === "string") expect.of("7643-4.1.2-groups-types-canonical").that(kind.toLowerCase() !== "direct", { message: `a membership through a nested group is shown as ${kind}`, expected: "indirect", actual: kind, at: read, pointer: "/groups" });
    }
    const [a, b] = shown.map((r) => elementFor(r.object, "groups", outerId) !== undefined);
    const last = shown[1];
    expect.of("7643-4.1.2-groups-indirect-may").observe(a || b ? "indirect memberships are shown" : "only direct memberships are shown", last ? { at: last, pointer: "/groups" } : {});
    expect.of("7643-4.1.2-groups-indirect-may", "group/indirect-not-uniform").that(a === b, { message: `two members of one nested group have different groups: ${shown.map((r) => words(idsIn(r.object, "groups"))).join(" and ")}`, expected: "the same groups", actual: shown.map((r) => [...idsIn(r.object, "groups")]), ...(last ? { at: last, pointer: "/groups" } : {}) });
  },
});
