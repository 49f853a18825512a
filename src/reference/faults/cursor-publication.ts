/** Faults of RFC 9865 in what a server publishes, and in how it chooses the paging method. */
import { ScimError, type Json, type Stored } from "../types.ts";
import { faultsOf, isCollection, onDocument, onResponse, type Fault, type Info } from "./fault.ts";

const { must, should } = faultsOf("cursor", "9865-");
/** A fault that alters pagination of the configuration. */
const config = (info: Info, change: (pagination: Stored) => void): Fault =>
  onDocument(info, "ServiceProviderConfig", (c) => {
    const pagination = { ...(c["pagination"] as Stored) };
    change(pagination);
    c["pagination"] = pagination;
  });

export const cursorPublicationFaults: readonly Fault[] = [
  onDocument(should("pagination-not-published", "The configuration has no pagination", "4-config-pagination"), "ServiceProviderConfig", (c) => void delete c["pagination"]),
  config(must("pagination-booleans-text", "pagination.cursor and pagination.index are strings", "4-pagination-cursor", "4-pagination-index"), (p) => Object.assign(p, { cursor: "true", index: "true" })),
  config(must("pagination-booleans-missing", "pagination has no cursor and no index", "4-pagination-cursor", "4-pagination-index"), (p) => {
    delete p["cursor"];
    delete p["index"];
  }),
  { ...must("cursor-declared-but-ignored", "Cursor paging is declared, but cursor is ignored", "4-pagination-cursor", "2-nextcursor-required", "2.4-client-selects-method"), apply: (b) => ({ readQuery: (params, context) => ({ ...b.readQuery(params, context), cursor: null }) }) },
  onResponse(must("cursor-and-index-500", "startIndex and cursor together answer 500", "2.4-client-selects-method"), (r, { request, context }) => (isCollection(request.path) && request.query.has("cursor") && request.query.has("startIndex") ? context.behaviour.error(new ScimError(500, "Unexpected.")) : r)),
  {
    ...must("start-index-starts-cursor", "startIndex is ignored and starts paging by cursor", "2.4-client-selects-method"),
    apply: (b) => ({ page: (found, call) => (call.query.startIndex === 3 && call.query.sortBy === null ? b.pageByCursor(found, { ...call, query: { ...call.query, cursor: "" } }) : b.page(found, call)) }),
  },
  config(must("default-method-differs", "The default method is index, but cursor is published", "2.4-default-method-chosen"), (p) => void (p["defaultPaginationMethod"] = "cursor")),
  {
    ...must("default-method-alternates", "Requests without startIndex and cursor are paged by either method in turn", "2.4-default-method-chosen"),
    apply: (b) => ({
      page(found, call) {
        const plain = call.query.cursor === null && call.query.startIndex === null && call.query.count === 2 && call.query.filter !== null;
        if (!plain) return b.page(found, call);
        const turn = Number(call.context.memory.get("turn") ?? 0);
        call.context.memory.set("turn", turn + 1);
        return turn % 2 === 0 ? b.page(found, call) : b.pageByCursor(found, { ...call, query: { ...call.query, cursor: "" } });
      },
    }),
  },
  {
    ...must("cursor-required", "A list without cursor and startIndex is refused when it has a count", "2.3-cursor-only"),
    apply: (b) => ({
      page(found, call) {
        if (call.query.cursor === null && call.query.startIndex === null && call.query.count === 2 && call.query.filter !== null) throw new ScimError(400, "Send a cursor.", "invalidCursor");
        return b.page(found, call);
      },
    }),
  },
  config(should("default-page-size-differs", "defaultPageSize is smaller than the page that is given", "2-count-unspecified", "4-defaultpagesize"), (p) => void (p["defaultPageSize"] = 3)),
  config(must("max-page-size-exceeded", "maxPageSize is smaller than the pages that are given", "4-maxpagesize", "2.1-error-invalidcount"), (p) => Object.assign(p, { maxPageSize: 3, defaultPageSize: 3 })),
  config(must("pagination-sizes-text", "defaultPageSize, maxPageSize and cursorTimeout are strings", "4-defaultpagesize", "4-maxpagesize", "4-cursortimeout"), (p) => {
    for (const name of ["defaultPageSize", "maxPageSize", "cursorTimeout"]) p[name] = String(p[name] as Json);
  }),
  config(must("pagination-default-method-unknown", "defaultPaginationMethod is offset", "4-pagination-defaultmethod"), (p) => void (p["defaultPaginationMethod"] = "offset")),
  config(must("pagination-default-method-unsupported", "defaultPaginationMethod names a method that is declared as not supported", "4-pagination-defaultmethod"), (p) => Object.assign(p, { index: false })),
  config(should("pagination-default-above-maximum", "defaultPageSize is above maxPageSize", "4-maxpagesize"), (p) => Object.assign(p, { defaultPageSize: 1000 })),
  {
    ...must("cursor-expired-500", "A cursor whose time has run out answers 500", "2.1-error-expiredcursor"),
    apply: (b) => ({
      serviceProviderConfig: (context) => {
        const config = b.serviceProviderConfig(context);
        return { ...config, pagination: { ...(config["pagination"] as Stored), cursorTimeout: 3 } };
      },
      decodeCursor(text, call) {
        const cursor = b.decodeCursor(text, call);
        const [now, key] = [b.now().getTime(), `used ${text}`];
        const idle = now - Number(call.context.memory.get(key) ?? cursor.issued);
        call.context.memory.set(key, now);
        if (idle > 3700) throw new ScimError(500, "Unexpected.");
        return cursor;
      },
    }),
  },
];
