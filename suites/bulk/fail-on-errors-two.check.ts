import { check, capability } from "../../src/engine/api.ts";
import { goneResource, pathOf, processed } from "./support.ts";

export default check({
  id: "bulk/fail-on-errors-two",
  title: "With failOnErrors 2 the job goes on after the first error and ends at the second",
  failureTitle: "failOnErrors 2 does not let the job go on after one error, or does not end it at the second",
  verifies: ["7644-3.7.3-continue-below-limit", "7644-3.7-failonerrors-not-in-response", "7644-3.7.3-stop-at-limit", "7644-3.7-failonerrors-optional"],
  needs: [capability("bulk")],
  after: ["bulk/fail-on-errors-one"],
  detects: ["bulk-failonerrors-always-one", "bulk-failonerrors-off-by-one", "bulk-echoes-failonerrors"],
  mutates: "own-resources",
  remedy: "Stop when the number of errors reaches failOnErrors, not before; leave failOnErrors out of the answer.",
  async run(context) {
    const { scim, given, expect, target, skip } = context;
    const type = target.type("User") ?? target.resourceTypes[0];
    const [between, after] = [await given.resource(type), await given.resource(type)];
    const { path: unknown, alone } = await goneResource(context);
    if (alone < 300) skip("the server answers DELETE of an unknown resource with success, so the job would have no error");
    const remove = (path: string) => ({ method: "DELETE", path });
    const job = [remove(unknown), remove(pathOf(between.type, between.id)), remove(unknown), remove(pathOf(after.type, after.id))];
    const response = await processed(context, job, { failOnErrors: 2 });
    expect.of("7644-3.7-failonerrors-optional").observe("failOnErrors is accepted", { at: response });
    expect.of("7644-3.7-failonerrors-not-in-response").at(response, "/failOnErrors").is("absent", (value) => value === undefined);
    const gone = await scim.settled(() => scim.get(between), (r) => !r.ok);
    expect.of("7644-3.7.3-continue-below-limit").that(!gone.ok, { message: "with failOnErrors 2 the operation after the first error was not carried out", expected: 404, actual: gone.status, at: gone, pointer: "status" });
    const kept = await scim.get(after);
    expect.of("7644-3.7.3-stop-at-limit", "bulk/fail-on-errors-off-by-one").that(kept.ok, { message: "with failOnErrors 2 an operation after the second error was carried out", expected: 200, actual: kept.status, at: kept, pointer: "status" });
  },
});
