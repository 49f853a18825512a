import { check, published } from "../../src/engine/api.ts";
import { corpus, SIZE } from "../../src/scim/corpus.ts";
import { at } from "../../src/scim/value.ts";
import { askedOnce } from "../../src/scim/asked-once.ts";

/** A larger page is not asked for: it would burden the server and this run. */
const LARGEST = 1000;

export default check({
  id: "pagination/advertised-maximum",
  title: "filter.maxResults is the largest number of resources that an answer holds",
  failureTitle: "filter.maxResults is missing, or answers hold more resources than it says",
  for: "User",
  verifies: ["7643-5-filter-max-results-required"],
  needs: [published("serviceProviderConfig")],
  detects: ["page-cap-differs-from-advertised", "max-results-zero", "max-results-missing"],
  mutates: "own-resources",
  remedy: "Publish in filter.maxResults the cap that the server enforces.",
  async run({ given, expect, target, type }) {
    const config = target.discovery.serviceProviderConfig;
    const maximum = at(target.serviceProviderConfig, "/filter/maxResults") ?? null;
    const supported = target.supports("filter") !== false;
    const rule = expect.of("7643-5-filter-max-results-required", supported ? undefined : "pagination/limits-without-support");
    const valid = typeof maximum === "number" && Number.isInteger(maximum) && maximum >= 0;
    if (!rule.that(valid, { message: `filter.maxResults is ${JSON.stringify(maximum)}`, expected: "a non-negative integer", actual: maximum, at: config, pointer: "/filter/maxResults" }) || !valid) return;
    if (supported) expect.of("7643-5-filter-max-results-required", "pagination/max-results-zero").that(maximum > 0, { message: "filter.maxResults is 0 although filters are supported", expected: "a positive number", actual: maximum, at: config, pointer: "/filter/maxResults" });
    if (maximum === 0 || maximum >= LARGEST) return;
    const c = await corpus(given, target, type);
    const query = c.filter !== null && maximum < SIZE ? { filter: c.filter } : { attributes: "id" };
    const response = await askedOnce({ given }, type.endpoint, { ...query, count: String(maximum + 1) });
    rule.that(response.resources.length <= maximum, { message: `count=${maximum + 1} is answered with ${response.resources.length} resources although filter.maxResults is ${maximum}`, expected: `at most ${maximum}`, actual: response.resources.length, at: response, pointer: "/Resources" });
  },
});
