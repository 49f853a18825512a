/** The summary on the console: findings by root cause, at most what fits a screen, then the verdict and the path. */
import type { Finding, Run } from "../src/model/run.ts";
import { causes, type Cause } from "./causes.ts";
import { shellQuote } from "./curl.ts";
import { isOwn, onlyOwn, ownSentence, pluginNames } from "./own.ts";
import { inputText } from "./replay.ts";
import { blockedElsewhere, shardWord } from "./shard.ts";

export interface ConsoleOptions {
  readonly color: boolean;
  readonly width: number;
  /** Where the report was written; null if it was not. */
  readonly reportPath: string | null;
}

const CODES = { bold: "1", dim: "2", red: "31", green: "32", yellow: "33", magenta: "35" } as const;
const MAX_FINDINGS = 10;

/** Removes everything that a terminal, or the log of a CI service, would act on: nothing from a target is trusted. */
export function plain(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is removed
  const printable = text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g, " ");
  // GitHub Actions obeys `::command::` where a line begins, and `##[command]` anywhere.
  return printable.replace(/^(\s*):(?=:)/, "$1: ").replaceAll("##[", "# #[");
}

function clip(text: string, width: number): string {
  const line = plain(text);
  return line.length > width ? `${line.slice(0, Math.max(1, width - 3))}...` : line;
}

/** The verdict as a sentence, and another on own checks, where there are any. */
export function verdictSentence(run: Run): string {
  return [rfcSentence(run), ownSentence(run)].filter((s) => s !== "").join(" ");
}

/** The verdict of the RFCs as a sentence; of a shard, behind another that says so. */
export function rfcSentence(run: Run): string {
  if (onlyOwn(run)) return "Not assessed by the RFCs: only own checks were selected.";
  const part = shardWord(run);
  return part === null ? verdict(run) : `${part}, not the whole run. ${run.conformant ? `Nothing in it stands against conformance (${byWhat(run)}).` : verdict(run)}`;
}

const byWhat = (run: Run): string => `profile ${run.suite.profile}, ${run.failOn === "never" ? "no gate" : `fails on ${run.failOn}`}`;

function verdict(run: Run): string {
  if (run.preflightFailure !== null) return `Not assessed. ${run.preflightFailure}`;
  if (!run.complete) return `Incomplete: ${run.incompleteBecause.join("; ")}.`;
  // A selection may leave nothing but skips: true, and worth nothing.
  const empty = run.summary.pass + run.summary.warn + run.summary.fail === 0 ? " No check judged anything." : "";
  return `${run.conformant ? "Conformant" : "Not conformant"}${run.own ? " with the RFCs" : ""} (${byWhat(run)}).${empty}`;
}

/** Names as many checks as there is room for, and counts the rest: `create/a, create/b and 38 more`. */
function naming(checks: readonly { readonly id: string }[], room: number): string {
  const MAX_NAMES = 3;
  for (let n = Math.min(MAX_NAMES, checks.length); n > 1; n -= 1) {
    const line = some(checks, n);
    if (line.length <= room) return line;
  }
  // In a narrow terminal the first id may be too long for the line: then the shortest speaks for all.
  const one = some(checks, 1);
  if (one.length <= room) return one;
  const short = [...checks].sort((a, b) => a.id.length - b.id.length);
  return some(short, 1);
}

function some(checks: readonly { readonly id: string }[], n: number): string {
  const names = checks.slice(0, n).map((c) => c.id).join(", ");
  return n < checks.length ? `${names} and ${checks.length - n} more` : names;
}

type Paint = (code: keyof typeof CODES, text: string) => string;

/** Of a finding over generated cases: the smallest, and the token that repeats it. */
function generated({ counterexample: c }: Finding, line: (text: string) => string): readonly string[] {
  // The command is for copying, so that it is never cut.
  return c ? [line(`smallest case: ${inputText(c.input)}`), `      scimspec run --replay ${plain(shellQuote(c.replay))}`] : [];
}

/** One cause with what hangs on it. */
function causeLines({ check, blocked, follows }: Cause, width: number, paint: Paint): readonly string[] {
  const mark = check.outcome === "warn" ? paint("yellow", "warn") : paint(check.outcome === "error" ? "magenta" : "red", check.outcome);
  const line = (text: string) => `      ${clip(text, width - 6)}`;
  const finding = check.findings[0];
  const blocks = `blocks ${blocked.length} other check${blocked.length === 1 ? "" : "s"}: `;
  const follow = "probably follows: ";
  return [
    `${mark}  ${paint("bold", clip(`${check.failureTitle}${check.flaky === true ? " (flaky)" : ""}`, width - 6))}`,
    ...(finding ? [line(finding.message), ...generated(finding, line), paint("dim", line(`${finding.requirement} · ${check.id}`))] : check.reason ? [line(check.reason)] : []),
    ...(blocked.length > 0 ? [line(blocks + naming(blocked, width - 6 - blocks.length))] : []),
    ...(follows.length > 0 ? [line(follow + naming(follows, width - 6 - follow.length))] : []),
  ];
}

function listed(found: readonly Cause[], width: number, paint: Paint): readonly string[] {
  const more = found.length > MAX_FINDINGS ? [paint("dim", `      and ${found.length - MAX_FINDINGS} more, in the report`)] : [];
  return [...found.slice(0, MAX_FINDINGS).flatMap((c) => causeLines(c, width, paint)), ...more];
}

/** The summary as text, ending with a newline. */
export function renderSummary(run: Run, { color, width, reportPath }: ConsoleOptions): string {
  const paint: Paint = (code, text) => (color ? `\u001b[${CODES[code]}m${text}\u001b[0m` : text);
  const all = causes(run.checks);
  const lines: string[] = ["", ...listed(all.filter((c) => !isOwn(c.check)), width, paint)];
  const own = all.filter((c) => isOwn(c.check));
  if (own.length > 0) lines.push("", paint("bold", `Own checks: ${clip(pluginNames(run).join(", "), width - 12)}`), ...listed(own, width, paint));
  const unexplained = run.checks.filter((c) => c.outcome === "blocked" && c.blockedBy.length === 0);
  if (unexplained.length > 0) lines.push("", `${unexplained.length} check(s) blocked without a failing cause, first: ${clip(`${unexplained[0]?.id}: ${unexplained[0]?.reason ?? ""}`, width - 10)}`);
  const elsewhere = blockedElsewhere(run);
  if (elsewhere.blocked.length > 0) lines.push("", clip(`${elsewhere.blocked.length} check(s) blocked by checks of other shards: ${elsewhere.by.join(", ")}`, width));
  const s = run.summary;
  lines.push("", `${s.pass} pass, ${s.fail} fail, ${s.warn} warn, ${s.skip} skip, ${s.blocked} blocked, ${s.error} error · ${run.limits.requests} requests in ${(run.durationMs / 1000).toFixed(1)} s`);
  if (run.leftovers.length > 0) lines.push(paint("yellow", `${run.leftovers.length} resource(s) could not be removed from the target; see journal.ndjson and \`scimspec clean\``));
  lines.push(paint(onlyOwn(run) ? "yellow" : run.conformant ? "green" : "red", paint("bold", plain(rfcSentence(run)))));
  if (run.own) lines.push(paint(run.own.passed ? "green" : "red", paint("bold", ownSentence(run))));
  if (reportPath !== null) lines.push(`Report: ${reportPath}`);
  return `${lines.join("\n")}\n`;
}
