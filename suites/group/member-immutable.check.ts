import { attribute, capability, check, resourceType } from "../../src/engine/api.ts";
import { idsIn, words } from "./members.ts";
import { notOffered } from "../../src/scim/offered.ts";

export default check({
  id: "group/member-immutable",
  title: "A member does not turn into another one: its value is immutable",
  failureTitle: "PATCH turns a member into another one, or pretends to",
  for: "Group",
  verifies: ["7643-4.2-members-sub-attributes-immutable"],
  needs: [capability("patch"), resourceType("User"), attribute.writable("Group", "members")],
  after: ["create/group-members", "group/members"],
  detects: ["group-member-value-replaced", "group-member-immutable-ignored"],
  mutates: "own-resources",
  remedy: "Refuse a PATCH that replaces value, $ref or type of an existing member with 400 mutability.",
  async run({ scim, given, expect, target, type, skip }) {
    const value = target.attribute(type, "members.value");
    if (value && value.mutability !== "immutable" && value.source === "published") skip(`the schema declares members.value as ${value.mutability} (/Schemas)`);
    const [first, second] = [await given.user(), await given.user()];
    const group = await given.group({ members: [{ value: first.id }] });
    if (!idsIn((await scim.get(group)).object, "members").includes(first.id)) skip("the group does not show its members: group/members judges that");
    const response = await scim.patch(group, [{ op: "replace", path: `members[value eq "${first.id}"].value`, value: second.id }]);
    const reason = notOffered(response, "PATCH");
    if (reason !== null) skip(reason);
    const read = await scim.get(group);
    const ids = idsIn(read.object, "members");
    const kept = ids.includes(first.id) && !ids.includes(second.id);
    const immutable = expect.of("7643-4.2-members-sub-attributes-immutable");
    immutable.that(kept, { message: `the member ${first.id} has become ${words(ids)}`, expected: [first.id], actual: [...ids], at: read, pointer: "/members" });
    if (response.ok && kept) expect.of("7643-4.2-members-sub-attributes-immutable", "group/member-immutable-ignored").that(false, { message: `PATCH of members.value is answered with ${response.status} and changes nothing`, expected: "400 mutability", actual: response.status, at: response, pointer: "status" });
    else immutable.that(response.status < 500, { message: `PATCH of members.value is answered with ${response.status}`, expected: "400 mutability", actual: response.status, at: response, pointer: "status" });
  },
});
