import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { createServer as createNetServer, type AddressInfo, type Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { createHttpClient, createRedactor, type HttpClient, type HttpOptions, type HttpRequest, type HttpResult } from "./index.ts";

// A throw-away key pair for localhost, made for this test; valid for 100 years.
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgSnZRB3WJgs0U06AT
9pxQ0Az8kqfcq3h2vinOE/h/8myhRANCAASKYqXknQHGGkLvTImm28DEQeyIQRmS
5Hnyv6oVrKxyAmlRFRNg91o/W27hvm49XWvuoWaSE19DqB/LK44jxmPr
-----END PRIVATE KEY-----`;
const CERT = `-----BEGIN CERTIFICATE-----
MIIBmjCCAUGgAwIBAgIUa0Mjr2v3h4VudVygaDFJUG3axFEwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNDE2MTM1MFoYDzIxMjYxMDMx
MTYxMzUwWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAASKYqXknQHGGkLvTImm28DEQeyIQRmS5Hnyv6oVrKxyAmlRFRNg91o/
W27hvm49XWvuoWaSE19DqB/LK44jxmPro28wbTAdBgNVHQ4EFgQUJ75yNuZ66YZS
WAAiHQtEU+cPHWAwHwYDVR0jBBgwFoAUJ75yNuZ66YZSWAAiHQtEU+cPHWAwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDRwAwRAIgEjheVtjS7kWTdI0OuypO7UgkJR/3XcmfgeqBzKGPbxACIBWG
9UpYafMurTwkI77V9nmeVmlXDqeLTuPRUgd4yAz0
-----END CERTIFICATE-----`;

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

interface Target {
  readonly client: HttpClient;
  readonly url: string;
  readonly send: (path: string, more?: Partial<HttpRequest>) => Promise<HttpResult>;
}

async function listen(server: Server | ReturnType<typeof createNetServer>, scheme: string, options: Partial<HttpOptions> = {}): Promise<Target> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = createHttpClient({ baseUrl: url, auth: { type: "none" }, redactor: createRedactor([]), userAgent: "scimspec/test", ...options });
  closers.push(() => client.close(), () => sockets.forEach((s) => s.destroy()), () => server.close());
  const send = (path: string, more: Partial<HttpRequest> = {}): Promise<HttpResult> =>
    client.send({ check: "t", operation: "other", resourceType: null, credential: "primary", method: "GET", url: url + path, ...more });
  return { client, url, send };
}

const serve = (listener: RequestListener, options?: Partial<HttpOptions>): Promise<Target> => listen(createServer(listener), "http", options);

/** A server that answers every request with the same bytes. */
function raw(bytes: string | Buffer, options?: Partial<HttpOptions>, close = true): Promise<Target> {
  const server = createNetServer((socket) => {
    socket.on("error", () => {});
    socket.on("data", () => (close ? socket.end(bytes) : socket.write(bytes)));
  });
  return listen(server, "http", options);
}

describe("answers as received", () => {
  test("field names keep spelling, order and repeats", async () => {
    const { send } = await raw("HTTP/1.1 200 OK\r\nX-oDD: 1\r\nb: 2\r\nx-Odd: 3\r\nL1: caf\xe9\r\nContent-Length: 0\r\n\r\n");
    const { headers, exchange, body } = await send("/");
    expect(headers.slice(0, 3)).toEqual([["X-oDD", "1"], ["b", "2"], ["x-Odd", "3"]]);
    expect(exchange.response?.headers).toEqual(headers);
    expect(body).toBeNull();
    expect(exchange.response?.body).toBeNull();
  });
  test("invalid UTF-8 and a byte order mark are noticed", async () => {
    const invalid = await raw(Buffer.from("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\na\xffb", "latin1"));
    expect((await invalid.send("/")).exchange.response).toMatchObject({ body: "a\uFFFDb", invalidUtf8: true });
    const marked = await raw("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n\uFEFF{}");
    const { exchange } = await marked.send("/");
    expect(exchange.response?.body).toBe("\uFEFF{}");
    expect(exchange.response).not.toHaveProperty("invalidUtf8");
  });
  test("interim responses are passed over", async () => {
    const { send } = await raw("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n{}");
    expect((await send("/")).exchange.response).toMatchObject({ status: 201, body: "{}" });
  });
  test("a body of exactly the limit is whole, one byte more is cut and the connection closed", async () => {
    let closed: Promise<void> | undefined;
    const { send } = await serve((q, r) => {
      closed = new Promise((resolve) => q.socket.once("close", () => resolve()));
      r.end("x".repeat(q.url === "/more" ? 1001 : 1000));
    }, { maxBodyBytes: 1000 });
    expect((await send("/")).exchange.response).not.toHaveProperty("truncated");
    const { exchange, body } = await send("/more");
    expect(exchange.response?.truncated).toBe(true);
    expect(body).toHaveLength(1000);
    await closed;
  });
  test("an endless body is cut", async () => {
    const { send } = await serve((_, r) => {
      const more = (): void => void (r.destroyed || r.write("x".repeat(65_536), more));
      more();
    }, { maxBodyBytes: 200_000 });
    expect((await send("/")).body).toHaveLength(200_000);
  });
  test("timings and the start are recorded", async () => {
    const { send } = await serve((_, r) => void setTimeout(() => r.end(), 60));
    const { exchange } = await send("/");
    expect(exchange.durationMs).toBeGreaterThan(50);
    expect(Math.abs(Date.parse(exchange.startedAt) - Date.now())).toBeLessThan(5000);
  });
});

describe("failures in words", () => {
  const cases: readonly [string, string, string, RegExp][] = [
    ["not HTTP at all", "SSH-2.0-OpenSSH\r\n", "protocol", /is not valid HTTP/],
    ["nothing", "", "closed", /closed the connection before answering/],
    ["half of the fields", "HTTP/1.1 200 OK\r\nContent-Le", "closed", /before answering/],
    ["half of the body", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", "closed", /before its answer was complete/],
    ["huge fields", `HTTP/1.1 200 OK\r\nX: ${"x".repeat(40_000)}\r\n\r\n`, "protocol", /longer than 16 KB/],
    ["a switch of protocols", "HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n", "protocol", /bad upgrade/],
  ];
  test.each(cases)("%s", async (_, bytes, kind, message) => {
    const { send } = await raw(bytes);
    const { exchange } = await send("/", { method: "POST", body: "{}" });
    expect(exchange.response).toBeNull();
    expect(exchange.error?.kind).toBe(kind);
    expect(exchange.error?.message).toMatch(message);
    expect(exchange.retries).toBe(0);
  });
  test("a server that hangs, and one that drips, both meet the total limit", async () => {
    const { send } = await serve((q, r) => {
      if (q.url !== "/drip") return;
      const timer = setInterval(() => r.write("x"), 20);
      q.socket.once("close", () => clearInterval(timer));
    }, { timeoutMs: 250 });
    const started = performance.now();
    const [hang, drip] = await Promise.all([send("/hang"), send("/drip")]);
    expect(performance.now() - started).toBeLessThan(2000);
    expect(hang.exchange.error).toMatchObject({ kind: "timeout", message: expect.stringContaining("no answer within 0.25 s") as string });
    expect(drip.exchange.error).toMatchObject({ kind: "timeout", message: expect.stringContaining("no complete answer within 0.25 s") as string });
    expect(drip.exchange.response).toBeNull();
  });
  test("nothing that a check may send makes send reject", async () => {
    const { send } = await serve((_, r) => r.end());
    for (const more of [{ url: "no url" }, { url: "ftp://127.0.0.1/" }, { method: "B A D" }, { headers: { X: "a\nb" } }, { headers: { "Content-Length": "99" }, method: "POST", body: "{}" }]) {
      const { exchange } = await send("/", more);
      expect(exchange.response).toBeNull();
      expect(exchange.error?.kind).toBe("other");
      expect(exchange.error?.message).not.toContain("    at ");
    }
  });
  test("a name that does not exist is a matter of DNS, tried again", async () => {
    const { send } = await serve((_, r) => r.end(), { retries: 1 });
    const { exchange } = await send("/", { url: "http://scimspec.invalid/" });
    expect(exchange.error?.kind).toBe("dns");
    expect(exchange.retries).toBe(1);
  });
});

describe("TLS", () => {
  const secure = (tls?: HttpOptions["tls"]): Promise<Target> => listen(createTlsServer({ key: KEY, cert: CERT }, (_, r) => r.end("ok")), "https", tls ? { tls } : {});
  test("an unknown authority is refused, and the message says what to set", async () => {
    const { exchange } = await (await secure()).send("/");
    expect(exchange.error?.kind).toBe("tls");
    expect(exchange.error?.message).toContain("set target.tls.caFile");
  });
  test("a configured authority, or skipVerify, lets it pass", async () => {
    expect((await (await secure({ ca: CERT })).send("/")).body).toBe("ok");
    expect((await (await secure({ skipVerify: true })).send("/")).body).toBe("ok");
  });
  test("https to a plain server, and a file that is no certificate, are said", async () => {
    const plain = await raw("HTTP/1.1 400 Bad Request\r\n\r\n");
    const { exchange } = await plain.send("/", { url: plain.url.replace("http:", "https:") });
    expect(exchange.error?.message).toContain("is https right in target.baseUrl?");
    const bad = await (await secure({ ca: "-----BEGIN CERTIFICATE-----\nnope\n-----END CERTIFICATE-----" })).send("/");
    expect(bad.exchange.error?.kind).toBe("tls");
  });
});
