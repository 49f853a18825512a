/** What a target in this process may be, told apart. */
import type { IncomingMessage, Server as HttpServer, ServerResponse } from "node:http";
import type { Server as HttpsServer } from "node:https";
import type { Dispatcher } from "undici";
import { ConfigError } from "../config/error.ts";
import type { FetchFunction } from "../http/fetch-listener.ts";
import type { Listener } from "../http/in-process.ts";

/** Says what a function is, where the number of its parameters does not; made by fromListener, fromFetch and fromDispatcher. */
export class WrappedHandler {
  readonly kind: "listener" | "fetch" | "dispatcher";
  /** @internal */
  readonly given: unknown;

  /** @internal */
  constructor(kind: "listener" | "fetch" | "dispatcher", given: unknown) {
    this.kind = kind;
    this.given = given;
  }
}

/** Answers requests as a listener of `node:http` does; an express or connect app and koa's `app.callback()` are such functions. */
export type RequestListener = (request: IncomingMessage, response: ServerResponse) => unknown;

/**
 * Whatever answers SCIM requests within this process: a request listener (two or more parameters), a WHATWG fetch function
 * (one parameter) or an object with a `fetch` method (a hono app), a server of `node:http` or `node:https` that need not
 * listen, an undici Dispatcher, or what fromListener, fromFetch or fromDispatcher made.
 */
export type Handler = RequestListener | FetchFunction | { readonly fetch: FetchFunction } | HttpServer | HttpsServer | Dispatcher | WrappedHandler;

/** A handler whose kind is known. */
export type KnownHandler =
  | { readonly kind: "listener"; readonly listener: Listener }
  | { readonly kind: "fetch"; readonly fetch: FetchFunction }
  | { readonly kind: "dispatcher"; readonly dispatcher: Dispatcher };

function must<T>(name: string, value: unknown, is: boolean, what: string): T {
  if (!is) throw new ConfigError(`${name}() takes ${what}, not ${value === null ? "null" : typeof value}`);
  return value as T;
}

const isFunction = (value: unknown): value is (...args: never[]) => unknown => typeof value === "function";

function has(value: unknown, member: string): boolean {
  return (typeof value === "object" || typeof value === "function") && value !== null && isFunction((value as Record<string, unknown>)[member]);
}

/** A request listener as a target, whatever the number of its parameters. Throws a ConfigError if it is no function. */
export function fromListener(listener: RequestListener): WrappedHandler {
  return new WrappedHandler("listener", must("fromListener", listener, isFunction(listener), "a function (request, response) => ..."));
}

/** A WHATWG fetch function as a target, whatever the number of its parameters. Throws a ConfigError if it is no function. */
export function fromFetch(fetch: FetchFunction): WrappedHandler {
  return new WrappedHandler("fetch", must("fromFetch", fetch, isFunction(fetch), "a function (request) => response"));
}

/**
 * An undici Dispatcher as a target: it carries the requests instead of a connection, and stays yours to close. Throws a
 * ConfigError if it has no method `dispatch`.
 */
export function fromDispatcher(dispatcher: Dispatcher): WrappedHandler {
  return new WrappedHandler("dispatcher", must("fromDispatcher", dispatcher, has(dispatcher, "dispatch"), "an undici Dispatcher"));
}

/** Runs what listens to `request` on a server, which itself need not listen on a port. */
function listenerOf(server: HttpServer): Listener {
  return async (request, response) => {
    await Promise.all(server.listeners("request").map((l) => (l as Listener).call(server, request, response)));
  };
}

function unwrap({ kind, given }: WrappedHandler): KnownHandler {
  if (kind === "listener") return { kind, listener: given as Listener };
  return kind === "fetch" ? { kind, fetch: given as FetchFunction } : { kind, dispatcher: given as Dispatcher };
}

/** Tells what a handler is; null for what is none. A function without parameters is none: it may be anything. */
export function knownHandler(given: unknown): KnownHandler | null {
  if (given instanceof WrappedHandler) return unwrap(given);
  // A framework's app may be a function and have methods; a fetch method says most.
  if (typeof given === "object" && has(given, "fetch")) return { kind: "fetch", fetch: (request) => (given as { readonly fetch: FetchFunction }).fetch(request) };
  if (has(given, "dispatch") && has(given, "destroy")) return { kind: "dispatcher", dispatcher: given as Dispatcher };
  if (typeof given === "object" && has(given, "listeners") && has(given, "listen")) return { kind: "listener", listener: listenerOf(given as HttpServer) };
  if (!isFunction(given) || given.length === 0) return null;
  return given.length === 1 ? { kind: "fetch", fetch: given as FetchFunction } : { kind: "listener", listener: given as Listener };
}
