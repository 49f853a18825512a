/** The reference server reached in process answers as it does over HTTP. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Agent, type Dispatcher } from "undici";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createHttpClient, createRedactor, type HttpClient, type HttpRequest, type HttpResult } from "../src/http/index.ts";
import type { Context } from "../src/reference/behaviour.ts";
import { InProcessDispatcher } from "../src/reference/in-process.ts";
import { BASE_PATH, createContext, listener } from "../src/reference/server.ts";
import type { ServerResponse } from "../src/reference/types.ts";

const TOKEN = "a-token-for-this-test";
/** Answers to which a query parameter `make` leads, whatever else is asked. */
const MAKES: Readonly<Record<string, () => ServerResponse>> = {
  throw: () => {
    throw new TypeError("broken");
  },
  "bad-status": () => ({ status: 42, headers: [], body: {} }),
  "bad-field": () => ({ status: 200, headers: [["X-Odd", "a\nb"]], body: {} }),
  circle: () => {
    const body: Record<string, unknown> = {};
    body["self"] = body;
    return { status: 200, headers: [], body };
  },
  "body-of-204": () => ({ status: 204, headers: [], body: { id: "1" } }),
  "second-length": () => ({ status: 200, headers: [["Content-Length", "3"]], body: { id: "1" } }),
  chunked: () => ({ status: 200, headers: [["Transfer-Encoding", "chunked"]], body: { id: "1" } }),
  closing: () => ({ status: 200, headers: [["Connection", "close"]], body: { id: "1" } }),
  continue: () => ({ status: 100, headers: [], body: undefined }),
  "long-field": () => ({ status: 200, headers: [["X-Long", "x".repeat(20_000)]], body: {} }),
  "repeated-fields": () => ({ status: 200, headers: [["X-A", "1"], ["x-a", " 2 "], ["X-Latin", "\u00e9"]], body: "t\u00e9xt \ud800" }),
  "no-length-of-204": () => ({ status: 204, headers: [], body: undefined }),
};

function contextFor(baseUrl: () => string): Context {
  const context = createContext({ token: TOKEN, seedUsers: 2 }, baseUrl);
  const { behaviour } = context;
  return { ...context, behaviour: { ...behaviour, respond: (call, next) => MAKES[call.request.query.get("make") ?? ""]?.() ?? (call.request.query.has("echo") ? { status: 200, headers: [], body: { ...call.request, query: null, body: call.request.body.length, headers: call.request.headers } } : behaviour.respond(call, next)) } };
}

interface Side {
  readonly client: HttpClient;
  readonly base: string;
}

function clientFor(base: string, dispatcher: Dispatcher): Side {
  const client = createHttpClient({ baseUrl: base, auth: { type: "bearer", token: TOKEN }, redactor: createRedactor([]), userAgent: "scimspec/test", timeoutMs: 3000, dispatcher });
  return { client, base };
}

const send = ({ client, base }: Side, path: string, more: Partial<HttpRequest> = {}): Promise<HttpResult> =>
  client.send({ check: "t", operation: "other", resourceType: null, credential: "primary", method: "GET", url: base + path, ...more });

/** What must be equal: times and ids differ. */
function essence({ exchange, headers, body }: HttpResult): unknown {
  const text = (s: string): string => s.replace(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, "(time)").replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "(id)");
  const fields = headers.map(([n, v]) => [n, n === "Date" ? "(date)" : text(v)]);
  return { status: exchange.response?.status, fields, body: body === null ? null : text(body), error: exchange.error };
}

