/** HTTP over streams in memory: the same as over sockets, without one. */
import { setTimeout as delay } from "node:timers/promises";
import { request, type Dispatcher } from "undici";
import { afterEach, describe, expect, test } from "vitest";
import { fetchListener } from "./fetch-listener.ts";
import { listenerDispatcher, type Listener } from "./in-process.ts";

const ORIGIN = "https://app.test";
const open: Dispatcher[] = [];
const to = (listener: Listener): Dispatcher => {
  const dispatcher = listenerDispatcher(listener, ORIGIN);
  open.push(dispatcher);
  return dispatcher;
};
afterEach(async () => {
  await Promise.all(open.splice(0).map((d) => d.destroy()));
});

const MEGABYTE = "0123456789abcdef".repeat(65_536);

describe("a connection in memory", () => {
  test("holds back who writes faster than the other reads, and loses nothing", async () => {
    let held = 0;
    const dispatcher = to((message, response) => {
      message.on("data", (chunk: Buffer) => void (response.write(chunk) || (held += 1)));
      message.on("end", () => response.end());
    });
    const { body, statusCode } = await request(`${ORIGIN}/echo`, { dispatcher, method: "POST", body: MEGABYTE.repeat(3) });
    await delay(20);
    expect(statusCode).toBe(200);
    expect((await body.text()) === MEGABYTE.repeat(3)).toBe(true);
    expect(held).toBeGreaterThan(0);
  });
  test("serves many requests, at once and one after the other, over few connections", async () => {
    const sockets = new Set<unknown>();
    const dispatcher = to((message, response) => {
      sockets.add(message.socket);
      setTimeout(() => response.end(message.url), 1);
    });
    const ask = async (n: number): Promise<string> => (await request(`${ORIGIN}/${n}`, { dispatcher })).body.text();
    expect(await Promise.all(Array.from({ length: 20 }, (_, n) => ask(n)))).toEqual(Array.from({ length: 20 }, (_, n) => `/${n}`));
    // undici gives a connection back in the next turn of the event loop; who asks before that gets a new one.
    await new Promise((resolve) => setImmediate(resolve));
    for (let n = 0; n < 20; n += 1) expect(await ask(n)).toBe(`/${n}`);
    expect(sockets.size).toBeLessThanOrEqual(20);
  });
  test("ends with what was written, where the server closes it after its answer", async () => {
    const dispatcher = to((_, response) => response.writeHead(200, { connection: "close" }).end(MEGABYTE));
    for (let n = 0; n < 3; n += 1) expect((await (await request(ORIGIN, { dispatcher })).body.text()).length).toBe(MEGABYTE.length);
  });
  test("has a HEAD without a body, a 204 without a length, and the protocol of its origin", async () => {
    const dispatcher = to((message, response) => {
      response.statusCode = message.url === "/gone" ? 204 : 200;
      response.setHeader("x-encrypted", String((message.socket as unknown as { encrypted: boolean }).encrypted));
      response.end("text");
    });
    const head = await request(ORIGIN, { dispatcher, method: "HEAD" });
    expect([await head.body.text(), head.headers["x-encrypted"]]).toEqual(["", "true"]);
    const gone = await request(`${ORIGIN}/gone`, { dispatcher });
    expect([gone.statusCode, await gone.body.text(), gone.headers["content-length"]]).toEqual([204, "", undefined]);
  });
  test("tells the handler when the client goes, and the client when the dispatcher is destroyed", async () => {
    let [come, left] = [0, 0];
    const dispatcher = to((message) => {
      come += 1;
      message.socket.once("close", () => (left += 1));
    });
    const gone = new AbortController();
    const first = request(ORIGIN, { dispatcher, signal: gone.signal });
    const second = request(ORIGIN, { dispatcher });
    // Noted before it happens, so that nothing is unhandled meanwhile.
    const ends = Promise.all([expect(first).rejects.toThrow(/abort/), expect(second).rejects.toThrow()]);
    await expect.poll(() => come).toBe(2);
    gone.abort();
    await expect.poll(() => left).toBe(1);
    await Promise.all([dispatcher.destroy(), ends]);
    await expect.poll(() => left).toBe(2);
  });
});

describe("a fetch function", () => {
  test("whose body breaks off cuts the answer", async () => {
    const broken = new ReadableStream<Uint8Array>({ start: (c) => c.enqueue(new Uint8Array(10)), pull: () => Promise.reject(new Error("lost its database")) });
    const ask = async (): Promise<string> => (await request(ORIGIN, { dispatcher: to(fetchListener(() => new Response(broken), ORIGIN)) })).body.text();
    await expect(ask()).rejects.toThrow(/the target's handler threw.*lost its database/);
  });
  test("is not asked what a Request cannot say", async () => {
    const { statusCode } = await request(ORIGIN, { dispatcher: to(fetchListener(() => new Response("never"), ORIGIN)), method: "TRACE" });
    expect(statusCode).toBe(501);
  });
});
