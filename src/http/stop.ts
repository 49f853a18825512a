/** The one switch that ends a client's work: interruption, the deadline of the run, or closing. */

/** setTimeout takes no longer delay than this; a deadline beyond it (24 days) is none. */
const MAX_DELAY = 2 ** 31 - 1;

function reasonOf(signal: AbortSignal): string {
  const reason: unknown = signal.reason;
  if (typeof reason === "string") return reason;
  const name = reason instanceof Error ? reason.name : "";
  if (name === "TimeoutError") return "the time limit of the run has passed (http.runTimeout)";
  // A reason of AbortController itself says nothing that a person could use.
  return reason instanceof Error && name !== "AbortError" ? reason.message : "the run was stopped";
}

export class StopSwitch {
  #reason: string | null = null;
  readonly #listeners = new Set<() => void>();
  readonly #release: () => void;

  /** `deadline`: milliseconds since the epoch. */
  constructor(signal: AbortSignal | undefined, deadline: number | undefined) {
    const onAbort = (): void => {
      if (signal) this.trip(reasonOf(signal));
    };
    const left = deadline === undefined ? Infinity : deadline - Date.now();
    const late = (): void => this.trip("the time limit of the run has passed (http.runTimeout)");
    const timer = left > 0 && left <= MAX_DELAY ? setTimeout(late, left) : undefined;
    // The deadline alone must not keep the process alive.
    timer?.unref();
    this.#release = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
    };
    if (signal?.aborted) onAbort();
    else signal?.addEventListener("abort", onAbort, { once: true });
    if (left <= 0) late();
  }

  /** A sentence once the switch is off, null while work goes on. */
  get reason(): string | null {
    return this.#reason;
  }

  /** Ends all work; the first reason stays. */
  trip(reason: string): void {
    if (this.#reason !== null) return;
    this.#reason = reason;
    this.#release();
    for (const listener of this.#listeners) listener();
    this.#listeners.clear();
  }

  /** Calls the listener when work ends; returns how to take it back. */
  onStop(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves after that many milliseconds, or as soon as work ends. */
  async wait(milliseconds: number): Promise<void> {
    if (this.#reason !== null) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        off();
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      const off = this.onStop(done);
    });
  }
}
