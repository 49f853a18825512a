/** Servers that answer otherwise than the reference server behind them, in process. */
import { Dispatcher } from "undici";
import { properties } from "../src/config/finish.ts";
import type { Json } from "../src/model/json.ts";
import type { Run } from "../src/model/run.ts";
import { runAgainstReference } from "../src/selftest.ts";
import { loadSuites } from "../src/suites.ts";

/** An answer; `raw` goes over the body. */
export interface Answer {
  readonly status: number;
  readonly body: Json | undefined;
  readonly raw?: string;
}

/** What was asked. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  /** The bearer token of the request. */
  readonly token: string;
}

export type Change = (answer: Answer, asked: Asked) => Answer;

class Front extends Dispatcher {
  readonly #server: Dispatcher;
  readonly #change: Change;

  constructor(server: Dispatcher, change: Change) {
    super();
    this.#server = server;
    this.#change = change;
  }

  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    const asked: Asked = { method: options.method, path: String(options.path), token: /Bearer ([^"',]+)/.exec(JSON.stringify(options.headers ?? []))?.[1] ?? "" };
    const chunks: Buffer[] = [];
    let [status, headers]: [number, Record<string, string | string[] | undefined>] = [0, {}];
    return this.#server.dispatch(options, {
      onRequestStart: (controller, context) => handler.onRequestStart?.(controller, context),
      onResponseStart: (_controller, code, fields) => void ([status, headers] = [code, fields]),
      onResponseData: (_controller, chunk) => void chunks.push(chunk),
      onResponseEnd: (controller, trailers) => {
        const text = Buffer.concat(chunks).toString();
        const changed = this.#change({ status, body: text === "" ? undefined : (JSON.parse(text) as Json) }, asked);
        const body = Buffer.from(changed.raw ?? (changed.body === undefined ? "" : JSON.stringify(changed.body)));
        const { "content-length": _length, ...kept } = headers;
        handler.onResponseStart?.(controller, changed.status, { ...kept, "content-length": String(body.length) }, "");
        if (body.length > 0 && asked.method !== "HEAD") handler.onResponseData?.(controller, body);
        handler.onResponseEnd?.(controller, trailers);
      },
      onResponseError: (controller, error) => handler.onResponseError?.(controller, error),
    });
  }
}

/** Assesses a server that changes what the reference server answers; with a few generated cases, if wanted. */
export async function assessedBehind(change: Change, generated: boolean): Promise<Run> {
  const budget = generated ? { properties: { ...properties("normal"), runs: 3 } } : {};
  return runAgainstReference(await loadSuites(), { through: (server) => new Front(server, change), confirm: true, ...budget });
}
