import { check } from "../../src/engine/api.ts";
import { groupOf, MEMBER_NEEDS, membersAre } from "./members.ts";
import { send, succeeded, untouched } from "./support.ts";

const ID = "7644-3.5.2.2-remove-absent-member";

export default check({
  id: "patch/remove-absent-member",
  title: "PATCH remove of someone who is no member changes nothing and succeeds",
  failureTitle: "PATCH remove of someone who is no member changes the group, or fails",
  for: "Group",
  verifies: [ID],
  needs: MEMBER_NEEDS,
  after: ["patch/basic", "patch/remove-member"],
  detects: ["patch-remove-absent-member-404", "patch-remove-absent-member-removes-another"],
  mutates: "own-resources",
  remedy: "Answer the removal of someone who is no member with success and change nothing (400 noTarget is tolerated, P08).",
  async run(context) {
    const { group, ids } = await groupOf(context, 2, 1);
    const step = await send(context, group, [{ op: "remove", path: `members[value eq "${ids[1] ?? ""}"]` }]);
    succeeded(context, ID, step, "PATCH remove of a user who is no member", step.response.status === 400 ? "patch/absent-member-refused" : undefined);
    // How members are described may change at any time; who they are must not.
    membersAre(context, ID, step, ids.slice(0, 1), "PATCH remove of a user who is no member changed the members");
    untouched(context, ID, step, ["/members"], "PATCH remove of a user who is no member");
  },
});
