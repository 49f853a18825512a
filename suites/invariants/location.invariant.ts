import { invariant } from "../../src/engine/api.ts";
import { isObject } from "../../src/model/json.ts";

/** Path and query: scheme and host may differ behind a proxy (P107). */
function tail(url: string, base: string): string {
  if (!URL.canParse(url, `${base}/`)) return url;
  const parsed = new URL(url, `${base}/`);
  return parsed.pathname.replace(/\/$/, "") + parsed.search;
}

export default invariant({
  id: "invariants/location",
  title: "Location on 201, Content-Location and meta.location name the same URI",
  failureTitle: "Location, Content-Location and meta.location disagree, or Location is missing",
  verifies: ["7644-3.3-create-location-header", "7644-3.3-create-meta-location", "7643-3.1-meta-location-equals-content-location"],
  detects: ["create-location-missing", "create-location-header-differs-from-meta", "content-location-differs"],
  remedy: "Send the URI of the new resource as Location with 201, and the same URI as meta.location in the body.",
  judge(exchange, { expect, target }) {
    const { operation } = exchange.raw;
    const meta = exchange.object?.["meta"];
    const own = isObject(meta) && typeof meta["location"] === "string" ? meta["location"] : null;
    const created = operation === "create" && exchange.status === 201;
    const location = exchange.header("location");
    if (created) {
      expect.of("7644-3.3-create-location-header").header(exchange, "Location").isNonEmptyString();
      if (exchange.object && !exchange.projected && location !== null) {
        expect.of("7644-3.3-create-meta-location").that(own !== null && tail(own, target.baseUrl) === tail(location, target.baseUrl), { message: `meta.location is ${own ?? "missing"}, Location is ${location}`, expected: location, actual: own, at: exchange, pointer: "/meta/location" });
      }
    }
    const content = exchange.header("content-location") ?? (created ? location : null);
    if (exchange.ok && own !== null && content !== null && exchange.seen.length === 1) {
      expect.of("7643-3.1-meta-location-equals-content-location").that(tail(own, target.baseUrl) === tail(content, target.baseUrl), { message: `meta.location is ${own}, the header says ${content}`, expected: content, actual: own, at: exchange, pointer: "/meta/location" });
    }
  },
});
