import type { Behaviour, Call } from "../behaviour.ts";
import { ScimError, type Found, type Json, type JsonObject, type Page, type Stored } from "../types.ts";
import { cursorPublicationFaults } from "./cursor-publication.ts";
import { faultsOf, onBody, onResponse, type Fault, type Info } from "./fault.ts";

const { must, should } = faultsOf("cursor", "9865-");
const refusal = (scimType: string | undefined, status = 400): ScimError => new ScimError(status, "The cursor is not valid.", scimType);
const server = (): ScimError => new ScimError(500, "Unexpected.");
/** A fault that pages by cursor in another way. */
const pages = (info: Info, change: (found: readonly Found[], call: Call, b: Behaviour) => Page): Fault => ({ ...info, apply: (b) => ({ pageByCursor: (found, call) => change(found, call, b) }) });
/** A fault that alters members of the pages; a null removes one. */
const fields = (info: Info, change: (page: Page, call: Call, found: readonly Found[]) => JsonObject): Fault =>
  pages(info, (found, call, b) => {
    const page = b.pageByCursor(found, call);
    const changed = Object.entries({ ...page.fields, ...change(page, call, found) }).filter(([, v]) => v !== null);
    return { ...page, fields: Object.fromEntries(changed) };
  });
/** A fault that fails on some requests with a cursor. */
const fails = (info: Info, when: (call: Call) => boolean, error: () => ScimError): Fault =>
  pages(info, (found, call, b) => {
    if (when(call)) throw error();
    return b.pageByCursor(found, call);
  });
/** A fault that answers what cannot be read as a cursor in another way. */
const garbage = (info: Info, answer: (found: readonly Found[], call: Call, b: Behaviour, error: ScimError) => Page): Fault =>
  pages(info, (found, call, b) => {
    try {
      return b.pageByCursor(found, call);
    } catch (error) {
      if (!(error instanceof ScimError) || error.scimType !== "invalidCursor") throw error;
      return answer(found, call, b, error);
    }
  });
const first = ({ query }: Call): boolean => query.cursor === "";
const later = ({ query }: Call): boolean => query.cursor !== null && query.cursor !== "";
const searching = ({ request }: Call): boolean => request.path.endsWith("/.search");
const throwing = (error: ScimError): never => {
  throw error;
};
const again = (call: Call, change: Partial<Call["query"]>): Call => ({ ...call, query: { ...call.query, ...change } });
const known = (text: string): boolean => text !== "scimspec-no-such-cursor";
const onCursorPage = (info: Info, change: (body: Stored) => void): Fault => onBody(info, (r, c) => r.status === 200 && c.request.query.has("cursor"), change);

