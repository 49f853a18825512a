import { attribute, check } from "../../src/engine/api.ts";
import { groupOf, MEMBER_NEEDS, membersAre } from "./members.ts";
import { apply, untouched } from "./support.ts";

const ID = "7644-3.2-patch-partial-update";

export default check({
  id: "patch/rename-group",
  title: "PATCH that renames a group leaves its members alone",
  failureTitle: "PATCH that renames a group fails or changes its members",
  for: "Group",
  verifies: ["7644-3.5.2.3-replace-single", ID],
  needs: [...MEMBER_NEEDS, attribute.writable("Group", "displayName")],
  after: ["patch/basic"],
  detects: ["patch-rename-loses-members", "patch-rename-refused"],
  mutates: "own-resources",
  remedy: "Change displayName only.",
  async run(context) {
    const { expect, given } = context;
    const { group, ids } = await groupOf(context, 2, 2);
    const name = `renamed ${given.unique()}`;
    const done = await apply(context, group, [{ op: "replace", path: "displayName", value: name }], { id: "7644-3.5.2.3-replace-single", what: "PATCH replace of displayName", shows: (r) => r["displayName"] === name });
    if (!done) return;
    expect.of("7644-3.5.2.3-replace-single").at(done.after, "/displayName").equals(name);
    membersAre(context, ID, done, ids, "after a PATCH that renames the group it does not have the same members");
    untouched(context, ID, done, ["/displayName", "/members"]);
  },
});
