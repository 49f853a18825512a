import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { decodeContent, toText } from "./body.ts";

const TEXT = Buffer.from("hello world ".repeat(20));
const whole = (bytes: Buffer) => ({ bytes, truncated: false });

describe("content codings", () => {
  test.each([
    ["gzip", gzipSync(TEXT)],
    ["X-GZIP", gzipSync(TEXT)],
    ["deflate", deflateSync(TEXT)],
    ["deflate", deflateRawSync(TEXT)],
    ["br", brotliCompressSync(TEXT)],
    ["gzip, br", brotliCompressSync(gzipSync(TEXT))],
    ["identity", TEXT],
  ])("%s is undone", async (encoding, bytes) => {
    expect((await decodeContent(whole(bytes), encoding, 1000)).bytes.toString()).toBe(TEXT.toString());
  });
  test("bytes that do not fit their coding, or an unknown coding, stay as they are", async () => {
    expect((await decodeContent(whole(TEXT), "gzip", 1000)).bytes).toEqual(TEXT);
    expect((await decodeContent(whole(TEXT), "secret-sauce", 1000)).bytes).toEqual(TEXT);
  });
  test("a small body that unpacks to a gigabyte is cut at once", async () => {
    const bomb = gzipSync(gzipSync(Buffer.alloc(300_000_000)));
    const before = process.memoryUsage().arrayBuffers;
    const { bytes, truncated } = await decodeContent(whole(bomb), "gzip, gzip", 500_000);
    expect(truncated).toBe(true);
    expect(bytes.length).toBe(500_000);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
  });
  test("what was cut on the wire is decoded as far as it goes", async () => {
    const bytes = gzipSync(Buffer.from(Array.from({ length: 5000 }, (_, i) => String(i * 7919)).join(" ")));
    const cut = await decodeContent({ bytes: bytes.subarray(0, 4000), truncated: true }, "gzip", 100_000);
    expect(cut.truncated).toBe(true);
    expect(cut.bytes.toString()).toMatch(/^0 7919 15838 /);
  });
});

describe("text", () => {
  test("invalid UTF-8 is replaced and noticed", () => {
    expect(toText(whole(Buffer.from([0x61, 0xff, 0x62])))).toEqual({ text: "a\uFFFDb", invalidUtf8: true });
  });
  test("a byte order mark stays visible", () => {
    expect(toText(whole(Buffer.from("\uFEFF{}")))).toEqual({ text: "\uFEFF{}", invalidUtf8: false });
  });
  test("a cut through a character is not the server's mistake; other invalid bytes are", () => {
    expect(toText({ bytes: Buffer.from("aä").subarray(0, 2), truncated: true })).toEqual({ text: "a", invalidUtf8: false });
    expect(toText({ bytes: Buffer.from([0xff, 0x61]), truncated: true }).invalidUtf8).toBe(true);
  });
  test("no bytes are no body", () => {
    expect(toText(whole(Buffer.alloc(0))).text).toBeNull();
  });
});
