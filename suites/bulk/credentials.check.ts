import { check, authenticated, capability } from "../../src/engine/api.ts";
import { sharedJob } from "./job.ts";
import { pathOf, resultsOf, succeeded } from "./support.ts";

export default check({
  id: "bulk/credentials",
  title: "A bulk request without a valid credential is answered with 401, and nothing is done",
  failureTitle: "A bulk request without a valid credential is not refused",
  verifies: ["7644-3.12-status-401", "7643-9.3-restrict-access-need-to-know"],
  needs: [authenticated(), capability("bulk")],
  after: ["bulk/envelope", "auth/credential-required"],
  detects: ["bulk-unauthenticated"],
  mutates: "own-resources",
  remedy: "Check the credential of POST /Bulk before anything of the job is processed.",
  async run(context) {
    const { scim, given, expect, target } = context;
    await sharedJob(context);
    const type = target.type("User") ?? target.resourceTypes[0];
    const made = await given.resource(type);
    for (const credential of ["none", "invalid"] as const) {
      const response = await scim.bulk([{ method: "DELETE", path: pathOf(made.type, made.id) }, { method: "POST", path: made.type.endpoint, bulkId: given.unique(), data: given.body(made.type) }], {}, { credential });
      const done = resultsOf(response).some(succeeded);
      const read = await scim.get(made);
      expect.of("7643-9.3-restrict-access-need-to-know").that(!done && read.ok, { message: `a bulk request with ${credential === "none" ? "no" : "an invalid"} credential was carried out`, expected: "a refusal", actual: response.status, at: response, pointer: "status" });
      const hidden = response.status === 403 || response.status === 404;
      // Refusing operation by operation keeps everything safe as well.
      const single = response.ok && !done && resultsOf(response).length > 0;
      expect.of("7644-3.12-status-401", single ? "bulk/credential-refused-by-operation" : hidden ? "auth/status-403" : undefined).status(response, 401);
      if (!read.ok) return;
    }
  },
});
