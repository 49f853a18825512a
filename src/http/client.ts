/** The recording HTTP client: limits, safe retries, same-origin redirects, masking; every try becomes an exchange. */
import { randomBytes } from "node:crypto";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import type { Readable } from "node:stream";
import { Agent } from "undici";
import type { CredentialName, Exchange, ExchangeResponse, HeaderList, TransportError } from "../model/exchange.ts";
import { toTransportError } from "./errors.ts";
import { Pacer, retryAfter, Semaphore } from "./limits.ts";
import type { Auth, HttpOptions, HttpRequest, HttpResult, HttpStats } from "./types.ts";

/** Never wait longer than this for a Retry-After, in milliseconds. */
const MAX_PAUSE = 60_000;
const MAX_HOPS = 5;

interface Answer {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: string | null;
  readonly truncated: boolean;
  readonly invalidUtf8: boolean;
}

interface Attempt {
  readonly answer: Answer | null;
  readonly error: TransportError | null;
  readonly startedAt: string;
  readonly durationMs: number;
}

/** The header field that carries a credential; null for none. */
export function credentialHeader(auth: Auth): readonly [string, string] | null {
  switch (auth.type) {
    case "none":
      return null;
    case "bearer":
      return ["Authorization", `Bearer ${auth.token}`];
    case "basic":
      return ["Authorization", `Basic ${Buffer.from(`${auth.username}:${auth.password}`).toString("base64")}`];
    case "header":
      return [auth.name, auth.value];
  }
}

/** A credential of the same kind that cannot be right. */
function bogus(auth: Auth): Auth {
  const word = `invalid-${randomBytes(12).toString("hex")}`;
  switch (auth.type) {
    case "none":
      return { type: "bearer", token: word };
    case "bearer":
      return { type: "bearer", token: word };
    case "basic":
      return { ...auth, password: word };
    case "header":
      return { ...auth, value: word };
  }
}

function fieldsOf(raw: unknown): HeaderList {
  if (!Array.isArray(raw)) return Object.entries(raw as Record<string, string | string[]>).flatMap(([n, v]) => (Array.isArray(v) ? v : [v]).map((x) => [n, x] as const));
  const list: (readonly [string, string])[] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) list.push([String(raw[i]), String(raw[i + 1])]);
  return list;
}

function field(headers: HeaderList, name: string): string | null {
  return headers.find(([n]) => n.toLowerCase() === name)?.[1] ?? null;
}

/** Decoded stream of a compressed body; the cap then applies to what comes out of it. */
function decoded(body: Readable, encoding: string | null): Readable {
  const decoders = { gzip: createGunzip, "x-gzip": createGunzip, deflate: createInflate, br: createBrotliDecompress } as const;
  const create = encoding === null ? undefined : decoders[encoding.trim().toLowerCase() as keyof typeof decoders];
  if (!create) return body;
  const decoder = create();
  body.on("error", (error) => decoder.destroy(error));
  return body.pipe(decoder);
}

async function readCapped(stream: Readable, cap: number): Promise<{ bytes: Buffer; truncated: boolean }> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = chunk as Buffer;
    if (size + bytes.length > cap) {
      chunks.push(bytes.subarray(0, cap - size));
      return { bytes: Buffer.concat(chunks), truncated: true };
    }
    chunks.push(bytes);
    size += bytes.length;
  }
  return { bytes: Buffer.concat(chunks), truncated: false };
}

function toText(bytes: Buffer, truncated: boolean): { text: string; invalid: boolean } {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes), invalid: false };
  } catch {
    // A cut may go through a character; that is not the server's mistake.
    return { text: bytes.toString("utf8"), invalid: !truncated };
  }
}

export class HttpClient {
  readonly #options: HttpOptions;
  readonly #agent: Agent;
  readonly #slots: Semaphore;
  readonly #pacer: Pacer;
  readonly #exchanges: Exchange[] = [];
  readonly #invalid: Auth;
  readonly stats: HttpStats = { requests: 0, retries: 0, throttled: 0 };

