/** Limits on what is sent: how many requests at a time, how many a second, and pauses that the server asks for. */
import { setTimeout as delay } from "node:timers/promises";

/** First come, first served; at most `size` holders at a time. */
export class Semaphore {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(size: number) {
    this.#free = Math.max(1, size);
  }

  async acquire(): Promise<void> {
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  release(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free += 1;
  }
}

/** Spaces requests evenly, and holds all of them back while the server asks for a pause. */
export class Pacer {
  readonly #interval: number;
  #next = 0;
  #pausedUntil = 0;

  /** `perSecond`: requests begun per second; null for no limit. */
  constructor(perSecond: number | null) {
    this.#interval = perSecond === null ? 0 : 1000 / perSecond;
  }

  /** Nothing is sent for that many milliseconds (429 and 503 with Retry-After). */
  pause(milliseconds: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, performance.now() + milliseconds);
  }

  /** Resolves when the next request may begin; rejects when the signal is aborted. */
  async turn(signal: AbortSignal | undefined): Promise<void> {
    const now = performance.now();
    const at = Math.max(now, this.#pausedUntil, this.#interval > 0 ? this.#next : 0);
    if (this.#interval > 0) this.#next = at + this.#interval;
    if (at > now) await delay(at - now, undefined, signal ? { signal } : {});
  }
}

/** Retry-After in milliseconds: delta seconds or an HTTP date (RFC 9110 section 10.2.3); null if absent or unreadable. */
export function retryAfter(value: string | null, now: number): number | null {
  if (value === null) return null;
  if (/^\d+$/.test(value.trim())) return Number(value.trim()) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
