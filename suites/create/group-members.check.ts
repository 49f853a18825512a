import { attribute, check, resourceType } from "../../src/engine/api.ts";
import { isObject, type Json } from "../../src/model/json.ts";
import { equalAsSets } from "../../src/scim/value.ts";

const idsOf = (members: Json | undefined): Json[] => (Array.isArray(members) ? (members as Json[]).map((m) => (isObject(m) ? (m["value"] ?? null) : m)) : []);

export default check({
  id: "create/group-members",
  title: "A group can be created with one member, which is stored as the answer shows it",
  failureTitle: "A group with one member cannot be created, or its member is not stored as the answer shows it",
  for: "Group",
  verifies: ["7644-3.1-response-reflects-state", "7643-2.3-type-to-json-table", "7644-3.3-post-to-resource-endpoint"],
  needs: [resourceType("User"), attribute.sendable("Group", "members")],
  after: ["create/created"],
  detects: ["create-group-echoes-unstored-members", "member-value-not-a-string", "create-single-member-group-fails"],
  mutates: "own-resources",
  remedy: "Answer with the members that were stored, each with its id as a string.",
  async run({ scim, given, expect, target, type }) {
    const user = await given.user();
    const created = await scim.create(type, { ...given.body(type), members: [{ value: user.id }] });
    const possible = expect.of("7644-3.3-post-to-resource-endpoint").status(created, "success");
    const id = created.object?.["id"];
    if (!possible || typeof id !== "string") return;
    const read = await scim.get(`${target.baseUrl}${type.endpoint}/${encodeURIComponent(id)}`);
    const [said, stored] = [idsOf(created.object?.["members"]), idsOf(read.object?.["members"])];
    expect.of("7644-3.1-response-reflects-state").that(equalAsSets(said, stored), { message: "the answer to the POST shows other members than GET", expected: stored, actual: said, at: created, pointer: "/members" });
    for (const value of stored) expect.of("7643-2.3-type-to-json-table").that(typeof value === "string", { message: `members.value is ${JSON.stringify(value)}, not a string`, expected: user.id, actual: value, at: read, pointer: "/members/0/value" });
  },
});
