import { check } from "../../src/engine/api.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { groupOf, MEMBER_NEEDS, membersOf } from "./members.ts";
import { send, succeeded } from "./support.ts";
import { values } from "./values.ts";

const ID = "7644-3.5.2.2-remove-purpose";

export default check({
  id: "patch/remove-members-by-value",
  title: "PATCH remove of members that lists one member as its value does not empty the group",
  failureTitle: "PATCH remove of members that lists one member as its value empties the group, or is refused",
  for: "Group",
  verifies: [ID],
  needs: MEMBER_NEEDS,
  after: ["patch/basic", "patch/remove-member"],
  detects: ["patch-remove-members-value-list-wipes-group", "patch-remove-with-value-member-rejected", "patch-remove-with-value-member-500"],
  mutates: "own-resources",
  remedy: "Remove only the members that the value lists, as clients such as Entra ID mean it.",
  async run(context) {
    const { expect } = context;
    const { group, ids } = await groupOf(context, 3, 3);
    const gone = (r: JsonObject): boolean => !values(r, "members").includes(ids[0] ?? "");
    const step = await send(context, group, [{ op: "remove", path: "members", value: membersOf(ids.slice(0, 1)) }], { until: gone });
    // The RFC gives the value of a remove no meaning: refusing it is not wrong, and a crash always is.
    if (!succeeded(context, ID, step, "PATCH remove of members with a value", step.response.status < 500 ? "patch/remove-value-refused" : undefined)) return;
    const left = values(step.now, "members");
    const detail = { expected: ids.slice(1).toSorted(), actual: [...left], at: step.after, pointer: "/members" };
    if (!expect.of(ID).that(gone(step.now), { ...detail, message: "PATCH remove of members with a value succeeds, and the member listed is still there" })) return;
    expect.of(ID, "patch/remove-value-wipes-group").that(left.length === 2, { ...detail, message: `PATCH remove of members lists one of three members, and ${left.length} are left` });
  },
});
