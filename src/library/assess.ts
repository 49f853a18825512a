/** assess(): the one function that most users of the library need. */
import type { RunEvent } from "../engine/run.ts";
import type { Run } from "../model/run.ts";
import { assessment, type Assessment } from "./assessment.ts";
import type { AssessOptions } from "./options.ts";
import type { TargetInput } from "./target.ts";

/** What is heavy loads here, so that importing the library costs nothing. */
async function run(target: TargetInput, options: AssessOptions | undefined, onEvent: (event: RunEvent) => void): Promise<Run> {
  const [{ prepare }, engine, { withGate }] = await Promise.all([import("./prepare.ts"), import("../assess.ts"), import("../policy.ts")]);
  const prepared = await prepare(target, options);
  const { config, suites, seed, policy, shard, replay, journalFile, signal, dispatcher } = prepared;
  try {
    const judged = await engine.assess({ config, suites, seed, journalFile, signal, onEvent, embedded: false, ...(shard ? { shard } : {}), ...(replay ? { replay } : {}), ...(dispatcher ? { dispatcher } : {}) });
    return withGate(judged, policy);
  } finally {
    await prepared.close();
  }
}

/**
 * Assesses a target: discovers what it offers, runs the checks, deletes what they created, and judges.
 *
 * Awaiting gives the run document (`conformant`, `gate`, `checks`, `requirements`, `exchanges`), whatever the target did;
 * iterating gives the events as they happen. The run begins at once and needs neither.
 *
 * Rejects with a ConfigError, before anything is sent, for a target or options that cannot be used; and with an Error if the
 * journal cannot be written. Aborting `options.signal` ends the run early, with clean-up, as an incomplete run.
 */
export function assess(target: TargetInput, options?: AssessOptions): Assessment {
  return assessment((onEvent) => run(target, options, onEvent));
}
