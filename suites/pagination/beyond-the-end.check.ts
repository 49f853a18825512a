import { check, capability } from "../../src/engine/api.ts";
import { corpus, SIZE } from "../../src/scim/corpus.ts";

export default check({
  id: "pagination/beyond-the-end",
  title: "A startIndex beyond the last result gives an empty page",
  failureTitle: "A startIndex beyond the last result does not give an empty page",
  for: "User",
  verifies: ["7644-3.4.2.4-startindex-semantics", "7644-3.4.2.4-totalresults-semantics"],
  needs: [capability("indexPagination")],
  after: ["pagination/start-index"],
  detects: ["startindex-zero-based", "beyond-the-end-404", "beyond-the-end-total-zero", "beyond-the-end-last-page"],
  mutates: "own-resources",
  remedy: "Answer a startIndex beyond the end with 200, totalResults as on every page, and no resource.",
  async run({ scim, given, expect, target, type }) {
    const c = await corpus(given, target, type);
    // Without a filter the end is not known, but it comes before this one.
    for (const index of c.filter === null ? [1_000_000_000] : [SIZE + 1, 1_000_000]) {
      const response = await scim.list(type, { ...(c.filter === null ? {} : { filter: c.filter }), startIndex: String(index), count: "2" });
      const rule = expect.of("7644-3.4.2.4-startindex-semantics");
      if (!rule.status(response, 200)) continue;
      rule.that(response.resources.length === 0, { message: `startIndex=${index} gives ${response.resources.length} resources`, expected: "no resource", actual: response.resources.length, at: response, pointer: "/Resources" });
      if (c.filter === null) continue;
      const total = response.object?.["totalResults"] ?? null;
      expect.of("7644-3.4.2.4-totalresults-semantics", total === 0 ? "pagination/total-zero-beyond-the-end" : undefined).that(total === SIZE, { message: `totalResults is ${JSON.stringify(total)} on a page beyond the end of ${SIZE} results`, expected: SIZE, actual: total, at: response, pointer: "/totalResults" });
    }
  },
});
