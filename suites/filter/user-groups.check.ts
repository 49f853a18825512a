import { check, attribute, capability, resourceType } from "../../src/engine/api.ts";
import { findsOwn } from "./own.ts";

export default check({
  id: "filter/user-groups",
  title: "Users can be found by the groups that they belong to",
  failureTitle: "A filter on the groups of users finds nothing, or the wrong ones",
  for: "User",
  verifies: ["7644-3.4.2.2-multivalued-any-match"],
  needs: [capability("filter"), resourceType("Group"), attribute.exists("User", "groups"), attribute.sendable("Group", "members")],
  after: ["filter/multi-valued", "create/group-members"],
  detects: ["filter-user-groups-finds-nothing"],
  mutates: "own-resources",
  remedy: "Evaluate groups.value against the memberships that the user's representation shows.",
  async run(context) {
    const { scim, given, skip } = context;
    const user = await given.user();
    const group = await given.group({ members: [{ value: user.id }] });
    const read = await scim.get(user);
    if (!JSON.stringify(read.object?.["groups"] ?? null).includes(JSON.stringify(group.id))) skip("users of this server do not show their groups");
    const judged = await findsOwn(context, ["7644-3.4.2.2-multivalued-any-match"], `groups.value eq ${JSON.stringify(group.id)}`, user.id, true);
    if (!judged) skip("the server declines filters on groups.value");
  },
});
