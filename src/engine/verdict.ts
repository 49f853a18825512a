/** Verdict: a pure function from raw results, catalogue and profile to outcomes. */
import type { Check, Invariant } from "../model/check.ts";
import type { Expectation, Outcome, RequirementOutcome, Severity } from "../model/expectation.ts";
import { OUTCOMES } from "../model/expectation.ts";
import { classOf, type Leveled, type Requirement } from "../model/requirement.ts";
import type { CheckResult, FailOn, Finding, InstanceResult, RequirementResult, ShardInfo, Summary } from "../model/run.ts";

/** Grades an unmet expectation; null where the profile says nothing. */
export interface Grading {
  /** By finding code or requirement id. */
  readonly profile: (codeOrRequirement: string) => Severity | null;
  /** The config's overrides: by check, requirement or finding code. */
  readonly overrides: Readonly<Record<string, { readonly is: Severity }>>;
}

type CheckMetadata = Pick<CheckResult, "id" | "title" | "failureTitle" | "suite" | "kind" | "remedy" | "detects" | "after" | "needs" | "plugin"> & {
  readonly verifies: readonly string[];
  readonly provides: readonly string[];
};

/** The raw result of one check, before judgement. */
export interface RawCheck extends CheckMetadata, Pick<CheckResult, "expectations" | "exchanges" | "durationMs"> {
  readonly instances: readonly Omit<InstanceResult, "outcome">[];
}

/** What a raw result takes over from the check's or invariant's own declaration. */
export function metadataOf(check: Check | Invariant): CheckMetadata {
  const { id, title, failureTitle, suite, kind, remedy, detects, verifies } = check;
  const { after = [], provides = [], needs = [] } = check.kind === "check" ? check : {};
  const own = check.plugin === undefined ? {} : { plugin: check.plugin };
  return { id, title, failureTitle, suite, kind, ...own, remedy, detects, verifies, after, needs: needs.map((n) => n.label), provides };
}

const DEFAULT_SEVERITY = { must: "fail", should: "warn", may: "off" } as const;

/** Severity of an unmet expectation: config ?? profile[code] ?? profile[requirement] ?? the default of the class. */
export function severityOf(expectation: Expectation, check: string, requirement: Leveled | undefined, grading: Grading): Severity {
  const { overrides, profile } = grading;
  const configured =
    (expectation.code === undefined ? undefined : overrides[expectation.code]) ?? overrides[expectation.requirement] ?? overrides[check];
  if (configured) return configured.is;
  const byCode = expectation.code === undefined ? null : profile(expectation.code);
  return byCode ?? profile(expectation.requirement) ?? DEFAULT_SEVERITY[requirement ? classOf(requirement.level) : "must"];
}

/** Worst first: how instances make a check. A skip counts only if nothing was judged. */
const CHECK_ORDER: readonly Outcome[] = ["error", "fail", "blocked", "warn", "pass", "skip"];
/** How checks make a requirement (design section 5). */
const REQUIREMENT_ORDER: readonly Outcome[] = ["error", "fail", "blocked", "warn", "pass", "skip"];

function worst(outcomes: readonly Outcome[], order: readonly Outcome[]): Outcome | undefined {
  return order.find((o) => outcomes.includes(o));
}

function ofFindings(findings: readonly Finding[]): Outcome {
  return findings.some((f) => f.severity === "fail") ? "fail" : findings.length > 0 ? "warn" : "pass";
}

function toFinding(e: Expectation, severity: "fail" | "warn", flaky: boolean): Finding {
  const { requirement, message, expected, actual } = e;
  return {
    requirement,
    severity,
    message,
    expected,
    actual,
    ...(e.code === undefined ? {} : { code: e.code }),
    ...(e.pointer === undefined ? {} : { pointer: e.pointer }),
    ...(e.exchange === undefined ? {} : { exchange: e.exchange }),
    ...(e.instance === undefined ? {} : { instance: e.instance }),
    ...(e.count === undefined ? {} : { count: e.count }),
    ...(e.counterexample === undefined ? {} : { counterexample: e.counterexample }),
    ...(flaky ? { flaky } : {}),
  };
}

interface Judged {
  readonly findings: readonly Finding[];
  readonly instances: readonly InstanceResult[];
  readonly outcome: Outcome;
}

/** Whose mistake it is if a check breaks, and what to do. */
export function blame(plugin: string | undefined): string {
  return plugin === undefined ? "a mistake of scimspec, please report it" : `a mistake of the plugin ${plugin}, to be mended there`;
}

