import { check, capability, resourceType } from "../../src/engine/api.ts";
import { processed, resultOf, succeeded } from "./support.ts";

export default check({
  id: "bulk/duplicate-in-job",
  title: "Of two users with the same userName in one job only one is created",
  failureTitle: "Two users with the same userName are created in one job",
  for: "User",
  verifies: ["7644-3.7.3-status-code-member"],
  needs: [capability("bulk"), resourceType("User")],
  after: ["bulk/statuses", "create/duplicate-user-name"],
  detects: ["bulk-duplicate-in-job-created"],
  mutates: "own-resources",
  remedy: "Check uniqueness against what earlier operations of the same job have stored, and give the second the status 409.",
  async run(context) {
    const { scim, given, expect, type, skip } = context;
    const data = given.body();
    const operations = [1, 2].map(() => ({ method: "POST", path: type.endpoint, bulkId: given.unique(), data }));
    const response = await processed(context, operations);
    const results = operations.map((_, i) => resultOf(response, operations, i));
    const created = results.filter(succeeded).length;
    if (created === 2) {
      const taken = await given.user();
      if ((await scim.create(type, taken.sent)).ok) skip("the server creates two users with the same userName also when the requests are sent alone");
    }
    const statuses = results.map((r) => r?.status ?? 0);
    const judge = expect.of("7644-3.7.3-status-code-member");
    judge.that(created === 1, { message: `two users with the same userName in one job have the statuses ${statuses.join(" and ")}`, expected: [201, 409], actual: statuses, at: response, pointer: "/Operations" });
    if (created !== 1) return;
    const taken = statuses.includes(409) ? 409 : (await scim.create(type, data)).status;
    expect.of("7644-3.7.3-status-code-member", "bulk/status-differs").that(statuses.includes(taken), { message: `the second of two users with the same userName has the status ${statuses.find((s) => s >= 300) ?? "(none)"}; sent alone, it is answered with ${taken}`, expected: taken, actual: statuses, at: response, pointer: "/Operations" });
  },
});
