import { check, capability } from "../../src/engine/api.ts";
import type { ScimResponse } from "../../src/model/client.ts";
import { corpus, idsOf, listed, SIZE } from "../../src/scim/corpus.ts";

export default check({
  id: "pagination/walk",
  title: "The pages of a list together hold every result once",
  failureTitle: "The pages of a list repeat results or leave some out",
  for: "each-resource-type",
  verifies: ["7644-3.4.2.4-pagination-purpose", "7644-3.4.2.4-startindex-semantics", "7644-3.4.2.4-totalresults-semantics"],
  needs: [capability("indexPagination"), capability("filter")],
  after: ["pagination/start-index", "pagination/count"],
  detects: ["pages-overlap", "startindex-applied-per-backend", "page-entries-dropped-after-paging"],
  mutates: "own-resources",
  remedy: "Filter and sort first, then cut out the page: skip startIndex - 1 results, return the next count ones, in the same order for every request.",
  async run({ scim, given, expect, target, type, skip }) {
    const c = await corpus(given, target, type);
    if (c.filter === null) return skip(c.reason);
    const sorted = target.supports("sort") === true && c.name !== null;
    const query = { count: "2", ...(sorted && c.name !== null ? { sortBy: c.name } : {}) };
    const pages: ScimResponse[] = [];
    // A page may hold fewer than count resources: the next one starts after those that came.
    for (let next = 1; next <= SIZE && pages.length <= SIZE; ) {
      const page = await listed({ scim, type }, c, { ...query, startIndex: String(next) });
      pages.push(page);
      if (!expect.of("7644-3.4.2.4-pagination-purpose").status(page, 200)) return;
      next += Math.max(1, page.resources.length);
    }
    const seen = pages.flatMap(idsOf);
    const lacking = [...c.ids].filter((id) => !seen.includes(id));
    const repeated = seen.filter((id, i) => seen.indexOf(id) !== i);
    const at = pages.at(-1);
    const total = pages[0]?.object?.["totalResults"] ?? null;
    const detail = { message: `the pages of ${SIZE} results lack ${lacking.length} and repeat ${repeated.length} of them`, expected: [...c.ids], actual: [...seen], ...(at ? { at } : {}) };
    const ok = lacking.length === 0 && repeated.length === 0;
    // Without sortBy no order is promised, and pages may overlap (P75).
    expect.of("7644-3.4.2.4-pagination-purpose", sorted ? undefined : "pagination/walk-unsorted").that(ok, detail);
    if (!sorted) return;
    expect.of("7644-3.4.2.4-startindex-semantics").that(repeated.length === 0, detail);
    expect.of("7644-3.4.2.4-totalresults-semantics").that(total === new Set(seen).size, { message: `totalResults is ${JSON.stringify(total)}, but the pages hold ${new Set(seen).size} different resources`, expected: total, actual: new Set(seen).size, ...(at ? { at } : {}) });
  },
});
