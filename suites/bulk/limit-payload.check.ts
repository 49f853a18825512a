import { check, capability, published } from "../../src/engine/api.ts";
import { isObject } from "../../src/model/json.ts";
import type { ScimResponse } from "../../src/model/client.ts";
import { BULK_REQUEST } from "../../src/scim/urn.ts";
import { sharedJob } from "./job.ts";
import { judgeLimit, LARGE_PAYLOAD, SMALLEST_JOB } from "./limit.ts";
import { goneResource } from "./support.ts";

export default check({
  id: "bulk/limit-payload",
  title: "A job with more bytes than maxPayloadSize is refused with 413, which names the limit",
  failureTitle: "maxPayloadSize is not enforced as declared",
  verifies: ["7644-3.7.4-limit-413", "7644-3.7.4-limit-named", "7644-3.12-status-413"],
  needs: [capability("bulk"), published("serviceProviderConfig")],
  after: ["bulk/envelope", "bulk/limits-declared"],
  detects: ["bulk-payload-limit-not-enforced", "bulk-payload-limit-unnamed"],
  mutates: "own-resources",
  remedy: "Compare the size of the body with maxPayloadSize before it is parsed; above it answer 413 with an Error whose detail names maxPayloadSize.",
  async run(context) {
    const { scim, expect, target, skip } = context;
    await sharedJob(context);
    const bulk = target.serviceProviderConfig?.["bulk"];
    const limit = isObject(bulk) ? bulk["maxPayloadSize"] : undefined;
    if (typeof limit !== "number" || !Number.isInteger(limit) || limit < SMALLEST_JOB) return skip("the configuration states no usable bulk.maxPayloadSize");
    if (limit > LARGE_PAYLOAD) return expect.of("7644-3.7.4-limit-413").observe(`maxPayloadSize is ${limit}: too much to be exceeded politely`, { at: target.discovery.serviceProviderConfig, pointer: "/bulk/maxPayloadSize" });
    const job = JSON.stringify({ schemas: [BULK_REQUEST], Operations: [{ method: "DELETE", path: (await goneResource(context)).path }] });
    // Blanks between the members: harmless in any JSON parser, and nothing that a server would store.
    const body = `{${" ".repeat(Math.max(1, limit + 1 - job.length))}${job.slice(1)}`;
    let response: ScimResponse;
    try {
      response = await scim.request({ method: "POST", path: "/Bulk", operation: "bulk", body });
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith("no HTTP response"))) throw error;
      expect.of("7644-3.7.4-limit-413", "bulk/limit-connection-closed").that(false, { message: `a job with ${body.length} bytes ends without an answer: ${error.message}`, expected: 413 });
      return;
    }
    judgeLimit(expect, response, { member: "maxPayloadSize", limit, what: `a job with ${body.length} bytes` });
  },
});
