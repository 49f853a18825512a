/** The recording HTTP client: limits, safe retries, same-origin redirects, masking; every answer becomes an exchange. */
import "../model/native-fetch.ts";
import { Agent, type Dispatcher } from "undici";
import type { Exchange, ExchangeResponse, HeaderList, TransportError } from "../model/exchange.ts";
import { decodeContent, toText } from "./body.ts";
import { hideCredential, RequestFields } from "./credentials.ts";
import { toTransportError } from "./errors.ts";
import { Pacer, Semaphore } from "./limits.ts";
import { backoff, field, redirectProblem, redirectTarget, throttle } from "./policy.ts";
import { StopSwitch } from "./stop.ts";
import type { HttpOptions, HttpRequest, HttpResult, HttpStats } from "./types.ts";
import { sendOnce, unsent, type WireRequest, type WireResult } from "./wire.ts";

export { credentialHeader } from "./credentials.ts";

interface Attempt {
  readonly result: WireResult;
  readonly error: TransportError | null;
  readonly retries: number;
  /** Number of the exchange, in order of sending. */
  readonly number: number;
}

interface Text {
  readonly body: string | null;
  readonly truncated: boolean;
  readonly invalidUtf8: boolean;
}

const NO_TEXT: Text = { body: null, truncated: false, invalidUtf8: false };

function withDefaults(options: HttpOptions) {
  return { ...options, timeoutMs: options.timeoutMs ?? 10_000, concurrency: options.concurrency ?? 8, retries: options.retries ?? 2, maxBodyBytes: options.maxBodyBytes ?? 5_000_000 };
}

function agentFor({ tls, concurrency, timeoutMs }: ReturnType<typeof withDefaults>): Agent {
  const trust = { ...(tls?.ca === undefined ? {} : { ca: tls.ca }), ...(tls?.skipVerify ? { rejectUnauthorized: false } : {}) };
  return new Agent({ connections: concurrency, pipelining: 1, allowH2: false, keepAliveTimeout: 4000, connectTimeout: timeoutMs, connect: trust });
}

function requestText(body: HttpRequest["body"]): string | null {
  if (body === undefined || body === null || typeof body === "string") return body ?? null;
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("utf8");
}

export class HttpClient {
  readonly #options: ReturnType<typeof withDefaults>;
  readonly #dispatcher: Dispatcher;
  readonly #slots: Semaphore;
  readonly #stop: StopSwitch;
  readonly #pacer: Pacer;
  readonly #fields: RequestFields;
  readonly #sequence: { last: number };
  readonly #recorded: { readonly number: number; readonly exchange: Exchange }[] = [];
  readonly #stats = { requests: 0, retries: 0, throttled: 0 };

  constructor(options: HttpOptions) {
    this.#options = withDefaults(options);
    for (const auth of [options.auth, options.credentials?.otherTenant, options.credentials?.lowPrivilege]) {
      if (auth) hideCredential(auth, options.redactor);
    }
    this.#dispatcher = options.dispatcher ?? agentFor(this.#options);
    this.#slots = new Semaphore(this.#options.concurrency);
    this.#stop = new StopSwitch(options.signal, options.deadline);
    this.#pacer = new Pacer(options.requestsPerSecond ?? null, this.#stop);
    this.#fields = new RequestFields(options);
    this.#sequence = options.sequence ?? { last: 0 };
  }

  get stats(): HttpStats {
    return this.#stats;
  }

  /** All finished exchanges, in the order of sending. */
  get exchanges(): readonly Exchange[] {
    return this.#recorded.map((r) => r.exchange);
  }

