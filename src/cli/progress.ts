/** Live progress: one line that rewrites itself on a terminal, plain lines elsewhere. */
import type { RunEvent } from "../engine/run.ts";

export interface ProgressOptions {
  readonly stream: { write(text: string): unknown; readonly columns?: number };
  readonly tty: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
}

export interface Progress {
  on(event: RunEvent): void;
  finish(): void;
}

/** Lines between two reports where there is no terminal. */
const STEP = 50;

/** A progress display for the events of one run. */
export function createProgress({ stream, tty, quiet, verbose }: ProgressOptions): Progress {
  let total = 0;
  let done = 0;
  let unmet = 0;
  const status = (): string => `${done}/${total} checks, ${unmet} with findings`;
  const clear = (): void => {
    if (tty) stream.write("\r\u001b[2K");
  };
  return {
    on(event) {
      if (quiet) return;
      if (event.kind === "note") {
        clear();
        stream.write(`Note: ${event.text}\n`);
      } else if (event.kind === "plan") total = event.checks;
      else if (event.kind === "check-end") {
        done += 1;
        if (event.unmet > 0) unmet += 1;
        if (verbose) {
          clear();
          stream.write(`${event.end === "ran" ? (event.unmet > 0 ? "found" : "ok") : event.end}  ${event.check}\n`);
        }
        if (tty) stream.write(`\r\u001b[2K${status()}  ${event.check}`.slice(0, (stream.columns ?? 100) + 5));
        else if (!verbose && (done % STEP === 0 || done === total)) stream.write(`${status()}\n`);
      }
    },
    finish() {
      if (!quiet) clear();
    },
  };
}
