/** HTTP Archive 1.2 (http://www.softwareishard.com/blog/har-12-spec/): the exchanges of a run for browsers' tools and proxies. */
import type { Exchange, ExchangeResponse, HeaderList } from "../src/model/exchange.ts";
import type { CheckResult, Run } from "../src/model/run.ts";
import { verdictSentence } from "./console.ts";

export interface HarOptions {
  /** Id of the check whose exchanges alone are wanted. */
  readonly check?: string;
}

/** undici is told not to speak HTTP/2 (src/http/client.ts). */
const VERSION = "HTTP/1.1";
const UNKNOWN = -1;
/** What stands where a secret was; its length says nothing of the secret's. */
const MASK = "***";
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const EPOCH = "1970-01-01T00:00:00.000Z";

/** The first field of that name (RFC 9110 section 5.1: without regard to case). */
const field = (headers: HeaderList, name: string): string | undefined => headers.find(([n]) => n.length === name.length && n.toLowerCase() === name)?.[1];
const pairs = (headers: HeaderList) => headers.map(([name, value]) => ({ name, value }));
const bytes = (text: string): number => (text.includes(MASK) ? UNKNOWN : Buffer.byteLength(text));

/** The time as HAR wants it; the epoch for one that is none (only a run file written by hand has such). */
function time(text: string): string {
  return ISO.test(text) && !Number.isNaN(Date.parse(text)) ? text : EPOCH;
}

/** `name=value` pairs of Cookie, or the one of a Set-Cookie field with its flags. */
function cookies(headers: HeaderList, name: "cookie" | "set-cookie") {
  return headers.filter(([n]) => n.length === name.length && n.toLowerCase() === name).flatMap(([, value]) => {
    const parts = value.split(";").map((p) => p.trim());
    const pair = (text: string) => {
      const at = text.indexOf("=");
      return at < 0 ? { name: "", value: text } : { name: text.slice(0, at), value: text.slice(at + 1) };
    };
    if (name === "cookie") return parts.filter((p) => p !== "").map(pair);
    const flags = new Set(parts.slice(1).map((p) => p.toLowerCase()));
    return [{ ...pair(parts[0] ?? ""), httpOnly: flags.has("httponly"), secure: flags.has("secure") }];
  });
}

