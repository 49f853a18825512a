import { check } from "../../src/engine/api.ts";
import { instant } from "../../src/scim/date-time.ts";
import { at } from "../../src/scim/value.ts";
import { groupOf, hasMembers, MEMBER_NEEDS, membersOf } from "./members.ts";
import { send } from "./support.ts";
import { values } from "./values.ts";

const EXAMPLE = "7644-3.5.2.1-example-add-member";

export default check({
  id: "patch/add-existing-member",
  title: "PATCH add of someone who is a member already succeeds and changes nothing",
  failureTitle: "PATCH add of someone who is a member already is refused, or changes the group",
  for: "Group",
  verifies: [EXAMPLE, "7644-3.5.2.1-add-duplicate-no-change", "7644-3.5.2.1-add-duplicate-success", "7644-3.5.2.1-add-duplicate-timestamp"],
  needs: MEMBER_NEEDS,
  after: ["patch/basic", "patch/add-members"],
  detects: ["patch-add-existing-member-errors", "patch-add-existing-member-500", "patch-add-existing-member-duplicates", "patch-add-existing-member-loses-others", "patch-add-existing-member-touches-last-modified"],
  mutates: "own-resources",
  remedy: "Answer with success, keep one entry for the member, and leave meta.lastModified as it was.",
  async run(context) {
    const { expect, scim } = context;
    const { group, ids } = await groupOf(context, 2, 2);
    // Timestamps may have a resolution of one second.
    await scim.pause(1100);
    const step = await send(context, group, [{ op: "add", path: "members", value: membersOf(ids.slice(0, 1)) }]);
    const { response, before, now, after } = step;
    const status = { message: `PATCH add of a user who is a member already is answered with ${response.status}`, expected: "200 with the group, or 204", actual: response.status, at: response, pointer: "status" };
    expect.of("7644-3.5.2.1-add-duplicate-success").that(response.ok, status);
    if (!response.ok) expect.of(EXAMPLE, response.status < 500 ? "patch/existing-member-refused" : undefined).that(false, status);
    const found = values(now, "members");
    const members = { message: "after PATCH add of an existing member the group does not have the same members", expected: ids.toSorted(), actual: [...found], at: after, pointer: "/members" };
    const lost = ids.some((i) => !found.includes(i));
    const kept = hasMembers(ids)(now);
    expect.of(EXAMPLE, lost ? undefined : "patch/existing-member-duplicated").that(kept, members);
    expect.of("7644-3.5.2.1-add-duplicate-no-change").that(kept, members);
    // Where the members changed, the timestamp rightly moved with them.
    if (!kept) return;
    const [old, moment] = [at(before, "/meta/lastModified"), at(now, "/meta/lastModified")];
    if (typeof old === "string" && typeof moment === "string" && response.ok) expect.of("7644-3.5.2.1-add-duplicate-timestamp").that(instant(old) === instant(moment), { message: "meta.lastModified moved with a PATCH that added an existing member", expected: old, actual: moment, at: after, pointer: "/meta/lastModified" });
  },
});
