import { check, attribute, capability, resourceType } from "../../src/engine/api.ts";
import { createdId, memberIds, memberOf, pathOf, processed, resultOf, succeeded } from "./support.ts";

export default check({
  id: "bulk/reference-forward",
  title: "A reference to a resource that a later operation of the job creates is resolved",
  failureTitle: "A reference to a resource that a later operation of the job creates is not resolved",
  for: "Group",
  verifies: ["7644-3.7.2-bulkid-replaced"],
  needs: [attribute.shown("Group", "members"), capability("bulk"), resourceType("User"), attribute.sendable("Group", "members")],
  after: ["bulk/reference-backward"],
  detects: ["bulk-forward-reference-refused", "bulk-forward-reference-dropped"],
  mutates: "own-resources",
  remedy: "Process the operations that others refer to first, or complete the references once the resource is there.",
  async run(context) {
    const { scim, given, expect, target, type } = context;
    const users = target.type("User") ?? type;
    const [userId, groupId] = [`User-${given.unique()}`, `Group-${given.unique()}`];
    const operations = [
      { method: "POST", path: type.endpoint, bulkId: groupId, data: given.body(type, { members: [memberOf(target, type, `bulkId:${userId}`, "User")] }) },
      { method: "POST", path: users.endpoint, bulkId: userId, data: given.body(users) },
    ];
    const response = await processed(context, operations);
    const user = createdId(context, response, operations, 1);
    const result = resultOf(response, operations, 0);
    const clean = result !== undefined && result.status !== null && result.status >= 400 && result.status < 500;
    const detail = { message: `the group that refers to a user created later has the status ${result?.status ?? "(none)"}`, expected: 201, actual: result?.status ?? null, at: response, pointer: result ? `${result.pointer}/status` : "/Operations" };
    if (!expect.of("7644-3.7.2-bulkid-replaced", clean ? "bulk/forward-reference-refused" : undefined).that(succeeded(result), detail)) return;
    const url = target.baseUrl + pathOf(type, createdId(context, response, operations, 0));
    const read = await scim.settled(() => scim.get(url), (r) => memberIds(r.object).includes(user));
    const ids = memberIds(read.object);
    expect.of("7644-3.7.2-bulkid-replaced").that(ids.length === 1 && ids[0] === user, { message: ids.some((m) => m.includes("bulkId:")) ? 'the group keeps the literal "bulkId:" as a member' : "the new user is not the member of the group", expected: [user], actual: ids, at: read, pointer: "/members" });
  },
});