function judgeInstance(raw: Omit<InstanceResult, "outcome">, findings: readonly Finding[], expectations: number, plugin?: string): InstanceResult {
  if (raw.end === "ran" && expectations === 0) {
    return { ...raw, outcome: "error", reason: `the check recorded no expectation, so that it judged nothing: ${blame(plugin)}` };
  }
  const judged = ofFindings(findings);
  if (raw.end === "ran") return { ...raw, outcome: judged };
  if (raw.end === "error") return { ...raw, outcome: "error" };
  // What was found before the early exit stays found.
  if (judged === "fail") return { ...raw, outcome: "fail" };
  return { ...raw, outcome: raw.end === "skip" && judged === "warn" ? "warn" : raw.end };
}

type Judging = readonly [levels: ReadonlyMap<string, Leveled>, grading: Grading];

function findingsOf(expectations: readonly Expectation[], check: string, flaky: (e: Expectation) => boolean, ...[levels, grading]: Judging): readonly Finding[] {
  return expectations.flatMap((e) => {
    if (e.ok) return [];
    const severity = severityOf(e, check, levels.get(e.requirement), grading);
    return severity === "off" ? [] : [toFinding(e, severity, flaky(e))];
  });
}

/** What one instance of a check comes to, by the expectations that it recorded. */
export function instanceOutcome(raw: Omit<InstanceResult, "outcome">, expectations: readonly Expectation[], check: string, ...judging: Judging): Outcome {
  return judgeInstance(raw, findingsOf(expectations, check, () => false, ...judging), expectations.length).outcome;
}

function judge(raw: RawCheck, levels: ReadonlyMap<string, Leveled>, grading: Grading): Judged {
  const flaky = new Set(raw.instances.flatMap((i) => (i.flaky === true ? [i.instance] : [])));
  const findings = findingsOf(raw.expectations, raw.id, (e) => flaky.has(e.instance ?? ""), levels, grading);
  const instances = raw.instances.map((i) => {
    const mine = (e: { readonly instance?: string }) => (e.instance ?? "") === i.instance;
    return judgeInstance(i, findings.filter(mine), raw.expectations.filter(mine).length, raw.plugin);
  });
  return { findings, instances, outcome: worst(instances.map((i) => i.outcome), CHECK_ORDER) ?? "skip" };
}

function requirementWithin(id: string, judged: Judged, raw: RawCheck): RequirementOutcome {
  const findings = judged.findings.filter((f) => f.requirement === id);
  if (findings.length > 0) return ofFindings(findings);
  if (raw.expectations.some((e) => e.requirement === id)) {
    // An expectation that held in one instance does not excuse an instance that could not be judged.
    return judged.instances.some((i) => i.outcome === "error") ? "error" : judged.instances.some((i) => i.outcome === "blocked") ? "blocked" : "pass";
  }
  // Without an expectation on it, the requirement was not judged by this check: conditions within the check left it out.
  return judged.outcome === "error" || judged.outcome === "blocked" ? judged.outcome : "skip";
}

/** Root causes: from what a check needed to the checks that judge it, followed while those are blocked themselves. */
function rootCauses(id: string, direct: ReadonlyMap<string, readonly string[]>, outcomes: ReadonlyMap<string, Outcome>): readonly string[] {
  const causes = new Set<string>();
  const seen = new Set<string>([id]);
  const queue = [...(direct.get(id) ?? [])];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    if (seen.has(next)) continue;
    seen.add(next);
    if (outcomes.get(next) === "blocked") queue.push(...(direct.get(next) ?? []));
    else causes.add(next);
  }
  return [...causes].sort();
}

/** Judges all checks; explains each blocked one by checks that failed. */
export function judgeChecks(raws: readonly RawCheck[], levels: ReadonlyMap<string, Leveled>, grading: Grading): readonly CheckResult[] {
  const judged = new Map(raws.map((raw) => [raw.id, judge(raw, levels, grading)]));
  const outcomes = new Map([...judged].map(([id, j]) => [id, j.outcome]));
  const direct = new Map(raws.map((raw) => [raw.id, directCauses(raw, raws, outcomes)]));
  return raws.map((raw) => {
    const own = judged.get(raw.id);
    if (!own) throw new Error(`no judgement for ${raw.id}`);
    const reason = own.instances.find((i) => i.outcome === own.outcome)?.reason;
    const { verifies, provides: _provides, ...rest } = raw;
    return {
      ...rest,
      outcome: own.outcome,
      ...(own.findings.length > 0 && own.findings.every((f) => f.flaky === true) ? { flaky: true } : {}),
      ...(reason === undefined ? {} : { reason }),
      blockedBy: own.outcome === "blocked" ? rootCauses(raw.id, direct, outcomes) : [],
      instances: own.instances,
      requirements: verifies.map((id) => ({ id, level: levels.get(id)?.level ?? "MUST", outcome: requirementWithin(id, own, raw) })),
      findings: own.findings,
    };
  });
}

