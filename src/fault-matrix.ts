/**
 * The pinned fault matrix, and how it is checked in a fraction of the time: faults whose checks do not overlap are
 * switched on together, and what each check found belongs to the fault that the matrix gives it to. If a check notices that no
 * fault of the group is pinned to, or anything is blocked, each runs alone; so does a fault of which a pinned check is
 * silent or judges other requirements. (Group testing: a wrong confirmation would need two faults of one group that change what notices them in
 * opposite ways at once.)
 */
import { detect, detectGroups, type DetectOptions } from "./detect.ts";
import type { FaultResult, GroupResult } from "./selftest.ts";

/** One fault as suites/fault-matrix.json pins it. */
export interface Pinned {
  /** Checks that declare it and notice it. */
  readonly by: readonly string[];
  /** Checks that notice it besides. */
  readonly also?: readonly string[];
  /** Requirements on which an expectation fails or warns. */
  readonly on: readonly string[];
  /** How many checks it blocks. */
  readonly blocks?: number;
}

export type Matrix = Readonly<Record<string, Pinned>>;

/** Faults in one group at most: the more, the likelier that one of them hides another. */
const GROUP = 10;

/** The entry to pin for a result. */
export function pin({ detectedBy, sideEffects, requirements, blocked }: FaultResult): Pinned {
  return { by: [...detectedBy].sort(), ...(sideEffects.length > 0 ? { also: sideEffects } : {}), on: requirements, ...(blocked.length > 0 ? { blocks: blocked.length } : {}) };
}

/** A fault to be placed in a group. */
export interface Placeable {
  readonly id: string;
  /** Functions of the behaviour that it replaces; two faults of a group share none but `respond`, which they wrap in turn. */
  readonly replaces: readonly string[];
}

/** Groups of faults that can be told apart by the checks that notice them; those that block other checks stay alone. */
export function groupFaults(faults: readonly Placeable[], matrix: Matrix): readonly (readonly string[])[] {
  interface Group {
    readonly ids: string[];
    readonly checks: Set<string>;
    readonly keys: Set<string>;
  }
  const groups: Group[] = [];
  const single: (readonly string[])[] = [];
  for (const { id, replaces } of faults) {
    const pinned = matrix[id];
    const checks = pinned ? [...pinned.by, ...(pinned.also ?? [])] : [];
    const keys = replaces.filter((k) => k !== "respond");
    const alone = !pinned || pinned.blocks !== undefined || checks.length === 0 || checks.length > 12;
    const fits = (g: Group): boolean => g.ids.length < GROUP && !checks.some((c) => g.checks.has(c)) && !keys.some((k) => g.keys.has(k));
    const group = alone ? undefined : groups.find(fits);
    if (group) {
      group.ids.push(id);
      for (const c of checks) group.checks.add(c);
      for (const k of keys) group.keys.add(k);
    } else if (alone) single.push([id]);
    else groups.push({ ids: [id], checks: new Set(checks), keys: new Set(keys) });
  }
  return [...groups.map((g) => g.ids), ...single];
}

/** What a group showed, told apart by fault; `again`: those that have to run alone. */
export interface Explained {
  readonly results: readonly FaultResult[];
  readonly again: readonly string[];
}

/** Gives what a group showed to its faults. */
export function explain(ids: readonly string[], seen: GroupResult, matrix: Matrix): Explained {
  const pinned = new Map(ids.map((id) => [id, [...(matrix[id]?.by ?? []), ...(matrix[id]?.also ?? [])]]));
  const known = new Set([...pinned.values()].flat());
  if (seen.blocked.length > 0 || Object.keys(seen.noticed).some((check) => !known.has(check))) return { results: [], again: ids };
  const results: FaultResult[] = [];
  const again: string[] = [];
  for (const [fault, checks] of pinned) {
    if (checks.some((check) => seen.noticed[check] === undefined)) {
      again.push(fault);
      continue;
    }
    const { by = [], also = [], on = [] } = matrix[fault] ?? {};
    const requirements = [...new Set(checks.flatMap((check) => seen.noticed[check] ?? []))].sort();
    // One fault may hide a part of what another shows to the same check's requirements.
    if (requirements.join() !== [...on].sort().join()) {
      again.push(fault);
      continue;
    }
    results.push({ fault, detectedBy: by, missedBy: [], sideEffects: also, wronglyBlocked: [], blocked: [], failing: seen.failing.filter((c) => checks.includes(c)), requirements });
  }
  return { results, again };
}

/** True if a result is what the matrix pins. */
export function isPinned(result: FaultResult, matrix: Matrix): boolean {
  return JSON.stringify(pin(result)) === JSON.stringify(matrix[result.fault]);
}

/** What differs from the matrix is run once more, so that a chance of timing does not count; a new fault need not. */
function alone(result: FaultResult, matrix: Matrix): Explained {
  return isPinned(result, matrix) || matrix[result.fault] === undefined ? { results: [result], again: [] } : { results: [], again: [result.fault] };
}

/**
 * The results of all faults: in groups where the matrix allows, alone where a group shows something else.
 */
export async function detectByMatrix(faults: readonly Placeable[], matrix: Matrix, options: DetectOptions = {}): Promise<readonly FaultResult[]> {
  const groups = groupFaults(faults, matrix);
  const seen = await detectGroups(groups, options);
  const results: FaultResult[] = [];
  const again: string[] = [];
  for (const ids of groups) {
    const result = seen.get(ids[0] ?? "");
    if (!result) throw new Error(`the fault matrix lost ${ids.join(", ")}`);
    const explained = "fault" in result ? alone(result, matrix) : explain(ids, result, matrix);
    results.push(...explained.results);
    again.push(...explained.again);
  }
  if (again.length > 0) results.push(...(await detect(again, options)));
  return results.sort((a, b) => (a.fault < b.fault ? -1 : 1));
}
