import { check, attribute, capability, resourceType } from "../../src/engine/api.ts";
import type { ScimResponse } from "../../src/model/client.ts";
import { membersOf } from "./membership.ts";

export default check({
  id: "user/groups-read-only",
  title: "Memberships do not change through the user: groups is ignored in POST and PUT, and refused in PATCH",
  failureTitle: "Memberships change through the user, or groups in a POST or PUT is refused",
  for: "User",
  verifies: ["7643-4.1.2-groups-changes-via-group"],
  needs: [capability("groups"), resourceType("Group"), attribute.exists("User", "groups")],
  after: ["user/groups", "create/readonly-ignored"],
  detects: ["user-groups-taken-from-put", "user-groups-taken-from-patch", "user-groups-refused", "user-groups-patch-ignored"],
  mutates: "own-resources",
  remedy: "Ignore groups in the body of POST and PUT on users, refuse it in PATCH with 400 mutability, and change memberships through groups alone.",
  async run(context) {
    const { scim, given, expect, target, type } = context;
    const user = await given.resource(type);
    const group = await given.group({});
    const groups = [{ value: group.id, $ref: group.url, display: "scimspec", type: "direct" }];
    const judge = expect.of("7643-4.1.2-groups-changes-via-group");
    const untouched = async (response: ScimResponse, id: string): Promise<void> => {
      const members = await membersOf(context, group);
      judge.that(!members.includes(id), { message: `${response.method} of a user with groups (${response.status}) made it a member of the group`, expected: [], actual: [...members], at: response, pointer: "/groups" });
    };
    const taken = (response: ScimResponse): void => void judge.that(response.ok, { message: `${response.method} of a user with groups is answered with ${response.status}`, expected: "success", actual: response.status, at: response, pointer: "status" });
    const created = await scim.create(type, given.body(type, { groups }));
    taken(created);
    if (created.ok) await untouched(created, String(created.object?.["id"]));
    if (target.supports("put") !== false) {
      const replaced = await scim.replace(user, { ...user.sent, groups });
      // A service without PUT is judged by replace/values.
      if (![404, 405, 501].includes(replaced.status)) taken(replaced);
      await untouched(replaced, user.id);
    }
    if (target.supports("patch") === false) return;
    const patched = await scim.patch(user, [{ op: "add", path: "groups", value: groups }]);
    await untouched(patched, user.id);
    expect.of("7643-4.1.2-groups-changes-via-group", "user/groups-patch-ignored").that(!patched.ok && patched.status < 500, { message: `PATCH of groups is answered with ${patched.status}`, expected: "400 mutability", actual: patched.status, at: patched, pointer: "status" });
  },
});
