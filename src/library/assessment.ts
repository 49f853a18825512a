/** A run under way: a promise of its document, and a log of its events that any number of readers follow. */
import type { RunEvent } from "../engine/run.ts";
import type { Run } from "../model/run.ts";

/**
 * An assessment under way. Awaiting it gives the run; iterating it gives all events from the first one on, as they happen.
 * Both may be done, more than once, at any time. Ending an iteration early does not end the run: abort its signal for that.
 */
export interface Assessment extends Promise<Run>, AsyncIterable<RunEvent> {}

/** Events so far; a run has at most two for each check and type, and a few notes, so that all are kept. */
class EventLog {
  readonly #events: RunEvent[] = [];
  #wake: (() => void)[] = [];

  add(event: RunEvent): void {
    this.#events.push(event);
    this.wake();
  }

  wake(): void {
    const waiting = this.#wake;
    this.#wake = [];
    for (const resolve of waiting) resolve();
  }

  at(index: number): RunEvent | undefined {
    return this.#events[index];
  }

  next(): Promise<void> {
    return new Promise((resolve) => this.#wake.push(resolve));
  }
}

class RunningAssessment implements Assessment {
  readonly [Symbol.toStringTag] = "Assessment";
  readonly #log = new EventLog();
  readonly #run: Promise<Run>;
  #over = false;

  constructor(start: (onEvent: (event: RunEvent) => void) => Promise<Run>) {
    this.#run = start((event) => this.#log.add(event)).finally(() => {
      this.#over = true;
      this.#log.wake();
    });
  }

  // oxlint-disable-next-line unicorn/no-thenable -- it is a promise on purpose
  then<A = Run, B = never>(onRun?: ((run: Run) => A | PromiseLike<A>) | null, onError?: ((error: unknown) => B | PromiseLike<B>) | null): Promise<A | B> {
    return this.#run.then(onRun, onError);
  }

  catch<B = never>(onError?: ((error: unknown) => B | PromiseLike<B>) | null): Promise<Run | B> {
    return this.#run.catch(onError);
  }

  finally(onEnd?: (() => void) | null): Promise<Run> {
    return this.#run.finally(onEnd);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<RunEvent, void, void> {
    for (let index = 0; ; ) {
      const event = this.#log.at(index);
      if (event) {
        index += 1;
        yield event;
      } else if (this.#over) break;
      else await this.#log.next();
    }
    // An assessment that could not be made says so to those who iterate, too.
    await this.#run;
  }
}

/** Starts work that reports events, at once. */
export function assessment(start: (onEvent: (event: RunEvent) => void) => Promise<Run>): Assessment {
  return new RunningAssessment(start);
}
