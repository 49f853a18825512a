import { check } from "../../src/engine/api.ts";
import type { ScimResponse } from "../../src/model/client.ts";
import { freeText } from "../../src/scim/sample.ts";
import { at } from "../../src/scim/value.ts";

export default check({
  id: "discovery/features-truthful",
  title: "Features that the configuration declares work, and those that it denies do not",
  failureTitle: "The configuration declares features that do not work",
  for: "User",
  verifies: ["7643-5-features-truthful"],
  after: ["create/created", "read/by-id"],
  detects: ["spc-flag-untrue", "spc-etag-untrue", "spc-patch-untrue", "spc-bulk-untrue", "spc-feature-hidden"],
  mutates: "own-resources",
  remedy: "Declare in /ServiceProviderConfig exactly what the service does.",
  async run({ scim, given, expect, target, type, skip }) {
    const config = target.serviceProviderConfig;
    const flag = (name: string): boolean | null => {
      const value = at(config, `/${name}/supported`);
      return typeof value === "boolean" ? value : null;
    };
    if (!config) skip("the server publishes no /ServiceProviderConfig");
    const made = await given.resource(type, {});
    const name = freeText(target, type) ?? "externalId";
    const eq = `${type.isUser ? "userName" : "id"} eq ${JSON.stringify(made.body[type.isUser ? "userName" : "id"] ?? "")}`;
    const read = await scim.get(made);
    const tried: readonly (readonly [string, ScimResponse, boolean])[] = await Promise.all([
      scim.list(type, { filter: eq, count: "2" }).then((r) => ["filter", r, r.ok && r.resources.length === 1 && r.resources[0]?.["id"] === made.id] as const),
      scim.list(type, { ...(flag("filter") === false ? {} : { filter: eq }), sortBy: "userName", count: "2" }).then((r) => ["sort", r, r.ok] as const),
      scim.patch(made, [{ op: "replace", path: name, value: "patched" }]).then((r) => ["patch", r, r.ok] as const),
      scim.bulk([{ method: "DELETE", path: `${type.endpoint}/scimspec-unknown` }]).then((r) => ["bulk", r, r.status === 200] as const),
      Promise.resolve(["etag", read, read.header("etag") !== null || at(read.json, "/meta/version") !== undefined] as const),
    ]);
    // An ETag without meta.version is the web framework's, and no sign of versioned resources.
    for (const [feature, response, works] of tried) {
      const declared = flag(feature);
      const answer = `${feature}.supported is ${String(declared)}, and the feature ${works ? "works" : `does not work (${response.status})`}`;
      if (declared === true) expect.of("7643-5-features-truthful").that(works, { message: answer, expected: "works", actual: works ? "works" : response.status, at: response, pointer: "status" });
      else if (works && feature !== "sort" && !(feature === "etag" && at(read.json, "/meta/version") === undefined)) expect.of("7643-5-features-truthful", "discovery/feature-hidden").that(false, { message: answer, expected: "declared", actual: declared, at: response, pointer: "status" });
      else expect.of("7643-5-features-truthful").observe(answer, { at: response });
    }
  },
});
