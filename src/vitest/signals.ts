/** Ctrl-C in `vitest run`: vitest leaves at once on a signal, and what was created would stay on the server. */
import type { Vitest } from "vitest/node";

const SIGNALS = ["SIGINT", "SIGTERM"] as const;
const NUMBERS = { SIGINT: 2, SIGTERM: 15 } as const;

/**
 * In vitest's own process: the first signal cancels the run, so that the tests end and clean up; the second one leaves at once, as
 * without this. Watch mode reads Ctrl-C from the terminal itself. Returns what undoes it, to be called when no tests run any more.
 */
export function cancelOnSignal(vitest: Vitest): () => void {
  if (vitest.config.watch) return () => {};
  // Those listeners end the process within a millisecond: they have to wait for the second signal.
  const waiting = SIGNALS.flatMap((signal) => process.rawListeners(signal).map((listener) => ({ signal, listener: listener as () => void })));
  const onSignal = (signal: (typeof SIGNALS)[number]): void => {
    undo();
    vitest.logger.error(`\nscimspec: ${signal}: cleaning up what was created (again to leave at once) ...`);
    // Not a success, whatever the tests have shown so far.
    process.exitCode = 128 + NUMBERS[signal];
    void vitest.cancelCurrentRun("keyboard-input");
  };
  const undo = (): void => {
    for (const signal of SIGNALS) process.removeListener(signal, onSignal);
    for (const { signal, listener } of waiting.splice(0)) process.on(signal, listener);
  };
  for (const { signal, listener } of waiting) process.removeListener(signal, listener);
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return undo;
}

/**
 * In a worker: a terminal sends Ctrl-C to all processes, and a worker would end at once. The first signal calls `abort`, which leads
 * to clean-up; the second one ends the worker. Returns what undoes it. Workers that are threads get no signals.
 */
export function abortOnSignal(abort: () => void): () => void {
  const undo = (): void => {
    for (const signal of SIGNALS) process.removeListener(signal, onSignal);
  };
  const onSignal = (): void => {
    undo();
    abort();
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return undo;
}
