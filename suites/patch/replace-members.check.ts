import { check } from "../../src/engine/api.ts";
import { groupOf, hasMembers, MEMBER_NEEDS, membersAre, membersOf } from "./members.ts";
import { apply, untouched } from "./support.ts";

const IDS = ["7644-3.5.2.3-replace-multi-all", "7644-3.5.2.3-example-replace-members"] as const;

export default check({
  id: "patch/replace-members",
  title: "PATCH replace of members leaves exactly the members given",
  failureTitle: "PATCH replace of members keeps old members or loses new ones",
  for: "Group",
  verifies: IDS,
  needs: MEMBER_NEEDS,
  after: ["patch/basic"],
  detects: ["patch-replace-members-keeps-stale-entries", "patch-replace-members-refused"],
  mutates: "own-resources",
  remedy: "Make the value of the operation the whole list of members: remove those that it does not name.",
  async run(context) {
    const { group, ids } = await groupOf(context, 3, 2);
    const next = ids.slice(1);
    const done = await apply(context, group, [{ op: "replace", path: "members", value: membersOf(next) }], { id: IDS[1], what: "PATCH replace of members", shows: hasMembers(next) });
    if (!done) return;
    for (const id of IDS) membersAre(context, id, done, next, "after PATCH replace the members are not exactly those given");
    untouched(context, IDS[1], done, ["/members"]);
  },
});
