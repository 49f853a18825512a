import { attribute, capability, check, resourceType } from "../../src/engine/api.ts";
import type { ScimResponse } from "../../src/model/client.ts";
import { at } from "../../src/scim/value.ts";
import { ROUNDS, sixUsers, sound, statuses, together } from "./together.ts";

const holds = (read: ScimResponse, id: string): boolean => {
  const members = at(read.json, "/members");
  return Array.isArray(members) && members.some((_, i) => at(read.json, `/members/${i}/value`) === id);
};

export default check({
  id: "concurrency/member-adds",
  title: "Members that are added to a group at the same time are all added",
  failureTitle: "Of members that are added to a group at the same time, acknowledged ones are lost",
  for: "Group",
  verifies: ["7644-3.5.2.1-add-multivalued-appends", "7644-3.2-patch-partial-update"],
  needs: [attribute.shown("Group", "members"), capability("patch"), resourceType("User"), attribute.writable("Group", "members")],
  after: ["create/group-members", "group/members"],
  detects: ["concurrent-group-patch-lost"],
  mutates: "own-resources",
  remedy: "Apply each PATCH to the stored members in one transaction, or refuse the later one with 409 or 412; never write back a list that was read before.",
  async run({ scim, given, expect, skip }) {
    const users = await sixUsers(given);
    for (let round = 1; round <= ROUNDS; round += 1) {
      const group = await given.group();
      const answers = await together(users, (value) => scim.patch(group, [{ op: "add", path: "members", value: [{ value }] }]));
      const added = users.filter((_, i) => answers[i]?.ok);
      const wrong = answers.find((r) => !sound(r));
      if (added.length === 0 && !wrong) return skip(`no member was added (${statuses(answers)}): the suite patch judges that`);
      const read = await scim.settled(() => scim.get(group), (r) => added.every((id) => holds(r, id)));
      const lost = added.filter((id) => !holds(read, id));
      for (const id of ["7644-3.5.2.1-add-multivalued-appends", "7644-3.2-patch-partial-update"]) {
        expect.of(id).that(lost.length === 0, { message: `${added.length} members were added at the same time with success (${statuses(answers)}); ${lost.length} of them are not in the group`, expected: added, actual: lost, at: read, pointer: "/members" });
      }
      if (wrong) expect.of("7644-3.2-patch-partial-update").that(false, { message: `6 members that are added at the same time are answered with ${statuses(answers)}`, expected: "success, 409 or 412", actual: wrong.status, at: wrong, pointer: "status" });
    }
  },
});
