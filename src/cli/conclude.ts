/** How `run` and `merge` end: gate, baseline, reports, summary, exit code. */
import { plain, renderSummary, verdictSentence } from "../../reports/console.ts";
import type { Config } from "../config/types.ts";
import type { Run } from "../model/run.ts";
import { exitCodeOf } from "./exit.ts";
import { publishToGithub } from "./github.ts";
import { policyAfterUpdate, withGate, writeBaseline, type Policy } from "../policy.ts";
import { said, writeReports } from "../write.ts";

export interface Ending {
  readonly config: Pick<Config, "reports" | "out">;
  readonly policy: Policy;
  /** The baseline is written anew. */
  readonly update: boolean;
  readonly quiet: boolean;
  readonly color: boolean;
  readonly interrupted: boolean;
}

/** True if the output may be coloured. */
export function isColored(): boolean {
  return process.stdout.isTTY === true && process.env["NO_COLOR"] === undefined;
}

/** Gate, baseline, reports and summary of a run; the exit code. */
export function conclude(judged: Run, { config, policy, update, quiet, color, interrupted }: Ending): number {
  let run = withGate(judged, policy);
  const problems: string[] = [];
  if (update) {
    try {
      process.stdout.write(`${writeBaseline(run, policy)}\n`);
      run = withGate(judged, policyAfterUpdate(policy));
    } catch (error) {
      problems.push(`the baseline could not be written: ${said(error)}`);
    }
  }
  const written = writeReports(run, config.reports, config.out);
  problems.push(...written.problems);
  if (config.reports.includes("github")) {
    const { log, warning } = publishToGithub(run, process.env);
    if (warning !== null) process.stderr.write(`scimspec: ${warning}\n`);
    process.stdout.write(log);
  }
  for (const problem of problems) process.stderr.write(`scimspec: ${problem}\n`);
  process.stdout.write(quiet ? `${verdictSentence(run)}\n` : renderSummary(run, { color, width: process.stdout.columns ?? 100, reportPath: written.files[0] ?? null }));
  if (!quiet || !run.gate.passed) process.stdout.write(`${run.gate.sentences.map(plain).join("\n")}\n`);
  return exitCodeOf(run, interrupted, problems.length === 0);
}
