import { invariant } from "../../src/engine/api.ts";
import { values } from "../../src/scim/walk.ts";

/** The characters that RFC 3986 allows in a URI reference, percent-encoding included. */
const URI = /^[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]*$/;
const BAD_ESCAPE = /%(?![0-9A-Fa-f]{2})/;

export default invariant({
  id: "invariants/references",
  title: "References are URIs, percent-encoded; those to SCIM resources are reachable by HTTP",
  failureTitle: "References are not valid URIs, or not reachable by HTTP",
  verifies: ["7643-2.3.7-reference-is-uri", "7643-2.3.7-http-addressable", "7644-1.2-percent-encode-urls", "7644-1.3-base-uri-no-query"],
  detects: ["reference-with-space", "location-urn", "location-with-query"],
  remedy: "Return references as absolute URIs, percent-encoded, with http or https for meta.location and $ref, and without a query before the resource path.",
  judge(exchange, { expect, target }) {
    for (const { resource, pointer, type } of exchange.seen) {
      if (!type) continue;
      for (const { attribute, value, pointer: place } of values(resource, type, target, pointer)) {
        if (attribute.type !== "reference" || typeof value !== "string" || attribute.name === "schemas") continue;
        const at = { at: exchange, pointer: place, actual: value };
        const valid = URI.test(value) && !BAD_ESCAPE.test(value);
        expect.of("7643-2.3.7-reference-is-uri", attribute.mutability === "readWrite" && attribute.referenceTypes.includes("external") ? "attributes/foreign-reference-invalid" : undefined).that(valid, { message: `${attribute.path} is ${JSON.stringify(value)}, no valid URI`, expected: "a URI reference (RFC 3986)", ...at });
        const scim = attribute.path === "meta.location" || attribute.name === "$ref";
        if (!scim) continue;
        expect.of("7644-1.2-percent-encode-urls").that(valid, { message: `${attribute.path} is not percent-encoded`, expected: "a percent-encoded URI", ...at });
        if (!URL.canParse(value, `${target.baseUrl}/`)) continue;
        const url = new URL(value, `${target.baseUrl}/`);
        expect.of("7643-2.3.7-http-addressable").that(/^https?:$/.test(url.protocol), { message: `${attribute.path} cannot be reached over HTTP`, expected: "http or https", ...at });
        if (attribute.path === "meta.location") expect.of("7644-1.3-base-uri-no-query").that(!/\?.*\//.test(value), { message: "meta.location has a query before the resource path", expected: "no query", ...at });
      }
    }
  },
});
