import { check, capability } from "../../src/engine/api.ts";
import { sharedJob } from "./job.ts";
import { resultsOf } from "./support.ts";

const METHODS = ["POST", "PUT", "PATCH", "DELETE"];

export default check({
  id: "bulk/results",
  title: "The answer holds one result for every operation, with its method, and for POST its bulkId as the client wrote it",
  failureTitle: "Results are missing, or lack their method or their bulkId",
  verifies: ["7644-3.7.3-all-processed-reported", "7644-3.7-op-method-required", "7644-3.7-bulkid-returned", "7644-3.7-bulk-shared-attributes", "7644-3.7-bulkid-may-be-given"],
  needs: [capability("bulk")],
  after: ["bulk/envelope"],
  detects: ["bulk-failed-results-omitted", "bulk-method-not-returned", "bulk-bulkid-lost-on-failure", "bulk-bulkid-lower-cased"],
  mutates: "own-resources",
  remedy: "Report every processed operation with its method, and return the bulkId of every POST unchanged, also where the POST has failed.",
  async run(context) {
    const { expect } = context;
    const { response, operations } = await sharedJob(context);
    const results = resultsOf(response);
    const complete = expect.of("7644-3.7.3-all-processed-reported").that(results.length === operations.length, { message: `${operations.length} operations were sent, ${results.length} results came back`, expected: operations.length, actual: results.length, at: response, pointer: "/Operations" });
    for (const { method, entry, pointer } of results) {
      const detail = { message: `the method of a result is ${JSON.stringify(entry["method"]) ?? "missing"}`, expected: METHODS, actual: entry["method"] ?? null, at: response, pointer: `${pointer}/method` };
      expect.of("7644-3.7-op-method-required").that(method !== null && METHODS.includes(method.toUpperCase()), detail);
      expect.of("7644-3.7-bulk-shared-attributes").that(method !== null, detail);
    }
    if (!complete) return;
    for (const operation of operations.filter((o) => o["method"] === "POST")) {
      const sent = String(operation["bulkId"]);
      const found = results.find((r) => r.bulkId === sent);
      expect.of("7644-3.7-bulkid-returned").that(found !== undefined, { message: `no result has the bulkId ${sent} of a POST operation`, expected: sent, actual: results.flatMap((r) => (typeof r.bulkId === "string" ? [r.bulkId] : [])), at: response, pointer: "/Operations" });
      if (found) expect.of("7644-3.7-bulkid-may-be-given").observe("a bulkId given by the client is accepted and returned", { at: response, pointer: `${found.pointer}/bulkId` });
    }
  },
});
