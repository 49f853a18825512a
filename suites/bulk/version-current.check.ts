import { check, capability } from "../../src/engine/api.ts";
import { changeable, offersPut, pathOf, processed, resultOf, succeeded } from "./support.ts";
import { bare, firstVersion, versionIn } from "./versions.ts";

export default check({
  id: "bulk/version-current",
  title: "An operation with the current version is carried out",
  failureTitle: "An operation with the current version is not carried out, or is reported with a wrong version",
  verifies: ["7644-3.7-op-version-optional"],
  needs: [capability("bulk"), capability("etag"), capability("put")],
  after: ["bulk/methods", "replace/values"],
  detects: ["bulk-current-version-refused", "bulk-result-version-wrong"],
  mutates: "own-resources",
  remedy: "Compare version of an operation with that of the resource as for If-Match, and report the new version.",
  async run(context) {
    const { scim, given, expect, target, skip } = context;
    if (!(await offersPut(context))) context.skip("the server does not offer PUT");
    const type = target.type("User") ?? target.resourceTypes[0];
    const made = await given.resource(type);
    const member = changeable(target, made.type);
    const version = firstVersion(made);
    if (version === null) return skip("the server gives new resources no version");
    const value = `by bulk ${given.unique()}`;
    const operations = [{ method: "PUT", path: pathOf(made.type, made.id), version, data: { ...made.sent, ...(member ? { [member]: value } : {}) } }];
    const response = await processed(context, operations);
    const result = resultOf(response, operations, 0);
    const at = { at: response, pointer: result ? `${result.pointer}/status` : "/Operations" };
    expect.of("7644-3.7-op-version-optional", "bulk/current-version-refused").that(succeeded(result), { message: `a PUT operation with the current version ${version} has the status ${result?.status ?? "(none)"}`, expected: 200, actual: result?.status ?? null, ...at });
    const told = result?.entry["version"];
    expect.of("7644-3.7-op-version-optional").observe(told === undefined ? "results have no version" : "results have a version", { at: response });
    if (told === undefined || !succeeded(result)) return;
    const read = await scim.settled(() => scim.get(made), (r) => member === null || r.object?.[member] === value);
    const now = versionIn(read);
    // The header and meta.version are compared elsewhere: one of them will do here.
    const known = [now, versionIn({ ...read, header: () => null })].flatMap((v) => (v === null ? [] : [bare(v)]));
    if (now === null) return;
    expect.of("7644-3.7-op-version-optional", "bulk/result-version-differs").that(known.includes(bare(told)), { message: `the result says version ${String(told)}, the resource has ${now}`, expected: now, actual: told, at: response, pointer: `${result?.pointer ?? ""}/version` });
  },
});
