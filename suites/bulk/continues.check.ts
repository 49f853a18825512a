import { check, capability } from "../../src/engine/api.ts";
import { part, sharedJob } from "./job.ts";
import { idOf, pathOf, succeeded } from "./support.ts";

export default check({
  id: "bulk/continues",
  title: "Without failOnErrors all operations are carried out, whatever fails among them",
  failureTitle: "A failed operation keeps others from being carried out",
  verifies: ["7644-3.7-bulk-continue", "7644-3.7.3-continue-below-limit", "7644-3.7-failonerrors-optional"],
  needs: [capability("bulk")],
  after: ["bulk/envelope"],
  detects: ["bulk-failonerrors-defaults-to-one", "bulk-rolls-back"],
  mutates: "own-resources",
  remedy: "Process every operation of the job, keep what succeeded, and stop only where the client has set failOnErrors.",
  async run(context) {
    const { expect, scim, target } = context;
    const job = await sharedJob(context);
    const { response, type } = job;
    expect.of("7644-3.7-failonerrors-optional").observe("a job without failOnErrors is processed", { at: response });
    const both = ["7644-3.7-bulk-continue", "7644-3.7.3-continue-below-limit"] as const;
    for (const name of ["first", "last"] as const) {
      const result = part(job, name);
      const id = succeeded(result) ? idOf(result) : null;
      const read = id === null ? null : await scim.settled(() => scim.get(target.baseUrl + pathOf(type, id)), (r) => r.ok);
      const state = result === undefined ? "has no result" : id === null ? `has the status ${result.status ?? "(none)"}` : `is reported as done, but reading the resource is answered with ${read?.status ?? ""}`;
      const fine = read?.ok === true || (succeeded(result) && id === null);
      for (const requirement of both) expect.of(requirement).that(fine, { message: `the POST ${name === "first" ? "before" : "after"} the failing operations ${state}`, expected: "created", actual: result?.status ?? null, at: read ?? response, pointer: read ? "status" : (result?.pointer ?? "/Operations") });
    }
    const gone = await scim.settled(() => scim.get(job.removed), (r) => !r.ok);
    for (const requirement of both) expect.of(requirement).that(!gone.ok, { message: `the resource that a later operation deletes is still there (${gone.status})`, expected: 404, actual: gone.status, at: gone, pointer: "status" });
  },
});
