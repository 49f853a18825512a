/** Response bodies: content codings, the size cap, and text. */
import type { Readable } from "node:stream";
import { constants, createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from "node:zlib";

export interface Capped {
  readonly bytes: Buffer;
  /** True if the cap was reached with more to come. */
  readonly truncated: boolean;
}

// SYNC_FLUSH lets a body that was cut on the wire be decoded as far as it goes.
const LENIENT = { finishFlush: constants.Z_SYNC_FLUSH };
const BROTLI = { finishFlush: constants.BROTLI_OPERATION_FLUSH };

async function readCapped(stream: Readable, cap: number): Promise<Capped> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = chunk as Buffer;
    if (size + bytes.length > cap) {
      chunks.push(bytes.subarray(0, cap - size));
      return { bytes: Buffer.concat(chunks), truncated: true };
    }
    chunks.push(bytes);
    size += bytes.length;
  }
  return { bytes: Buffer.concat(chunks), truncated: false };
}

async function run(decoder: Readable & { end(bytes: Buffer): void }, bytes: Buffer, cap: number): Promise<Capped | null> {
  decoder.on("error", () => {});
  try {
    decoder.end(bytes);
    return await readCapped(decoder, cap);
  } catch {
    return null;
  } finally {
    decoder.destroy();
  }
}

async function decodeOne(coding: string, bytes: Buffer, cap: number): Promise<Capped | null> {
  if (coding === "gzip" || coding === "x-gzip") return run(createGunzip(LENIENT), bytes, cap);
  if (coding === "br") return run(createBrotliDecompress(BROTLI), bytes, cap);
  // Many servers send deflate without the zlib frame that RFC 9110 section 8.4.1.2 asks for.
  if (coding === "deflate") return (await run(createInflate(LENIENT), bytes, cap)) ?? run(createInflateRaw(LENIENT), bytes, cap);
  return coding === "identity" || coding === "" ? { bytes, truncated: false } : null;
}

/**
 * Undoes Content-Encoding (RFC 9110 section 8.4), last coding first, and cuts what comes out at `cap` bytes: a small
 * body that unpacks to a huge one costs no memory. Bytes that do not fit their coding, or an unknown one, stay as they are.
 */
export async function decodeContent(received: Capped, encoding: string | null, cap: number): Promise<Capped> {
  if (encoding === null || received.bytes.length === 0) return received;
  let current = received;
  for (const coding of encoding.toLowerCase().split(",").toReversed()) {
    const next = await decodeOne(coding.trim(), current.bytes, cap);
    if (next === null) return current;
    current = { bytes: next.bytes, truncated: next.truncated || current.truncated };
  }
  return current;
}

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The bytes as UTF-8 text, invalid sequences replaced; a byte order mark stays, as U+FEFF. Null for no bytes. */
export function toText({ bytes, truncated }: Capped): { readonly text: string | null; readonly invalidUtf8: boolean } {
  if (bytes.length === 0) return { text: null, invalidUtf8: false };
  try {
    // A cut may go through a character; streaming leaves that rest out, as it is not the server's mistake.
    const text = truncated ? new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes, { stream: true }) : strict.decode(bytes);
    return { text, invalidUtf8: false };
  } catch {
    return { text: bytes.toString("utf8"), invalidUtf8: true };
  }
}
