import { capability, check } from "../../src/engine/api.ts";
import { walks, type Walk } from "../../src/generate/lists.ts";
import type { CheckContext, Expect } from "../../src/model/check.ts";
import type { ScimResponse } from "../../src/model/client.ts";
import { idsOf } from "../../src/scim/corpus.ts";
import { nextOf } from "../../src/scim/cursor.ts";
import { ask, isolatedList, searches, SIZE, type Listed } from "./list.ts";

interface Pages {
  readonly pages: readonly ScimResponse[];
  readonly last: ScimResponse;
}

type Parameters = Readonly<Record<string, string | number | readonly string[]>>;

/** All pages from the one where the walk begins; bounded, so that a server that never ends does not matter. */
async function walk(context: CheckContext, parameters: Parameters, { count, from, by, through }: Walk): Promise<Pages> {
  let place: Parameters = by === "cursor" ? { cursor: "" } : { startIndex: from };
  const pages: ScimResponse[] = [];
  for (let next = from; pages.length <= SIZE + 2; ) {
    const page = await ask(context, through, { ...parameters, count, ...place });
    pages.push(page);
    if (!page.ok) return { pages, last: page };
    if (by === "cursor") {
      const cursor = nextOf(page);
      if (cursor === null) break;
      place = { cursor };
    } else {
      // A page may hold fewer than count resources: the next one starts after those that came.
      next += Math.max(1, page.resources.length);
      if (next > SIZE) break;
      place = { startIndex: next };
    }
  }
  return { pages, last: pages.at(-1) as ScimResponse };
}

async function judge(context: CheckContext, expect: Expect, list: Listed & { readonly filter: string }, w: Walk): Promise<void> {
  const sorted = context.target.supports("sort") === true && list.name !== null;
  const order: Parameters = sorted && list.name !== null ? { sortBy: list.name, sortOrder: w.descending ? "descending" : "ascending" } : {};
  const { pages, last } = await walk(context, { filter: list.filter, ...order }, w);
  const refused = (last.status >= 400 && last.status < 500) || last.status === 501;
  if (w.by === "cursor" && pages.length > 1) expect.of("9865-2-nextcursor-usable", "cursor/next-refused").that(!refused, { message: `the nextCursor of page ${pages.length - 1} is answered with ${last.status}`, expected: 200, actual: last.status, at: last, pointer: "status" });
  // A server may limit page sizes by a refusal, too.
  if (refused) return context.discard(`a page of ${w.count} by ${w.by} is answered with ${last.status}`);
  const [whole, code] = w.by === "cursor" ? (["9865-2-walk-complete", undefined] as const) : (["7644-3.4.2.4-pagination-purpose", sorted ? undefined : "pagination/walk-unsorted"] as const);
  const complete = expect.of(whole, code);
  if (!complete.that(last.ok, { message: `page ${pages.length} is answered with ${last.status}`, expected: 200, actual: last.status, at: last, pointer: "status" })) return;
  for (const page of pages) expect.of("7644-3.4.2.4-count-max").that(page.resources.length <= w.count, { message: `a page of up to ${w.count} holds ${page.resources.length} results`, expected: w.count, actual: page.resources.length, at: page, pointer: "/Resources" });
  const seen = pages.flatMap(idsOf);
  const skipped = w.by === "cursor" ? 0 : w.from - 1;
  const repeated = seen.filter((id, i) => seen.indexOf(id) !== i).length;
  const foreign = seen.filter((id) => !list.ids.has(id)).length;
  const distinct = new Set(seen).size;
  const expected = Math.max(0, SIZE - skipped);
  complete.that(repeated === 0 && foreign === 0 && distinct === expected, { message: `the ${pages.length} pages of up to ${w.count} from result ${skipped + 1} of ${SIZE} hold ${distinct} different results (${repeated} repeated)`, expected, actual: distinct, at: last, pointer: "/Resources" });
  if (w.by === "cursor") return;
  for (const page of pages) {
    const total = page.object?.["totalResults"] ?? null;
    // A total of 0 behind the last result is doubtful only (P70): pagination/beyond-the-end says so.
    if (total === 0 && page.resources.length === 0 && w.from > SIZE) continue;
    expect.of("7644-3.4.2.4-totalresults-semantics").that(total === SIZE, { message: `totalResults of a page of ${w.count} is ${JSON.stringify(total)}`, expected: SIZE, actual: total, at: page, pointer: "/totalResults" });
  }
}

export default check({
  id: "properties/paging",
  title: "Any page size, by index or by cursor, gives every result once",
  failureTitle: "Some page sizes or starting points lose or repeat results",
  for: "any-resource-type",
  verifies: ["7644-3.4.2.4-pagination-purpose", "7644-3.4.2.4-totalresults-semantics", "7644-3.4.2.4-count-max", "9865-2-walk-complete", "9865-2-nextcursor-usable"],
  needs: [capability("filter")],
  after: ["pagination/walk", "cursor/walk"],
  generates: true,
  detects: ["seeded-page-divides-total", "seeded-page-repeats-last", "seeded-cursor-loses", "seeded-total-of-later-page"],
  mutates: "own-resources",
  remedy: "Filter and sort first, then skip startIndex - 1 results and return the next count ones, whatever their number.",
  async run(context) {
    const { target, forAll, skip } = context;
    const [index, cursor] = [target.supports("indexPagination") !== false, target.supports("cursorPagination") === true];
    if (!index && !cursor) skip("the server declares neither index nor cursor paging (ServiceProviderConfig pagination)");
    const list = await isolatedList(context);
    const ways = { index, cursor, search: await searches(context) };
    await forAll({ name: "pages-are-the-list", weight: 0.9 }, walks(SIZE, ways), (w, expect) => judge(context, expect, list, w));
  },
});
