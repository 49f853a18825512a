/** Reference servers as callers of the library would hold them: a listener, and the state behind it. */
import type { RequestListener } from "node:http";
import type { FetchFunction } from "../src/http/fetch-listener.ts";
import { arrive, createContext, listener } from "../src/reference/server.ts";

/** The host is one that `normalise` treats as chance, like that of a socket. */
export const LOCAL = "http://127.0.0.1:9/scim/v2";
export const TOKEN = "a-token-for-the-library";
export const AUTH = { type: "bearer", token: TOKEN } as const;

export interface LocalServer {
  readonly listener: RequestListener;
  /** The same server as a WHATWG fetch function. */
  readonly fetch: FetchFunction;
  /** How many resources of a type it holds. */
  count(type: string): number;
}

export function localServer(faults: readonly string[] = [], latencyMs = 0, baseUrl = LOCAL): LocalServer {
  const context = createContext({ token: TOKEN, seedUsers: 3, faults }, () => baseUrl);
  const answer: FetchFunction = async (request) => {
    const { pathname, search } = new URL(request.url);
    const arrival = arrive({ method: request.method, target: pathname + search, headers: Object.fromEntries(request.headers), body: Buffer.from(await request.arrayBuffer()) }, context);
    await arrival.wait;
    const { status, headers, text } = arrival.answer();
    return new Response(text === "" ? null : text, { status, headers: headers.map(([name, value]) => [name, value] as [string, string]) });
  };
  return { listener: listener(context, latencyMs), fetch: answer, count: (type) => context.store("main", type).size };
}
