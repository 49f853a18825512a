import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import { HttpClient } from "./client.ts";
import { createRedactor } from "./redact.ts";
import type { HttpOptions } from "./types.ts";

const TOKEN = "t0p/secret+token==";
const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function serve(listener: RequestListener, options: Partial<HttpOptions> = {}): Promise<{ client: HttpClient; url: string; get: (path: string) => ReturnType<HttpClient["send"]> }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new HttpClient({ baseUrl: url, auth: { type: "bearer", token: TOKEN }, timeoutMs: 2000, concurrency: 4, requestsPerSecond: null, retries: 2, maxBodyBytes: 1000, redactor: createRedactor([TOKEN]), userAgent: "test", ...options });
  closers.push(() => client.close(), () => { server.closeAllConnections(); server.close(); });
  return { client, url, get: (path) => client.send({ check: "t", operation: "other", resourceType: null, credential: "primary", method: "GET", url: url + path }) };
}

describe("redaction", () => {
  const redactor = createRedactor([TOKEN]);
  test.each([
    ["raw", TOKEN],
    ["JSON", JSON.stringify({ a: TOKEN })],
    ["percent", encodeURIComponent(TOKEN)],
    ["lower percent", encodeURIComponent(TOKEN).toLowerCase()],
    ["base64", Buffer.from(TOKEN).toString("base64")],
    ["base64 after one octet", Buffer.from(`x${TOKEN}y`).toString("base64")],
    ["base64 after two octets", Buffer.from(`xx${TOKEN}yy`).toString("base64")],
  ])("finds the secret in %s form", (_, text) => {
    expect(redactor.finds(text)).toBe(true);
    expect(redactor.text(text)).toContain("***");
  });
  test("keeps at most the scheme of credential fields", () => {
    expect(redactor.headers([["Authorization", "Bearer other"], ["Cookie", "a=b"], ["X", "plain"]])).toEqual([["Authorization", "Bearer ***"], ["Cookie", "***"], ["X", "plain"]]);
  });
});

describe("exchanges", () => {
  test("are recorded as received, with secrets masked", async () => {
    const { get } = await serve((q, r) => r.writeHead(200, ["X-Odd-CASE", "1", "X-Odd-CASE", "2"]).end(JSON.stringify({ echo: q.headers.authorization })));
    const { exchange, body, secretsSeen } = await get("/");
    expect(exchange.response?.headers.filter(([n]) => n === "X-Odd-CASE")).toHaveLength(2);
    expect(JSON.stringify(exchange)).not.toContain(TOKEN);
    expect(body).toContain(TOKEN);
    expect(secretsSeen).toBe(true);
  });
  test("are cut at the limit, also when compressed", async () => {
    const { get } = await serve((q, r) => (q.url === "/gzip" ? r.writeHead(200, { "Content-Encoding": "gzip" }).end(gzipSync("x".repeat(1_000_000))) : r.end("x".repeat(5000))));
    for (const path of ["/", "/gzip"]) {
      const { exchange, body } = await get(path);
      expect(body).toHaveLength(1000);
      expect(exchange.response?.truncated).toBe(true);
    }
  });
  test("say that a server does not answer, drips, or closes", async () => {
    const { get } = await serve((q, r) => {
      if (q.url === "/close") q.socket.destroy();
      else if (q.url === "/drip") setInterval(() => r.write("x"), 50).unref();
    }, { timeoutMs: 300 });
    expect((await get("/hang")).exchange.error?.kind).toBe("timeout");
    expect((await get("/drip")).exchange.error?.kind).toBe("timeout");
    expect((await get("/close")).exchange.error?.kind).toBe("closed");
  });
  test("say that nobody listens, after the retries", async () => {
    const { client } = await serve((_, r) => r.end());
    const result = await client.send({ check: "t", operation: "other", resourceType: null, credential: "none", method: "GET", url: "http://127.0.0.1:1/" });
    expect(result.exchange.error).toEqual({ kind: "refused", message: "connection refused by 127.0.0.1:1: is the server running?" });
    expect(result.exchange.retries).toBe(2);
  });
});

describe("redirects", () => {
  test("are followed within the origin, without loops", async () => {
    const { get } = await serve((q, r) => (q.url === "/a" ? r.writeHead(302, { Location: "/b" }).end() : q.url === "/loop" ? r.writeHead(302, { Location: "/loop" }).end() : r.end("here")));
    expect((await get("/a")).body).toBe("here");
    expect((await get("/loop")).exchange.error?.kind).toBe("redirect");
  });
  test("to another origin are the answer, and carry no credential there", async () => {
    const seen: (string | undefined)[] = [];
    const other = await serve((q, r) => { seen.push(q.headers.authorization); r.end(); });
    const { get } = await serve((_, r) => r.writeHead(302, { Location: `${other.url}/x` }).end());
    expect((await get("/")).exchange.response?.status).toBe(302);
    expect(seen).toEqual([]);
  });
});

describe("limits", () => {
  test("no more requests are under way than allowed", async () => {
    let now = 0;
    let most = 0;
    const { get } = await serve((_, r) => { now += 1; most = Math.max(most, now); setTimeout(() => { now -= 1; r.end(); }, 20); });
    await Promise.all(Array.from({ length: 20 }, () => get("/")));
    expect(most).toBeLessThanOrEqual(4);
  });
  test("Retry-After is honoured, and other errors are not retried", async () => {
    let calls = 0;
    const { get, client } = await serve((q, r) => { calls += 1; if (q.url === "/busy" && calls === 1) r.writeHead(503, { "Retry-After": "1" }).end(); else if (q.url === "/broken") r.writeHead(500).end(); else r.end("ok"); });
    const started = performance.now();
    expect((await get("/busy")).body).toBe("ok");
    expect(performance.now() - started).toBeGreaterThan(900);
    expect(client.stats.throttled).toBe(1);
    calls = 10;
    await get("/broken");
    expect(calls).toBe(11);
  });
  test("an aborted run sends nothing more", async () => {
    const controller = new AbortController();
    const { get } = await serve((_, r) => r.end("ok"), { signal: controller.signal });
    controller.abort();
    expect((await get("/")).exchange.error?.kind).toBe("aborted");
  });
});
