/** What the test of a check shows, from the run and the gate's decision: red exactly where the command line would fail; pure. */
import { checkEvidence, requirementLine } from "../../reports/evidence.ts";
import { indexOf, whyIncomplete, type RunIndex } from "../../reports/mapping.ts";
import { manyLines, oneLine } from "../../reports/safe-text.ts";
import { blockedWithoutCause } from "../engine/verdict.ts";
import type { GatePolicy } from "../engine/gate.ts";
import { distinctFindings, findingKey, type DistinctFinding } from "../model/finding.ts";
import type { BaselineEntry, Gate } from "../model/gate.ts";
import type { CheckResult, Run } from "../model/run.ts";

/** Characters of the error of a failing check. */
const MAX_ERROR = 6000;
/** Characters of a skip reason, an annotation, or the error of a blocked check. */
const MAX_LINE = 600;
/** Annotations of one test. */
const MAX_NOTES = 10;

/** An annotation: `warning` for a finding that the gate lets pass, `known` for one that the baseline excuses. */
export interface Note {
  readonly type: "warning" | "known" | "note";
  readonly text: string;
}

/** How a test ends. */
export type Shown =
  | { readonly kind: "pass"; readonly notes: readonly Note[] }
  | { readonly kind: "skip"; readonly reason: string }
  | { readonly kind: "fail"; readonly text: string; readonly cause?: unknown };

/** A judged run, with what the tests look up. */
export interface Judged {
  readonly run: Run & { readonly gate: Gate };
  readonly policy: GatePolicy;
  readonly index: RunIndex;
  /** By id. */
  readonly checks: ReadonlyMap<string, CheckResult>;
}

/** Builds the look-ups once for all tests. */
export function judgedBy(run: Run & { readonly gate: Gate }, policy: GatePolicy): Judged {
  return { run, policy, index: indexOf(run), checks: new Map(run.checks.map((c) => [c.id, c])) };
}

const passed: Shown = { kind: "pass", notes: [] };
const skipped = (reason: string): Shown => ({ kind: "skip", reason: oneLine(reason, MAX_LINE) });
const failed = (text: string): Shown => ({ kind: "fail", text });

/** What the check that has this id shows. `rerun` is the command that runs it alone. */
export function shownOf(id: string, judged: Judged, rerun: string): Shown {
  const check = judged.checks.get(id);
  if (!check) return failed(`${id} is not in the run: a mistake of scimspec, please report it`);
  switch (check.outcome) {
    case "pass":
      return passed;
    case "skip":
      return skipped(check.reason ?? "not applicable");
    case "blocked":
      return ofBlocked(check, judged);
    case "error":
      return failed(manyLines(checkEvidence(check, judged.run, judged.index, MAX_ERROR, rerun), MAX_ERROR));
    default:
      return ofFindings(check, judged, rerun);
  }
}

/** The first sentence of a fail or warn that the gate lets pass, for an annotation. */
function noteOf(finding: DistinctFinding, { run, policy, index }: Judged): Note {
  const { requirement, instance, message } = finding;
  const known = run.gate.known.find((k) => findingKey(k) === findingKey(finding));
  const what = `${instance === undefined ? "" : `[${instance}] `}${message} (${requirementLine(requirement, index.requirements.get(requirement))})`;
  if (!known) {
    const flaky = finding.flaky === true && policy.flaky === "report" ? "flaky, passed when it was run again: " : "";
    return { type: "warning", text: oneLine(`${flaky}${what}`, MAX_LINE) };
  }
  const more = [known.owner, known.link, known.expires === undefined ? undefined : `until ${known.expires}`].filter((t) => t !== undefined);
  return { type: "known", text: oneLine(`known, in the baseline: ${known.reason}${more.length > 0 ? ` (${more.join(", ")})` : ""}: ${what}`, MAX_LINE) };
}

