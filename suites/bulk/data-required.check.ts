import { check, capability } from "../../src/engine/api.ts";
import { sharedJob } from "./job.ts";
import { judgeRefused, offersPut, pathOf, sweep } from "./support.ts";

export default check({
  id: "bulk/data-required",
  title: "POST, PUT and PATCH operations without data are refused",
  failureTitle: "A POST, PUT or PATCH operation without data is not refused",
  verifies: ["7644-3.7-op-data-required"],
  needs: [capability("bulk")],
  after: ["bulk/envelope"],
  detects: ["bulk-put-without-data-accepted"],
  mutates: "own-resources",
  remedy: "Refuse POST, PUT and PATCH operations that have no data with the status 400.",
  async run(context) {
    const { scim, given, expect, target } = context;
    await sharedJob(context);
    const type = target.type("User") ?? target.resourceTypes[0];
    const made = await given.resource(type);
    const path = pathOf(made.type, made.id);
    const cases = [
      { method: "POST", path: made.type.endpoint, bulkId: given.unique() },
      ...((await offersPut(context)) ? [{ method: "PUT", path }] : []),
      ...(target.supports("patch") === false ? [] : [{ method: "PATCH", path }]),
    ];
    for (const operation of cases) {
      const response = await scim.bulk([operation]);
      judgeRefused(expect.of("7644-3.7-op-data-required"), response, `a ${operation.method} operation without data`);
      await sweep(context, response);
    }
  },
});
