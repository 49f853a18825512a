/** Limits on what is sent: how many requests at a time, how many a second, and pauses that the server asks for. */
import type { StopSwitch } from "./stop.ts";

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

/** Lost time that may be made up, in milliseconds: evens out late timers without bursts. */
const SLACK = 20;

/** Spaces requests evenly, first come, first served, and holds all of them back while the server asks for a pause. */
export class Pacer {
  readonly #interval: number;
  readonly #stop: StopSwitch;
  readonly #waiting: (() => void)[] = [];
  #timer: NodeJS.Timeout | undefined;
  #next = 0;
  #pausedUntil = 0;

  /** `perSecond`: requests begun per second; null for no limit. */
  constructor(perSecond: number | null, stop: StopSwitch) {
    this.#interval = perSecond === null ? 0 : 1000 / perSecond;
    this.#stop = stop;
    stop.onStop(() => this.#pump());
  }

  /** Nothing begins for that many milliseconds from now, also what is waiting already (429). */
  pause(milliseconds: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, performance.now() + milliseconds);
  }

  /** Resolves when the next request may begin, or when work ends. */
  async turn(): Promise<void> {
    if (this.#waiting.length === 0 && this.#take()) return;
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve);
      this.#pump();
    });
  }

  #take(): boolean {
    if (this.#stop.reason !== null) return true;
    const now = performance.now();
    if (now < this.#pausedUntil || now < this.#next) return false;
    if (this.#interval > 0) this.#next = Math.max(this.#next, now - SLACK) + this.#interval;
    return true;
  }

  #pump(): void {
    clearTimeout(this.#timer);
    while (this.#waiting.length > 0 && this.#take()) this.#waiting.shift()?.();
    if (this.#waiting.length === 0) return;
    const wait = Math.max(this.#pausedUntil, this.#next) - performance.now();
    this.#timer = setTimeout(() => this.#pump(), Math.max(1, wait));
  }
}

/**
 * Retry-After in milliseconds: delta seconds or an HTTP date (RFC 9110 section 10.2.3); null if absent or unreadable.
 * `now` is in milliseconds since the epoch.
 */
export function retryAfter(value: string | null, now: number): number | null {
  if (value === null) return null;
  const text = value.trim();
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  // Date.parse alone would take "1.5" or "-5" for a date.
  const date = /^[A-Za-z]{3}/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