/** A check with findings fails if one of them is unexpected, or excused only by an entry past its day. */
function ofFindings(check: CheckResult, judged: Judged, rerun: string): Shown {
  const { run, index } = judged;
  const { unexpected, expired } = run.gate;
  const mine = distinctFindings([check]);
  const keys = new Set(mine.map(findingKey));
  const over = expired.filter((e) => keys.has(findingKey(e)));
  if (over.length === 0 && !unexpected.some((f) => keys.has(findingKey(f)))) {
    const notes = mine.slice(0, MAX_NOTES).map((f) => noteOf(f, judged));
    return { kind: "pass", notes: mine.length > MAX_NOTES ? [...notes, { type: "note", text: `${mine.length - MAX_NOTES} findings more, in the report` }] : notes };
  }
  const said = over.map((e) => `The baseline accepted this until ${e.expires ?? ""} (${e.where}), and it still occurs.\n\n`).join("");
  return failed(manyLines(`${said}${checkEvidence(check, run, index, MAX_ERROR - said.length, rerun)}`, MAX_ERROR));
}

/** True if the test of this cause is red. */
function isRed(cause: string, judged: Judged): boolean {
  const check = judged.checks.get(cause);
  return !check || check.outcome === "blocked" || shownOf(cause, judged, "").kind === "fail";
}

/** A blocked check fails with its cause; where the gate excuses the cause, it is skipped and says so. */
function ofBlocked(check: CheckResult, judged: Judged): Shown {
  const { run, policy } = judged;
  if (check.blockedBy.includes("preflight")) return failed(oneLine(run.preflightFailure ?? "the target cannot be assessed", MAX_LINE));
  const by = check.blockedBy.length > 0 ? `Blocked by: ${check.blockedBy.join(", ")}` : "No check that fails explains why.";
  const text = `${oneLine(check.title, MAX_LINE)}\nCould not be judged: ${oneLine(check.reason ?? "", MAX_LINE)}\n${oneLine(by, MAX_LINE)}`;
  const counts = !run.complete || (policy.failOn !== "never" && blockedWithoutCause(run.checks, { flaky: policy.flaky, shard: null }).some((c) => c.id === check.id));
  if (counts || check.blockedBy.some((cause) => isRed(cause, judged))) return failed(text);
  return skipped(`blocked${check.blockedBy.length > 0 ? ` by ${check.blockedBy.join(", ")}, which the gate lets pass` : " by nothing that counts"}: ${check.reason ?? ""}`);
}

/** What the test "the run is complete" shows. */
export function shownOfRun({ run }: Judged): Shown {
  if (run.preflightFailure !== null) return failed(oneLine(run.preflightFailure, MAX_LINE));
  const why = whyIncomplete(run);
  return why.length === 0 ? { kind: "pass", notes: run.notes.map((text) => ({ type: "note", text: oneLine(text, MAX_LINE) })) } : failed(`The run is incomplete: ${oneLine(why.join("; "), MAX_LINE)}.`);
}

const place = ({ where, check, instance, requirement, code }: BaselineEntry): string => `${where}: ${check}${instance === undefined ? "" : `@${instance}`} on ${requirement}${code === undefined ? "" : ` (${code})`}`;

/** What the test of the baseline shows: entries that excuse nothing any more, and entries past their day. */
export function shownOfBaseline({ run }: Judged): Shown {
  const { stale, expired, unjudged } = run.gate;
  const lines = [
    ...stale.map((e) => `${place(e)}: stale, the finding no longer occurs. Remove the entry, or run once with updateBaseline: true.`),
    ...expired.map((e) => `${place(e)}: accepted until ${e.expires ?? ""}, and the finding still occurs. Repair it, or give it another day and a reason.`),
  ];
  if (lines.length > 0) return failed(manyLines(`The baseline is not up to date:\n${lines.join("\n")}`, MAX_ERROR));
  return { kind: "pass", notes: unjudged.slice(0, MAX_NOTES).map((e) => ({ type: "note", text: `${place(e)}: not judged in this run` })) };
}

