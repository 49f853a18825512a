import { check } from "../../src/engine/api.ts";
import { groupOf, hasMembers, MEMBER_NEEDS, membersAre } from "./members.ts";
import { apply, untouched } from "./support.ts";

const ID = "7644-3.5.2.2-remove-multi-value-filter";

export default check({
  id: "patch/remove-member",
  title: "PATCH remove with a filter on value takes one member out of a group, also the last one",
  failureTitle: "PATCH remove of one member takes others along, leaves the member, or fails for the last one",
  for: "Group",
  verifies: [ID],
  needs: MEMBER_NEEDS,
  after: ["patch/basic"],
  detects: ["patch-remove-member-filter-ignored", "patch-remove-member-without-effect", "patch-remove-last-member-refused"],
  mutates: "own-resources",
  remedy: 'Delete the one member that members[value eq "<id>"] names.',
  async run(context) {
    const { group, ids } = await groupOf(context, 2, 2);
    const rest = [...ids];
    for (const id of ids) {
      rest.shift();
      const left = rest.length === 0 ? "no member is left" : "the other member is left";
      const done = await apply(context, group, [{ op: "remove", path: `members[value eq "${id}"]` }], { id: ID, what: "PATCH remove of one member", shows: hasMembers(rest) });
      if (!done) return;
      if (!membersAre(context, ID, done, rest, `after PATCH remove of one member it is not so that ${left}`)) return;
      untouched(context, ID, done, ["/members"]);
    }
  },
});
