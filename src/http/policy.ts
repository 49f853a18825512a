/** What to do after an answer: try again, go elsewhere, or be content. Pure. */
import type { HeaderList } from "../model/exchange.ts";
import { retryAfter } from "./limits.ts";
import type { WireResult } from "./wire.ts";

/** Never wait longer than this for a Retry-After, in milliseconds. */
export const MAX_PAUSE = 60_000;
/** Redirects followed for one request. */
export const MAX_HOPS = 5;

const FIRST_BACKOFF = 100;
const CONNECTION_FAILED = new Set(["refused", "dns"]);

/** First value of a field; `name` in lower case. */
export function field(headers: HeaderList, name: string): string | null {
  return headers.find(([n]) => n.toLowerCase() === name)?.[1] ?? null;
}

/** How long the server asks to hold back, in milliseconds, at most MAX_PAUSE; null if it does not ask. */
export function throttle(result: WireResult, now: number): number | null {
  const { end } = result;
  if (end.kind !== "answer" || (end.status !== 429 && end.status !== 503)) return null;
  const asked = retryAfter(field(end.headers, "retry-after"), now);
  // Without Retry-After the answer may be the server's last word: trying again blindly would be a guess.
  return asked === null ? null : Math.min(asked, MAX_PAUSE);
}

/**
 * True if a reused connection was closed as the request was sent: a client may repeat a safe method then
 * (RFC 9112 section 9.3.1). A first request on a connection, closed, is the server's answer to it.
 */
function lostRace(result: WireResult, method: string): boolean {
  if (result.end.kind !== "failed" || result.answered || (method !== "GET" && method !== "HEAD")) return false;
  const error = result.end.error;
  const socket: unknown = error instanceof Error && "socket" in error ? error.socket : null;
  return typeof socket === "object" && socket !== null && "bytesRead" in socket && typeof socket.bytesRead === "number" && socket.bytesRead > 0;
}

/** Milliseconds to wait before another try of a failed request; null if it may have had an effect, or would fail again. */
export function backoff(result: WireResult, kind: string, method: string, tries: number): number | null {
  if (!result.sent && CONNECTION_FAILED.has(kind)) return FIRST_BACKOFF * 2 ** tries;
  return kind === "closed" && lostRace(result, method) ? 0 : null;
}

/**
 * Where a redirect leads, if it is followed: 307 and 308 with method and body kept (RFC 7644 section 3.12), 301 and 302
 * for GET only; and never to another origin, where credentials do not belong.
 */
export function redirectTarget(method: string, url: URL, result: WireResult): URL | null {
  const { end } = result;
  if (end.kind !== "answer") return null;
  const { status } = end;
  const follows = status === 307 || status === 308 || ((status === 301 || status === 302) && method === "GET");
  const location = follows ? field(end.headers, "location") : null;
  if (location === null || !URL.canParse(location, url.href)) return null;
  const target = new URL(location, url);
  if (target.origin !== url.origin) return null;
  target.hash = "";
  target.username = "";
  target.password = "";
  return target;
}

/** Why a redirect is not followed although it could be: a loop, or too many; null if it is followed. */
export function redirectProblem(visited: readonly string[], next: string): string | null {
  if (visited.includes(next)) return `the redirects go in a circle: ${[...visited, next].join(" -> ")}`;
  return visited.length > MAX_HOPS ? `more than ${MAX_HOPS} redirects, the last to ${next}` : null;
}
