import { check, capability } from "../../src/engine/api.ts";
import { part, sharedJob } from "./job.ts";
import { endsWith, idOf, pathOf, refused, succeeded } from "./support.ts";

export default check({
  id: "bulk/locations",
  title: "Every result but that of a failed POST has the location of its resource",
  failureTitle: "Results lack the location of their resource, or have a wrong one",
  verifies: ["7644-3.7-op-location-required", "7644-3.7.3-location-in-results"],
  needs: [capability("bulk")],
  after: ["bulk/envelope", "bulk/statuses"],
  provides: ["bulk"],
  detects: ["bulk-location-missing", "bulk-location-of-collection", "bulk-put-location-missing", "bulk-failed-put-location-missing", "bulk-remove-location-missing", "bulk-unknown-location-missing", "bulk-failed-post-location"],
  mutates: "own-resources",
  remedy: "Return the URL of the resource as location in every result, also in failed ones; leave it out for a failed POST only.",
  async run(context) {
    const { expect, scim, target } = context;
    const job = await sharedJob(context);
    const { response, type } = job;
    const GRADES = { first: [], last: [], replace: [], spoil: [], remove: ["bulk/remove-without-location"], replaceUnknown: ["bulk/unknown-without-location"], removeUnknown: ["bulk/unknown-without-location"] } as const;
    for (const name of job.parts) {
      const result = part(job, name);
      if (!result || result.status === null) continue;
      const at = { at: response, pointer: `${result.pointer}/location`, actual: result.location };
      if (name === "bad") {
        if (refused(result)) expect.of("7644-3.7-op-location-required", "bulk/failed-post-location").that(result.location === null, { message: `a POST that failed has the location ${result.location ?? ""}`, expected: "no location", ...at });
        continue;
      }
      const posted = name === "first" || name === "last";
      if (posted && !succeeded(result)) continue;
      const operation = job.operations[job.parts.indexOf(name)];
      const message = `the result of ${String(operation?.["method"])} ${String(operation?.["path"])} with the status ${result.status} has no location`;
      const [code] = GRADES[name];
      expect.of("7644-3.7-op-location-required", code).that(result.location !== null, { message, expected: "the URL of the resource", ...at });
      if (result.location === null || name.endsWith("Unknown")) {
        if (code === undefined) expect.of("7644-3.7.3-location-in-results").that(false, { message, expected: "the URL of the resource", ...at });
        continue;
      }
      const id = idOf(result) ?? "";
      const named = posted ? (await scim.get(target.baseUrl + pathOf(type, id))).ok : endsWith(result.location.replace(/\/$/, ""), String(operation?.["path"]));
      expect.of("7644-3.7.3-location-in-results").that(named, { message: `the location ${result.location} does not name the resource of the operation`, expected: posted ? "the URL of the new resource" : String(operation?.["path"]), ...at });
      expect.of("7644-3.7-op-location-required", "bulk/location-relative").that(URL.canParse(result.location), { message: `the location ${result.location} is not absolute`, expected: "an absolute URL", ...at });
    }
  },
});
