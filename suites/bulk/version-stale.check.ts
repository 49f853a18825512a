import { check, capability } from "../../src/engine/api.ts";
import type { Fixture } from "../../src/model/client.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { patchOp } from "../patch/support.ts";
import { changeable, pathOf, processed, refused, resultOf } from "./support.ts";
import { bare, firstVersion, versionIn } from "./versions.ts";

export default check({
  id: "bulk/version-stale",
  title: "An operation with an old version is refused with 412 and changes nothing",
  failureTitle: "An operation with an old version is carried out, or not refused with 412",
  verifies: ["7644-3.7-op-version-optional", "7644-3.7.3-error-codes-per-op", "7644-3.7-op-location-required"],
  needs: [capability("bulk"), capability("etag"), capability("put")],
  after: ["bulk/methods", "bulk/locations", "replace/values"],
  detects: ["bulk-version-ignored", "bulk-stale-version-409", "bulk-stale-version-deletes", "bulk-failed-put-location-missing"],
  mutates: "own-resources",
  remedy: "Treat version of an operation as If-Match of the single request: 412 unless it is the version of the resource.",
  async run(context) {
    const { scim, given, expect, target, skip, require } = context;
    const type = target.type("User") ?? target.resourceTypes[0];
    const methods = ["PUT", "DELETE", ...(target.supports("patch") === false ? [] : ["PATCH"])];
    const change = `by bulk ${given.unique()}`;
    const fixtures: Fixture[] = [];
    const operations: JsonObject[] = [];
    let member = "";
    for (const method of methods) {
      const made = await given.resource(type);
      member = changeable(target, made.type) ?? skip(`${made.type.name} has no attribute that could be changed`);
      const version = firstVersion(made) ?? skip("the server gives new resources no version");
      const moved = await scim.replace(made, { ...made.sent, [member]: `moved on ${given.unique()}` });
      require(moved.ok, "replace", `PUT is answered with ${moved.status}`);
      if (bare(versionIn(moved) ?? versionIn(await scim.get(made))) === bare(version)) skip("the version of a resource does not change with it, so none is old");
      fixtures.push(made);
      const data = method === "PUT" ? { ...made.sent, [member]: change } : patchOp([{ op: "replace", path: member, value: change }]);
      operations.push({ method, path: pathOf(made.type, made.id), version, ...(method === "DELETE" ? {} : { data }) });
    }
    const response = await processed(context, operations);
    for (const [i, made] of fixtures.entries()) {
      const result = resultOf(response, operations, i);
      const method = methods[i] ?? "";
      const after = await scim.get(made);
      const applied = method === "DELETE" ? !after.ok : after.object?.[member] === change;
      expect.of("7644-3.7-op-version-optional", method === "DELETE" ? "bulk/stale-version-deleted" : "bulk/stale-version-applied").that(!applied, { message: `a ${method} operation with an old version was carried out`, expected: 412, actual: result?.status ?? null, at: after, pointer: method === "DELETE" ? "status" : `/${member}` });
      if (applied || !result) continue;
      const detail = { message: `a ${method} operation with an old version has the status ${result.status ?? "(none)"}`, expected: 412, actual: result.status, at: response, pointer: `${result.pointer}/status` };
      expect.of("7644-3.7.3-error-codes-per-op", result.status === 409 ? "bulk/stale-version-409" : undefined).that(result.status === 412, detail);
      if (refused(result)) expect.of("7644-3.7-op-location-required").that(result.location !== null, { message: `the result of a ${method} that failed has no location, although the resource exists`, expected: "the URL of the resource", actual: null, at: response, pointer: `${result.pointer}/location` });
    }
  },
});
