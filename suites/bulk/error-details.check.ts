import { check, capability } from "../../src/engine/api.ts";
import { isObject, type Json } from "../../src/model/json.ts";
import { ERROR, sameUrn } from "../../src/scim/urn.ts";
import { sharedJob } from "./job.ts";
import { resultsOf } from "./support.ts";

const text = (value: Json | undefined): boolean => typeof value === "string" && value.trim() !== "";

export default check({
  id: "bulk/error-details",
  title: "The result of a failed operation holds a SCIM Error with an explanation in response",
  failureTitle: "The result of a failed operation does not hold a SCIM Error with an explanation",
  verifies: ["7644-3.7-op-response-required-on-error", "7644-3.7-op-status-error-detail", "7644-3.7.3-status-description", "7644-3.12-types-within-bulk"],
  needs: [capability("bulk")],
  after: ["bulk/envelope", "bulk/statuses"],
  detects: ["bulk-error-without-response", "bulk-error-inline", "bulk-error-other-form", "bulk-error-without-detail", "bulk-error-status-differs"],
  mutates: "own-resources",
  remedy: 'Give the result of a failed operation "response": {"schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"], "status": "404", "detail": "..."}.',
  async run(context) {
    const { expect, skip } = context;
    const { response } = await sharedJob(context);
    const failed = resultsOf(response).filter((r) => r.status !== null && r.status >= 300);
    if (failed.length === 0) skip("no operation of the job has failed on this server");
    for (const { entry, pointer, status, method } of failed) {
      const body = entry["response"];
      const inline = !isObject(body) && (text(entry["detail"]) || text(entry["scimType"]));
      const at = { at: response, pointer: `${pointer}/response` };
      expect.of("7644-3.7-op-response-required-on-error", inline ? "bulk/error-inline" : undefined).that(isObject(body), { message: `the result of ${method ?? "an operation"} with the status ${status ?? ""} has ${inline ? "the error beside status instead of in response" : "no response"}`, expected: "a response with the error", actual: body ?? null, ...at });
      const described = [isObject(body) ? body["detail"] : undefined, isObject(entry["status"]) ? entry["status"]["description"] : undefined, entry["detail"], entry["description"]].some(text);
      expect.of("7644-3.7.3-status-description", isObject(body) ? "bulk/error-unexplained" : undefined).that(described, { message: `the result with the status ${status ?? ""} does not explain the error`, expected: "a detail for people", actual: body ?? null, ...at });
      if (!isObject(body)) continue;
      const schemas = body["schemas"];
      const named = Array.isArray(schemas) && schemas.some((s) => typeof s === "string" && sameUrn(s, ERROR));
      expect.of("7644-3.7-op-status-error-detail").that(named, { message: "response of a failed operation is no SCIM Error message", expected: ERROR, actual: schemas ?? null, at: response, pointer: `${pointer}/response/schemas` });
      if (named) expect.of("7644-3.7-op-status-error-detail").that(String(body["status"]) === String(status), { message: `the result has the status ${status ?? ""}, the error inside says ${JSON.stringify(body["status"]) ?? "nothing"}`, expected: String(status), actual: body["status"] ?? null, at: response, pointer: `${pointer}/response/status` });
      const type = body["scimType"] ?? null;
      expect.of("7644-3.12-types-within-bulk").observe(typeof type === "string" ? `a failed operation has the scimType ${type}` : "a failed operation without scimType", at);
    }
  },
});
