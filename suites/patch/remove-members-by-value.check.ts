import { check } from "../../src/engine/api.ts";
import { groupOf, MEMBER_NEEDS, membersOf, send, valuesOf } from "./change-support.ts";

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
    const { expect, scim } = context;
    const { fixture, ids } = await groupOf(context, 3, 3);
    const response = await send(context, fixture, [{ op: "remove", path: "members", value: membersOf(ids.slice(0, 1)) }]);
    const status = { message: `PATCH remove of members with a value is answered with ${response.status}`, expected: "success", actual: response.status, at: response, pointer: "status" };
    // The RFC gives the value of a remove no meaning: refusing it is not wrong, and a crash always is.
    if (!expect.of(ID, response.status < 500 ? "patch/remove-value-refused" : undefined).that(response.ok, status)) return;
    const gone = (r: Parameters<typeof valuesOf>[0]): boolean => !valuesOf(r, "members").includes(ids[0] ?? "");
    const read = await scim.settled(() => scim.get(fixture), (r) => r.object !== undefined && gone(r.object));
    const left = valuesOf(read.object ?? {}, "members");
    const detail = { expected: ids.slice(1).toSorted(), actual: [...left], at: read, pointer: "/members" };
    if (!expect.of(ID).that(gone(read.object ?? {}), { ...detail, message: "PATCH remove of members with a value succeeds, and the member listed is still there" })) return;
    expect.of(ID, "patch/remove-value-wipes-group").that(left.length === 2, { ...detail, message: `PATCH remove of members lists one of three members, and ${left.length} are left` });
  },
});
