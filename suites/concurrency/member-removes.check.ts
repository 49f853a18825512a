import { attribute, capability, check, resourceType } from "../../src/engine/api.ts";
import type { ScimResponse } from "../../src/model/client.ts";
import { ROUNDS, memberIds, sixUsers, sound, statuses, together } from "./together.ts";

export default check({
  id: "concurrency/member-removes",
  title: "Members that are removed from a group at the same time are all removed, and no others",
  failureTitle: "Members that are removed from a group at the same time come back, or others are lost",
  for: "Group",
  verifies: ["7644-3.2-patch-partial-update"],
  needs: [attribute.shown("Group", "members"), capability("patch"), resourceType("User"), attribute.writable("Group", "members")],
  after: ["create/group-members", "group/members"],
  detects: ["concurrent-group-patch-lost"],
  mutates: "own-resources",
  remedy: "Apply each PATCH to the stored members in one transaction, or refuse the later one with 409 or 412.",
  async run({ scim, given, expect, skip }) {
    const users = await sixUsers(given);
    const leaving = users.slice(0, 4);
    for (let round = 1; round <= ROUNDS; round += 1) {
      const group = await given.group({ members: users.map((value) => ({ value })) });
      const answers = await together(leaving, (id) => scim.patch(group, [{ op: "remove", path: `members[value eq "${id}"]` }]));
      const removed = leaving.filter((_, i) => answers[i]?.ok);
      if (removed.length === 0 && answers.every(sound)) return skip(`no member was removed (${statuses(answers)}): the suite patch judges that`);
      const kept = users.slice(4);
      const right = (r: ScimResponse) => removed.every((id) => !memberIds(r).includes(id)) && kept.every((id) => memberIds(r).includes(id));
      const read = await scim.settled(() => scim.get(group), right);
      expect.of("7644-3.2-patch-partial-update").that(right(read), { message: `${removed.length} members were removed at the same time with success (${statuses(answers)}); the group now has ${memberIds(read).length} of 6 members`, expected: users.filter((id) => !removed.includes(id)), actual: [...memberIds(read)], at: read, pointer: "/members" });
      const wrong = answers.find((r) => !sound(r));
      if (wrong) expect.of("7644-3.2-patch-partial-update").that(false, { message: `members that are removed at the same time are answered with ${statuses(answers)}`, expected: "success, 409 or 412", actual: wrong.status, at: wrong, pointer: "status" });
    }
  },
});
