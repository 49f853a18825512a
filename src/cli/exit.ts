import type { Run } from "../model/run.ts";

/** Exit codes; precedence 130, 2, 3, 4, 1, 0. */
export const EXIT = { conformant: 0, notConformant: 1, usage: 2, target: 3, harness: 4, interrupted: 130 } as const;

/** The exit code of a run: by the gate where it has decided, else by the verdict. `evidenceWritten`: all reports are on disk. */
export function exitCodeOf(run: Run, interrupted: boolean, evidenceWritten: boolean): number {
  if (interrupted) return EXIT.interrupted;
  if (run.preflightFailure !== null) return EXIT.target;
  // An own check that broke leaves evidence incomplete, though not that on the RFCs.
  if (!run.complete || (run.own?.summary.error ?? 0) > 0 || !evidenceWritten) return EXIT.harness;
  return (run.gate?.passed ?? (run.conformant && run.own?.passed !== false)) ? EXIT.conformant : EXIT.notConformant;
}
