import { check, capability, published } from "../../src/engine/api.ts";
import { corpus, listed, SIZE } from "../../src/scim/corpus.ts";
import { at } from "../../src/scim/value.ts";
import { askedOnce } from "../../src/scim/asked-once.ts";

/** A larger page is not asked for: it would burden the server and this run. */
const LARGEST = 1000;

export default check({
  id: "discovery/page-sizes",
  title: "Pages keep to the published defaultPageSize and maxPageSize",
  failureTitle: "Pages do not keep to the published defaultPageSize or maxPageSize",
  for: "User",
  verifies: ["9865-4-defaultpagesize", "9865-4-maxpagesize"],
  needs: [published("serviceProviderConfig"), capability("filter")],
  after: ["discovery/pagination-values"],
  detects: ["default-page-size-differs", "max-page-size-exceeded"],
  mutates: "own-resources",
  remedy: "Publish the page sizes that the server uses.",
  async run({ scim, given, expect, target, type, skip }) {
    const [usual, largest] = ["defaultPageSize", "maxPageSize"].map((name) => at(target.serviceProviderConfig, `/pagination/${name}`));
    const known = (v: unknown): v is number => typeof v === "number" && v > 0 && v < LARGEST;
    if (!known(usual) && !known(largest)) return skip("the server publishes neither defaultPageSize nor maxPageSize, or only large ones");
    const c = await corpus(given, target, type);
    if (c.filter === null) return skip(c.reason);
    if (known(usual)) {
      const response = await listed({ scim, type }, c);
      const expected = Math.min(usual, SIZE);
      expect.of("9865-4-defaultpagesize", "discovery/default-page-size").that(response.resources.length === expected, { message: `a list without count holds ${response.resources.length} of ${SIZE} results although defaultPageSize is ${usual}`, expected, actual: response.resources.length, at: response, pointer: "/Resources" });
    }
    if (!known(largest)) return;
    const response = await askedOnce({ given }, type.endpoint, { ...(largest < SIZE ? { filter: c.filter } : { attributes: "id" }), count: String(largest + 1) });
    // Above the maximum a server may refuse, or return what it allows (P127).
    const exceeded = expect.of("9865-4-maxpagesize", "discovery/max-page-size-exceeded");
    if (exceeded.status(response, [200, 400])) exceeded.that(response.resources.length <= largest, { message: `count=${largest + 1} is answered with ${response.resources.length} resources although maxPageSize is ${largest}`, expected: `at most ${largest}`, actual: response.resources.length, at: response, pointer: "/Resources" });
  },
});
