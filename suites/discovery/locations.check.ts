import { check } from "../../src/engine/api.ts";
import { isObject } from "../../src/model/json.ts";
import { askedOnce } from "../../src/scim/asked-once.ts";

export default check({
  id: "discovery/locations",
  title: "meta.location of discovery documents leads to them",
  failureTitle: "meta.location of discovery documents leads elsewhere",
  verifies: ["7643-3.1-meta-location-uri"],
  after: ["discovery/documents"],
  detects: ["discovery-location-404", "discovery-type-location-404"],
  mutates: "nothing",
  remedy: "Put the URI at which the document is served into meta.location.",
  async run({ given, expect, target, skip }) {
    let judged = 0;
    for (const response of [target.discovery.resourceTypes, target.discovery.schemas]) {
      for (const document of response.resources) {
        const meta = document["meta"];
        const location = isObject(meta) ? meta["location"] : undefined;
        if (typeof location !== "string" || !URL.canParse(location, `${target.baseUrl}/`)) continue;
        const url = new URL(location, `${target.baseUrl}/`);
        if (url.origin !== new URL(target.baseUrl).origin) continue;
        judged += 1;
        const read = await askedOnce({ given }, url.href);
        expect.of("7643-3.1-meta-location-uri").that(read.ok, { message: `meta.location ${location} is answered with ${read.status}`, expected: 200, actual: read.status, at: read, pointer: "status" });
      }
    }
    if (judged === 0) skip("no discovery document has a meta.location on the target's host");
  },
});
