/** The summary on the console: findings by root cause, at most what fits a screen, then the verdict and the path. */
import type { CheckResult, Run } from "../src/model/run.ts";

export interface ConsoleOptions {
  readonly color: boolean;
  readonly width: number;
  /** Where the report was written; null if it was not. */
  readonly reportPath: string | null;
}

const CODES = { bold: "1", dim: "2", red: "31", green: "32", yellow: "33", magenta: "35" } as const;
const MAX_FINDINGS = 10;

/** Removes everything that a terminal would act on: nothing from a target is trusted. */
export function plain(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is removed
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g, " ");
}

function clip(text: string, width: number): string {
  const line = plain(text);
  return line.length > width ? `${line.slice(0, Math.max(1, width - 3))}...` : line;
}

/** The verdict as a sentence. */
export function verdictSentence(run: Run): string {
  if (run.preflightFailure !== null) return `Not assessed. ${run.preflightFailure}`;
  if (!run.complete) return `Incomplete: ${run.incompleteBecause.join("; ")}.`;
  const profile = `profile ${run.suite.profile}, ${run.failOn === "never" ? "no gate" : `fails on ${run.failOn}`}`;
  if (run.conformant) return `Conformant (${profile}).`;
  return `Not conformant (${profile}).`;
}

/** How many checks are blocked because of each check. */
export function dependants(run: Run): ReadonlyMap<string, readonly CheckResult[]> {
  const map = new Map<string, CheckResult[]>();
  for (const check of run.checks) for (const cause of check.blockedBy) map.set(cause, [...(map.get(cause) ?? []), check]);
  return map;
}

/** Checks with findings, the gravest first: fail before warn, then by how many checks they block. */
export function rootCauses(run: Run): readonly CheckResult[] {
  const blocked = dependants(run);
  const weight = (c: CheckResult) => (c.outcome === "error" ? 3 : c.outcome === "fail" ? 2 : c.outcome === "warn" ? 1 : 0);
  return run.checks
    .filter((c) => weight(c) > 0)
    .sort((a, b) => weight(b) - weight(a) || (blocked.get(b.id)?.length ?? 0) - (blocked.get(a.id)?.length ?? 0) || (a.id < b.id ? -1 : 1));
}

/** The summary as text, ending with a newline. */
export function renderSummary(run: Run, { color, width, reportPath }: ConsoleOptions): string {
  const paint = (code: keyof typeof CODES, text: string) => (color ? `\u001b[${CODES[code]}m${text}\u001b[0m` : text);
  const lines: string[] = [""];
  const blocked = dependants(run);
  const causes = rootCauses(run);
  for (const check of causes.slice(0, MAX_FINDINGS)) {
    const mark = check.outcome === "warn" ? paint("yellow", "warn") : paint(check.outcome === "error" ? "magenta" : "red", check.outcome);
    lines.push(`${mark}  ${paint("bold", clip(check.failureTitle, width - 6))}`);
    const finding = check.findings[0];
    if (finding) lines.push(`      ${clip(finding.message, width - 6)}`, `      ${paint("dim", clip(`${finding.requirement} · ${check.id}`, width - 6))}`);
    else if (check.reason) lines.push(`      ${clip(check.reason, width - 6)}`);
    const count = blocked.get(check.id)?.length ?? 0;
    if (count > 0) lines.push(`      blocks ${count} other check${count === 1 ? "" : "s"}`);
  }
  if (causes.length > MAX_FINDINGS) lines.push(paint("dim", `      and ${causes.length - MAX_FINDINGS} more, in the report`));
  const unexplained = run.checks.filter((c) => c.outcome === "blocked" && c.blockedBy.length === 0);
  if (unexplained.length > 0) lines.push("", `${unexplained.length} check(s) blocked without a failing cause, first: ${clip(`${unexplained[0]?.id}: ${unexplained[0]?.reason ?? ""}`, width - 10)}`);
  const s = run.summary;
  lines.push("", `${s.pass} pass, ${s.fail} fail, ${s.warn} warn, ${s.skip} skip, ${s.blocked} blocked, ${s.error} error · ${run.limits.requests} requests in ${(run.durationMs / 1000).toFixed(1)} s`);
  if (run.leftovers.length > 0) lines.push(paint("yellow", `${run.leftovers.length} resource(s) could not be removed from the target; see journal.ndjson and \`scimspec clean\``));
  const sentence = plain(verdictSentence(run));
  lines.push(paint(run.conformant ? "green" : "red", paint("bold", sentence)));
  if (reportPath !== null) lines.push(`Report: ${reportPath}`);
  return `${lines.join("\n")}\n`;
}
