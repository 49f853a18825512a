/** What undici and node:http do to a message on its way, for the server that is reached without them (in-process.ts). */
import { maxHeaderSize, METHODS, validateHeaderName, validateHeaderValue } from "node:http";
import "../model/native-fetch.ts";
import { errors, type Dispatcher } from "undici";
import type { Encoded, Received } from "./server.ts";

type Fields = readonly (readonly [name: string, value: string])[];

/** An answer as the client's side of the connection sees it. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Fields;
  readonly body: Buffer;
  /** Why the message is not valid HTTP; null if it is. */
  readonly problem: Error | null;
}

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** undici refuses all of these but Content-Length, which it checks against the body: no check may depend on that. */
const REFUSED_FIELDS = new Set(["transfer-encoding", "keep-alive", "upgrade", "expect", "content-length"]);
/** node:http keeps the first value of these and joins the others (its documentation of message.headers). */
const SINGLE = new Set(
  "age authorization content-length content-type etag expires from host if-modified-since if-unmodified-since last-modified location max-forwards proxy-authorization referer retry-after server user-agent".split(" "),
);
const WITH_BODY = new Set(["POST", "PUT", "PATCH"]);

function fieldsOf({ headers }: Dispatcher.DispatchOptions): Fields {
  if (!Array.isArray(headers)) return Object.entries(headers ?? {}) as Fields;
  const flat = headers as readonly string[];
  return flat.flatMap((name, i) => (i % 2 === 0 ? [[name, flat[i + 1] ?? ""] as const] : []));
}

function invalid(check: () => void): boolean {
  try {
    check();
    return false;
  } catch {
    return true;
  }
}

/** Why undici would not send this request; null if it would. */
export function refusal(options: Dispatcher.DispatchOptions): Error | null {
  if (/[^\u0021-\u00ff]/.test(options.path)) return new errors.InvalidArgumentError("invalid request path");
  if (!TOKEN.test(options.method)) return new errors.InvalidArgumentError("invalid request method");
  for (const [name, value] of fieldsOf(options)) {
    if (!TOKEN.test(name)) return new errors.InvalidArgumentError("invalid header key");
    if (invalid(() => validateHeaderValue(name, value))) return new errors.InvalidArgumentError(`invalid ${name} header`);
    if (REFUSED_FIELDS.has(name.toLowerCase())) return new errors.InvalidArgumentError(`invalid ${name.toLowerCase()} header`);
  }
  return null;
}

/** The answer of node:http's own parser; null if the request gets past it. */
export function rejection(options: Dispatcher.DispatchOptions): WireAnswer | null {
  const size = fieldsOf(options).reduce((sum, [name, value]) => sum + name.length + value.length, options.path.length);
  const status = !METHODS.includes(options.method) ? 400 : size >= maxHeaderSize ? 431 : null;
  return status === null ? null : { status, headers: [["Connection", "close"]], body: Buffer.alloc(0), problem: null };
}

function bytesOf(body: Dispatcher.DispatchOptions["body"]): Buffer {
  if (typeof body === "string") return Buffer.from(body);
  return body instanceof Uint8Array ? Buffer.from(body.buffer, body.byteOffset, body.byteLength) : Buffer.alloc(0);
}

/** The request as it arrives, with the fields that undici adds, folded as node:http does. */
export function arrived(options: Dispatcher.DispatchOptions): Received {
  const body = bytesOf(options.body);
  const headers: Record<string, string> = { host: new URL(String(options.origin)).host, connection: options.method === "HEAD" ? "close" : "keep-alive" };
  const seen = new Set<string>();
  for (const [name, value] of fieldsOf(options)) {
    const key = name.toLowerCase();
    const text = value.replace(/^[ \t]+|[ \t]+$/g, "");
    if (!seen.has(key)) headers[key] = text;
    else if (!SINGLE.has(key)) headers[key] += `${key === "cookie" ? ";" : ","} ${text}`;
    seen.add(key);
  }
  if (body.length > 0 || WITH_BODY.has(options.method)) headers["content-length"] = String(body.length);
  return { method: options.method, target: options.path, headers, body };
}

/** The fields as they leave node:http, with those that it adds. */
function completed({ headers, text }: Encoded, method: string, empty: boolean): Fields {
  const has = (name: string): boolean => headers.some(([n]) => n.toLowerCase() === name);
  // node:http writes the head in one piece with a body that is text, as UTF-8; without a body as Latin-1.
  const coded = (value: string): string => (empty || text === "" ? value : Buffer.from(value).toString("latin1"));
  // undici asks to close the connection after a HEAD.
  const connection: Fields = method === "HEAD" ? [["Connection", "close"]] : [["Connection", "keep-alive"], ["Keep-Alive", "timeout=5"]];
  return [
    ...headers.map(([name, value]) => [name, coded(value).replace(/^[ \t]+/, "")] as const),
    ...(has("date") ? [] : [["Date", new Date().toUTCString()] as const]),
    ...(has("connection") ? [] : connection),
  ];
}

function problemOf(status: number, headers: Fields, length: number, method: string): Error | null {
  if (status < 200) return new errors.SocketError("bad response");
  if (headers.reduce((sum, [name, value]) => sum + name.length + value.length, 0) >= maxHeaderSize) return new errors.HeadersOverflowError();
  const given = headers.filter(([name]) => name.toLowerCase() === "content-length").map(([, value]) => value);
  if (given.length > 0 && headers.some(([name]) => name.toLowerCase() === "transfer-encoding")) {
    return new errors.HTTPParserError("Response does not match the HTTP/1.1 protocol (Content-Length can't be present with Transfer-Encoding)");
  }
  // undici writes repeats one behind the other, so that they match nothing.
  return method !== "HEAD" && given.length > 0 && Number(given.join("")) !== length ? new errors.ResponseContentLengthMismatchError() : null;
}

/** The answer as the client's side sees it. Throws, as node:http does, where the server makes no sendable message of it. */
export function toAnswer(encoded: Encoded, method: string): WireAnswer {
  const { status, headers, text } = encoded;
  if (!Number.isInteger(status) || status < 100 || status > 999) throw new RangeError(`invalid status code ${status}`);
  for (const [name, value] of headers) {
    validateHeaderName(name);
    validateHeaderValue(name, value);
  }
  const empty = method === "HEAD" || status === 204 || status === 304;
  const body = empty ? Buffer.alloc(0) : Buffer.from(text);
  const complete = completed(encoded, method, empty);
  return { status, headers: complete, body, problem: problemOf(status, complete, body.length, method) };
}
