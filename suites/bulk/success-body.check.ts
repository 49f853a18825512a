import { check, capability } from "../../src/engine/api.ts";
import { isObject } from "../../src/model/json.ts";
import { changedElsewhere } from "../../src/scim/snapshot.ts";
import { part, sharedJob } from "./job.ts";
import { idOf, pathOf, succeeded } from "./support.ts";

export default check({
  id: "bulk/success-body",
  title: "If a successful result has a response, it is the resource",
  failureTitle: "The response of a successful result is not the resource",
  verifies: ["7644-3.7-op-response-optional-on-success"],
  needs: [capability("bulk")],
  after: ["bulk/envelope", "bulk/locations"],
  detects: ["bulk-success-response-wrong"],
  mutates: "own-resources",
  remedy: "Leave response out for successful operations, or give the representation that the request would be answered with alone.",
  async run(context) {
    const { expect, scim, target, skip } = context;
    const job = await sharedJob(context);
    const done = (["first", "replace", "last"] as const).map((name) => part(job, name)).filter((r) => succeeded(r));
    if (done.length === 0) skip("no operation of the job has succeeded on this server");
    for (const result of done) {
      const body = result?.entry["response"];
      const at = { at: job.response, pointer: `${result?.pointer ?? ""}/response` };
      expect.of("7644-3.7-op-response-optional-on-success").observe(isObject(body) ? "a successful operation has a response" : "a successful operation has no response", at);
      const id = idOf(result);
      if (!isObject(body) || id === null) continue;
      const read = await scim.get(target.baseUrl + pathOf(job.type, id));
      // The job's group memberships and the like do not change later: the two representations are of one state.
      const different = read.object ? changedElsewhere(body, read.object, []) : [];
      expect.of("7644-3.7-op-response-optional-on-success", "bulk/success-response-wrong").that(body["id"] === read.object?.["id"], { message: `response of a successful operation has the id ${JSON.stringify(body["id"]) ?? "(none)"}, the resource has ${id}`, expected: id, actual: body["id"] ?? null, ...at });
      expect.of("7644-3.7-op-response-optional-on-success", "bulk/success-response-differs").that(different.length === 0, { message: `response of a successful operation differs from the resource in ${different.join(", ")}`, expected: [], actual: [...different], ...at });
    }
  },
});
