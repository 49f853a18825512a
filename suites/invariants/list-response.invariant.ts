import { invariant } from "../../src/engine/api.ts";
import type { InvariantContext, SeenExchange } from "../../src/model/check.ts";
import { isObject, type Json } from "../../src/model/json.ts";
import { LIST_RESPONSE, sameUrn } from "../../src/scim/urn.ts";

const LISTS = new Set(["list", "search", "schemas", "resource-types"]);
const whole = (value: Json | undefined): boolean => typeof value === "number" && Number.isInteger(value) && value >= 0;

/** A parameter as it was sent, in the URL or in a SearchRequest. */
function sent(exchange: SeenExchange, name: string): string | null {
  const inBody = isObject(exchange.sent) ? exchange.sent[name] : undefined;
  return new URL(exchange.url).searchParams.get(name) ?? (typeof inBody === "string" || typeof inBody === "number" ? String(inBody) : null);
}

function byCursor(exchange: SeenExchange): boolean {
  return sent(exchange, "cursor") !== null || exchange.object?.["nextCursor"] !== undefined || exchange.object?.["previousCursor"] !== undefined;
}

function judgeMembers(exchange: SeenExchange, { expect }: InvariantContext, total: Json | undefined): void {
  const list = exchange.object?.["Resources"];
  const [count, start] = [Number(sent(exchange, "count") ?? 1), Number(sent(exchange, "startIndex") ?? 1)];
  // RFC 7644 requires Resources when totalResults is not zero, and then lets count=0 return nothing (P67).
  const mayBeEmpty = total === undefined || total === 0 || !(count > 0) || !(start <= Number(total)) || byCursor(exchange);
  const empty = list === undefined || list === null;
  expect.of("7644-3.4.2-resources-attribute", empty && mayBeEmpty ? "pagination/resources-null" : undefined).that(Array.isArray(list) || (mayBeEmpty && list === undefined), { message: `Resources is ${list === undefined ? "missing" : "no array"} although totalResults is ${JSON.stringify(total) ?? "missing"}`, expected: "an array of resources", actual: list ?? null, at: exchange, pointer: "/Resources" });
}

function judgePage(exchange: SeenExchange, { expect, target }: InvariantContext, total: Json | undefined): void {
  const [length, items, start] = [exchange.resources.length, exchange.object?.["itemsPerPage"], exchange.object?.["startIndex"]];
  const empty = length === 0;
  if (items !== undefined && items !== null) {
    const semantics = expect.of("7644-3.4.2.4-itemsperpage-semantics");
    semantics.that(whole(items) && Number(items) >= length, { message: `itemsPerPage is ${JSON.stringify(items)} on a page with ${length} resources`, expected: length, actual: items, at: exchange, pointer: "/itemsPerPage" });
    if (whole(items) && Number(items) > length) expect.of("7644-3.4.2.4-itemsperpage-semantics", "pagination/items-per-page-requested").that(false, { message: `itemsPerPage is ${JSON.stringify(items)}, but the page holds ${length} resources`, expected: length, actual: items, at: exchange, pointer: "/itemsPerPage" });
  }
  if (typeof total !== "number" || length >= total) return;
  // A server without index paging has nothing to say by startIndex (RFC 9865 section 4).
  const cursor = byCursor(exchange) || target.supports("indexPagination") === false;
  expect.of("7644-3.4.2-itemsperpage-in-response", cursor ? "pagination/items-per-page-cursor" : empty ? "pagination/empty-page-items-per-page" : undefined).that(whole(items), { message: `${length} of ${total} resources are returned without itemsPerPage`, expected: length, actual: items ?? null, at: exchange, pointer: "/itemsPerPage" });
  if (!cursor) expect.of("7644-3.4.2-startindex-in-response", empty ? "pagination/empty-page-start-index" : undefined).that(typeof start === "number" && Number.isInteger(start), { message: `${length} of ${total} resources are returned without startIndex`, expected: "the index of the first one", actual: start ?? null, at: exchange, pointer: "/startIndex" });
}

export default invariant({
  id: "invariants/list-response",
  title: "List answers have the members of a ListResponse",
  failureTitle: "List answers lack members of a ListResponse, or give them in another form",
  verifies: ["7644-3.4.2-list-response-schema", "7644-3.4.2-totalresults-required", "7644-3.4.2-resources-attribute", "7644-3.4.2-itemsperpage-in-response", "7644-3.4.2-startindex-in-response", "7644-3.4.2.4-itemsperpage-semantics"],
  detects: ["list-response-bare-array", "list-total-missing", "list-total-text", "list-resources-lower-case", "page-without-start-index", "page-without-items-per-page", "items-per-page-requested", "items-per-page-zero"],
  remedy: 'Answer lists with {"schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], "totalResults": 5, "startIndex": 1, "itemsPerPage": 2, "Resources": [...]}.',
  judge(exchange, context) {
    const { expect } = context;
    if (!exchange.ok || !LISTS.has(exchange.raw.operation) || exchange.method === "HEAD" || exchange.json === undefined) return;
    const schemas = exchange.object?.["schemas"];
    const named = Array.isArray(schemas) && schemas.some((s) => typeof s === "string" && sameUrn(s, LIST_RESPONSE));
    const isList = expect.of("7644-3.4.2-list-response-schema").that(named, { message: exchange.object ? "a list answer does not name the ListResponse message" : "a list answer is no JSON object", expected: LIST_RESPONSE, actual: schemas ?? (exchange.object ? null : "another JSON value"), at: exchange, pointer: "/schemas" });
    if (!isList && !exchange.object) return;
    const total = exchange.object?.["totalResults"];
    const omitted = total === undefined && byCursor(exchange);
    if (!omitted) expect.of("7644-3.4.2-totalresults-required").that(whole(total) && Number(total) >= exchange.resources.length, { message: `totalResults is ${JSON.stringify(total) ?? "missing"} with ${exchange.resources.length} resources on the page`, expected: "the number of results", actual: total ?? null, at: exchange, pointer: "/totalResults" });
    judgeMembers(exchange, context, total);
    judgePage(exchange, context, total);
  },
});
