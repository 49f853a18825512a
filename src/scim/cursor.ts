/** Paging by cursor (RFC 9865) over the resources of a corpus. */
import type { CheckContext } from "../model/check.ts";
import type { ScimClient, ScimResponse } from "../model/client.ts";
import { corpus, SIZE, type Corpus } from "./corpus.ts";

type Isolated = Corpus & { readonly filter: string };
type Parameters = Readonly<Record<string, string>>;

/** A walk from the first page; bounded, so that a server that never ends does not matter. */
export interface Walk {
  readonly pages: readonly ScimResponse[];
  /** `end`: no nextCursor any more; `refused`: a page was no success; `endless`: still a cursor after more pages than results. */
  readonly stopped: "end" | "refused" | "endless";
}

/** Pages that a walk has at most: one result each, and a few empty ones. */
const LIMIT = SIZE + 3;

/** The cursor of the next page; null if the page gives none. */
export function nextOf(page: ScimResponse): string | null {
  const next = page.object?.["nextCursor"];
  return typeof next === "string" && next !== "" ? next : null;
}

/** The corpus with its filter; ends the check as skipped where its members cannot be told from other resources. */
export async function isolated({ given, target, type, skip }: CheckContext): Promise<Isolated> {
  const c = await corpus(given, target, type);
  return c.filter === null ? skip(c.reason) : { ...c, filter: c.filter };
}

/** The first page, two resources long; skips where the server neither declares cursors nor shows them. */
export async function startByCursor(context: CheckContext, c: Isolated): Promise<ScimResponse> {
  const { given, target, type, skip } = context;
  const first = await given.once(`cursor start ${type.name}`, (_own, scim) => scim.list(type, { filter: c.filter, cursor: "", count: "2" }));
  if (target.supports("cursorPagination") !== true && nextOf(first) === null) return skip("the server declares no cursor paging (ServiceProviderConfig has no pagination.cursor), and answers cursor= without nextCursor");
  return first;
}

/** The nextCursor of the first page, for checks that need no more; without one they are blocked by what the walk finds. */
export async function firstCursor(context: CheckContext, c: Isolated): Promise<string> {
  const first = await startByCursor(context, c);
  const next = nextOf(first);
  context.require(next !== null, "list", `the first page by cursor is answered with ${first.status} and no nextCursor`);
  return next ?? "";
}

async function follow(list: (parameters: Parameters) => Promise<ScimResponse>): Promise<Walk> {
  const pages = [await list({ cursor: "" })];
  for (let page = pages[0]; page; page = pages.at(-1)) {
    if (!page.ok) return { pages, stopped: "refused" };
    const next = nextOf(page);
    if (next === null) return { pages, stopped: "end" };
    if (pages.length >= LIMIT) break;
    pages.push(await list({ cursor: next }));
  }
  return { pages, stopped: "endless" };
}

/** All pages of two resources each, sorted if the parameters say so. */
export async function walkByCursor(context: CheckContext, c: Isolated, parameters: Parameters = {}): Promise<Walk> {
  const { given, type } = context;
  await startByCursor(context, c);
  const walk = (scim: ScimClient): Promise<Walk> => follow((cursor) => scim.list(type, { filter: c.filter, ...parameters, ...cursor, count: "2" }));
  return given.once(`cursor walk ${type.name} ${JSON.stringify(parameters)}`, (_own, scim) => walk(scim));
}

/** Another cursor of the same form, which no server has given: one letter or digit in the middle is changed. */
export function forged(cursor: string): string {
  const places = Array.from(cursor).flatMap((char, i) => (/[A-Za-z0-9]/.test(char) ? [i] : []));
  const place = places[Math.floor(places.length / 2)];
  if (place === undefined) return `${cursor}A`;
  return cursor.slice(0, place) + (cursor[place] === "A" ? "B" : "A") + cursor.slice(place + 1);
}
