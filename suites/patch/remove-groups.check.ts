import { attribute, check } from "../../src/engine/api.ts";
import { isUnassigned, member } from "../../src/scim/value.ts";
import { groupOf, hasMembers, MEMBER_NEEDS, send } from "./change-support.ts";

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
    const { expect, scim, target, skip } = context;
    const type = target.type("User");
    if (!type || target.attribute(type, "groups")?.mutability !== "readOnly") return skip("the server's schema does not mark User.groups as readOnly (/Schemas)");
    const { fixture: group, ids, before } = await groupOf(context, 1, 1);
    const id = ids[0] ?? "";
    const url = `${target.baseUrl}${type.endpoint}/${encodeURIComponent(id)}`;
    const user = await scim.settled(() => scim.get(url), (r) => !isUnassigned(member(r.object, "groups")));
    if (isUnassigned(member(user.object, "groups"))) return skip("the server does not show the groups of a user");
    const response = await send(context, { ...group, id, url, type }, [{ op: "remove", path: "groups" }]);
    const read = await scim.get(group);
    const detail = { expected: "a refusal with scimType mutability", actual: response.object?.["scimType"] ?? response.status, at: response, pointer: "status" };
    const kept = hasMembers(ids)(read.object ?? {});
    expect.of(ID).that(kept, { ...detail, message: "PATCH remove of the readOnly groups of a user took the user out of the group", expected: member(before, "members") ?? null, actual: member(read.object, "members") ?? null, at: read, pointer: "/members" });
    if (!kept) return;
    if (response.ok) expect.of(ID, "patch/remove-read-only-ignored").that(false, { ...detail, message: `PATCH remove of the readOnly groups is answered with ${response.status} and does nothing` });
    else expect.of(ID, "patch/remove-read-only-keyword").at(response, "/scimType").equals("mutability");
  },
});