  constructor(options: HttpOptions) {
    this.#options = options;
    const { tls } = options;
    this.#agent = new Agent({
      connections: options.concurrency,
      pipelining: 1,
      allowH2: false,
      keepAliveTimeout: 4000,
      connectTimeout: options.timeoutMs,
      connect: { ...(tls?.ca === undefined ? {} : { ca: tls.ca }), ...(tls?.skipVerify ? { rejectUnauthorized: false } : {}) },
    });
    this.#slots = new Semaphore(options.concurrency);
    this.#pacer = new Pacer(options.requestsPerSecond);
    this.#invalid = bogus(options.auth);
  }

  /** All exchanges so far, in the order of sending. */
  get exchanges(): readonly Exchange[] {
    return this.#exchanges;
  }

  /** Sends a request; never rejects for what the network or the target does: the exchange says what happened. */
  async send(request: HttpRequest): Promise<HttpResult> {
    let current = request;
    const visited = new Set<string>();
    for (let hop = 0; ; hop += 1) {
      const result = await this.#withRetries(current);
      const next = this.#redirect(current, result);
      if (next === null) return result;
      visited.add(current.url);
      if (hop >= MAX_HOPS || visited.has(next)) {
        return this.#record(current, { ...EMPTY_ATTEMPT, error: { kind: "redirect", message: `redirected ${hop + 1} times without an answer, last to ${next}` } }, 0);
      }
      current = { ...current, url: next };
    }
  }

  /** Closes all connections; requests under way fail. */
  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  /** Where to go next: only within the origin of the target, and only with a method and body that may be repeated. */
  #redirect(request: HttpRequest, result: HttpResult): string | null {
    const status = result.exchange.response?.status ?? 0;
    const follows = status === 307 || status === 308 || ((status === 301 || status === 302) && request.method === "GET");
    const location = follows ? field(result.headers, "location") : null;
    if (location === null || !URL.canParse(location, request.url)) return null;
    const target = new URL(location, request.url);
    return target.origin === new URL(this.#options.baseUrl).origin ? target.href : null;
  }

  async #withRetries(request: HttpRequest): Promise<HttpResult> {
    const { retries, signal } = this.#options;
    for (let tries = 0; ; tries += 1) {
      await this.#slots.acquire();
      let attempt: Attempt;
      try {
        attempt = await this.#attempt(request);
      } finally {
        this.#slots.release();
      }
      const wait = this.#waitBeforeRetry(attempt, tries);
      if (wait === null || tries >= retries || signal?.aborted) return this.#record(request, attempt, tries);
      this.stats.retries += 1;
      if (wait > 0) this.#pacer.pause(wait);
    }
  }

  /** Milliseconds to wait if trying again is safe: nothing was sent, or the server asks to come back later. */
  #waitBeforeRetry(attempt: Attempt, tries: number): number | null {
    if (attempt.error) return attempt.error.kind === "refused" || attempt.error.kind === "dns" ? 100 * 2 ** tries : null;
    const { status = 0, headers = [] } = attempt.answer ?? {};
    if (status !== 429 && status !== 503) return null;
    const wait = retryAfter(field(headers, "retry-after"), Date.now());
    if (wait === null || wait > MAX_PAUSE) return null;
    this.stats.throttled += 1;
    return Math.max(wait, 1);
  }

  async #attempt(request: HttpRequest): Promise<Attempt> {
    const { signal, timeoutMs } = this.#options;
    const aborted: Attempt = { ...EMPTY_ATTEMPT, error: { kind: "aborted", message: "the run was stopped" }, startedAt: new Date().toISOString() };
    try {
      await this.#pacer.turn(signal);
    } catch {
      return aborted;
    }
    if (signal?.aborted) return aborted;
    this.stats.requests += 1;
    const startedAt = new Date().toISOString();
    const started = performance.now();
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(new Error("time limit")), timeoutMs);
    const stop = (): void => controller.abort(new Error("stopped"));
    signal?.addEventListener("abort", stop, { once: true });
    try {
      const answer = await this.#dispatch(request, controller.signal);
      return { answer, error: null, startedAt, durationMs: performance.now() - started };
    } catch (error) {
      return { answer: null, error: this.#explain(error, controller.signal, request), startedAt, durationMs: performance.now() - started };
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
    }
  }

  #explain(error: unknown, aborted: AbortSignal, request: HttpRequest): TransportError {
    const { signal, timeoutMs, redactor } = this.#options;
    if (signal?.aborted) return { kind: "aborted", message: "the run was stopped" };
    if (aborted.aborted) return { kind: "timeout", message: `no complete answer within ${timeoutMs / 1000} s` };
    const found = toTransportError(error, new URL(request.url).host, timeoutMs);
    return { ...found, message: redactor.text(found.message) };
  }

  async #dispatch(request: HttpRequest, signal: AbortSignal): Promise<Answer> {
    const url = new URL(request.url);
    const response = await this.#agent.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: request.method as "GET",
      headers: this.#headers(request).flat(),
      body: request.body ?? null,
      signal,
      headersTimeout: 0,
      bodyTimeout: 0,
      responseHeaders: "raw",
    });
    const headers = fieldsOf(response.headers);
    const stream = decoded(response.body, field(headers, "content-encoding"));
    stream.on("error", () => {});
    const { bytes, truncated } = await readCapped(stream, this.#options.maxBodyBytes);
    if (truncated) {
      stream.destroy();
      response.body.destroy();
    }
    const { text, invalid } = toText(bytes, truncated);
    return { status: response.statusCode, headers, body: bytes.length === 0 ? null : text, truncated, invalidUtf8: invalid };
  }

  #auth(name: CredentialName): Auth {
    const { auth, credentials } = this.#options;
    if (name === "none") return { type: "none" };
    if (name === "invalid") return this.#invalid;
    return name === "primary" ? auth : (credentials?.[name] ?? { type: "none" });
  }

  #headers(request: HttpRequest): readonly (readonly [string, string])[] {
    const fields = new Map<string, readonly [string, string]>();
    const set = (name: string, value: string) => fields.set(name.toLowerCase(), [name, value]);
    set("Accept", "application/scim+json");
    set("Accept-Encoding", "identity");
    set("User-Agent", this.#options.userAgent);
    if (request.body !== undefined && request.body !== null) set("Content-Type", "application/scim+json");
    for (const [name, value] of Object.entries(this.#options.headers ?? {})) set(name, value);
    const credential = credentialHeader(this.#auth(request.credential));
    if (credential) set(...credential);
    for (const [name, value] of Object.entries(request.headers ?? {})) {
      if (value === null) fields.delete(name.toLowerCase());
      else set(name, value);
    }
    return [...fields.values()];
  }

  #record(request: HttpRequest, attempt: Attempt, retries: number): HttpResult {
    const { redactor } = this.#options;
    const answer = attempt.answer;
    const body = typeof request.body === "string" ? request.body : request.body ? Buffer.from(request.body).toString("utf8") : null;
    const response: ExchangeResponse | null = answer && {
      status: answer.status,
      headers: redactor.headers(answer.headers),
      body: answer.body === null ? null : redactor.text(answer.body),
      ...(answer.truncated ? { truncated: true } : {}),
      ...(answer.invalidUtf8 ? { invalidUtf8: true } : {}),
    };
    const exchange: Exchange = {
      id: `x${this.#exchanges.length + 1}`,
      check: request.check,
      operation: request.operation,
      resourceType: request.resourceType,
      credential: request.credential,
      request: { method: request.method, url: redactor.text(request.url), headers: redactor.headers(this.#headers(request)), body: body === null ? null : redactor.text(body) },
      response,
      error: attempt.error,
      startedAt: attempt.startedAt,
      durationMs: Math.round(attempt.durationMs * 100) / 100,
      retries,
    };
    this.#exchanges.push(exchange);
    const secretsSeen = answer !== null && (redactor.finds(answer.body ?? "") || answer.headers.some(([, v]) => redactor.finds(v)));
    return { exchange, body: answer?.body ?? null, headers: answer?.headers ?? [], secretsSeen };
  }
}

const EMPTY_ATTEMPT: Attempt = { answer: null, error: null, startedAt: new Date(0).toISOString(), durationMs: 0 };
