import { check, capability } from "../../src/engine/api.ts";
import { goneResource, idOf, pathOf, processed, resultOf, resultsOf, succeeded } from "./support.ts";

export default check({
  id: "bulk/fail-on-errors-one",
  title: "With failOnErrors 1 nothing is done after the first error, and what was done before stays",
  failureTitle: "failOnErrors 1 does not end the job at the first error, or undoes what was done before",
  verifies: ["7644-3.7.3-stop-at-limit", "7644-3.7.3-stop-response-content", "7644-3.7-bulk-client-override"],
  needs: [capability("bulk")],
  after: ["bulk/methods", "bulk/statuses", "delete/gone"],
  detects: ["bulk-failonerrors-ignored", "bulk-stop-undoes", "bulk-stopped-reported-as-done", "bulk-stop-without-error"],
  mutates: "own-resources",
  remedy: "Count errors while processing in order; at failOnErrors stop, and return the results so far, the error included.",
  async run(context) {
    const { scim, given, expect, target, skip } = context;
    const type = target.type("User") ?? target.resourceTypes[0];
    const kept = await given.resource(type);
    const gone = await goneResource(context);
    if (gone.alone < 300) skip("the server answers DELETE of an unknown resource with success, so the job would have no error");
    const operations = [
      { method: "POST", path: kept.type.endpoint, bulkId: given.unique(), data: given.body(kept.type) },
      { method: "DELETE", path: gone.path },
      { method: "DELETE", path: pathOf(kept.type, kept.id) },
    ];
    const response = await processed(context, operations, { failOnErrors: 1 });
    const first = resultOf(response, operations, 0);
    const id = succeeded(first) ? idOf(first) : null;
    const stop = expect.of("7644-3.7.3-stop-at-limit");
    if (id !== null) stop.status(await scim.settled(() => scim.get(target.baseUrl + pathOf(kept.type, id)), (r) => r.ok), 200);
    else stop.that(first !== undefined, { message: "the operation before the error has no result", expected: 201, actual: null, at: response, pointer: "/Operations" });
    const read = await scim.get(kept);
    const done = !read.ok;
    stop.that(!done, { message: "an operation after the first error was carried out although failOnErrors is 1", expected: 200, actual: read.status, at: read, pointer: "status" });
    expect.of("7644-3.7-bulk-client-override").observe(done ? "failOnErrors is ignored" : "failOnErrors ends the job", { at: response });
    const content = expect.of("7644-3.7.3-stop-response-content");
    const results = resultsOf(response);
    content.that(response.status === 200 && results.some((r) => r.status === gone.alone || (r.status !== null && r.status >= 400)), { message: "the answer does not have the error that has ended the job", expected: gone.alone, actual: results.map((r) => r.status ?? 0), at: response, pointer: "/Operations" });
    const claimed = results.find((r) => r.method === "DELETE" && succeeded(r));
    if (!done) content.that(claimed === undefined, { message: "an operation that was not carried out is reported as success", expected: "no result, or an error", actual: claimed?.status ?? null, at: response, pointer: claimed ? `${claimed.pointer}/status` : "/Operations" });
  },
});
