import { attribute, capability, check, resourceType } from "../../src/engine/api.ts";
import type { ScimResponse } from "../../src/model/client.ts";
import { idsIn } from "./members.ts";
import { notOffered } from "../../src/scim/offered.ts";

export default check({
  id: "group/only-through-group",
  title: "Memberships change through the group alone: groups of a user is readOnly",
  failureTitle: "groups in the body of a user changes memberships, or makes the request fail",
  for: "User",
  verifies: ["7643-4.1.2-groups-changes-via-group", "7643-7-mutability-read-only"],
  needs: [resourceType("Group"), attribute.exists("User", "groups")],
  after: ["create/created", "create/readonly-ignored", "replace/values"],
  detects: ["user-groups-writable", "group-user-groups-refused", "group-user-groups-patch-ignored"],
  mutates: "own-resources",
  remedy: "Ignore groups in POST and PUT of a user, and refuse it in PATCH with 400 mutability.",
  async run({ scim, given, expect, target, type }) {
    const group = await given.group();
    const groups = [{ value: group.id }];
    const ignored = async (method: string, response: ScimResponse, id: string): Promise<void> => {
      if (method === "PUT" && notOffered(response, "PUT") !== null) return;
      const via = expect.of("7643-4.1.2-groups-changes-via-group");
      if (method !== "PATCH") via.that(response.ok, { message: `${method} of a user with groups is answered with ${response.status}`, expected: "success, groups ignored", actual: response.status, at: response, pointer: "status" });
      const read = await scim.get(group);
      const member = idsIn(read.object, "members").includes(id);
      for (const judge of [via, expect.of("7643-7-mutability-read-only")]) judge.that(!member, { message: `${method} of the user with groups made the user a member of the group`, expected: "no such member", actual: id, at: read, pointer: "/members" });
    };
    const created = await scim.create(type, given.body(type, { groups }));
    await ignored("POST", created, String(created.object?.["id"] ?? ""));
    const user = await given.resource(type);
    if (capability("put").test(target, type) === true) await ignored("PUT", await scim.replace(user, { ...user.sent, groups }), user.id);
    if (target.supports("patch") === false) return;
    const patched = await scim.patch(user, [{ op: "add", path: "groups", value: groups }]);
    await ignored("PATCH", patched, user.id);
    if (patched.ok) expect.of("7643-4.1.2-groups-changes-via-group", "group/user-groups-patch-ignored").that(false, { message: `PATCH of groups of a user is answered with ${patched.status} and changes nothing`, expected: "400 mutability", actual: patched.status, at: patched, pointer: "status" });
  },
});
