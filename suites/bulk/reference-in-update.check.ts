import { check, attribute, capability, resourceType } from "../../src/engine/api.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { patchOp } from "../patch/support.ts";
import { createdId, memberIds, memberOf, offersPut, pathOf, processed, resultOf, succeeded } from "./support.ts";

export default check({
  id: "bulk/reference-in-update",
  title: 'References "bulkId:x" are resolved in the data of PATCH and PUT operations as well',
  failureTitle: 'References "bulkId:x" are not resolved in the data of PATCH or PUT operations',
  for: "Group",
  verifies: ["7644-3.7.2-bulkid-replaced"],
  needs: [attribute.shown("Group", "members"), capability("bulk"), resourceType("User"), attribute.writable("Group", "members")],
  after: ["bulk/reference-backward"],
  detects: ["bulk-references-in-post-only"],
  mutates: "own-resources",
  remedy: "Resolve references in all data of a job, also inside the values of a PatchOp message.",
  async run(context) {
    const { scim, given, expect, target, type } = context;
    const users = target.type("User") ?? type;
    const bulkId = given.unique();
    const reference = memberOf(target, type, `bulkId:${bulkId}`, "User");
    const operations: JsonObject[] = [{ method: "POST", path: users.endpoint, bulkId, data: given.body(users) }];
    const groups = [];
    if (target.supports("patch") !== false) {
      const group = await given.group();
      groups.push(group);
      operations.push({ method: "PATCH", path: pathOf(type, group.id), data: patchOp([{ op: "add", path: "members", value: [reference] }]) });
    }
    if (await offersPut(context)) {
      const group = await given.group();
      groups.push(group);
      operations.push({ method: "PUT", path: pathOf(type, group.id), data: { ...group.sent, members: [reference] } });
    }
    const response = await processed(context, operations);
    const user = createdId(context, response, operations, 0);
    const judge = expect.of("7644-3.7.2-bulkid-replaced");
    for (const [i, group] of groups.entries()) {
      const result = resultOf(response, operations, i + 1);
      const method = String(operations[i + 1]?.["method"]);
      if (!judge.that(succeeded(result), { message: `a ${method} operation that adds the new user to a group has the status ${result?.status ?? "(none)"}`, expected: 200, actual: result?.status ?? null, at: response, pointer: result ? `${result.pointer}/status` : "/Operations" })) continue;
      const read = await scim.settled(() => scim.get(group), (r) => memberIds(r.object).includes(user));
      const ids = memberIds(read.object);
      judge.that(ids.length === 1 && ids[0] === user, { message: `after the ${method} operation the new user is not the member of the group`, expected: [user], actual: ids, at: read, pointer: "/members" });
    }
  },
});
