import { check } from "../../src/engine/api.ts";
import { isObject } from "../../src/model/json.ts";

export default check({
  id: "create/location-usable",
  title: "Location and meta.location of a new resource lead to that resource",
  failureTitle: "Location or meta.location of a new resource leads elsewhere",
  for: "each-resource-type",
  verifies: ["7644-3.3-create-location-header", "7643-3.1-meta-location-uri"],
  after: ["create/created"],
  detects: ["create-location-has-foreign-id", "create-location-header-differs-from-meta", "location-lacks-tenant-segment"],
  mutates: "own-resources",
  remedy: "Return the URI at which the resource can be read with GET, including every path segment of the base URL.",
  async run({ scim, given, expect, target, type }) {
    const made = await given.shared(type);
    const meta = made.body["meta"];
    const places = [
      ["7644-3.3-create-location-header", made.created.header("location")],
      ["7643-3.1-meta-location-uri", isObject(meta) && typeof meta["location"] === "string" ? meta["location"] : null],
    ] as const;
    for (const [requirement, uri] of places) {
      if (uri === null || !URL.canParse(uri, `${target.baseUrl}/`)) continue;
      expect.of(requirement, "attributes/location-relative").that(URL.canParse(uri), { message: `${uri} is relative`, expected: "an absolute URI", actual: uri, at: made.created });
      const url = new URL(uri, `${target.baseUrl}/`);
      const own = url.origin === new URL(target.baseUrl).origin;
      expect.of(requirement, "attributes/location-other-host").that(own, { message: `${uri} is on another host than the base URL`, expected: target.baseUrl, actual: uri, at: made.created });
      // Credentials are never sent to another host.
      if (!own) continue;
      const read = await scim.get(url.href);
      expect.of(requirement).that(read.ok && read.object?.["id"] === made.id, { message: `GET ${url.pathname} does not give the new resource but ${read.status}`, expected: made.id, actual: read.object?.["id"] ?? read.status, at: read });
    }
  },
});
