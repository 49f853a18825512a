import { check, capability, resourceType, attribute } from "../../src/engine/api.ts";
import type { Json, JsonObject } from "../../src/model/json.ts";
import { patchOp } from "../patch/support.ts";
import { changeable, createdId, memberIds, memberOf, offersPut, pathOf, processed, resultOf, succeeded } from "./support.ts";

export default check({
  id: "bulk/order",
  title: "A job leaves the state that its operations have one after another",
  failureTitle: "A job leaves another state than its operations have one after another",
  verifies: ["7644-3.7-bulk-intent-preserved"],
  needs: [attribute.shown("Group", "members"), capability("bulk"), capability("put"), resourceType("User")],
  after: ["bulk/methods", "replace/values", "bulk/reference-in-update"],
  detects: ["bulk-put-order-reversed", "bulk-deletes-last"],
  mutates: "own-resources",
  remedy: "Process operations in the order of the request, or so that the end state is the same.",
  async run(context) {
    const { scim, given, expect, target } = context;
    const judge = expect.of("7644-3.7-bulk-intent-preserved");
    if (!(await offersPut(context))) context.skip("the server does not offer PUT");
    const user = await given.user();
    const groups = target.type("Group");
    const group = groups && target.maySend(groups, "members") ? await given.group() : null;
    const member = changeable(target, user.type);
    const [first, last] = [`first ${given.unique()}`, `last ${given.unique()}`];
    const replace = (value: Json): JsonObject => ({ method: "PUT", path: pathOf(user.type, user.id), data: { ...user.sent, ...(member ? { [member]: value } : {}) } });
    const bulkId = given.unique();
    const again = given.unique();
    const freed = await given.user();
    const operations: JsonObject[] = [replace(first), { method: "POST", path: user.type.endpoint, bulkId, data: given.body(user.type) }];
    if (group) {
      const data = target.supports("patch") === false ? { ...group.sent, members: [memberOf(target, group.type, `bulkId:${bulkId}`, "User")] } : patchOp([{ op: "add", path: "members", value: [memberOf(target, group.type, `bulkId:${bulkId}`, "User")] }]);
      operations.push({ method: target.supports("patch") === false ? "PUT" : "PATCH", path: pathOf(group.type, group.id), data });
    }
    // The second user takes the name that the DELETE has just freed.
    operations.push({ method: "DELETE", path: pathOf(freed.type, freed.id) }, replace(last), { method: "POST", path: user.type.endpoint, bulkId: again, data: freed.sent });
    const response = await processed(context, operations);
    const id = createdId(context, response, operations, 1);
    if (member) judge.at(await scim.settled(() => scim.get(user), (r) => r.object?.[member] === last), `/${member}`).equals(last);
    if (group) {
      const read = await scim.settled(() => scim.get(group), (r) => memberIds(r.object).includes(id));
      judge.that(memberIds(read.object).includes(id), { message: "the user that the job creates first is not in the group to which the job adds it afterwards", expected: [id], actual: memberIds(read.object), at: read, pointer: "/members" });
    }
        const reused = resultOf(response, operations, operations.length - 1);
    if (succeeded(reused)) return;
    // Some servers keep the names of deleted users: then the single requests have the same outcome.
    const alone = await given.user();
    await scim.delete(alone);
    const once = await scim.create(alone.type, alone.sent);
    judge.that(!once.ok, { message: "a user whose userName an earlier operation of the job has freed is refused, but created when the same requests are sent alone", expected: 201, actual: reused?.status ?? null, at: response, pointer: reused ? `${reused.pointer}/status` : "/Operations" });
  },
});