function directCauses(raw: RawCheck, all: readonly RawCheck[], outcomes: ReadonlyMap<string, Outcome>): readonly string[] {
  const wrong = (id: string) => ["fail", "warn", "error", "blocked"].includes(outcomes.get(id) ?? "");
  const blocked = raw.instances.filter((i) => i.end === "blocked");
  const named = blocked.flatMap((i) => i.precondition?.causes ?? []);
  if (named.includes("preflight")) return ["preflight"];
  const needed = new Set(blocked.map((i) => i.precondition?.name));
  const providers = all.filter((c) => c.id !== raw.id && c.provides.some((p) => needed.has(p))).map((c) => c.id);
  return [...named, ...raw.after, ...providers].filter(wrong);
}

/** What the checks make of each requirement that they judge: error > fail > blocked > warn > pass > skip. */
export function requirementOutcomes(checks: readonly CheckResult[]): ReadonlyMap<string, { readonly outcome: Outcome; readonly checks: readonly string[] }> {
  const byRequirement = new Map<string, { checks: string[]; outcomes: Outcome[] }>();
  for (const check of checks) {
    for (const r of check.requirements) {
      const entry = byRequirement.get(r.id) ?? { checks: [], outcomes: [] };
      byRequirement.set(r.id, entry);
      entry.checks.push(check.id);
      entry.outcomes.push(r.outcome as Outcome);
    }
  }
  return new Map([...byRequirement].map(([id, e]) => [id, { outcome: worst(e.outcomes, REQUIREMENT_ORDER) ?? "skip", checks: e.checks }]));
}

/** Judges the requirements: over their checks error > fail > blocked > warn > pass > skip; else excluded, deferred, not selected or open. */
export function judgeRequirements(
  catalogue: ReadonlyMap<string, Requirement>,
  checks: readonly CheckResult[],
  verifiedBy: ReadonlyMap<string, readonly string[]>,
): readonly RequirementResult[] {
  const judged = requirementOutcomes(checks);
  return [...catalogue.values()].map((r) => {
    const entry = judged.get(r.id);
    const outcome = entry ? entry.outcome : unjudged(r, verifiedBy.has(r.id));
    return {
      id: r.id,
      rfc: r.rfc,
      section: r.section,
      level: r.level,
      class: classOf(r.level),
      area: r.area,
      summary: r.summary,
      outcome,
      checks: entry?.checks ?? [],
      ...(outcome === "excluded" && r.excluded ? { excluded: r.excluded.reason } : {}),
      ...(outcome === "deferred" && r.deferred !== undefined ? { deferred: r.deferred } : {}),
    };
  });
}

function unjudged(r: Requirement, hasCheck: boolean): RequirementOutcome {
  if (hasCheck) return "not-selected";
  if (r.excluded) return "excluded";
  return r.deferred === undefined ? "open" : "deferred";
}

/** Counts of check outcomes. */
export function summarise(checks: readonly CheckResult[]): Summary {
  const counts = Object.fromEntries(OUTCOMES.map((o) => [o, 0])) as Record<Outcome, number>;
  for (const check of checks) counts[check.outcome] += 1;
  return counts;
}

/** Whether flaky findings count as any other, or are reported only. */
export type FlakyPolicy = "gate" | "report";

export interface Tolerance {
  readonly flaky: FlakyPolicy;
  /** What a shard knows of checks of other shards; null in a whole run. */
  readonly shard: Pick<ShardInfo, "again"> | null;
}

const WHOLE: Tolerance = { flaky: "gate", shard: null };

/**
 * Conformant: complete, no finding at or above failOn, and no must-class requirement blocked by a cause that does
 * not itself fail. `never` is a matter of the gate alone: what fails is not conformant all the same. With `flaky: report`, flaky findings are no findings. `all` holds checks
 * beyond those judged here that may be such a cause.
 */
export function isConformant(complete: boolean, failOn: FailOn, checks: readonly CheckResult[], tolerance = WHOLE, all = checks): boolean {
  if (!complete) return false;
  const gating = new Set(failOn === "should" ? ["fail", "warn"] : ["fail"]);
  const counts = (f: Finding): boolean => gating.has(f.severity) && !(f.flaky === true && tolerance.flaky === "report");
  if (checks.some((c) => c.findings.some(counts))) return false;
  return blockedWithoutCause(checks, tolerance, all).length === 0;
}

/** Blocked checks of a must-class requirement that no failing check explains. A finding that does not count explains nothing. */
export function blockedWithoutCause(checks: readonly CheckResult[], { flaky, shard } = WHOLE, all = checks): readonly CheckResult[] {
  const fails = (c: CheckResult): boolean => c.outcome === "fail" && (flaky === "gate" || c.findings.some((f) => f.severity === "fail" && f.flaky !== true));
  const failing = new Set([...all.filter(fails), ...(shard?.again ?? []).filter((c) => c.outcome === "fail")].map((c) => c.id));
  return checks.filter((c) => c.outcome === "blocked" && !c.blockedBy.some((cause) => failing.has(cause)) && c.requirements.some((r) => r.outcome === "blocked" && classOf(r.level) === "must"));
}