  /**
   * Sends a request. Whatever the network or the target does is a normal return: the exchange says what happened.
   * Rejects only for a credential that the config does not give.
   */
  async send(request: HttpRequest): Promise<HttpResult> {
    const hops: Exchange[] = [];
    const visited = [request.url];
    for (let current = request; ; ) {
      const url = URL.canParse(current.url) ? new URL(current.url) : null;
      const wire = url && { url, method: current.method, headers: this.#fields.of(current, url.origin), body: current.body ?? null };
      const attempt = wire ? await this.#tries(wire) : this.#refuse(`not a valid URL: ${current.url}`);
      const next = url && redirectTarget(current.method, url, attempt.result);
      const problem = next && redirectProblem(visited, next.href);
      const failed = problem ? { ...attempt, error: this.#failure("redirect", problem) } : attempt;
      const result = await this.#record(current, wire?.headers ?? [], failed);
      if (!next || problem) return { ...result, hops };
      hops.push(result.exchange);
      visited.push(next.href);
      current = { ...current, url: next.href };
    }
  }

  /** Ends requests under way and closes all connections; later requests are not sent. */
  async close(): Promise<void> {
    this.#stop.trip("the HTTP client was closed");
    if (this.#options.dispatcher === undefined) await this.#dispatcher.destroy();
  }

  async #tries(request: WireRequest): Promise<Attempt> {
    await this.#slots.acquire();
    try {
      for (let retries = 0, number = 0; ; retries += 1) {
        await this.#pacer.turn();
        number = number || this.#nextNumber();
        const result = await this.#sendOnce(request);
        const error = this.#errorOf(result, request.url);
        const wait = this.#wait(result, error, request.method, retries);
        if (wait === null || retries >= this.#options.retries) return { result, error, retries, number };
        this.#stats.retries += 1;
        // If the run ends meanwhile, the next try says so: the answer at hand is not the server's last word.
        await this.#stop.wait(wait);
      }
    } finally {
      this.#slots.release();
    }
  }

  async #sendOnce(request: WireRequest): Promise<WireResult> {
    if (this.#stop.reason !== null) return unsent({ kind: "stopped" });
    this.#stats.requests += 1;
    const { timeoutMs, maxBodyBytes } = this.#options;
    return sendOnce(this.#dispatcher, request, { timeoutMs, maxBodyBytes, stop: this.#stop });
  }

  /** Milliseconds to wait before trying again, if that is safe; null if not. A 429 holds everything back. */
  #wait(result: WireResult, error: TransportError | null, method: string, retries: number): number | null {
    if (error) return backoff(result, error.kind, method, retries);
    const asked = throttle(result, Date.now());
    if (asked === null) return null;
    this.#stats.throttled += 1;
    if (result.end.kind === "answer" && result.end.status === 429) this.#pacer.pause(asked);
    return asked;
  }

  #nextNumber(): number {
    this.#sequence.last += 1;
    return this.#sequence.last;
  }

  #failure(kind: TransportError["kind"], message: string): TransportError {
    return { kind, message: this.#options.redactor.text(message) };
  }

  #refuse(message: string): Attempt {
    return { result: unsent({ kind: "stopped" }), error: this.#failure("other", message), retries: 0, number: this.#nextNumber() };
  }

  #errorOf({ end, answered }: WireResult, url: URL): TransportError | null {
    const { timeoutMs } = this.#options;
    if (end.kind === "answer") return null;
    if (end.kind === "stopped") return this.#failure("aborted", this.#stop.reason ?? "the run was stopped");
    if (end.kind === "timeout") return this.#failure("timeout", `no ${answered ? "complete " : ""}answer within ${timeoutMs / 1000} s from ${url.host}`);
    const { kind, message } = toTransportError(end.error, { host: url.host, timeoutMs, answered });
    return this.#failure(kind, message);
  }

  async #text({ end }: WireResult): Promise<Text> {
    if (end.kind !== "answer") return NO_TEXT;
    const body = await decodeContent(end.body, field(end.headers, "content-encoding"), this.#options.maxBodyBytes);
    const { text, invalidUtf8 } = toText(body);
    return { body: text, truncated: body.truncated, invalidUtf8 };
  }

  async #record(request: HttpRequest, sent: HeaderList, attempt: Attempt): Promise<Omit<HttpResult, "hops">> {
    const { redactor } = this.#options;
    const { result, error, retries, number } = attempt;
    const { check, operation, resourceType, credential, method } = request;
    const { body, truncated, invalidUtf8 } = await this.#text(result);
    const sentBody = requestText(request.body);
    const headers = result.end.kind === "answer" ? result.end.headers : [];
    const masked = body === null ? null : redactor.text(body);
    const response: ExchangeResponse | null =
      result.end.kind !== "answer"
        ? null
        : { status: result.end.status, headers: redactor.headers(headers), body: masked, ...(truncated ? { truncated } : {}), ...(invalidUtf8 ? { invalidUtf8 } : {}) };
    const exchange: Exchange = {
      id: `x${number}`,
      check,
      operation,
      resourceType,
      credential,
      request: { method, url: redactor.text(request.url), headers: redactor.headers(sent), body: sentBody === null ? null : redactor.text(sentBody) },
      response,
      error,
      startedAt: result.startedAt.toISOString(),
      durationMs: Math.round(result.durationMs * 100) / 100,
      retries,
    };
    this.#keep(number, exchange);
    return { exchange, body, headers, secretsSeen: masked !== body || redactor.leaks(headers) };
  }

  /** Answers come in any order; the list is in the order of sending. */
  #keep(number: number, exchange: Exchange): void {
    let at = this.#recorded.length;
    while (at > 0 && (this.#recorded[at - 1]?.number ?? 0) > number) at -= 1;
    this.#recorded.splice(at, 0, { number, exchange });
    this.#options.onExchange?.(exchange);
  }
}

/** A client for one target; `close` it when done. */
export function createHttpClient(options: HttpOptions): HttpClient {
  return new HttpClient(options);
}
