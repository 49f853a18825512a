import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import type { Exchange } from "../model/exchange.ts";
import { createHttpClient, createRedactor, type HttpClient, type HttpOptions, type HttpRequest, type HttpResult } from "./index.ts";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

interface Target {
  readonly client: HttpClient;
  readonly url: string;
  readonly seen: { readonly method: string; readonly url: string; readonly headers: IncomingMessage["headers"]; readonly body: string }[];
  readonly send: (path: string, more?: Partial<HttpRequest>) => Promise<HttpResult>;
}

/** A server that notes requests, and a client for it. */
async function serve(listener: RequestListener, options: Partial<HttpOptions> = {}): Promise<Target> {
  const seen: Target["seen"] = [];
  const server = createServer((q, r) => {
    let body = "";
    q.on("data", (chunk) => (body += String(chunk)));
    q.on("end", () => {
      seen.push({ method: q.method ?? "", url: q.url ?? "", headers: q.headers, body });
      listener(q, r);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = createHttpClient({ baseUrl: url, auth: { type: "none" }, redactor: createRedactor([]), userAgent: "scimspec/test", ...options });
  closers.push(() => client.close(), () => server.closeAllConnections(), () => server.close());
  const send = (path: string, more: Partial<HttpRequest> = {}): Promise<HttpResult> =>
    client.send({ check: "t", operation: "other", resourceType: null, credential: "primary", method: "GET", url: url + path, ...more });
  return { client, url, seen, send };
}

const TOKEN = "tok/en+with=all";
const BEARER = { type: "bearer", token: TOKEN } as const;

describe("what is sent", () => {
  test("defaults, and null removes one", async () => {
    const { send, seen } = await serve((_, r) => r.end());
    await send("/a", { method: "POST", body: "{}" });
    await send("/b", { method: "POST", body: new TextEncoder().encode("[]"), headers: { accept: null, "content-type": "text/plain" } });
    expect(seen[0]).toMatchObject({ body: "{}", headers: { accept: "application/scim+json", "content-type": "application/scim+json", "user-agent": "scimspec/test", "accept-encoding": "identity" } });
    expect(seen[1]).toMatchObject({ body: "[]", headers: { "content-type": "text/plain" } });
    expect(seen[1]?.headers).not.toHaveProperty("accept");
  });
  test.each([
    ["bearer", BEARER, "authorization", `Bearer ${TOKEN}`],
    ["basic", { type: "basic", username: "u", password: "p w" }, "authorization", "Basic dTpwIHc="],
    ["header", { type: "header", name: "X-Key", value: "kkkk" }, "x-key", "kkkk"],
  ] as const)("%s: primary is right, invalid is wrong, none is absent, others are their own", async (_, auth, name, expected) => {
    const { send, seen } = await serve((_q, r) => r.end(), { auth, credentials: { otherTenant: { type: "bearer", token: "other" } }, headers: { Cookie: "session=1" } });
    for (const credential of ["primary", "invalid", "none", "otherTenant"] as const) await send("/", { credential });
    expect(seen[0]?.headers[name]).toBe(expected);
    expect(seen[1]?.headers[name]).toBeDefined();
    expect(seen[1]?.headers[name]).not.toBe(expected);
    expect(seen[2]?.headers[name]).toBeUndefined();
    expect(seen[3]?.headers.authorization).toBe("Bearer other");
    expect(seen.map((s) => s.headers.cookie)).toEqual(["session=1", undefined, undefined, undefined]);
  });
  test("a credential that the config does not give is an error of the caller", async () => {
    const { send, client } = await serve((_, r) => r.end());
    await expect(send("/", { credential: "lowPrivilege" })).rejects.toThrow("target.otherCredentials.lowPrivilege");
    expect(client.stats.requests).toBe(0);
  });
  test("another origin gets neither credentials nor configured fields", async () => {
    const other = await serve((_, r) => r.end());
    const { send } = await serve((_, r) => r.end(), { auth: BEARER, headers: { "X-Tenant": "acme" } });
    await send("/", { url: `${other.url}/x` });
    expect(other.seen[0]?.headers).not.toHaveProperty("authorization");
    expect(other.seen[0]?.headers).not.toHaveProperty("x-tenant");
  });
});

describe("the record", () => {
  test("holds no secret, while the caller gets the true answer; the client knows its own secrets", async () => {
    const { send, client } = await serve((q, r) => r.writeHead(200, { Location: `/x?t=${encodeURIComponent(TOKEN)}`, "Set-Cookie": "s=1" }).end(JSON.stringify({ url: q.url })), { auth: BEARER });
    const { body, headers, secretsSeen } = await send(`/?a=${encodeURIComponent(TOKEN)}`, { method: "POST", body: JSON.stringify({ a: TOKEN }) });
    expect(body).toContain(encodeURIComponent(TOKEN));
    expect(headers.find(([n]) => n === "Location")?.[1]).toContain(encodeURIComponent(TOKEN));
    expect(secretsSeen).toBe(true);
    const record = JSON.stringify(client.exchanges);
    for (const form of [TOKEN, encodeURIComponent(TOKEN), "s=1"]) expect(record).not.toContain(form);
    expect(record).toContain("Bearer ***");
  });
  test("credentials in the fields made for them are not leaks", async () => {
    const { send } = await serve((_, r) => r.writeHead(200, { "Set-Cookie": TOKEN }).end("{}"), { auth: BEARER });
    expect((await send("/")).secretsSeen).toBe(false);
  });
  test("is in the order of sending, whatever the order of answers, with shared numbers", async () => {
    const sequence = { last: 10 };
    const live: string[] = [];
    const { client, send } = await serve((q, r) => void setTimeout(() => r.end(), q.url === "/slow" ? 100 : 1), { sequence, onExchange: (e: Exchange) => live.push(e.id) });
    await Promise.all([send("/slow"), send("/fast")]);
    expect(client.exchanges.map((e) => [e.id, new URL(e.request.url).pathname])).toEqual([["x11", "/slow"], ["x12", "/fast"]]);
    expect(live).toEqual(["x12", "x11"]);
    expect(sequence.last).toBe(12);
  });
});

describe("retries", () => {
  test("a 429 holds back everything until Retry-After, then all succeed", async () => {
    let first = true;
    const times: number[] = [];
    const { send, client } = await serve((_, r) => {
      times.push(performance.now());
      if (first) r.writeHead(429, { "Retry-After": "1" }).end();
      else r.end("ok");
      first = false;
    }, { concurrency: 1 });
    const all = await Promise.all([send("/a"), send("/b"), send("/c", { method: "POST", body: "{}" })]);
    expect(all.map((a) => a.body)).toEqual(["ok", "ok", "ok"]);
    expect(all.map((a) => a.exchange.retries)).toEqual([1, 0, 0]);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(950);
    expect(client.stats).toEqual({ requests: 4, retries: 1, throttled: 1 });
    expect(client.exchanges).toHaveLength(3);
  });
  test("the last answer stands when the tries are used up, and a 503 without Retry-After stands at once", async () => {
    const { send, seen } = await serve((q, r) => r.writeHead(q.url === "/503" ? 503 : 429, q.url === "/503" ? {} : { "Retry-After": "0" }).end());
    expect((await send("/429")).exchange).toMatchObject({ response: { status: 429 }, retries: 2 });
    expect((await send("/503")).exchange).toMatchObject({ response: { status: 503 }, retries: 0 });
    expect(seen).toHaveLength(4);
  });
  test("a GET that loses the race against an idle connection is repeated; a POST, or a fresh connection, is not", async () => {
    const { send, seen } = await serve((q, r) => {
      if (q.url === "/ok") r.end("ok");
      else q.socket.destroy();
    }, { concurrency: 1 });
    await send("/ok");
    expect((await send("/close")).exchange).toMatchObject({ error: { kind: "closed" }, retries: 1 });
    await send("/ok");
    expect((await send("/close", { method: "POST", body: "{}" })).exchange).toMatchObject({ error: { kind: "closed" }, retries: 0 });
    expect(seen.map((s) => s.url)).toEqual(["/ok", "/close", "/close", "/ok", "/close"]);
  });
});

describe("redirects", () => {
  const to = (status: number, location: string): RequestListener => (q, r) => (q.url === "/end" ? r.end("here") : r.writeHead(status, { Location: location }).end());
  test.each([
    [301, "GET", true],
    [302, "GET", true],
    [303, "GET", false],
    [307, "GET", true],
    [308, "GET", true],
    [301, "POST", false],
    [302, "PATCH", false],
    [307, "PATCH", true],
    [308, "POST", true],
  ])("%i of %s is followed: %s", async (status, method, followed) => {
    const { send, seen, client } = await serve(to(status, "/end#part"), { auth: BEARER });
    const { exchange, hops } = await send("/start", { method, operation: "patch", ...(method === "GET" ? {} : { body: '{"a":1}' }) });
    expect(exchange.response?.status).toBe(followed ? 200 : status);
    expect(seen.map((s) => [s.method, s.url, s.body])).toEqual((followed ? ["/start", "/end"] : ["/start"]).map((u) => [method, u, method === "GET" ? "" : '{"a":1}']));
    expect(hops.map((h) => h.id)).toEqual(followed ? ["x1"] : []);
    expect(client.exchanges.map((e) => e.operation)).toEqual(seen.map(() => "patch"));
    expect(seen.at(-1)?.headers.authorization).toBe(`Bearer ${TOKEN}`);
  });
  test("a circle ends with an error that shows it, and the last answer is kept", async () => {
    const { send, client } = await serve((q, r) => r.writeHead(302, { Location: q.url === "/a" ? "/b" : "/a" }).end());
    const { exchange } = await send("/a");
    expect(exchange.error?.kind).toBe("redirect");
    expect(exchange.error?.message).toMatch(/in a circle: .*\/a -> .*\/b -> .*\/a$/);
    expect(exchange.response?.status).toBe(302);
    expect(client.exchanges).toHaveLength(2);
  });
  test("five hops are followed, not six", async () => {
    const { send, seen } = await serve((q, r) => r.writeHead(302, { Location: `/${Number((q.url ?? "").slice(1)) + 1}` }).end());
    expect((await send("/0")).exchange.error).toMatchObject({ kind: "redirect", message: expect.stringContaining("more than 5 redirects") as string });
    expect(seen).toHaveLength(6);
  });
  test.each(["http://127.0.0.1:1/", "//other.example/", "https://127.0.0.1/", "http://[", "javascript:alert(1)"])("%s is not followed", async (location) => {
    const { send, seen } = await serve(to(307, location), { auth: BEARER });
    expect((await send("/start")).exchange).toMatchObject({ response: { status: 307 }, error: null });
    expect(seen).toHaveLength(1);
  });
});

describe("the end of the run", () => {
  test("the deadline ends what is under way, what waits, and what comes later, at once", async () => {
    const { send, client, seen } = await serve(() => {}, { deadline: Date.now() + 150, concurrency: 2 });
    const started = performance.now();
    const all = await Promise.all([send("/1"), send("/2"), send("/3"), send("/4")]);
    all.push(await send("/5"));
    expect(performance.now() - started).toBeLessThan(2000);
    for (const { exchange } of all) expect(exchange.error).toEqual({ kind: "aborted", message: "the time limit of the run has passed (http.runTimeout)" });
    expect(seen).toHaveLength(2);
    expect(client.stats.requests).toBe(2);
  });
  test("an interruption ends a pause that the server asked for", async () => {
    const controller = new AbortController();
    const { send } = await serve((_, r) => r.writeHead(429, { "Retry-After": "50" }).end(), { signal: controller.signal });
    setTimeout(() => controller.abort(), 100);
    const started = performance.now();
    expect((await Promise.all([send("/a"), send("/b")])).map((a) => a.exchange.error?.kind)).toEqual(["aborted", "aborted"]);
    expect(performance.now() - started).toBeLessThan(2000);
  });
  test("a closed client sends nothing", async () => {
    const { send, client } = await serve((_, r) => r.end());
    await client.close();
    expect((await send("/")).exchange.error).toEqual({ kind: "aborted", message: "the HTTP client was closed" });
  });
});

describe("load", () => {
  test("requests a second are limited, evenly", async () => {
    const times: number[] = [];
    const { send } = await serve((_, r) => {
      times.push(performance.now());
      r.end();
    }, { requestsPerSecond: 20 });
    await Promise.all(Array.from({ length: 9 }, () => send("/")));
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(330);
  });
  test("no more are under way than allowed, over connections that are kept", async () => {
    let now = 0;
    let most = 0;
    const ports = new Set<number>();
    const { send } = await serve((q, r) => {
      ports.add(q.socket.remotePort ?? 0);
      most = Math.max(most, (now += 1));
      setTimeout(() => {
        now -= 1;
        r.end();
      }, 5);
    }, { concurrency: 3 });
    await Promise.all(Array.from({ length: 30 }, () => send("/")));
    expect(most).toBe(3);
    expect(ports.size).toBeLessThanOrEqual(3);
  });
});
