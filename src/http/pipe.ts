/** A connection without a network: two streams, each of which reads what the other one writes. */
import { Duplex } from "node:stream";

/**
 * One end of a connection within the process. It has the methods of a socket that undici, node:http and the usual frameworks
 * call; those that tune a network do nothing here.
 */
export class PipeEnd extends Duplex {
  readonly remoteAddress = "127.0.0.1";
  readonly remoteFamily = "IPv4";
  readonly remotePort = 0;
  /** True for the connection of an https origin; frameworks take the protocol from it. */
  readonly encrypted: boolean;
  #peer: PipeEnd | null = null;
  #resume: (() => void) | null = null;

  constructor(encrypted: boolean) {
    super({ allowHalfOpen: true });
    this.encrypted = encrypted;
  }

  /** Both ends of a new connection. */
  static pair(encrypted: boolean): readonly [PipeEnd, PipeEnd] {
    const [a, b] = [new PipeEnd(encrypted), new PipeEnd(encrypted)];
    a.#peer = b;
    b.#peer = a;
    return [a, b];
  }

  /** Cuts the connection; the other end learns why. */
  cut(error: Error): void {
    this.#peer?.destroy(error);
    this.destroy();
  }

  override _read(): void {
    const resume = this.#resume;
    this.#resume = null;
    resume?.();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    const peer = this.#peer;
    if (!peer || peer.destroyed) done(Object.assign(new Error("the other end is closed"), { code: "EPIPE" }));
    else if (peer.push(chunk)) done();
    else peer.#resume = done;
  }

  override _final(done: (error?: Error | null) => void): void {
    if (this.#peer && !this.#peer.destroyed) this.#peer.push(null);
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    const peer = this.#peer;
    // What was written before is read before the end is seen, as on a network.
    if (peer && !peer.destroyed) setImmediate(() => peer.destroy());
    const resume = this.#resume;
    this.#resume = null;
    resume?.();
    done(error);
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  /** The client's own time limit ends what hangs. */
  setTimeout(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }
}
