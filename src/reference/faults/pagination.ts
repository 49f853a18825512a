import type { Call } from "../behaviour.ts";
import { ScimError, type Found, type Json, type JsonObject, type Page, type Query, type Stored } from "../types.ts";
import { isCollection, onBody, onDocument, onResponse, type Fault, type Info } from "./fault.ts";

const must = (id: string, title: string, ...requirements: string[]): Info => ({ id, area: "pagination", strength: "must", title, requirements: requirements.map((r) => (r.startsWith("7643") ? r : `7644-3.4.2${r}`)) });
const should = (id: string, title: string, ...requirements: string[]): Info => ({ ...must(id, title, ...requirements), strength: "should" });
type Asked = Pick<Query, "startIndex" | "count" | "filter">;
/** A fault that reads startIndex and count in another way. */
const asks = (info: Info, change: (query: Asked) => Partial<Asked>): Fault => ({
  ...info,
  apply: (b) => ({ pageByIndex: (found, call) => b.pageByIndex(found, { ...call, query: { ...call.query, ...change(call.query) } }) }),
});
/** A fault that alters the page. */
const pages = (info: Info, change: (page: Page, found: readonly Found[], call: Call) => Partial<Page>): Fault => ({
  ...info,
  apply: (b) => ({
    pageByIndex(found, call) {
      const page = b.pageByIndex(found, call);
      return { ...page, ...change(page, found, call) };
    },
  }),
});
/** A fault that alters members of the ListResponse alone; a null removes one. */
const fields = (info: Info, change: (page: Page, found: readonly Found[], call: Call) => JsonObject): Fault =>
  pages(info, (page, found, call) => ({ fields: Object.fromEntries(Object.entries({ ...page.fields, ...change(page, found, call) }).filter(([, v]) => v !== null)) }));
const fails = (info: Info, when: (query: Asked) => boolean, error: () => ScimError): Fault => ({
  ...info,
  apply: (b) => ({
    pageByIndex(found, call) {
      if (when(call.query)) throw error();
      return b.pageByIndex(found, call);
    },
  }),
});
/** A fault that alters unfiltered lists with a count. */
const list = (info: Info, change: (body: Stored) => void): Fault => onBody(info, (r, c) => r.status === 200 && isCollection(c.request.path) && !c.request.query.has("filter") && c.request.query.has("count"), (b) => change(b));
const config = (info: Info, change: (filter: Stored) => void): Fault =>
  onDocument(info, "ServiceProviderConfig", (c) => {
    const filter = { ...(c["filter"] as Stored) };
    change(filter);
    c["filter"] = filter;
  });
const partial = (page: Page): boolean => page.items.length < Number(page.fields["totalResults"]);
/** Skips that many results and takes the next count ones. */
const from = (offset: (start: number, count: number) => number) => (_p: Page, found: readonly Found[], { query }: Call): Partial<Page> => {
  const [start, count] = [Math.max(1, query.startIndex ?? 1), query.count ?? 200];
  const skip = offset(start, count);
  return { items: count > 0 ? found.slice(skip, skip + count) : [] };
};

