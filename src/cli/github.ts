/** GitHub Actions: the step summary and the annotations of a run, where the environment asks for them. */
import { appendFileSync } from "node:fs";
import { renderAnnotations, renderStepSummary } from "../../reports/github.ts";
import type { Run } from "../model/run.ts";
import { said } from "../write.ts";

export interface GithubEnvironment {
  readonly GITHUB_ACTIONS?: string | undefined;
  readonly GITHUB_STEP_SUMMARY?: string | undefined;
}

/**
 * Appends the summary to the step's file, and returns the annotations for the log (empty outside of GitHub Actions). A
 * summary that cannot be written is worth a warning, not the run.
 */
export function publishToGithub(run: Run, env: GithubEnvironment): { readonly log: string; readonly warning: string | null } {
  const log = env.GITHUB_ACTIONS === "true" ? renderAnnotations(run) : "";
  const file = env.GITHUB_STEP_SUMMARY;
  if (file === undefined || file === "") return { log, warning: null };
  try {
    appendFileSync(file, renderStepSummary(run));
    return { log, warning: null };
  } catch (error) {
    return { log, warning: `the step summary could not be written to ${file}: ${said(error)}` };
  }
}
