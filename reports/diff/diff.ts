/** What changed between two runs of one target: a pure function of both documents. */
import type { Outcome } from "../../src/model/expectation.ts";
import { distinctFindings, findingKey, type DistinctFinding } from "../../src/model/finding.ts";
import type { CheckResult, Run } from "../../src/model/run.ts";
import { verdict } from "../mapping.ts";

/** A finding as both runs can name it. */
export interface DiffFinding extends DistinctFinding {
  readonly remedy: string;
  /** Warned before, and fails now; or the other way round. */
  readonly was?: "fail" | "warn";
}

/** A check that one run judged and the other did not. */
export interface DiffCheck {
  readonly id: string;
  readonly before: Outcome | "absent";
  readonly now: Outcome | "absent";
  readonly reason: string;
}

export interface Diff {
  readonly old: RunFacts;
  readonly new: RunFacts;
  /** What makes the runs hard to compare: other targets, suites, profiles, modes. */
  readonly notes: readonly string[];
  readonly added: readonly DiffFinding[];
  readonly fixed: readonly DiffFinding[];
  readonly still: readonly DiffFinding[];
  readonly newlyUnjudged: readonly DiffCheck[];
  readonly newlyJudged: readonly DiffCheck[];
}

export interface RunFacts {
  readonly target: string;
  readonly baseUrl: string;
  readonly suite: string;
  readonly profile: string;
  readonly startedAt: string;
  readonly verdict: ReturnType<typeof verdict>;
}

const facts = (run: Run): RunFacts => ({ target: run.target.name, baseUrl: run.target.baseUrl, suite: run.suite.version, profile: run.suite.profile, startedAt: run.startedAt, verdict: verdict(run) });

function findings(run: Run): ReadonlyMap<string, DiffFinding> {
  const remedies = new Map(run.checks.map((c) => [c.id, c.remedy]));
  return new Map(distinctFindings(run.checks).map((f) => [findingKey(f), { ...f, remedy: remedies.get(f.check) ?? "" }]));
}

const isJudged = (o: Outcome | "absent"): boolean => o === "pass" || o === "fail" || o === "warn";
const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1);

/** Resource types that the check judged before, and does not any more. */
function instancesLost(before: CheckResult, now: CheckResult): readonly DiffCheck[] {
  return before.instances.flatMap((i): readonly DiffCheck[] => {
    const other = now.instances.find((o) => o.instance === i.instance);
    if (i.instance === "" || !isJudged(i.outcome) || isJudged(other?.outcome ?? "absent")) return [];
    return [{ id: `${before.id}@${i.instance}`, before: i.outcome, now: other?.outcome ?? "absent", reason: other?.reason ?? "the resource type is not part of this run" }];
  });
}

/** True if the run judged what a finding of this place is about. */
function judges(run: Run): (place: Pick<DiffFinding, "check" | "instance">) => boolean {
  const checks = new Map(run.checks.map((c) => [c.id, c]));
  return ({ check: id, instance }) => {
    const check = checks.get(id);
    if (!check || !isJudged(check.outcome)) return false;
    return instance === undefined || check.kind === "invariant" || check.instances.some((i) => i.instance === instance && isJudged(i.outcome));
  };
}

function unjudged(from: Run, to: Run): readonly DiffCheck[] {
  const other = new Map(to.checks.map((c) => [c.id, c]));
  return from.checks.flatMap((c): readonly DiffCheck[] => {
    const now: CheckResult | undefined = other.get(c.id);
    if (!isJudged(c.outcome)) return [];
    if (now && isJudged(now.outcome)) return instancesLost(c, now);
    return [{ id: c.id, before: c.outcome, now: now?.outcome ?? "absent", reason: now?.reason ?? (now ? "" : "the check is not part of this run") }];
  }).sort(byId);
}

function notesOn(a: RunFacts, b: RunFacts, before: Run, now: Run): readonly string[] {
  const differing = (what: string, x: string, y: string): readonly string[] => (x === y ? [] : [`${what} differ: ${x} and ${y}`]);
  const since = now.checks.filter((c) => !before.checks.some((o) => o.id === c.id)).length;
  return [
    ...differing("The targets", a.baseUrl, b.baseUrl),
    ...differing("The versions of scimspec", a.suite, b.suite),
    ...differing("The profiles", a.profile, b.profile),
    ...differing("The modes", before.mode, now.mode),
    ...(a.suite !== b.suite && since > 0 ? [`${since} checks are part of the new run only, so that some new findings may be old mistakes`] : []),
    ...[a, b].flatMap((f, i) => (f.verdict.endsWith("incomplete") ? [`The ${i === 0 ? "old" : "new"} run is incomplete`] : [])),
  ];
}

/** Compares two runs. A finding is the same if check, requirement, code and instance are. */
export function diffRuns(before: Run, now: Run): Diff {
  const [old, current] = [findings(before), findings(now)];
  const judgedNow = judges(now);
  const still = [...current].flatMap(([key, f]) => {
    const was = old.get(key);
    return was ? [was.severity === f.severity ? f : { ...f, was: was.severity }] : [];
  });
  // A warning that became a failure is new to whoever fails on failures.
  const worse = still.filter((f) => f.was === "warn");
  return {
    old: facts(before),
    new: facts(now),
    notes: notesOn(facts(before), facts(now), before, now),
    added: [...[...current].flatMap(([key, f]) => (old.has(key) ? [] : [f])), ...worse],
    // What is not judged any more is not fixed.
    fixed: [...old].flatMap(([key, f]) => (current.has(key) || !judgedNow(f) ? [] : [f])),
    still: still.filter((f) => f.was !== "warn"),
    newlyUnjudged: unjudged(before, now),
    newlyJudged: unjudged(now, before).map(({ id, before: is, now: was }) => ({ id, before: was, now: is, reason: "" })),
  };
}

/** True if the new run is worse: new findings, or checks that are no longer judged. */
export function isWorse(diff: Diff): boolean {
  return diff.added.length > 0 || diff.newlyUnjudged.length > 0;
}
