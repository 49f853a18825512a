import { check, capability } from "../../src/engine/api.ts";
import { sharedJob } from "./job.ts";
import { judgeRefused, pathOf, sweep } from "./support.ts";

export default check({
  id: "bulk/path-required",
  title: "An operation without a path, or whose path does not fit its method, is refused",
  failureTitle: "An operation without a path, or whose path does not fit its method, is not refused",
  verifies: ["7644-3.7-op-path-required"],
  needs: [capability("bulk")],
  after: ["bulk/envelope"],
  detects: ["bulk-missing-path-500", "bulk-post-to-resource-creates", "bulk-unknown-path-accepted"],
  mutates: "own-resources",
  remedy: "Refuse operations without path, POST to a single resource, and paths that lead nowhere, with a client error.",
  async run(context) {
    const { scim, given, expect, target } = context;
    await sharedJob(context);
    const type = target.type("User") ?? target.resourceTypes[0];
    const made = await given.resource(type);
    const post = { method: "POST", bulkId: given.unique() };
    const cases = [
      { what: "a POST operation without path", operation: { ...post, data: given.body(made.type) } },
      // Never a DELETE: a careless server could take the missing path for a collection.
      { what: "a PUT operation without path", operation: { method: "PUT", data: given.body(made.type) } },
      { what: "a POST operation to a single resource", operation: { ...post, path: pathOf(made.type, made.id), data: given.body(made.type) } },
      { what: "a POST operation to an unknown endpoint", operation: { ...post, path: "/ScimspecNowhere", data: given.body(made.type) } },
    ];
    for (const { what, operation } of cases) {
      const response = await scim.bulk([operation]);
      judgeRefused(expect.of("7644-3.7-op-path-required"), response, what);
      await sweep(context, response);
    }
  },
});
