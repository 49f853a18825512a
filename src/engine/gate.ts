/** Decides whether a run passes the gate: a pure function of the run, the policy and the baseline. */
import { distinctFindings, findingKey, type DistinctFinding, type FindingPlace } from "../model/finding.ts";
import type { BaselineEntry, Gate, Threshold } from "../model/gate.ts";
import type { CheckResult, FailOn, Run } from "../model/run.ts";
import { blockedWithoutCause } from "./verdict.ts";

export interface GatePolicy {
  readonly failOn: FailOn;
  /** By area; areas without one follow failOn. */
  readonly thresholds: Readonly<Record<string, Threshold>>;
  /** Null without a baseline: then nothing is excused, and nothing is stale. */
  readonly baseline: readonly BaselineEntry[] | null;
  /** `report`: findings that did not occur again in the confirmation do not count. */
  readonly flaky: "gate" | "report";
  /** `2026-11-26`, UTC: what expiry is measured by. */
  readonly today: string;
}

/** At most so many findings or entries are named in a sentence. */
const NAMED = 3;

const some = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

function named(list: readonly string[]): string {
  return `${list.slice(0, NAMED).join("; ")}${list.length > NAMED ? `; and ${list.length - NAMED} more` : ""}`;
}

const inWords = (f: FindingPlace): string => `${f.check}${f.instance === undefined ? "" : `@${f.instance}`} on ${f.requirement}${f.code === undefined ? "" : ` (${f.code})`}`;
const counts = (finding: DistinctFinding, failOn: FailOn): boolean => failOn !== "never" && (failOn === "should" || finding.severity === "fail");

/** True if the run judged what the entry is about, so that the finding would have shown. */
function wasJudged(entry: BaselineEntry, check: CheckResult | undefined, everything: boolean): boolean {
  // A check that a whole run does not have was removed or renamed: the entry excuses nothing any more.
  if (!check) return everything;
  if (entry.instance === undefined) return check.outcome === "pass" || check.outcome === "fail" || check.outcome === "warn";
  const instance = check.instances.find((i) => i.instance === entry.instance);
  // Invariants have no instances: they look at all exchanges. A type that is not part of the run was not judged.
  const outcome = instance ? instance.outcome : check.kind === "invariant" ? check.outcome : "skip";
  return ["pass", "fail", "warn"].includes(outcome);
}

/** True for a run of everything: no selection, no shard. */
function isWhole(run: Run): boolean {
  const { suites, checks, requirements, level } = (run.config["select"] ?? {}) as Record<string, unknown>;
  const empty = (list: unknown): boolean => !Array.isArray(list) || list.length === 0;
  if (run.shard !== undefined) return false;
  return empty(suites) && empty(checks) && empty(requirements) && (level === undefined || level === "may");
}

/** Findings beyond what the threshold of their area lets through. */
function beyond(findings: readonly DistinctFinding[], thresholds: GatePolicy["thresholds"], areaOf: (f: DistinctFinding) => string): readonly DistinctFinding[] {
  const byArea = new Map<string, DistinctFinding[]>();
  for (const f of findings) byArea.set(areaOf(f), [...(byArea.get(areaOf(f)) ?? []), f]);
  return [...byArea].flatMap(([area, list]) => (list.length > (thresholds[area]?.atMost ?? 0) ? list : []));
}