const walking: readonly Fault[] = [
  fails(must("cursor-empty-refused", "An empty cursor is refused as invalid", "2-cursor-first-empty"), first, () => refusal("invalidCursor")),
  onResponse(must("cursor-bare-refused", "cursor without = is refused", "2-cursor-first-empty"), (r, { request, context }) => (/[?&]cursor(&|$)/.test(request.target) ? context.behaviour.error(refusal("invalidCursor")) : r)),
  pages(must("cursor-empty-gives-nothing", "An empty cursor gives an empty page", "2-cursor-first-empty"), (found, call, b) => (first(call) ? b.pageByCursor([], call) : b.pageByCursor(found, call))),
  fields(must("cursor-previous-on-first-page", "The first page has a previousCursor", "2-previouscursor-not-first"), (p, call) => (first(call) && p.fields["nextCursor"] !== undefined ? { previousCursor: p.fields["nextCursor"] } : {})),
  fields(must("cursor-next-missing", "Later pages have no nextCursor", "2-nextcursor-required"), (_p, call) => (later(call) ? { nextCursor: null } : {})),
  fails(must("cursor-next-refused", "A cursor can be used only with the default count", "2-nextcursor-usable"), (call) => later(call) && call.query.count === 2, () => refusal("invalidCursor")),
  {
    ...must("cursor-next-number", "nextCursor is a number", "2-nextcursor-usable"),
    apply: (b) => ({
      list(page, call) {
        const response = b.list(page, call);
        const body = response.body as Stored;
        if (typeof body["nextCursor"] === "string") body["nextCursor"] = 4711;
        return response;
      },
    }),
  },
  pages(must("cursor-skips-entries", "Every page after the first skips a result", "2-walk-complete"), (found, call, b) => {
    const page = b.pageByCursor(found, call);
    return later(call) ? { ...page, items: page.items.slice(1) } : page;
  }),
  pages(must("cursor-repeats-entries", "Pages begin with the last result of the page before", "2-walk-complete"), (found, call, b) => {
    const page = b.pageByCursor(found, call);
    const before = found.indexOf(page.items[0] as Found) - 1;
    return later(call) && page.items.length > 0 && before >= 0 ? { ...page, items: [found[before] as Found, ...page.items.slice(0, -1)] } : page;
  }),
  fields(must("cursor-endless", "The last page has a nextCursor, and so on for ever", "2-nextcursor-omitted-last"), (p, call, found) => {
    const { cursor, count } = call.query;
    if (p.fields["nextCursor"] !== undefined || !count || cursor === null || cursor === "") return {};
    const { behaviour } = call.context;
    // Stays behind the last result.
    return { nextCursor: behaviour.encodeCursor({ ...behaviour.decodeCursor(cursor, call), after: String(found.at(-1)?.resource["id"] ?? ""), index: found.length }, call) };
  }),
  fields(should("cursor-next-null-at-end", "nextCursor of the last page is an empty string", "2-nextcursor-omitted-last"), (p) => (p.fields["nextCursor"] === undefined ? { nextCursor: "" } : {})),
  fields(must("cursor-previous-refused", "previousCursor cannot be used", "2-previouscursor-usable"), (p) => (p.fields["previousCursor"] === undefined ? {} : { previousCursor: `${String(p.fields["previousCursor"])}x` })),
  fields(must("cursor-previous-wrong-page", "previousCursor leads to the page itself", "2-previouscursor-usable"), (p, call) => (p.fields["previousCursor"] === undefined ? {} : { previousCursor: call.query.cursor })),
  fields(should("cursor-previous-after-return", "The first page, reached by previousCursor, has a previousCursor", "2-previouscursor-not-first"), (p, call) => (later(call) && p.fields["previousCursor"] === undefined ? { previousCursor: call.query.cursor } : {})),
  {
    ...must("cursor-with-plus", "Cursors hold a plus sign", "2-cursor-charset", "2-opaque-urlsafe"),
    apply: (b) => ({
      encodeCursor: (cursor, call) => `+${b.encodeCursor(cursor, call)}`,
      decodeCursor: (text, call) => (text.startsWith("+") ? b.decodeCursor(text.slice(1), call) : throwing(refusal("invalidCursor"))),
    }),
  },
];

