import { check, capability } from "../../src/engine/api.ts";
import type { ScimResponse } from "../../src/model/client.ts";
import { sharedJob } from "./job.ts";
import { refused, resultsOf, succeeded } from "./support.ts";

export default check({
  id: "bulk/bulk-id",
  title: "A POST operation without bulkId, and two with the same, are processed or refused cleanly",
  failureTitle: "A POST operation without bulkId, or two with the same, make the server fail",
  verifies: ["7644-3.7-op-bulkid-required-post"],
  needs: [capability("bulk")],
  after: ["bulk/envelope"],
  detects: ["bulk-without-bulkid-500", "bulk-same-bulkid-swallowed"],
  mutates: "own-resources",
  remedy: "Refuse a POST without bulkId, or a second one with the same, with 400 or 409; or process them independently.",
  async run(context) {
    const { scim, given, expect, target } = context;
    await sharedJob(context);
    const type = target.type("User") ?? target.resourceTypes[0];
    if (!type) return;
    const post = (bulkId?: string) => ({ method: "POST", path: type.endpoint, ...(bulkId === undefined ? {} : { bulkId }), data: given.body(type) });
    const same = given.unique();
    const cases: readonly (readonly [string, number, ScimResponse])[] = [
      ["a POST operation without bulkId", 1, await scim.bulk([post()])],
      ["two POST operations with the same bulkId", 2, await scim.bulk([post(same), post(same)])],
    ];
    for (const [what, count, response] of cases) {
      const results = resultsOf(response);
      const judge = expect.of("7644-3.7-op-bulkid-required-post");
      const whole = response.status >= 400 && response.status < 500;
      const clean = results.length === count && results.every((r) => succeeded(r) || refused(r));
      const statuses = results.map((r) => r.status ?? 0);
      judge.that(whole || (response.ok && clean), { message: response.ok ? `${what}: ${results.length} results with the statuses ${statuses.join(", ")}` : `${what}: the request is answered with ${response.status}`, expected: "400 or 409, or a result for each operation", actual: response.ok ? statuses : response.status, at: response, pointer: response.ok ? "/Operations" : "status" });
      judge.observe(`${what}: ${whole ? `refused with ${response.status}` : results.some(succeeded) ? "processed" : "refused by operation"}`, { at: response });
    }
  },
});
