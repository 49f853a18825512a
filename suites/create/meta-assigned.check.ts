import { check } from "../../src/engine/api.ts";
import { isObject } from "../../src/model/json.ts";
import { instant } from "../../src/scim/date-time.ts";

export default check({
  id: "create/meta-assigned",
  title: "A new resource gets an id and meta with resourceType, created, lastModified and location",
  failureTitle: "A new resource lacks id or parts of meta",
  for: "each-resource-type",
  verifies: ["7643-3.1-id-meta-assigned", "7643-3.1-meta-last-modified-equals-created", "7643-3.1-meta-created", "7644-3.3.1-meta-resourcetype-set"],
  after: ["create/created"],
  detects: ["create-timestamps-missing", "create-modified-later", "meta-created-long-ago", "meta-missing", "meta-resource-type-plural"],
  mutates: "own-resources",
  remedy: "Set id, meta.resourceType, meta.created, meta.lastModified (equal to created) and meta.location when a resource is created.",
  async run({ given, expect, type }) {
    const before = Date.now();
    const made = await given.resource(type);
    const meta = isObject(made.body["meta"]) ? made.body["meta"] : {};
    const evidence = { at: made.created };
    const assigned = expect.of("7643-3.1-id-meta-assigned");
    for (const name of ["resourceType", "location"]) assigned.that(typeof meta[name] === "string" && meta[name] !== "", { message: `meta.${name} is missing`, expected: "a value", actual: meta[name] ?? null, pointer: `/meta/${name}`, ...evidence });
    for (const name of ["created", "lastModified"]) expect.of("7643-3.1-id-meta-assigned", "attributes/meta-timestamps-missing").that(meta[name] !== undefined && meta[name] !== null, { message: `meta.${name} is missing`, expected: "a dateTime", actual: meta[name] ?? null, pointer: `/meta/${name}`, ...evidence });
    const byId = meta["resourceType"] !== type.name && meta["resourceType"] === type.id;
    expect.of("7644-3.3.1-meta-resourcetype-set", byId ? "resource-type/id-instead-of-name" : undefined).that(meta["resourceType"] === type.name, { message: `meta.resourceType is ${JSON.stringify(meta["resourceType"]) ?? "missing"}`, expected: type.name, actual: meta["resourceType"] ?? null, pointer: "/meta/resourceType", ...evidence });
    const created = instant(String(meta["created"]));
    const modified = instant(String(meta["lastModified"]));
    if (Number.isNaN(created)) return;
    // The server's clock may differ: five minutes are tolerated, a zone that is missing up to a day.
    const skew = Math.max(before - created, created - Date.now());
    expect.of("7643-3.1-meta-created").that(skew < 86_400_000, { message: `meta.created is ${String(meta["created"])}, more than a day away from now`, expected: new Date(before).toISOString(), actual: meta["created"] ?? null, pointer: "/meta/created", ...evidence });
    expect.of("7643-3.1-meta-created", "attributes/clock-skew").that(skew < 300_000, { message: `meta.created is more than five minutes away from now`, expected: new Date(before).toISOString(), actual: meta["created"] ?? null, pointer: "/meta/created", ...evidence });
    if (Number.isNaN(modified)) return;
    const apart = Math.abs(modified - created);
    expect.of("7643-3.1-meta-last-modified-equals-created", apart > 0 && apart <= 1000 ? "attributes/last-modified-differs-slightly" : undefined).that(apart === 0, { message: `lastModified differs from created by ${apart} ms`, expected: meta["created"] ?? null, actual: meta["lastModified"] ?? null, pointer: "/meta/lastModified", ...evidence });
  },
});