const counting: readonly Fault[] = [
  pages(must("cursor-count-ignored", "count is ignored with a cursor", "2-count-max-not-more", "2-count-desired-max"), (found, call, b) => {
    const page = b.pageByCursor(found, call);
    const start = found.indexOf(page.items[0] as Found);
    return (call.query.count ?? 0) > 0 && start >= 0 ? { ...page, items: found.slice(start, start + page.items.length + 1) } : page;
  }),
  pages(must("cursor-count-zero-full", "count=0 is taken as no count", "2-count-zero"), (found, call, b) => b.pageByCursor(found, call.query.count === 0 ? again(call, { count: null }) : call)),
  pages(must("cursor-count-negative-full", "A negative count is taken as no count", "2-count-negative-zero"), (found, call, b) => b.pageByCursor(found, (call.query.count ?? 0) < 0 ? again(call, { count: null }) : call)),
  fails(should("cursor-count-negative-refused", "A negative count is refused with invalidCount", "2-count-negative-zero"), (call) => (call.query.count ?? 0) < 0, () => refusal("invalidCount")),
  fails(must("cursor-without-count-refused", "Without count the request is refused", "2-count-unspecified"), (call) => first(call) && call.query.count === null, () => refusal("invalidCount")),
  fields(should("cursor-total-is-rest", "totalResults is the number of results that are left", "2-totalresults-accurate"), (p, call, found) => (later(call) ? { totalResults: found.length - Math.max(0, found.indexOf(p.items[0] as Found)) } : {})),
  fields(must("cursor-total-zero", "totalResults is 0 because it is not known", "2-totalresults-omitted"), () => ({ totalResults: 0 })),
  pages(must("cursor-pages-unsorted", "Pages by cursor come in the order of creation", "2.2-sorted-cursor-pages"), (found, call, b) => b.pageByCursor([...found].sort((x, y) => order(call, x) - order(call, y)), call)),
  pages(must("cursor-count-changed-500", "Another count than on the first page answers 500", "2.1-error-invalidcount"), (found, call, b) => {
    try {
      return b.pageByCursor(found, call);
    } catch (error) {
      throw error instanceof ScimError && error.scimType === "invalidCount" && later(call) ? server() : error;
    }
  }),
  pages(should("cursor-count-keyword", "A count that cannot be served is refused with invalidValue", "2.1-error-invalidcount"), (found, call, b) => {
    try {
      return b.pageByCursor(found, call);
    } catch (error) {
      throw error instanceof ScimError && error.scimType === "invalidCount" ? refusal("invalidValue") : error;
    }
  }),
];

function order(call: Call, { type, resource }: Found): number {
  return [...call.context.store(call.principal.tenant, type.name).keys()].indexOf(String(resource["id"]));
}

const refusing: readonly Fault[] = [
  garbage(should("cursor-garbage-first-page", "An invalid cursor gives the first page", "2.1-error-invalidcursor", "2.1-invalid-parameters-error"), (found, call, b) => b.pageByCursor(found, again(call, { cursor: "" }))),
  garbage(must("cursor-garbage-everything", "An invalid cursor gives all results", "2.1-error-invalidcursor", "2.1-invalid-parameters-error"), (found, call, b) => b.pageByCursor(found, again(call, { cursor: "", count: null }))),
  garbage(must("cursor-garbage-500", "An invalid cursor answers 500", "2.1-error-invalidcursor", "2.1-invalid-parameters-error"), () => throwing(server())),
  garbage(should("cursor-garbage-404", "An invalid cursor answers 404", "2.1-error-invalidcursor"), () => throwing(refusal(undefined, 404))),
  garbage(should("cursor-invalid-keyword", "An invalid cursor is refused with invalidValue", "2.1-error-invalidcursor"), () => throwing(refusal("invalidValue"))),
  onResponse(must("cursor-count-text-500", "With a cursor, a count that is no number answers 500", "2.1-invalid-parameters-error"), (r, { request, context }) => (r.status === 400 && request.query.has("cursor") && /[a-z]/i.test(request.query.get("count") ?? "") ? context.behaviour.error(server()) : r)),
  garbage(must("cursor-other-query-500", "A cursor of another query answers 500", "2.1-invalid-parameters-error"), (_f, call, b, error) => {
    b.decodeCursor(call.query.cursor ?? "", call);
    return throwing(call.query.filter === null ? server() : error);
  }),
  fails(must("cursor-expires-at-once", "Cursors expire at once", "2.1-error-expiredcursor", "4-cursortimeout"), (call) => later(call) && call.query.sortBy === null && known(call.query.cursor ?? "") && readable(call), () => new ScimError(400, "The cursor has expired.", "expiredCursor")),
  {
    ...must("search-cursor-garbage-500", "POST /.search with an invalid cursor answers 500", "2.1-errors-on-post-search"),
    apply: (b) => ({ decodeCursor: (text, call) => (searching(call) && !known(text) ? throwing(server()) : b.decodeCursor(text, call)) }),
  },
  {
    ...should("search-cursor-keyword", "POST /.search refuses an invalid cursor with invalidSyntax", "2.1-errors-on-post-search"),
    apply: (b) => ({ decodeCursor: (text, call) => (searching(call) && !known(text) ? throwing(refusal("invalidSyntax")) : b.decodeCursor(text, call)) }),
  },
  { ...must("search-cursor-ignored", "POST /.search ignores cursor", "3-search-with-cursor", "3-search-cursor-result"), apply: (b) => ({ readSearch: (body, context) => ({ ...b.readSearch(body, context), cursor: null }) }) },
  pages(must("search-cursor-restarts", "POST /.search always gives the first page", "3-search-with-cursor"), (found, call, b) => b.pageByCursor(found, searching(call) && known(call.query.cursor ?? "") ? again(call, { cursor: "" }) : call)),
];

