/** `scimspec merge` */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { configOf, mergeShards } from "../merge.ts";
import type { Run } from "../model/run.ts";
import type { Suites } from "../suites.ts";
import { conclude, isColored } from "./conclude.ts";
import { policyOf, type Policy } from "../policy.ts";
import { readRun } from "./run-file.ts";
import { complain, UsageError } from "./target.ts";
import { checkFormats } from "../write.ts";

export interface MergeFlags {
  readonly out?: string;
  readonly format?: readonly string[];
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
  readonly quiet?: boolean;
}

/** The policy that the shards were run with, and the baseline of this job: its folder may be another than theirs. */
function mergePolicy(run: Run, flags: MergeFlags, suites: Suites): Policy {
  const config = configOf(run);
  const baseline = flags.baseline === undefined ? config.baseline : resolve(flags.baseline);
  const update = flags.updateBaseline === true;
  if (flags.baseline === undefined && baseline !== null && !update && !existsSync(baseline)) {
    throw new UsageError(`the shards were run with the baseline ${baseline}, which is not here: name it with --baseline`);
  }
  // Areas of plugins are known by the document alone.
  return policyOf({ ...config, baseline }, { ...suites, checks: [...suites.checks, ...run.checks] }, update);
}

async function execute(files: readonly string[], flags: MergeFlags): Promise<number> {
  checkFormats(flags.format ?? []);
  const runs = files.map((name) => ({ name, run: readRun(name) }));
  const { loadSuites } = await import("../suites.ts");
  const suites = await loadSuites();
  const merged = mergeShards(runs, suites);
  if (!merged.ok) throw new UsageError(merged.problems.join("\n"));
  const { run } = merged;
  const policy = mergePolicy(run, flags, suites);
  const config = { reports: flags.format ?? configOf(run).reports, out: flags.out ?? "scimspec-report" };
  return conclude(run, { config, policy, update: flags.updateBaseline === true, quiet: flags.quiet === true, color: isColored(), interrupted: false });
}

/** Joins the run documents of all shards into one run, and decides on it as `run` does; the return value is the exit code. */
export async function mergeCommand(files: readonly string[], flags: MergeFlags): Promise<number> {
  try {
    return await execute(files, flags);
  } catch (error) {
    return complain(error);
  }
}
