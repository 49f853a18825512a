import { check } from "../../src/engine/api.ts";
import { isObject } from "../../src/model/json.ts";

export default check({
  id: "http/version-segment",
  title: "An invented protocol version is not served",
  failureTitle: "An invented protocol version is served",
  verifies: ["7644-3.13-version-honoured", "7644-3.13-version-segment-form"],
  after: ["create/created"],
  detects: ["version-ignored", "version-segment-misplaced"],
  mutates: "nothing",
  remedy: "Serve only the versions that you implement, and put the version directly before the resource endpoint.",
  async run({ scim, given, expect, target, skip }) {
    const base = new URL(target.baseUrl);
    const segment = /\/v(\d+)(?=\/|$)/i.exec(base.pathname);
    if (!segment) skip("the base URL has no version segment");
    const odd = base.pathname.replace(/\/v\d+(?=\/|$)/i, "/v99");
    const response = await scim.get(`${base.origin}${odd}/ServiceProviderConfig`);
    expect.of("7644-3.13-version-honoured").that(!(response.ok && Array.isArray(response.object?.["schemas"])), { message: "version v99 is served like any other", expected: "a refusal (400 invalidVers, 404 or 501)", actual: response.status, at: response, pointer: "status" });
    const type = target.resourceTypes[0];
    if (!type) return;
    const known = await given.shared(type);
    const read = await scim.get(known);
    const meta = read.object?.["meta"];
    const location = isObject(meta) && typeof meta["location"] === "string" ? meta["location"] : "";
    const wrong = /\/v\d+\//i.test(location) && !new RegExp(`/v\\d+${type.endpoint}/`, "i").test(location);
    expect.of("7644-3.13-version-segment-form", "http/version-segment-odd").that(!wrong, { message: `the version in ${location} does not stand directly before the resource endpoint`, expected: `.../v2${type.endpoint}/...`, actual: location, at: read, pointer: "/meta/location" });
  },
});
