/** Errors that reach nobody: a promise that a plugin's check did not await, or a callback that throws. They end no run, and no run is whole with them. */
import type { Run } from "../model/run.ts";
import { lineOf } from "../engine/place.ts";

export interface Strays {
  /** The run, incomplete if something strayed meanwhile. */
  after(run: Promise<Run>): Promise<Run>;
  stop(): void;
}

/** Listens from now on, until stopped. */
export function strays(): Strays {
  const seen: string[] = [];
  const onStray = (error: unknown): void => {
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    seen.push(`an error reached nobody, since a check did not await what it began or a callback threw: ${message}${lineOf(error)}`);
  };
  process.on("unhandledRejection", onStray);
  process.on("uncaughtException", onStray);
  return {
    async after(running) {
      const run = await running;
      if (seen.length === 0) return run;
      return { ...run, complete: false, conformant: false, incompleteBecause: [...run.incompleteBecause, ...new Set(seen)] };
    },
    stop: () => {
      process.removeListener("unhandledRejection", onStray);
      process.removeListener("uncaughtException", onStray);
    },
  };
}
