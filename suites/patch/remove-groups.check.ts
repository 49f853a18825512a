import { attribute, check } from "../../src/engine/api.ts";
import { isUnassigned, member } from "../../src/scim/value.ts";
import { hasMembers, MEMBER_NEEDS, membersOf } from "./members.ts";
import { answer, holding } from "./support.ts";

const ID = "7644-3.5.2.2-remove-required-or-readonly";

export default check({
  id: "patch/remove-groups",
  title: "PATCH remove of a user's groups leaves the membership",
  failureTitle: "PATCH remove of a user's groups ends the membership, or is not refused with scimType mutability",
  for: "Group",
  verifies: [ID],
  needs: [...MEMBER_NEEDS, attribute.exists("User", "groups")],
  after: ["patch/basic"],
  detects: ["patch-remove-groups-ends-membership"],
  mutates: "own-resources",
  remedy: "Refuse to change User.groups with 400 mutability: memberships change through the group.",
  async run(context) {
    const { expect, given, scim, target, skip } = context;
    const type = target.type("User");
    if (!type || target.attribute(type, "groups")?.mutability !== "readOnly") return skip("the server's schema does not mark User.groups as readOnly (/Schemas)");
    // A user of its own: where the removal ends memberships, no other group may lose a member.
    const user = await given.user();
    const group = await holding(context, { members: membersOf([user.id]) });
    const shown = await scim.settled(() => scim.get(user), (r) => !isUnassigned(member(r.object, "groups")));
    if (isUnassigned(member(shown.object, "groups"))) return skip("the server does not show the groups of a user");
    const response = await answer(context, user, [{ op: "remove", path: "groups" }]);
    const read = await scim.get(group);
    const detail = { expected: "a refusal with scimType mutability", actual: response.object?.["scimType"] ?? response.status, at: response, pointer: "status" };
    const kept = hasMembers([user.id])(read.object ?? {});
    expect.of(ID).that(kept, { ...detail, message: "PATCH remove of the readOnly groups of a user took the user out of the group", expected: [user.id], actual: member(read.object, "members") ?? null, at: read, pointer: "/members" });
    if (!kept) return;
    if (response.ok) expect.of(ID, "patch/remove-read-only-ignored").that(false, { ...detail, message: `PATCH remove of the readOnly groups is answered with ${response.status} and does nothing` });
    else expect.of(ID, "patch/remove-read-only-keyword").at(response, "/scimType").equals("mutability");
  },
});