export const paginationFaults: readonly Fault[] = [
  fields(must("totalresults-is-page-size", "totalResults is the number of resources on the page", "-totalresults-required", ".4-totalresults-semantics"), (p) => ({ totalResults: p.items.length })),
  fields(must("totalresults-wrong-with-filter", "With a filter totalResults is the number of resources on the page", "-totalresults-required", ".4-totalresults-semantics"), (p, _f, c) => (c.query.filter === null ? {} : { totalResults: p.items.length })),
  fields(must("totalresults-zero-for-count-zero", "count=0 gives totalResults 0", ".4-count-zero", ".4-totalresults-semantics"), (_p, _f, c) => (c.query.count === 0 ? { totalResults: 0 } : {})),
  asks(must("count-zero-returns-default-page", "count=0 is taken as no count", ".4-count-zero", ".4-count-max"), (q) => (q.count === 0 ? { count: null } : {})),
  fails(must("count-zero-refused", "count=0 is refused", ".4-count-zero"), (q) => q.count === 0, () => new ScimError(400, "count must be positive.", "invalidValue")),
  fails(must("count-negative-refused", "A negative count is refused", ".4-count-negative"), (q) => (q.count ?? 0) < 0, () => new ScimError(400, "count must not be negative.", "invalidValue")),
  asks(must("count-negative-unlimited", "A negative count means no limit", ".4-count-negative"), (q) => ((q.count ?? 0) < 0 ? { count: null } : {})),
  asks(must("count-ignored", "count is ignored", ".4-count-max"), (q) => ((q.count ?? 0) > 0 ? { count: null } : {})),
  asks(must("pagination-only-with-filter", "startIndex and count are ignored without a filter", ".4-count-max"), (q) => (q.filter === null && (q.count ?? 0) > 0 ? { startIndex: null, count: null } : {})),
  pages(must("startindex-zero-based", "startIndex counts from 0", ".4-startindex-default", ".4-startindex-semantics"), (_p, found, { query }) => {
    if (query.startIndex === null || (query.count ?? 1) <= 0) return {};
    const start = Math.max(0, query.startIndex);
    // The wish for one more than there are ends at the last one, as in the products where this was seen.
    const items = found.slice(Math.min(start, query.startIndex === found.length + 1 ? found.length - 1 : start), start + (query.count ?? 200));
    return { items };
  }),
  pages(must("startindex-ignored", "startIndex is ignored when all results fit on the page", ".4-startindex-default", ".4-startindex-semantics"), (p, found, { query }) => (found.length <= (query.count ?? 200) ? { items: found } : { items: p.items })),
  fails(must("startindex-zero-refused", "startIndex=0 is refused", ".4-startindex-below-one"), (q) => q.startIndex === 0, () => new ScimError(400, "startIndex begins with 1.", "invalidValue")),
  pages(must("startindex-below-one-empty", "A negative startIndex gives an empty page", ".4-startindex-below-one"), (p, _f, { query }) => ((query.startIndex ?? 1) < 0 ? { items: [] } : p)),
  fields(should("startindex-zero-echoed", "A startIndex below 1 is repeated in the answer", ".4-startindex-below-one"), (_p, _f, { query }) => ((query.startIndex ?? 1) < 1 ? { startIndex: query.startIndex ?? 1 } : {})),
  fields(must("startindex-reported-as-page", "startIndex of the answer is the number of the page", ".4-startindex-semantics"), (p, _f, { query }) => ({ startIndex: Math.ceil(Number(p.fields["startIndex"]) / Math.max(1, query.count ?? 200)) })),
  pages(must("pages-overlap", "The offset is computed in pages", ".4-startindex-semantics", ".4-totalresults-semantics"), from((start, count) => Math.floor((start - 1) / Math.max(1, count)))),
  pages(must("startindex-applied-per-backend", "Each of two stores skips the resources before startIndex", ".4-totalresults-semantics"), (_p, found, { query }) => {
    const [skip, count] = [Math.max(1, query.startIndex ?? 1) - 1, Math.max(0, query.count ?? 200)];
    const stores = [0, 1].flatMap((n) => found.filter((_f, i) => i % 2 === n).slice(skip));
    return { items: skip === 0 ? found.slice(0, count) : stores.slice(0, count) };
  }),
  pages(must("page-entries-dropped-after-paging", "Hidden resources are taken out after the page was cut", ".4-totalresults-semantics"), (p, found) => ({ items: p.items.filter((item) => found.length < 4 || item !== found[2]) })),
  fails(must("beyond-the-end-404", "A startIndex beyond the end answers 404", ".4-startindex-semantics"), (q) => (q.startIndex ?? 1) > 5, () => new ScimError(404, "There is no such page.")),
  fields(should("beyond-the-end-total-zero", "totalResults is 0 beyond the end", ".4-totalresults-semantics"), (_p, found, { query }) => ((query.startIndex ?? 1) > found.length ? { totalResults: 0 } : {})),
  pages(must("beyond-the-end-last-page", "A startIndex beyond the end gives the last page", ".4-startindex-semantics"), (p, found, { query }) => ((query.startIndex ?? 1) > found.length && (query.count ?? 1) > 0 ? { items: found.slice(-(query.count ?? 1)) } : p)),
  {
    ...must("page-before-filter", "With sortBy, the filter is applied to the page that was cut out before", "-standard-query-params"),
    apply: (b) => ({
      select: (found, types, call) => (call.query.sortBy === null || call.query.sortOrder === null || call.query.startIndex === null ? b.select(found, types, call) : b.select(b.pageByIndex(found, call).items, types, call)),
    }),
  },
  onResponse(must("count-text-500", "A count that is no number answers 500", "-standard-query-params"), (r, { request, context }) => (r.status === 400 && /[a-z]/i.test(request.query.get("count") ?? "") && !request.query.has("cursor") ? context.behaviour.error(new ScimError(500, "Number format.")) : r)),
  onResponse(must("count-huge-500", "A startIndex above 2147483647 answers 500", "-standard-query-params"), (r, { request, context }) => (Number(request.query.get("startIndex") ?? 0) > 2_147_483_647 ? context.behaviour.error(new ScimError(500, "Number format.")) : r)),
  pages(must("default-page-unannounced", "A list without count is cut after three resources without saying so", ".4-count-default"), (p, found, { query }) =>
    query.count !== null ? p : { items: found.slice(0, 3), fields: { totalResults: found.length } },
  ),
  config({ ...should("page-cap-differs-from-advertised", "filter.maxResults is smaller than the cap that is enforced", "7643-5-filter-max-results-required"), area: "discovery" }, (f) => void (f["maxResults"] = 2)),
  config({ ...should("max-results-zero", "filter.maxResults is 0", "7643-5-filter-max-results-required"), area: "discovery" }, (f) => void (f["maxResults"] = 0)),
  config({ ...must("max-results-missing", "filter.maxResults is missing", "7643-5-filter-max-results-required"), area: "discovery" }, (f) => void delete f["maxResults"]),

  // The ListResponse itself
  onResponse(must("list-response-bare-array", "A list with count=1 is a bare array", "-list-response-schema"), (r, { request }) => {
    if (r.status === 200 && isCollection(request.path) && request.query.get("count") === "1" && !request.query.has("filter")) r.body = (r.body as JsonObject)["Resources"];
  }),
  list(must("list-total-missing", "Lists have no totalResults", "-totalresults-required"), (b) => void delete b["totalResults"]),
  list(must("list-total-text", "totalResults is a string", "-totalresults-required"), (b) => void (b["totalResults"] = String(b["totalResults"]))),
  list(must("list-resources-lower-case", "Resources is spelled resources on pages of one", "-resources-attribute"), (b) => {
    if ((b["Resources"] as Json[]).length !== 1) return;
    b["resources"] = b["Resources"] as Json;
    delete b["Resources"];
  }),
  fields(must("page-without-start-index", "Partial pages have no startIndex", "-startindex-in-response"), (p) => (partial(p) ? { startIndex: null } : {})),
  fields(must("page-without-items-per-page", "Partial pages have no itemsPerPage", "-itemsperpage-in-response"), (p) => (partial(p) ? { itemsPerPage: null } : {})),
  fields(should("items-per-page-requested", "itemsPerPage is the requested count", ".4-itemsperpage-semantics"), (p, _f, { query }) => (query.count !== null && query.count > p.items.length ? { itemsPerPage: query.count } : {})),
  fields(must("items-per-page-zero", "itemsPerPage is always 0", ".4-itemsperpage-semantics"), () => ({ itemsPerPage: 0 })),
];
