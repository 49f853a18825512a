/** One try of one request on undici: total time limit, size cap, immediate stop. */
import type { Dispatcher } from "undici";
import type { HeaderList } from "../model/exchange.ts";
import type { Capped } from "./body.ts";
import type { StopSwitch } from "./stop.ts";

export interface WireRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: HeaderList;
  readonly body: string | Uint8Array | null;
}

export interface WireLimits {
  /** Milliseconds from connecting to the last byte. */
  readonly timeoutMs: number;
  readonly maxBodyBytes: number;
  readonly stop: StopSwitch;
}

export type WireEnd =
  | { readonly kind: "answer"; readonly status: number; readonly headers: HeaderList; readonly body: Capped }
  | { readonly kind: "failed"; readonly error: unknown }
  | { readonly kind: "timeout" }
  | { readonly kind: "stopped" };

export interface WireResult {
  readonly end: WireEnd;
  readonly startedAt: Date;
  readonly durationMs: number;
  /** False if it is certain that no byte of the request was sent. */
  readonly sent: boolean;
  /** True once the status line had arrived. */
  readonly answered: boolean;
}

/** Header names and values as received; undici gives them as bytes (RFC 9110 section 5.5: latin1). */
function fieldsOf(raw: Dispatcher.DispatchController["rawHeaders"]): HeaderList {
  if (!Array.isArray(raw)) return [];
  const text = raw.map((part) => (typeof part === "string" ? part : part.toString("latin1")));
  const list: (readonly [string, string])[] = [];
  for (let i = 0; i + 1 < text.length; i += 2) list.push([text[i] ?? "", text[i + 1] ?? ""]);
  return list;
}

class Try implements Dispatcher.DispatchHandler {
  readonly #limits: WireLimits;
  readonly #resolve: (result: WireResult) => void;
  readonly #timer: NodeJS.Timeout;
  readonly #off: () => void;
  readonly #chunks: Buffer[] = [];
  #startedAt = new Date();
  #started = performance.now();
  #controller: Dispatcher.DispatchController | null = null;
  #status = 0;
  #headers: HeaderList = [];
  #size = 0;
  #over = false;

  constructor(limits: WireLimits, resolve: (result: WireResult) => void) {
    this.#limits = limits;
    this.#resolve = resolve;
    this.#timer = setTimeout(() => this.#giveUp({ kind: "timeout" }), limits.timeoutMs);
    this.#off = limits.stop.onStop(() => this.#giveUp({ kind: "stopped" }));
  }

  /** The connection stands and the request is about to be written. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    // undici cannot take back a request that waits for a connection; this one was given up meanwhile.
    if (this.#over) return controller.abort(new Error("given up"));
    this.#controller = controller;
    this.#startedAt = new Date();
    this.#started = performance.now();
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number): void {
    if (status < 200) return; // interim responses (RFC 9110 section 15.2)
    this.#status = status;
    this.#headers = fieldsOf(controller.rawHeaders);
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#over) return;
    const room = this.#limits.maxBodyBytes - this.#size;
    this.#chunks.push(chunk.length > room ? chunk.subarray(0, room) : chunk);
    this.#size += chunk.length;
    if (chunk.length > room) this.#giveUp(this.#answer(true));
  }

  onResponseEnd(): void {
    this.#finish(this.#answer(false));
  }

  onResponseError(_: Dispatcher.DispatchController, error: unknown): void {
    this.#finish({ kind: "failed", error });
  }

  #answer(truncated: boolean): WireEnd {
    return { kind: "answer", status: this.#status, headers: this.#headers, body: { bytes: Buffer.concat(this.#chunks), truncated } };
  }

  #giveUp(end: WireEnd): void {
    this.#finish(end);
    this.#controller?.abort(new Error("given up"));
  }

  #finish(end: WireEnd): void {
    if (this.#over) return;
    this.#over = true;
    clearTimeout(this.#timer);
    this.#off();
    const durationMs = performance.now() - this.#started;
    this.#resolve({ end, startedAt: this.#startedAt, durationMs, sent: this.#controller !== null, answered: this.#status > 0 });
  }
}

/** A result for a request that never reached the network. */
export function unsent(end: WireEnd): WireResult {
  return { end, startedAt: new Date(), durationMs: 0, sent: false, answered: false };
}

/** Sends once. Never rejects: the end says what happened. */
export function sendOnce(dispatcher: Dispatcher, request: WireRequest, limits: WireLimits): Promise<WireResult> {
  const { url, method, headers, body } = request;
  return new Promise((resolve) => {
    const options = { origin: url.origin, path: url.pathname + url.search, method: method as Dispatcher.HttpMethod, headers: headers.flat(), body, headersTimeout: 0, bodyTimeout: 0 };
    dispatcher.dispatch(options, new Try(limits, resolve));
  });
}
