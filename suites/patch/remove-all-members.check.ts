import { check } from "../../src/engine/api.ts";
import { groupOf, hasMembers, MEMBER_NEEDS, membersAre } from "./members.ts";
import { apply, untouched } from "./support.ts";

const ID = "7644-3.5.2.2-remove-multi-all";

export default check({
  id: "patch/remove-all-members",
  title: "PATCH remove of members empties the group",
  failureTitle: "PATCH remove of members leaves members in the group",
  for: "Group",
  verifies: [ID],
  needs: MEMBER_NEEDS,
  after: ["patch/basic"],
  detects: ["patch-remove-all-members-ignored"],
  mutates: "own-resources",
  remedy: "Take all members out of the group when the path is members without a filter.",
  async run(context) {
    const { group } = await groupOf(context, 2, 2);
    const done = await apply(context, group, [{ op: "remove", path: "members" }], { id: ID, what: "PATCH remove of members", shows: hasMembers([]) });
    if (!done) return;
    membersAre(context, ID, done, [], "after PATCH remove of members the group still has members");
    untouched(context, ID, done, ["/members"]);
  },
});
