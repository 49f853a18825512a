import { check, attribute, capability, resourceType } from "../../src/engine/api.ts";
import { createdId, memberIds, memberOf, pathOf, processed, resultOf, succeeded } from "./support.ts";

export default check({
  id: "bulk/reference-backward",
  title: 'A member "bulkId:x" becomes the id of the resource that the job has created before',
  failureTitle: 'A member "bulkId:x" does not become the id of the resource that the job has created before',
  for: "Group",
  verifies: ["7644-3.7.2-bulkid-replaced"],
  needs: [attribute.shown("Group", "members"), capability("bulk"), resourceType("User"), attribute.sendable("Group", "members")],
  after: ["bulk/methods", "create/group-members"],
  detects: ["bulk-references-unknown", "bulk-member-reference-dropped"],
  mutates: "own-resources",
  remedy: 'Replace "bulkId:" and the bulkId after it by the id of the created resource, wherever it stands in data.',
  async run(context) {
    const { scim, given, expect, target, type } = context;
    const users = target.type("User") ?? type;
    const [userId, groupId] = [`User-${given.unique()}`, `Group-${given.unique()}`];
    const operations = [
      { method: "POST", path: users.endpoint, bulkId: userId, data: given.body(users) },
      { method: "POST", path: type.endpoint, bulkId: groupId, data: given.body(type, { members: [memberOf(target, type, `bulkId:${userId}`, "User")] }) },
    ];
    const response = await processed(context, operations);
    const user = createdId(context, response, operations, 0);
    const result = resultOf(response, operations, 1);
    const judge = expect.of("7644-3.7.2-bulkid-replaced");
    if (!judge.that(succeeded(result), { message: `the group that refers to a user created before has the status ${result?.status ?? "(none)"}`, expected: 201, actual: result?.status ?? null, at: response, pointer: result ? `${result.pointer}/status` : "/Operations" })) return;
    const url = target.baseUrl + pathOf(type, createdId(context, response, operations, 1));
    const read = await scim.settled(() => scim.get(url), (r) => memberIds(r.object).includes(user));
    const ids = memberIds(read.object);
    judge.that(ids.length === 1 && ids[0] === user, { message: ids.some((m) => m.includes("bulkId:")) ? 'the group keeps the literal "bulkId:" as a member' : "the new user is not the member of the group", expected: [user], actual: ids, at: read, pointer: "/members" });
  },
});
