import { check, capability } from "../../src/engine/api.ts";
import { isObject, type JsonObject } from "../../src/model/json.ts";
import type { Fixture } from "../../src/model/client.ts";
import { changeable, patchMessage, pathOf, processed, refused, resultOf, succeeded } from "./support.ts";

/** The version of a new resource, exactly as the server gives it. */
function versionOf({ created, body }: Fixture): string | null {
  const meta = body["meta"];
  const version = created.header("etag") ?? (isObject(meta) ? meta["version"] : null);
  return typeof version === "string" ? version : null;
}

const bare = (tag: unknown): string => String(tag).replace(/^W\//, "").replaceAll('"', "");

export default check({
  id: "bulk/version",
  title: "An operation with the current version is carried out; with an older one it is refused with 412",
  failureTitle: "The version of an operation is not honoured",
  verifies: ["7644-3.7-op-version-optional", "7644-3.7.3-error-codes-per-op", "7644-3.7-op-location-required"],
  needs: [capability("bulk"), capability("etag"), capability("put")],
  after: ["bulk/methods", "bulk/locations", "replace/values"],
  detects: ["bulk-version-ignored", "bulk-current-version-refused", "bulk-stale-version-409", "bulk-stale-version-deletes", "bulk-result-version-wrong", "bulk-failed-put-location-missing"],
  mutates: "own-resources",
  remedy: "Treat version of an operation as If-Match of the single request: 412 unless it is the version of the resource.",
  async run(context) {
    const { scim, given, expect, target, skip } = context;
    const type = target.type("User") ?? target.resourceTypes[0];
    const current = await given.resource(type);
    const own = current.type;
    const member = changeable(target, own);
    if (member === null || versionOf(current) === null) return skip(member === null ? `${own.name} has no attribute that could be changed` : "the server gives new resources no version");
    const stale: Fixture[] = [];
    for (let n = target.supports("patch") === false ? 2 : 3; n > 0; n -= 1) {
      const made = await given.resource(own);
      const moved = await scim.replace(made, { ...made.sent, [member]: `moved on ${given.unique()}` });
      if (!moved.ok) context.require(false, "replace", `PUT is answered with ${moved.status}`);
      stale.push(made);
    }
    const change = `by bulk ${given.unique()}`;
    const [removed, replaced, patched] = stale;
    if (!removed || !replaced) return;
    const put = (made: Fixture): JsonObject => ({ method: "PUT", path: pathOf(own, made.id), version: versionOf(made), data: { ...made.sent, [member]: change } });
    const operations = [put(current), put(replaced), { method: "DELETE", path: pathOf(own, removed.id), version: versionOf(removed) }];
    if (patched) operations.push({ method: "PATCH", path: pathOf(own, patched.id), version: versionOf(patched), data: patchMessage([{ op: "replace", path: member, value: change }]) });
    const response = await processed(context, operations);
    const fresh = resultOf(response, operations, 0);
    const read = await scim.settled(() => scim.get(current), (r) => r.object?.[member] === change);
    expect.of("7644-3.7-op-version-optional", "bulk/current-version-refused").that(succeeded(fresh) && read.object?.[member] === change, { message: `a PUT operation with the current version ${versionOf(current) ?? ""} has the status ${fresh?.status ?? "(none)"}`, expected: 200, actual: fresh?.status ?? null, at: response, pointer: fresh ? `${fresh.pointer}/status` : "/Operations" });
    const told = fresh?.entry["version"];
    const meta = read.object?.["meta"];
    const now = read.header("etag") ?? (isObject(meta) ? meta["version"] : undefined);
    expect.of("7644-3.7-op-version-optional").observe(told === undefined ? "results have no version" : "results have a version", { at: response });
    if (told !== undefined && succeeded(fresh)) expect.of("7644-3.7-op-version-optional", "bulk/result-version-differs").that(bare(told) === bare(now), { message: `the result says version ${String(told)}, the resource has ${String(now)}`, expected: String(now), actual: told, at: response, pointer: `${fresh?.pointer ?? ""}/version` });
    for (const [i, made] of [replaced, removed, patched].entries()) {
      if (!made) continue;
      const result = resultOf(response, operations, i + 1);
      const method = String(operations[i + 1]?.["method"]);
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
