import { check, capability } from "../../src/engine/api.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { patchOp } from "../patch/support.ts";
import { changeable, createdId, offersPut, pathOf, processed, resultOf, succeeded } from "./support.ts";

export default check({
  id: "bulk/methods",
  title: "POST, PUT, PATCH and DELETE work in a bulk job",
  failureTitle: "A method does not work in a bulk job",
  for: "each-resource-type",
  verifies: ["7644-3.7-bulk-ops-methods", "7644-3.7-op-data-required", "7644-3.7-op-path-required"],
  needs: [capability("bulk")],
  after: ["bulk/envelope"],
  detects: ["bulk-patch-wants-bare-array", "bulk-delete-without-effect", "bulk-put-without-effect", "bulk-groups-not-possible"],
  mutates: "own-resources",
  remedy: "Process each operation of a job as the single request would be: path relative to the service root, data as the body (for PATCH a PatchOp message).",
  async run(context) {
    const { scim, given, expect, target, type } = context;
    const [replaced, patched, removed] = [await given.resource(), await given.resource(), await given.resource()];
    const member = changeable(target, type);
    const [put, patch] = [`replaced ${given.unique()}`, `patched ${given.unique()}`];
    const operations: JsonObject[] = [{ method: "POST", path: type.endpoint, bulkId: given.unique(), data: given.body() }];
    if (await offersPut(context)) operations.push({ method: "PUT", path: pathOf(type, replaced.id), data: { ...replaced.sent, ...(member ? { [member]: put } : {}) } });
    if (target.supports("patch") !== false && member) operations.push({ method: "PATCH", path: pathOf(type, patched.id), data: patchOp([{ op: "replace", path: member, value: patch }]) });
    operations.push({ method: "DELETE", path: pathOf(type, removed.id) });
    const response = await processed(context, operations);
    const judge = expect.of("7644-3.7-bulk-ops-methods");
    for (const [i, operation] of operations.entries()) {
      const result = resultOf(response, operations, i);
      const method = String(operation["method"]);
      const detail = { message: `${method} ${String(operation["path"])} in a bulk job ${result ? `has the status ${result.status ?? "(none)"}` : "has no result"}`, expected: "success", actual: result?.status ?? null, at: response, pointer: result ? `${result.pointer}/status` : "/Operations" };
      const ids = ["7644-3.7-bulk-ops-methods", "7644-3.7-op-path-required", ...(method === "PATCH" ? ["7644-3.7-op-data-required"] : [])];
      const done = ids.map((id) => expect.of(id).that(succeeded(result), detail)).every(Boolean);
      if (!done) continue;
      if (method === "POST") {
        const url = target.baseUrl + pathOf(type, createdId(context, response, operations, i));
        judge.status(await scim.settled(() => scim.get(url), (r) => r.ok), 200);
      } else if (method === "DELETE") {
        judge.status(await scim.settled(() => scim.get(removed), (r) => !r.ok), "client-error");
      } else if (member) {
        const [at, value] = method === "PUT" ? [replaced, put] : [patched, patch];
        judge.at(await scim.settled(() => scim.get(at), (r) => r.object?.[member] === value), `/${member}`).equals(value);
      }
    }
  },
});
