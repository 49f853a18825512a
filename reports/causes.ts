/** Groups what went wrong by cause: one broken operation is one entry, and what depends on it is folded under it. */
import type { CheckResult } from "../src/model/run.ts";

/** What the grouping looks at. */
export type Judged = Pick<CheckResult, "id" | "outcome" | "after" | "blockedBy">;

/** A check that went wrong on its own account, with what hangs on it. */
export interface Cause<T extends Judged = CheckResult> {
  readonly check: T;
  /** Checks that could not be judged because of it. */
  readonly blocked: readonly T[];
  /** Checks that were judged and found wrong, probably as a consequence: they come after it. */
  readonly follows: readonly T[];
}

const WEIGHT: Readonly<Record<string, number>> = { error: 3, fail: 2, warn: 1 };
const weight = (c: Judged): number => WEIGHT[c.outcome] ?? 0;
/** An error is a mistake of scimspec: it explains nothing about the target, and nothing of the target explains it. */
const isFinding = (c: Judged): boolean => c.outcome === "fail" || c.outcome === "warn";
const byId = (a: Judged, b: Judged): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/**
 * Findings that the check's `after` chain reaches. The chain ends at a check that passed: what works explains no failure, and
 * without that end a flaw in one answer of POST would take every other finding under itself.
 */
function reached<T extends Judged>(check: T, checks: ReadonlyMap<string, T>): ReadonlySet<T> {
  const seen = new Set<T>();
  const queue = [...check.after];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    const next = checks.get(id);
    if (!next || next.outcome === "pass" || seen.has(next)) continue;
    seen.add(next);
    queue.push(...next.after, ...next.blockedBy);
  }
  seen.delete(check);
  return new Set([...seen].filter(isFinding));
}

/**
 * For each check with a finding, the findings that explain it. A milder finding never explains a graver one. In a circle of
 * `after`, where each would explain the other, the first by id does.
 */
function explanations<T extends Judged>(checks: ReadonlyMap<string, T>): ReadonlyMap<T, readonly T[]> {
  const findings = [...checks.values()].filter(isFinding);
  const reach = new Map(findings.map((c) => [c, reached(c, checks)]));
  const explains = (a: T, b: T): boolean => weight(a) >= weight(b) && reach.get(b)?.has(a) === true;
  return new Map(findings.map((c) => [c, findings.filter((a) => explains(a, c) && (!explains(c, a) || byId(a, c) < 0))]));
}

/**
 * The causes, the gravest first: error, fail, warn, then by how much hangs on each. A check with several causes is listed under
 * each of them. Every check with a finding or an error is in the result, as a cause or under one.
 */
export function causes<T extends Judged>(all: readonly T[]): readonly Cause<T>[] {
  const checks = new Map(all.map((c) => [c.id, c]));
  const explained = explanations(checks);
  const isRoot = (c: T): boolean => (explained.get(c) ?? []).length === 0;
  const rootsOf = (c: T): readonly T[] => (isRoot(c) ? [c] : (explained.get(c) ?? []).filter(isRoot));
  const blocked = new Map<T, Set<T>>();
  const follows = new Map<T, Set<T>>();
  const put = (map: Map<T, Set<T>>, root: T, c: T) => map.set(root, (map.get(root) ?? new Set<T>()).add(c));
  for (const c of all) {
    // A blocked check hangs on the root of what blocks it.
    if (c.outcome === "blocked") for (const root of c.blockedBy.flatMap((id) => checks.get(id) ?? []).flatMap(rootsOf)) put(blocked, root, c);
    if (isFinding(c) && !isRoot(c)) for (const root of rootsOf(c)) put(follows, root, c);
  }
  const listed = (set: Set<T> | undefined): readonly T[] => [...(set ?? [])].sort((a, b) => weight(b) - weight(a) || byId(a, b));
  return all
    .filter((c) => weight(c) > 0 && isRoot(c))
    .map((check) => ({ check, blocked: listed(blocked.get(check)), follows: listed(follows.get(check)) }))
    .sort((a, b) => weight(b.check) - weight(a.check) || b.blocked.length + b.follows.length - a.blocked.length - a.follows.length || byId(a.check, b.check));
}
