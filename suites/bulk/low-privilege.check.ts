import { check, capability, credential } from "../../src/engine/api.ts";
import { sharedJob } from "./job.ts";
import { pathOf, resultsOf, succeeded } from "./support.ts";

export default check({
  id: "bulk/low-privilege",
  title: "A credential that may only read cannot write by a bulk request either",
  failureTitle: "A credential that may only read can write by a bulk request",
  verifies: ["7644-2-map-client-to-policy"],
  needs: [capability("bulk"), credential("lowPrivilege")],
  after: ["bulk/envelope", "auth/low-privilege"],
  detects: ["bulk-skips-authorization"],
  mutates: "own-resources",
  remedy: "Check for each operation of a job whether the credential may do what it asks for.",
  async run(context) {
    const { scim, given, expect, target } = context;
    await sharedJob(context);
    const type = target.type("User") ?? target.resourceTypes[0];
    const made = await given.resource(type);
    const response = await scim.bulk([{ method: "DELETE", path: pathOf(made.type, made.id) }, { method: "POST", path: made.type.endpoint, bulkId: given.unique(), data: given.body(made.type) }], {}, { credential: "lowPrivilege" });
    const done = resultsOf(response).filter(succeeded).length;
    const read = await scim.get(made);
    expect.of("7644-2-map-client-to-policy").that(done === 0 && read.ok, { message: `a bulk request with the low-privilege credential was carried out (${done} operations succeeded)`, expected: "a refusal", actual: response.status, at: response, pointer: "status" });
  },
});
