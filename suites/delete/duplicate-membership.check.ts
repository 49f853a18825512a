import { check, attribute, resourceType } from "../../src/engine/api.ts";

export default check({
  id: "delete/duplicate-membership",
  title: "A user who is named twice in a group can be deleted",
  failureTitle: "A user who is named twice in a group cannot be deleted",
  for: "User",
  verifies: ["7644-3.6-delete-204"],
  needs: [resourceType("Group"), attribute.sendable("Group", "members")],
  after: ["delete/gone", "create/group-members"],
  detects: ["delete-fails-on-duplicate-membership"],
  mutates: "own-resources",
  remedy: "Remove every membership of a deleted user, however often it is recorded.",
  async run({ scim, given, expect, target, type, skip }) {
    const user = await given.resource(type);
    const groups = target.type("Group");
    if (!groups) skip("the server declares no resource type Group (/ResourceTypes)");
    const group = groups ? await scim.create(groups, { ...given.body(groups), members: [{ value: user.id }, { value: user.id }] }) : undefined;
    if (!group?.ok) skip("the server refuses a group that names a member twice");
    const deleted = await scim.delete(user);
    expect.of("7644-3.6-delete-204").status(deleted, 204);
  },
});
