import { check } from "../../src/engine/api.ts";
import { groupOf, hasMembers, MEMBER_NEEDS, membersAre, membersOf } from "./members.ts";
import { apply, untouched } from "./support.ts";

const ID = "7644-3.5.2.1-add-multivalued-appends";

export default check({
  id: "patch/add-members",
  title: "PATCH add puts one member or several into a group and keeps those that are there",
  failureTitle: "PATCH add of members loses members, old or new",
  for: "Group",
  verifies: [ID],
  needs: MEMBER_NEEDS,
  after: ["patch/basic"],
  detects: ["patch-add-members-replaces", "patch-add-members-takes-first-only"],
  mutates: "own-resources",
  remedy: "Append every element of the value of an add to members; keep the members that are there.",
  async run(context) {
    const { group, ids } = await groupOf(context, 4, 1);
    for (const [from, to] of [[1, 2], [2, 4]] as const) {
      const now = ids.slice(0, to);
      const done = await apply(context, group, [{ op: "add", path: "members", value: membersOf(ids.slice(from, to)) }], { id: ID, what: `PATCH add of ${to - from} members`, shows: hasMembers(now) });
      if (!done) return;
      if (!membersAre(context, ID, done, now, `after PATCH add of ${to - from} members to a group of ${from}, the group does not have exactly these ${to}`)) return;
      untouched(context, ID, done, ["/members"]);
    }
  },
});
