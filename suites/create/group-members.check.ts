import { check, attribute, resourceType } from "../../src/engine/api.ts";
import { equalAsSets } from "../../src/scim/value.ts";
import type { Json } from "../../src/model/json.ts";
import { isObject } from "../../src/model/json.ts";

export default check({
  id: "create/group-members",
  title: "Members of a new group are stored as the answer shows them",
  failureTitle: "Members of a new group are not stored as the answer shows them",
  for: "Group",
  verifies: ["7644-3.1-response-reflects-state", "7643-2.3-type-to-json-table"],
  needs: [resourceType("User"), attribute.sendable("Group", "members")],
  after: ["create/created"],
  detects: ["create-group-echoes-unstored-members", "member-value-not-a-string"],
  mutates: "own-resources",
  remedy: "Answer with the members that were stored, each with its id as a string.",
  async run({ scim, given, expect }) {
    const user = await given.user();
    const group = await given.group({ members: [{ value: user.id }] });
    const read = await scim.get(group);
    const ids = (body: Json | undefined): Json[] => (Array.isArray(body) ? (body as Json[]).map((m) => (isObject(m) ? (m["value"] ?? null) : m)) : []);
    const [said, stored] = [ids(group.body["members"]), ids(read.object?.["members"])];
    expect.of("7644-3.1-response-reflects-state").that(equalAsSets(said, stored), { message: "the answer to the POST shows other members than GET", expected: stored, actual: said, at: group.created, pointer: "/members" });
    for (const id of stored) expect.of("7643-2.3-type-to-json-table").that(typeof id === "string", { message: `members.value is ${JSON.stringify(id)}, not a string`, expected: user.id, actual: id, at: read, pointer: "/members/0/value" });
  },
});
