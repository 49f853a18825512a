import { check, attribute, capability, resourceType } from "../../src/engine/api.ts";
import { sharedJob } from "./job.ts";
import { createdId, demandBulk, idOf, memberIds, memberOf, pathOf, resultOf } from "./support.ts";

export default check({
  id: "bulk/reference-prefix",
  title: 'Only values with the prefix "bulkId:" are references',
  failureTitle: 'A value without the prefix "bulkId:" is taken for a reference',
  for: "Group",
  verifies: ["7644-3.7.2-bulkid-prefix"],
  needs: [capability("bulk"), resourceType("User"), attribute.sendable("Group", "members")],
  after: ["bulk/reference-backward"],
  detects: ["bulk-reference-without-prefix"],
  mutates: "own-resources",
  remedy: 'Replace values only if they begin with the literal "bulkId:".',
  async run(context) {
    const { scim, given, expect, target, type } = context;
    await sharedJob(context);
    const users = target.type("User") ?? type;
    const bulkId = given.unique();
    const operations = [
      { method: "POST", path: users.endpoint, bulkId, data: given.body(users) },
      { method: "POST", path: type.endpoint, bulkId: given.unique(), data: given.body(type, { members: [memberOf(target, type, bulkId, "User")] }) },
    ];
    const response = await scim.bulk(operations);
    const judge = expect.of("7644-3.7.2-bulkid-prefix", "bulk/reference-without-prefix");
    if (response.status >= 400 && response.status < 500) return void judge.status(response, "client-error");
    demandBulk(context, response);
    const user = createdId(context, response, operations, 0);
    const id = idOf(resultOf(response, operations, 1));
    const read = id === null ? response : await scim.get(target.baseUrl + pathOf(type, id));
    const ids = memberIds(read.object);
    judge.that(!ids.includes(user), { message: `the member value ${bulkId} was taken for a reference although it lacks the prefix "bulkId:"`, expected: "no member, or an error", actual: ids, at: read, pointer: "/members" });
  },
});
