/** Paging by index (RFC 7644 section 3.4.2.4) and by cursor (RFC 9865 section 2). */
import { createHash, createHmac } from "node:crypto";
import type { Call } from "./behaviour.ts";
import { ScimError, type Found, type Page } from "./types.ts";

/** Resources in one answer at most. */
export const MAX_RESULTS = 200;
/** How long a cursor may be used, in seconds. */
export const CURSOR_TIMEOUT = 3600;

/** What a cursor remembers. */
export interface Cursor {
  /** Id of the last resource before the page. */
  readonly after: string;
  /** Its place, for when it is gone. */
  readonly index: number;
  readonly count: number;
  /** When it was given, in milliseconds since 1970. */
  readonly issued: number;
  /** Of the query that it belongs to. */
  readonly query: string;
}

/** A page by startIndex and count. */
export function pageByIndex(found: readonly Found[], call: Call): Page {
  const { query } = call;
  const startIndex = Math.max(1, query.startIndex ?? 1);
  const count = Math.min(Math.max(0, query.count ?? MAX_RESULTS), MAX_RESULTS);
  const items = found.slice(startIndex - 1, startIndex - 1 + count);
  return { items, fields: { totalResults: found.length, startIndex, itemsPerPage: items.length } };
}

/** Binds a cursor to who asks for what: with another query or by another client it is not valid. */
function fingerprint(call: Call): string {
  const { filter, sortBy, sortOrder } = call.query;
  const where = call.request.path.replace(/\/\.search$/, "");
  return createHash("sha256").update(JSON.stringify([call.principal.tenant, where, filter, sortBy, sortOrder])).digest("base64url").slice(0, 16);
}

function sign(text: string, call: Call): string {
  return createHmac("sha256", call.context.tokens.primary).update(text).digest("base64url").slice(0, 16);
}

/** An opaque text of RFC 3986 unreserved characters. */
export function encodeCursor(cursor: Cursor, call: Call): string {
  const text = Buffer.from(JSON.stringify(cursor)).toString("base64url");
  return `${text}.${sign(text, call)}`;
}

/** Reads a cursor of this server; throws 400 invalidCursor for any other text. */
export function decodeCursor(text: string, call: Call): Cursor {
  const [payload = "", signature] = text.split(".");
  if (signature !== sign(payload, call)) throw new ScimError(400, "The cursor is not valid.", "invalidCursor");
  return JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as Cursor;
}

function begin(cursor: Cursor, found: readonly Found[]): number {
  const at = found.findIndex((f) => String(f.resource["id"]) === cursor.after);
  return at < 0 ? Math.min(cursor.index, found.length) : at + 1;
}

/** A page by cursor. */
export function pageByCursor(found: readonly Found[], call: Call): Page {
  const { query, context } = call;
  const { behaviour } = context;
  const asked = query.count === null ? null : Math.max(0, query.count);
  if (asked !== null && asked > MAX_RESULTS) throw new ScimError(400, `count must not be above ${MAX_RESULTS}.`, "invalidCount");
  const known = query.cursor === null || query.cursor === "" ? null : behaviour.decodeCursor(query.cursor, call);
  if (known && known.query !== fingerprint(call)) throw new ScimError(400, "The cursor is not valid.", "invalidCursor");
  if (known && behaviour.now().getTime() - known.issued > CURSOR_TIMEOUT * 1000) throw new ScimError(400, "The cursor has expired.", "expiredCursor");
  if (known && asked !== null && asked !== known.count) throw new ScimError(400, "count differs from the one of the first page.", "invalidCount");
  const count = known?.count ?? asked ?? MAX_RESULTS;
  const start = known ? begin(known, found) : 0;
  const items = found.slice(start, start + count);
  const cursorAt = (index: number): string =>
    behaviour.encodeCursor({ after: String(found[index - 1]?.resource["id"] ?? ""), index, count, issued: behaviour.now().getTime(), query: fingerprint(call) }, call);
  return {
    items,
    fields: {
      totalResults: found.length,
      itemsPerPage: items.length,
      ...(count > 0 && start > 0 ? { previousCursor: cursorAt(Math.max(0, start - count)) } : {}),
      ...(count > 0 && start + count < found.length ? { nextCursor: cursorAt(start + count) } : {}),
    },
  };
}

/** The page asked for, by the method that the request chooses. */
export function page(found: readonly Found[], call: Call): Page {
  const { without, behaviour } = call.context;
  const cursors = !without.has("cursorPagination");
  const byCursor = cursors && (call.query.cursor !== null || without.has("indexPagination"));
  return byCursor ? behaviour.pageByCursor(found, call) : behaviour.pageByIndex(found, call);
}
