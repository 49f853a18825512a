import { check } from "../../src/engine/api.ts";
import { groupOf, hasMembers, MEMBER_NEEDS, membersAre, membersOf } from "./members.ts";
import { apply } from "./support.ts";

const ID = "7644-3.5.2-ops-sequential";

export default check({
  id: "patch/swap-members",
  title: "One PATCH can remove a member, or all, and add others",
  failureTitle: "One PATCH that removes and adds members leaves the wrong members",
  for: "Group",
  verifies: [ID],
  needs: MEMBER_NEEDS,
  after: ["patch/basic", "patch/add-members", "patch/remove-member", "patch/remove-all-members"],
  detects: ["patch-removes-run-last"],
  mutates: "own-resources",
  remedy: "Apply the operations of a PATCH one after the other, in the order of the array.",
  async run(context) {
    const { group, ids } = await groupOf(context, 3, 1);
    const [a = "", b = "", c = ""] = ids;
    const steps = [
      { what: "PATCH that removes one member and adds another", first: { op: "remove", path: `members[value eq "${a}"]` }, added: [b] },
      { what: "PATCH that removes all members and adds two", first: { op: "remove", path: "members" }, added: [b, c] },
    ];
    for (const { what, first, added } of steps) {
      const done = await apply(context, group, [first, { op: "add", path: "members", value: membersOf(added) }], { id: ID, what, shows: hasMembers(added) });
      if (!done) return;
      membersAre(context, ID, done, added, `after a ${what} the members are not exactly those added`);
    }
  },
});
