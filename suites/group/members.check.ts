import { attribute, check, resourceType } from "../../src/engine/api.ts";
import { elementFor, idsIn, words } from "./members.ts";

export default check({
  id: "group/members",
  title: "members lists the members of a group by their ids",
  failureTitle: "members does not list the members of a group by their ids",
  for: "Group",
  verifies: ["7643-4.2-members-meaning", "7643-4.2-members-value-is-id"],
  needs: [attribute.shown("Group", "members"), resourceType("User"), attribute.sendable("Group", "members")],
  after: ["create/created", "create/group-members"],
  detects: ["group-members-not-returned", "group-member-value-is-name"],
  mutates: "own-resources",
  remedy: "Return members with the id of each member in value, as it is found at /Users and /Groups.",
  async run({ scim, given, expect, target }) {
    const [first, second] = [await given.user(), await given.user()];
    const group = await given.group({ members: [{ value: first.id }, { value: second.id }] });
    const read = await scim.settled(() => scim.get(group), (r) => idsIn(r.object, "members").length >= 2);
    const ids = idsIn(read.object, "members");
    const users = target.type("User");
    for (const user of [first, second]) {
      const listed = elementFor(read.object, "members", user.id) !== undefined;
      // Another form of the value is the other requirement's affair.
      expect.of("7643-4.2-members-meaning").that(listed || ids.length >= 2, { message: `the group was created with the member ${user.id}, which is not among its members (${words(ids)})`, expected: user.id, actual: [...ids], at: read, pointer: "/members" });
    }
    for (const [i, id] of ids.entries()) {
      const known = id === first.id || id === second.id;
      const found = known || !users ? null : await scim.get(`${users.endpoint}/${encodeURIComponent(String(id))}`);
      expect.of("7643-4.2-members-value-is-id").that(known || found?.ok === true, { message: `members.value is ${JSON.stringify(id)}, which is the id of no member`, expected: [first.id, second.id], actual: id, at: read, pointer: `/members/${i}/value` });
    }
  },
});