/** What RFC 3986 does not allow, and the URL standard leaves in queries and fragments. */
const NOT_STRICT = /[^\w\-.~:/?#[\]@!$&'()*+,;=%]|%(?![0-9A-Fa-f]{2})/g;

/** Nothing but what may stand anywhere in a URI: most addresses. */
const SIMPLE = /^[\w\-.~:/?@!$&'()*+,;=]*$/;

/** The first number sign begins the fragment; further ones are escaped, and after the path brackets too. */
function strict(href: string): string {
  if (SIMPLE.test(href)) return href;
  const uri = href.replaceAll(NOT_STRICT, (c) => (c === "%" ? "%25" : encodeURIComponent(c)));
  const [beforeFragment = "", ...fragment] = uri.split("#");
  const [path = "", ...query] = beforeFragment.split("?");
  const escaped = (part: string): string => part.replaceAll(/[[\]]/g, encodeURIComponent);
  return [path, ...(query.length > 0 ? ["?", escaped(query.join("?"))] : []), ...(fragment.length > 0 ? ["#", escaped(fragment.join("%23"))] : [])].join("");
}

function parseUrl(url: string): URL | null {
  try {
    return new URL(url);
  } catch {
    return null;
  }
}

/** The address as a URI (RFC 3986), and its query as decoded pairs. A text that is no URI is kept beside it. */
function address(url: string) {
  const parsed = parseUrl(url);
  if (!parsed) return { url: "about:invalid", queryString: [], _url: url };
  return { url: strict(parsed.href), queryString: parsed.search === "" ? [] : [...parsed.searchParams].map(([name, value]) => ({ name, value })) };
}

function request({ request: { method, url, headers, body } }: Exchange) {
  return {
    method,
    ...address(url),
    httpVersion: VERSION,
    cookies: cookies(headers, "cookie"),
    headers: pairs(headers),
    ...(body === null ? {} : { postData: { mimeType: field(headers, "content-type") ?? "", text: body } }),
    headersSize: UNKNOWN,
    bodySize: body === null ? 0 : bytes(body),
  };
}

/** Octets of the body as received: what was stored, unless that is cut, masked or repaired. */
function sizeOf({ body, truncated, invalidUtf8 }: ExchangeResponse): number {
  if (body === null) return 0;
  return truncated === true || invalidUtf8 === true ? UNKNOWN : bytes(body);
}

function response({ response: r, error }: Exchange) {
  const headers = r?.headers ?? [];
  const size = r === null ? UNKNOWN : sizeOf(r);
  const body = r?.body ?? null;
  return {
    status: r?.status ?? 0,
    statusText: "",
    httpVersion: r === null ? "" : VERSION,
    cookies: cookies(headers, "set-cookie"),
    headers: pairs(headers),
    content: {
      size: r === null ? 0 : size,
      mimeType: field(headers, "content-type") ?? "x-unknown",
      ...(body === null ? {} : { text: body }),
      ...(r?.truncated === true ? { comment: "cut at http.maxBodyBytes" } : {}),
    },
    redirectURL: r !== null && r.status >= 300 && r.status < 400 ? (field(headers, "location") ?? "") : "",
    headersSize: UNKNOWN,
    bodySize: size,
    ...(error === null ? {} : { _error: `${error.kind}: ${error.message}` }),
  };
}

/** Check and instance of `read/by-id@Group`. */
function owner(check: string): { readonly _checkId: string; readonly _instance?: string } {
  const at = check.lastIndexOf("@");
  return at < 0 ? { _checkId: check } : { _checkId: check.slice(0, at), _instance: check.slice(at + 1) };
}

function entry(exchange: Exchange) {
  const ms = Number.isFinite(exchange.durationMs) ? Math.max(0, exchange.durationMs) : 0;
  return {
    pageref: exchange.check,
    startedDateTime: time(exchange.startedAt),
    time: ms,
    request: request(exchange),
    response: response(exchange),
    cache: {},
    // The parts were not measured: all of it is waiting.
    timings: { blocked: UNKNOWN, dns: UNKNOWN, connect: UNKNOWN, ssl: UNKNOWN, send: 0, wait: ms, receive: 0 },
    ...owner(exchange.check),
    _exchangeId: exchange.id,
    _retries: exchange.retries,
    _operation: exchange.operation,
    _resourceType: exchange.resourceType,
    _credential: exchange.credential,
    ...(exchange.error === null ? {} : { _error: exchange.error }),
  };
}

/** All that a check looked at, also what was sent on behalf of others. */
function exchangesOf(run: Run, check: CheckResult): readonly Exchange[] {
  const ids = new Set([...check.exchanges, ...check.findings.flatMap((f) => [f.exchange ?? "", ...(f.counterexample?.exchanges ?? [])])]);
  return run.exchanges.filter((e) => ids.has(e.id) || owner(e.check)._checkId === check.id);
}

/** In the order of sending, which is that of the numbers in their ids. */
function inOrder(exchanges: readonly Exchange[]): readonly Exchange[] {
  const numbered = exchanges.map((exchange) => ({ exchange, number: Number(exchange.id.slice(1)) || 0 }));
  return numbered.sort((a, b) => a.number - b.number).map((n) => n.exchange);
}

/** One page for each check, as the entries' groups. */
function pages(exchanges: readonly Exchange[], titles: ReadonlyMap<string, string>) {
  const first = new Map<string, Exchange>();
  for (const e of exchanges) if (!first.has(e.check)) first.set(e.check, e);
  return [...first].map(([id, e]) => ({ startedDateTime: time(e.startedAt), id, title: [id, titles.get(owner(id)._checkId)].filter((t) => t !== undefined).join(": "), pageTimings: {} }));
}

/**
 * The run, or one check of it, as HAR 1.2. Times are in milliseconds; sizes are in octets, -1 where unknown. A request
 * without an answer has status 0 and `_error`. Secrets are masked as in the run. Throws RangeError for a check that is not in the run.
 */
export function renderHar(run: Run, { check }: HarOptions = {}): string {
  const only = check === undefined ? undefined : run.checks.find((c) => c.id === check);
  if (check !== undefined && !only) throw new RangeError(`there is no check ${check} in this run`);
  const exchanges = inOrder(only ? exchangesOf(run, only) : run.exchanges);
  const log = {
    version: "1.2",
    comment: [`SCIM conformance of ${run.target.name}. ${verdictSentence(run)}`, ...run.notes].join("\n"),
    creator: { name: run.tool.name, version: run.tool.version },
    _complete: run.complete,
    _incompleteBecause: run.incompleteBecause,
    pages: pages(exchanges, new Map(run.checks.map((c) => [c.id, c.title]))),
    entries: exchanges.map(entry),
  };
  return `${JSON.stringify({ log })}\n`;
}