/** The decision. A run that is not complete never passes; its exit code says why. */
export function decideGate(run: Run, policy: GatePolicy): Gate {
  const areas = new Map(run.checks.map((c) => [c.id, c.suite]));
  const areaOf = (f: DistinctFinding): string => areas.get(f.check) ?? "";
  const all = distinctFindings(run.checks);
  const findings = all.filter((f) => policy.flaky === "gate" || f.flaky !== true);
  const entries = new Map((policy.baseline ?? []).map((e) => [findingKey(e), e]));
  const isExpired = (e: BaselineEntry): boolean => e.expires !== undefined && e.expires < policy.today;
  const occurs = new Set(all.map(findingKey));
  const excused = (f: DistinctFinding): BaselineEntry | undefined => entries.get(findingKey(f));
  const open = findings.filter((f) => !excused(f) && counts(f, policy.thresholds[areaOf(f)]?.failOn ?? policy.failOn));
  const unexpected = beyond(open, policy.thresholds, areaOf);
  const known = findings.flatMap((f) => {
    const entry = excused(f);
    if (!entry) return [];
    const { reason, link, owner, expires } = entry;
    return [{ ...f, reason, ...(link === undefined ? {} : { link }), ...(owner === undefined ? {} : { owner }), ...(expires === undefined ? {} : { expires }) }];
  });
  const checks = new Map(run.checks.map((c) => [c.id, c]));
  const absent = [...entries.values()].filter((e) => !occurs.has(findingKey(e)));
  const judged = (e: BaselineEntry): boolean => run.complete && wasJudged(e, checks.get(e.check), isWhole(run));
  const parts = { unexpected, known, stale: absent.filter(judged), unjudged: absent.filter((e) => !judged(e)), expired: [...entries.values()].filter((e) => occurs.has(findingKey(e)) && isExpired(e)) };
  const blocked = policy.failOn === "never" ? [] : blockedWithoutCause(run.checks, { flaky: policy.flaky, shard: run.shard ?? null });
  const reasons = reasonsOf(run, parts, blocked.map((c) => c.id));
  const passed = reasons.length === 0;
  return { passed, sentences: [headline(passed, policy, known.length), ...reasons, ...remarks(run, parts, policy, open.length - unexpected.length)], ...parts };
}

type Parts = Pick<Gate, "unexpected" | "known" | "stale" | "unjudged" | "expired">;

function headline(passed: boolean, { failOn, baseline }: GatePolicy, known: number): string {
  const rule = failOn === "never" ? "findings are reported, and none fails the gate" : `findings of the class ${failOn}${failOn === "should" ? " or must" : ""} fail it`;
  return `Gate ${passed ? "passed" : "failed"}: ${rule}${baseline ? `, but for ${some(known, "known one")} in the baseline` : ""}.`;
}

function reasonsOf(run: Run, { unexpected, stale, expired }: Parts, blocked: readonly string[]): readonly string[] {
  const reasons: string[] = [];
  if (!run.complete) reasons.push(`The run is incomplete: ${run.incompleteBecause.join("; ") || "a check ended with an error"}.`);
  const broken = run.own?.summary.error ?? 0;
  if (broken > 0) reasons.push(`${some(broken, "own check")} ended with an error of ${broken === 1 ? "its plugin" : "their plugins"}: ${named(run.checks.filter((c) => c.plugin !== undefined && c.outcome === "error").map((c) => `${c.id} (${c.reason ?? ""})`))}.`);
  if (unexpected.length > 0) reasons.push(`${some(unexpected.length, "unexpected finding")}: ${named(unexpected.map(inWords))}.`);
  if (expired.length > 0) reasons.push(`${some(expired.length, "entry of the baseline has", "entries of the baseline have")} expired, and the finding still occurs: ${named(expired.map((e) => `${inWords(e)}, accepted until ${e.expires ?? ""} (${e.where})`))}.`);
  if (stale.length > 0) reasons.push(`${some(stale.length, "entry of the baseline is", "entries of the baseline are")} stale, since the finding no longer occurs: ${named(stale.map((e) => `${inWords(e)} (${e.where})`))}. Remove ${stale.length === 1 ? "it" : "them"}, or run once with --update-baseline.`);
  if (blocked.length > 0) reasons.push(`${some(blocked.length, "check")} of a MUST could not be judged, and no failing check explains why: ${named(blocked)}.`);
  return reasons;
}

function remarks({ shard }: Run, { unjudged }: Parts, { flaky }: GatePolicy, tolerated: number): readonly string[] {
  return [
    ...(tolerated > 0 ? [`${some(tolerated, "finding")} within the thresholds of ${tolerated === 1 ? "its area" : "their areas"} let through.`] : []),
    ...(unjudged.length > 0 ? [`${some(unjudged.length, "entry of the baseline was", "entries of the baseline were")} not judged in this run: ${named(unjudged.map(inWords))}.`] : []),
    ...(shard ? [`This is shard ${shard.index} of ${shard.count}: scimspec merge decides on the whole run.`] : []),
    ...(flaky === "report" ? ["Flaky findings are reported and do not count."] : []),
  ];
}
