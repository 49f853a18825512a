/** Plan: which checks run, on which instances, and why others do not; pure. */
import type { Check, Invariant } from "../model/check.ts";
import { classOf, type Leveled, type RequirementClass } from "../model/requirement.ts";
import type { PropertySettings } from "../model/property.ts";
import type { ResourceTypeInfo, TargetView } from "../model/target.ts";

/** What the user selected; empty lists select everything. */
export interface Selection {
  readonly suites: readonly string[];
  readonly checks: readonly string[];
  readonly requirements: readonly string[];
  /** `may` selects all levels, `must` only checks that judge a must-class requirement. */
  readonly level: RequirementClass;
}

const DEPTH: Readonly<Record<RequirementClass, number>> = { must: 0, should: 1, may: 2 };

function matchesAny(id: string, patterns: readonly string[]): boolean {
  return patterns.some((p) => p === id || (p.endsWith("*") && id.startsWith(p.slice(0, -1))));
}

/** The checks and invariants selected. Names that match nothing are returned, so that a typo never runs less in silence. */
export function select<T extends Check | Invariant>(
  all: readonly T[],
  selection: Selection,
  levels: ReadonlyMap<string, Leveled>,
): { readonly selected: readonly T[]; readonly unmatched: readonly string[] } {
  const { suites, checks, requirements, level } = selection;
  const selected = all.filter((c) => {
    const named = suites.length === 0 && checks.length === 0 && requirements.length === 0;
    const wanted =
      named || suites.includes(c.suite) || matchesAny(c.id, checks) || c.verifies.some((r) => matchesAny(r, requirements));
    return wanted && c.verifies.some((r) => DEPTH[classOf(levels.get(r)?.level ?? "MUST")] <= DEPTH[level]);
  });
  const unmatched = [
    ...suites.filter((s) => !all.some((c) => c.suite === s)),
    ...checks.filter((p) => !all.some((c) => matchesAny(c.id, [p]))),
    ...requirements.filter((p) => !all.some((c) => c.verifies.some((r) => matchesAny(r, [p])))),
  ];
  return { selected, unmatched };
}

/** One check on one resource type (or on none), with the reason for skipping if it does not apply. */
export interface PlannedInstance {
  readonly check: Check;
  readonly type: ResourceTypeInfo | undefined;
  readonly skip: string | null;
}

/** The type that stands for all: User where there is one, and one that clients may write, if there is any. */
function anyType(target: TargetView): ResourceTypeInfo | undefined {
  const types = [...target.resourceTypes].sort((a, b) => Number(b.isUser) - Number(a.isUser));
  return types.find((type) => target.whyClosed(type) === null) ?? types[0];
}

function typesFor(check: Check, target: TargetView): readonly (ResourceTypeInfo | undefined)[] {
  if (check.for === undefined) return [undefined];
  if (check.for === "any-resource-type") return [anyType(target)];
  return check.for === "each-resource-type" ? target.resourceTypes : [target.type(check.for)];
}

function whyNot(check: Check, type: ResourceTypeInfo | undefined, target: TargetView, properties: PropertySettings): string | null {
  if (check.generates && properties.level === "off") return "generated cases are switched off (properties: off in the config)";
  if (check.generates && properties.replay && properties.replay.instance !== (type?.name ?? "")) return "the counterexample to replay is another resource type's";
  if (check.for !== undefined && !type) return `the server declares no resource type ${check.for} (/ResourceTypes)`;
  if (target.mode === "read-only" && check.mutates !== "nothing") return "the run is read-only, and this check writes";
  if (check.mutates === "discovery" && !target.allowDiscoveryWrites)
    return "tries to modify discovery documents; allow it with `allow: [discovery-writes]` in the config";
  const closed = type && check.mutates === "own-resources" ? target.whyClosed(type) : null;
  if (closed !== null) return closed;
  for (const need of check.needs ?? []) {
    const result = need.test(target, type);
    if (result !== true) return result;
  }
  return null;
}

/** Expands checks to instances and gates them by what the target offers. */
export function plan(checks: readonly Check[], target: TargetView, properties: PropertySettings): readonly PlannedInstance[] {
  return inOrder(checks).flatMap((check) => typesFor(check, target).map((type) => ({ check, type, skip: whyNot(check, type, target, properties) })));
}

/** Checks ordered so that each comes after those it names in `after`; otherwise by id, so that runs are alike. */
export function inOrder(checks: readonly Check[]): readonly Check[] {
  const byId = new Map(checks.map((c) => [c.id, c]));
  const done = new Set<string>();
  const ordered: Check[] = [];
  const visit = (check: Check, path: readonly string[]): void => {
    if (done.has(check.id) || path.includes(check.id)) return;
    for (const id of check.after ?? []) {
      const before = byId.get(id);
      if (before) visit(before, [...path, check.id]);
    }
    if (done.has(check.id)) return;
    done.add(check.id);
    ordered.push(check);
  };
  for (const check of [...checks].sort((a, b) => (a.id < b.id ? -1 : 1))) visit(check, []);
  return ordered;
}
