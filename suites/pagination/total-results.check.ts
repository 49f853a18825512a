import { check, capability } from "../../src/engine/api.ts";
import { corpus, listed, SIZE } from "../../src/scim/corpus.ts";

export default check({
  id: "pagination/total-results",
  title: "totalResults is the number of all results on every page",
  failureTitle: "totalResults is not the number of all results",
  for: "each-resource-type",
  verifies: ["7644-3.4.2-totalresults-required", "7644-3.4.2.4-totalresults-semantics"],
  needs: [capability("filter")],
  after: ["pagination/count"],
  detects: ["totalresults-is-page-size", "totalresults-wrong-with-filter"],
  mutates: "own-resources",
  remedy: "Count the resources that match the query before the page is cut out.",
  async run({ scim, given, expect, target, type, skip }) {
    const c = await corpus(given, target, type);
    if (c.filter === null) return skip(c.reason);
    const index = target.supports("indexPagination") !== false;
    const queries: readonly Record<string, string>[] = [{}, { count: "2" }, ...(index ? [{ startIndex: String(SIZE), count: "2" }] : [])];
    for (const query of queries) {
      const response = await listed({ scim, type }, c, query);
      const total = response.object?.["totalResults"] ?? null;
      // RFC 9865 section 2: a server that pages by cursor may leave it out.
      if (total === null && response.object?.["nextCursor"] !== undefined) continue;
      for (const id of ["7644-3.4.2-totalresults-required", "7644-3.4.2.4-totalresults-semantics"]) {
        expect.of(id).that(total === SIZE, { message: `totalResults is ${JSON.stringify(total)} where ${SIZE} resources match the filter`, expected: SIZE, actual: total, at: response, pointer: "/totalResults" });
      }
    }
    const plain = await scim.list(type, { count: "2" });
    const total = plain.object?.["totalResults"] ?? null;
    if (total !== null) expect.of("7644-3.4.2.4-totalresults-semantics").that(typeof total === "number" && total >= SIZE, { message: `totalResults is ${JSON.stringify(total)} where at least ${SIZE} ${type.name} resources exist`, expected: `at least ${SIZE}`, actual: total, at: plain, pointer: "/totalResults" });
  },
});
