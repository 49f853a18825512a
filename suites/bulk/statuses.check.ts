import { check, capability } from "../../src/engine/api.ts";
import { part, sharedJob, type Part } from "./job.ts";
import { refused, resultsOf, succeeded } from "./support.ts";

/** What success of a single request may be answered with (RFC 7644 sections 3.3, 3.5.1 and 3.6). */
const SUCCESS: Partial<Record<Part, readonly number[]>> = { first: [201], last: [201], replace: [200], remove: [204] };

export default check({
  id: "bulk/statuses",
  title: "Every result has the HTTP status of its operation as a string, as if the request had come alone",
  failureTitle: "Results lack their status, or have another one than the request would get alone",
  verifies: ["7644-3.7-op-status", "7644-3.7.3-status-code-member", "7644-3.7.3-error-codes-per-op"],
  needs: [capability("bulk")],
  after: ["bulk/envelope", "errors/missing-required"],
  detects: ["bulk-status-object", "bulk-status-number", "bulk-status-missing", "bulk-invalid-operation-reported-ok", "bulk-post-status-200", "bulk-unknown-removed"],
  mutates: "own-resources",
  remedy: 'Give every result "status" as a string with the code that the request would be answered with alone: 201, 200, 204, 400, 404, 409, 412.',
  async run(context) {
    const { expect } = context;
    const job = await sharedJob(context);
    const { response, alone } = job;
    for (const { entry, pointer } of resultsOf(response)) {
      const status = entry["status"] ?? null;
      const text = typeof status === "string" && /^[1-5]\d\d$/.test(status);
      const code = status === null || typeof status === "string" ? undefined : "bulk/status-form";
      expect.of("7644-3.7-op-status", code).that(text, { message: `the status of a result is ${status === null ? "missing" : JSON.stringify(status)}`, expected: "a string of three digits", actual: status, at: response, pointer: `${pointer}/status` });
    }
    const member = expect.of("7644-3.7.3-status-code-member");
    for (const name of job.parts) {
      const result = part(job, name);
      if (!result || result.status === null) continue;
      const operation = job.operations[job.parts.indexOf(name)];
      const what = `${String(operation?.["method"])} ${String(operation?.["path"])}`;
      const detail = { actual: result.status, at: response, pointer: `${result.pointer}/status` };
      const usual = SUCCESS[name];
      if (usual) {
        if (!member.that(succeeded(result), { message: `${what} has the status ${result.status} in a bulk job`, expected: [...usual], ...detail })) continue;
        expect.of("7644-3.7.3-status-code-member", "bulk/status-differs").that(usual.includes(result.status), { message: `${what} has the status ${result.status} in a bulk job`, expected: [...usual], ...detail });
      }
      const single = alone[name];
      if (usual || single === undefined || single < 400 || single >= 500) continue;
      const message = `${what} is answered with ${single} when sent alone, but has the status ${result.status} in a bulk job`;
      const requirement = name === "removeUnknown" ? "7644-3.7.3-error-codes-per-op" : "7644-3.7.3-status-code-member";
      if (!expect.of(requirement).that(refused(result), { message, expected: single, ...detail })) continue;
      expect.of("7644-3.7.3-status-code-member", "bulk/status-differs").that(result.status === single, { message, expected: single, ...detail });
    }
  },
});
