import { check } from "../../src/engine/api.ts";
import { hasMembers, MEMBER_NEEDS, membersAre, membersOf, people } from "./members.ts";
import { apply, holding } from "./support.ts";

const ID = "7644-3.2-patch-partial-update";

export default check({
  id: "patch/large-group",
  title: "PATCH adds, removes and keeps members of a group of ten",
  failureTitle: "PATCH of a group of ten members loses members",
  for: "Group",
  verifies: [ID],
  needs: MEMBER_NEEDS,
  after: ["patch/basic", "patch/add-members", "patch/remove-member"],
  detects: ["patch-large-group-loses-members"],
  mutates: "own-resources",
  remedy: "Change the members that the operation names, and write back the whole list where it is read in pages.",
  async run(context) {
    const ids = await people(context);
    const [first = "", ...rest] = ids;
    const last = rest.pop() ?? "";
    const group = await holding(context, { members: membersOf([first, ...rest]) });
    const operations = [{ op: "add", path: "members", value: membersOf([last]) }, { op: "remove", path: `members[value eq "${first}"]` }];
    for (const [i, expected] of [ids, [...rest, last]].entries()) {
      const done = await apply(context, group, operations.slice(i, i + 1), { id: ID, what: `PATCH of a group of ${ids.length} members`, shows: hasMembers(expected) });
      if (!done || !membersAre(context, ID, done, expected, `after PATCH ${i === 0 ? "add" : "remove"} of one member the group does not have exactly the ${expected.length} members that it should`)) return;
    }
  },
});
