/** The reference server without a network: an undici dispatcher on the same code, for runs by the thousand. */
import "../model/native-fetch.ts";
import { Dispatcher, errors } from "undici";
import type { Context } from "./behaviour.ts";
import { arrived, refusal, rejection, toAnswer, type WireAnswer } from "./framing.ts";
import { arrive, BASE_PATH, createContext, type Arrival, type ReferenceServer, type ReferenceServerOptions } from "./server.ts";

/** A host that the reports can show; nothing is looked up or sent there. */
const HOST = "scim.example.com";

/** A reference server that only its dispatcher reaches. */
export interface InProcessServer extends ReferenceServer {
  readonly dispatcher: Dispatcher;
}

/** What the handler of one request may do with it. */
class Controller implements Dispatcher.DispatchController {
  readonly paused = false;
  aborted = false;
  reason: Error | null = null;
  rawHeaders: string[] = [];
  readonly #onAbort: (reason: Error) => void;

  constructor(onAbort: (reason: Error) => void) {
    this.#onAbort = onAbort;
  }

  abort(reason: Error): void {
    if (this.aborted) return;
    this.aborted = true;
    this.reason = reason;
    this.#onAbort(reason);
  }

  /** Answers are small and come in one piece: there is nothing to hold back. */
  pause(): void {}
  resume(): void {}
}

/** One request that waits for its answer. */
class Exchange {
  readonly #handler: Dispatcher.DispatchHandler;
  readonly #controller = new Controller((reason) => this.fail(reason));
  #over = false;

  constructor(handler: Dispatcher.DispatchHandler) {
    this.#handler = handler;
  }

  get over(): boolean {
    return this.#over;
  }

  begin(): void {
    this.#handler.onRequestStart?.(this.#controller, null);
  }

  deliver({ status, headers, body, problem }: WireAnswer): void {
    // A length that is not right shows at the end only; anything else, before the status line counts.
    if (problem && !(problem instanceof errors.ResponseContentLengthMismatchError)) return this.fail(problem);
    this.#controller.rawHeaders = headers.flat();
    this.#handler.onResponseStart?.(this.#controller, status, Object.fromEntries(headers));
    if (body.length > 0 && !this.#over) this.#handler.onResponseData?.(this.#controller, body);
    if (problem) return this.fail(problem);
    if (this.#over) return;
    this.#over = true;
    this.#handler.onResponseEnd?.(this.#controller, {});
  }

  fail(error: Error): void {
    if (this.#over) return;
    this.#over = true;
    this.#handler.onResponseError?.(this.#controller, error);
  }
}

/** Answers what is dispatched to it, a turn of the event loop or the latency later, as a network would. */
export class InProcessDispatcher extends Dispatcher {
  readonly #context: Context;
  readonly #latencyMs: number;
  readonly #pending = new Set<Exchange>();
  #stopped = false;

  constructor(context: Context, latencyMs = 0) {
    super();
    this.#context = context;
    this.#latencyMs = latencyMs;
  }

  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    const exchange = new Exchange(handler);
    const problem = this.#stopped ? new errors.ClientDestroyedError() : refusal(options);
    if (problem) {
      exchange.fail(problem);
      return true;
    }
    exchange.begin();
    this.#pending.add(exchange);
    const act = (): void => {
      const refused = rejection(options);
      const arrival = refused ? null : this.#arrive(options);
      const reply = (): void => {
        this.#pending.delete(exchange);
        if (!exchange.over) this.#answer(options, exchange, refused, arrival);
      };
      if (arrival?.wait) void arrival.wait.then(reply);
      else reply();
    };
    if (this.#latencyMs > 0) setTimeout(act, this.#latencyMs);
    else setImmediate(act);
    return true;
  }

  /** Cuts what is under way; later requests fail. */
  stop(): void {
    this.#stopped = true;
    for (const exchange of this.#pending) exchange.fail(new errors.SocketError("other side closed"));
    this.#pending.clear();
  }

  /** Null where the server's code throws: the connection is cut then. */
  #arrive(options: Dispatcher.DispatchOptions): Arrival | null {
    try {
      return arrive(arrived(options), this.#context);
    } catch {
      return null;
    }
  }

  #answer(options: Dispatcher.DispatchOptions, exchange: Exchange, refused: WireAnswer | null, arrival: Arrival | null): void {
    let result: WireAnswer;
    try {
      if (!refused && !arrival) throw new errors.SocketError("other side closed");
      result = refused ?? toAnswer((arrival as Arrival).answer(), options.method);
    } catch {
      // As server.ts does: whatever the server's code throws cuts the connection.
      return exchange.fail(new errors.SocketError("other side closed"));
    }
    exchange.deliver(result);
  }
}

/** Creates a reference server that is reached through its dispatcher alone: no port, no sockets. Throws on an unknown fault. */
export function createReferenceDispatcher(options: Omit<ReferenceServerOptions, "port"> = {}): InProcessServer {
  let baseUrl = "";
  const context = createContext(options, () => baseUrl);
  baseUrl = `${context.behaviour.scheme}://${HOST}${BASE_PATH}`;
  const dispatcher = new InProcessDispatcher(context, options.latencyMs);
  return {
    baseUrl,
    token: context.tokens.primary,
    tokens: context.tokens,
    dispatcher,
    close: () => {
      dispatcher.stop();
      return Promise.resolve();
    },
  };
}