/** True for a cursor that this server gave: anything else is refused as invalid. */
function readable(call: Call): boolean {
  return call.context.behaviour.decodeCursor(call.query.cursor ?? "", call).query !== "";
}

const protecting: readonly Fault[] = [
  {
    ...must("cursor-crosses-tenants", "A cursor gives the page of the tenant to which it was given", "5.2-confined-to-authorised"),
    apply: (b) => ({ candidates: (types, call) => b.candidates(types, call.principal.tenant === "other" && later(call) ? { ...call, principal: { ...call.principal, tenant: "main" } } : call), pageByCursor: (found, call) => b.pageByCursor(found, call.principal.tenant === "other" && later(call) ? { ...call, principal: { ...call.principal, tenant: "main" } } : call) }),
  },
  {
    ...must("cursor-grants-access", "With a cursor no credential is asked for", "5.2-continuous-authz"),
    apply: (b) => ({ authenticate: (request, context) => b.authenticate(request, context) ?? ((request.query.get("cursor") ?? "") === "" ? null : { tenant: "main", mayWrite: false, subject: null }) }),
  },
  {
    ...should("cursor-unsigned", "Cursors that were changed are taken for valid", "5.2-forged-detected"),
    apply: (b) => ({
      decodeCursor(text, call) {
        const given = (call.context.memory.get("given") as string[] | undefined) ?? [];
        const differing = (other: string): number => Array.from(other).filter((c, i) => c !== text[i]).length;
        return b.decodeCursor(given.find((g) => g.length === text.length && differing(g) <= 1) ?? text, call);
      },
      encodeCursor(cursor, call) {
        const text = b.encodeCursor(cursor, call);
        call.context.memory.set("given", [...((call.context.memory.get("given") as string[] | undefined) ?? []), text]);
        return text;
      },
    }),
  },
  garbage(must("cursor-forged-500", "A cursor that was changed answers 500", "5.2-forged-detected"), (_f, call, _b, error) => throwing((call.query.cursor ?? "").includes(".") && call.principal.tenant === "main" ? server() : error)),
  onBody(must("cursor-error-stack-trace", "Errors about cursors show a stack trace", "5.2-errors-no-sensitive-data"), (r) => r.status === 400, (b) => {
    if (b["scimType"] === "invalidCursor") b["detail"] = "CursorException: bad signature\n    at com.example.scim.CursorCodec.decode(CursorCodec.java:42)";
  }),
  onBody(should("cursor-error-tells-foreign", "A cursor of another tenant is refused in another way than an unknown one", "5.2-errors-no-sensitive-data"), (r, c) => r.status === 400 && (c.request.headers["authorization"] ?? "").endsWith("other-tenant"), (b) => {
    if (b["scimType"] === "invalidCursor") b["scimType"] = "expiredCursor";
  }),
];

const structure: readonly Fault[] = [
  onCursorPage(must("cursor-page-other-message", "Pages by cursor name another message", "1-updates-structures"), (b) => void (b["schemas"] = ["urn:ietf:params:scim:api:messages:2.0:CursorResponse"])),
  onCursorPage(must("cursor-in-sub-object", "nextCursor sits below pagination", "1-updates-structures"), (b) => {
    b["pagination"] = { nextCursor: b["nextCursor"] ?? ("" as Json) };
  }),
];

export const cursorFaults: readonly Fault[] = [...walking, ...counting, ...refusing, ...protecting, ...structure, ...cursorPublicationFaults];
