import { check, capability } from "../../src/engine/api.ts";
import { sharedJob } from "./job.ts";
import { judgeRefused, pathOf, resultsOf, succeeded, sweep } from "./support.ts";

export default check({
  id: "bulk/method-required",
  title: "An operation without a method, or with another than POST, PUT, PATCH and DELETE, is refused",
  failureTitle: "An operation without a method, or with an unknown one, is not refused",
  verifies: ["7644-3.7-op-method-required", "7644-3.7-bulk-ops-methods"],
  needs: [capability("bulk")],
  after: ["bulk/envelope"],
  detects: ["bulk-method-defaults-to-post", "bulk-get-executed"],
  mutates: "own-resources",
  remedy: "Refuse operations whose method is not POST, PUT, PATCH or DELETE with the status 400.",
  async run(context) {
    const { scim, given, expect, target } = context;
    await sharedJob(context);
    const type = target.type("User") ?? target.resourceTypes[0];
    const made = await given.resource(type);
    for (const method of [undefined, "FETCH"]) {
      const operation = { ...(method === undefined ? {} : { method }), path: made.type.endpoint, bulkId: given.unique(), data: given.body(made.type) };
      const response = await scim.bulk([operation]);
      judgeRefused(expect.of("7644-3.7-op-method-required"), response, method === undefined ? "an operation without method" : `an operation with the method ${method}`);
      await sweep(context, response);
    }
    const read = await scim.bulk([{ method: "GET", path: pathOf(made.type, made.id) }]);
    const done = read.ok && resultsOf(read).some((r) => succeeded(r));
    if (done) expect.of("7644-3.7-bulk-ops-methods", "bulk/get-executed").that(false, { message: "a GET operation is executed in a bulk job", expected: "status 400, 405 or 501", actual: "success", at: read, pointer: "/Operations" });
    else judgeRefused(expect.of("7644-3.7-bulk-ops-methods"), read, "a GET operation");
  },
});
