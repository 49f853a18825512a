import { attribute, capability, check, resourceType } from "../../src/engine/api.ts";
import { memberIds, sixUsers } from "./together.ts";

export default check({
  id: "concurrency/rapid-member-adds",
  title: "Members that are added one after the other, without pause, all stay",
  failureTitle: "Adding a member removes one that was added a moment ago",
  for: "Group",
  verifies: ["7644-3.5.2.1-add-multivalued-appends", "7644-3.2-patch-partial-update"],
  needs: [attribute.shown("Group", "members"), capability("patch"), resourceType("User"), attribute.writable("Group", "members")],
  after: ["create/group-members", "group/members"],
  detects: ["stale-replica-read-deletes-members"],
  mutates: "own-resources",
  remedy: "Read the members that a PATCH changes from where they are written, not from a replica or a cache.",
  async run({ scim, given, expect, skip }) {
    const users = await sixUsers(given);
    const group = await given.group();
    const added: string[] = [];
    for (const value of users) if ((await scim.patch(group, [{ op: "add", path: "members", value: [{ value }] }])).ok) added.push(value);
    if (added.length === 0) return skip("no member was added: the suite patch judges that");
    const read = await scim.settled(() => scim.get(group), (r) => added.every((id) => memberIds(r).includes(id)));
    const lost = added.filter((id) => !memberIds(read).includes(id));
    for (const id of ["7644-3.5.2.1-add-multivalued-appends", "7644-3.2-patch-partial-update"]) {
      expect.of(id).that(lost.length === 0, { message: `${added.length} members were added one after the other with success; ${lost.length} of them are not in the group`, expected: added, actual: [...memberIds(read)], at: read, pointer: "/members" });
    }
  },
});