describe("the same answer in process and over HTTP", () => {
  const agent = new Agent();
  const server = createServer();
  let sides: readonly [Side, Side];
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}${BASE_PATH}`;
    server.on("request", listener(contextFor(() => base), 0));
    sides = [clientFor(base, agent), clientFor(base, new InProcessDispatcher(contextFor(() => base)))];
  });
  afterAll(async () => {
    await agent.destroy();
    server.closeAllConnections();
    server.close();
  });

  const user = JSON.stringify({ schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"], userName: "\u00fcser" });
  const cases: readonly (readonly [name: string, path: string, more?: Partial<HttpRequest>])[] = [
    ["a list", "/Users"],
    ["HEAD", "/Users/seeded-user-1", { method: "HEAD" }],
    ["a creation", "/Users", { method: "POST", body: user }],
    ["a creation from bytes", "/Groups", { method: "POST", body: Buffer.from('{"displayName":"x"}') }],
    ["a deletion", "/Users/seeded-user-2", { method: "DELETE" }],
    ["304", "/Users/seeded-user-1", { headers: { "If-None-Match": "*" } }],
    ["a body above the limit", "/Users", { method: "POST", body: " ".repeat(1_000_001) }],
    ["a body at the limit", "/Users", { method: "POST", body: " ".repeat(1_000_000) }],
    ["percent-encoding", "/Users/%C3%A9%2F?echo=1"],
    ["broken percent-encoding", "/Users/%E9?echo=1"],
    ["slashes at the end", "/Users//?echo=1"],
    ["outside the base path", "/../v1/Users?echo=1"],
    ["fields as sent", "/?echo=1", { headers: { "X-Space": "  a b\t", "X-Latin": "\u00e9", Accept: null } }],
    ["fields of a POST without a body", "/?echo=1", { method: "POST" }],
    ["an unknown method", "/Users", { method: "FOO" }],
    ["a method that is no token", "/Users", { method: "G T" }],
    ["a field that cannot be sent", "/Users", { headers: { "X-Odd": "a\nb" } }],
    ["Transfer-Encoding set by hand", "/Users", { headers: { "Transfer-Encoding": "chunked" } }],
    ["an overlong target", `/Users?x=${"x".repeat(20_000)}`],
    ["overlong fields", "/Users", { headers: { "X-Long": "x".repeat(20_000) } }],
    ...Object.keys(MAKES).map((name) => [name, `/Users?make=${name}`] as const),
    ["a HEAD whose length is of the body", "/Users?make=repeated-fields", { method: "HEAD" }],
  ];
  for (const [name, path, more] of cases) {
    test(name, async () => {
      const [http, local] = [await send(sides[0], path, more), await send(sides[1], path, more)];
      expect(essence(local)).toEqual(essence(http));
    });
  }
});

describe("a dispatcher in process", () => {
  const base = `https://scim.example.com${BASE_PATH}`;
  const slow = (latencyMs: number): [InProcessDispatcher, Side] => {
    const dispatcher = new InProcessDispatcher(contextFor(() => base), latencyMs);
    return [dispatcher, clientFor(base, dispatcher)];
  };
  test("answers after its latency, not within the call", async () => {
    const { exchange } = await send(slow(50)[1], "/Users");
    expect(exchange.response?.status).toBe(200);
    expect(exchange.durationMs).toBeGreaterThan(40);
  });
  test("is subject to the client's time limit", async () => {
    const [dispatcher] = slow(10_000);
    const client = createHttpClient({ baseUrl: base, auth: { type: "none" }, redactor: createRedactor([]), userAgent: "t", timeoutMs: 30, dispatcher });
    expect((await send({ client, base }, "/Users")).exchange.error?.kind).toBe("timeout");
    dispatcher.stop();
  });
  test("cuts what is under way when it stops, and answers no more", async () => {
    const [dispatcher, side] = slow(10_000);
    const pending = send(side, "/Users");
    await new Promise((resolve) => setImmediate(resolve));
    dispatcher.stop();
    expect((await pending).exchange.error?.kind).toBe("closed");
    expect((await send(side, "/Users")).exchange.error?.kind).toBe("closed");
  });
  test("outlives a client that uses it", async () => {
    const [, side] = slow(0);
    const [dispatcher] = slow(0);
    const first = clientFor(base, dispatcher);
    await first.client.close();
    expect((await send(first, "/Users")).exchange.error?.kind).toBe("aborted");
    expect((await send({ ...side, client: clientFor(base, dispatcher).client }, "/Users")).exchange.response?.status).toBe(200);
  });
});
