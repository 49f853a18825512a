import { attribute, capability, check, resourceType } from "../../src/engine/api.ts";
import { idsIn, managedElsewhere, words } from "./members.ts";
import { notOffered } from "../../src/scim/offered.ts";

export default check({
  id: "group/membership-changes",
  title: "Members can be added to a group and removed from it, down to the last one",
  failureTitle: "Members cannot be added to a group, or not removed from it",
  for: "Group",
  verifies: ["7643-4.2-members-add-remove-may", "7643-2.5-assign-null-unassigns"],
  needs: [attribute.shown("Group", "members"), capability("put"), resourceType("User"), attribute.writable("Group", "members")],
  after: ["replace/values", "create/group-members", "replace/group-members"],
  detects: ["group-membership-refused", "group-last-member-stays"],
  mutates: "own-resources",
  remedy: "Accept changes of members that the schema declares as readWrite; [] removes all of them.",
  async run({ scim, given, expect, skip }) {
    const [first, second] = [await given.user(), await given.user()];
    const group = await given.group({});
    const refused: number[] = [];
    for (const members of [[{ value: first.id }, { value: second.id }], [{ value: second.id }], []]) {
      const response = await scim.replace(group, { ...group.sent, members });
      const reason = notOffered(response, "PUT");
      if (reason !== null) skip(reason);
      if (!response.ok) {
        refused.push(response.status);
        // Groups that are managed elsewhere say so.
        expect.of("7643-4.2-members-add-remove-may", "group/membership-unchangeable").that(managedElsewhere(response), { message: `PUT with ${members.length} members is answered with ${response.status}`, expected: "success, or 403", actual: response.status, at: response, pointer: "status" });
        continue;
      }
      const read = await scim.settled(() => scim.get(group), (r) => idsIn(r.object, "members").length === members.length);
      const ids = idsIn(read.object, "members");
      const right = ids.length === members.length && members.every((m) => ids.includes(m.value));
      const detail = { message: `PUT with the members ${words(members.map((m) => m.value))} leaves ${words(ids)}`, expected: members.map((m) => m.value), actual: [...ids], at: read, pointer: "/members" };
      if (members.length > 0) expect.of("7643-4.2-members-add-remove-may", "group/membership-unchangeable").that(right, detail);
      else expect.of("7643-2.5-assign-null-unassigns").that(right, detail);
    }
    expect.of("7643-4.2-members-add-remove-may").observe(refused.length === 0 ? "members can be added and removed" : `changes of members are refused with ${refused.join(", ")}`);
  },
});
