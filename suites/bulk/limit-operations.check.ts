import { check, capability, published } from "../../src/engine/api.ts";
import { isObject } from "../../src/model/json.ts";
import { sharedJob } from "./job.ts";
import { FEW_OPERATIONS, judgeLimit, MANY_OPERATIONS } from "./limit.ts";
import { goneResource, pathOf } from "./support.ts";

export default check({
  id: "bulk/limit-operations",
  title: "A job with more operations than maxOperations is refused with 413, which names the limit; one with as many is not",
  failureTitle: "maxOperations is not enforced as declared",
  verifies: ["7644-3.7.4-limit-413", "7644-3.7.4-limit-named", "7644-3.12-status-413", "7643-5-bulk-max-operations-required"],
  needs: [capability("bulk"), published("serviceProviderConfig")],
  after: ["bulk/envelope", "bulk/limits-declared"],
  detects: ["bulk-limit-not-enforced", "bulk-limit-400", "bulk-limit-unnamed", "bulk-limit-partly-executed", "bulk-limit-off-by-one"],
  mutates: "own-resources",
  remedy: "Count the operations before any is processed; above maxOperations answer 413 with an Error whose detail names maxOperations.",
  async run(context) {
    const { scim, given, expect, target, skip } = context;
    await sharedJob(context);
    const bulk = target.serviceProviderConfig?.["bulk"];
    const limit = isObject(bulk) ? bulk["maxOperations"] : undefined;
    if (!isObject(bulk) || typeof limit !== "number" || !Number.isInteger(limit) || limit < 1) return skip("the configuration states no usable bulk.maxOperations");
    if (limit > MANY_OPERATIONS) return expect.of("7644-3.7.4-limit-413").observe(`maxOperations is ${limit}: too many to be exceeded politely`, { at: target.discovery.serviceProviderConfig, pointer: "/bulk/maxOperations" });
    const type = target.type("User") ?? target.resourceTypes[0];
    const made = await given.resource(type);
    // Nothing is left over where the server accepts it: all but the first operation concern a resource that does not exist.
    const idle = { method: "DELETE", path: (await goneResource(context)).path };
    if (limit <= FEW_OPERATIONS && JSON.stringify(idle).length * (limit + 2) < Number(bulk["maxPayloadSize"] ?? 0)) {
      const full = await scim.bulk(Array.from({ length: limit }, () => idle));
      expect.of("7643-5-bulk-max-operations-required").that(full.status !== 413 && full.status < 500, { message: `a job with exactly maxOperations (${limit}) operations is answered with ${full.status}`, expected: 200, actual: full.status, at: full, pointer: "status" });
    }
    const response = await scim.bulk([{ method: "DELETE", path: pathOf(made.type, made.id) }, ...Array.from({ length: limit }, () => idle)]);
    judgeLimit(expect, response, { member: "maxOperations", limit, what: `a job with ${limit + 1} operations` });
    if (response.ok) return;
    const read = await scim.get(made);
    expect.of("7644-3.7.4-limit-413", "bulk/limit-partly-executed").that(read.ok, { message: `a job with too many operations is answered with ${response.status}, but its first operation was carried out`, expected: 200, actual: read.status, at: read, pointer: "status" });
  },
});
