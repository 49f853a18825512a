import { check, attribute, capability, resourceType } from "../../src/engine/api.ts";
import { isObject, type Json } from "../../src/model/json.ts";

export default check({
  id: "patch/remove-or-filter",
  title: "PATCH remove with a filter of alternatives takes away what meets either",
  failureTitle: "PATCH remove with a filter of alternatives takes away the first alone",
  for: "Group",
  verifies: ["7644-3.5.2.2-remove-complex-filter"],
  needs: [capability("patch"), resourceType("User"), attribute.writable("Group", "members"), attribute.shown("Group", "members")],
  after: ["patch/basic", "patch/remove-member", "group/member-by-value"],
  detects: ["patch-remove-or-first-alone"],
  mutates: "own-resources",
  remedy: 'Evaluate the whole filter: members[value eq "a" or value eq "b"] removes both.',
  async run({ scim, given, expect, skip }) {
    const [a, b, c] = [await given.user(), await given.user(), await given.user()];
    const group = await given.group({ members: [a, b, c].map((u) => ({ value: u.id })) });
    const response = await scim.patch(group, [{ op: "remove", path: `members[value eq ${JSON.stringify(a.id)} or value eq ${JSON.stringify(b.id)}]` }]);
    // Filters beyond value eq are an option of the server (P26): a clean refusal judges nothing.
    if (response.status === 400 || response.status === 501) return skip(`the server declines alternatives in a path (${response.status})`);
    const read = await scim.get(group);
    const members = read.object?.["members"];
    const ids = Array.isArray(members) ? (members as Json[]).map((m) => (isObject(m) ? (m["value"] ?? null) : m)) : [];
    expect.of("7644-3.5.2.2-remove-complex-filter").that(response.ok && ids.length === 1 && ids[0] === c.id, { message: `PATCH remove of two of three members by one filter is answered with ${response.status} and leaves ${ids.length}`, expected: [c.id], actual: ids, at: read, pointer: "/members" });
  },
});
