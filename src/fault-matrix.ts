/**
 * The pinned fault matrix, and how it is checked in a fraction of the time: faults whose checks do not overlap are
 * switched on together. If exactly their pinned checks notice, on their pinned requirements, each is confirmed; if not,
 * each fault of the group runs alone. (Group testing: a wrong confirmation would need two faults of one group that change
 * what notices them in opposite ways at once.)
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

const same = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && [...a].sort().join("\n") === [...b].sort().join("\n");

/** The results of a group's faults if the pinned matrix explains what was seen; else undefined. */
export function explain(ids: readonly string[], seen: GroupResult, matrix: Matrix): readonly FaultResult[] | undefined {
  const pinned = ids.map((id) => matrix[id]);
  const noticed = pinned.flatMap((p) => [...(p?.by ?? []), ...(p?.also ?? [])]);
  const requirements = [...new Set(pinned.flatMap((p) => p?.on ?? []))];
  if (seen.blocked.length > 0 || !same(noticed, seen.noticed) || !same(requirements, seen.requirements)) return undefined;
  return ids.map((fault, i) => {
    const { by = [], also = [], on = [] } = pinned[i] ?? {};
    const own = new Set([...by, ...also]);
    return { fault, detectedBy: by, missedBy: [], sideEffects: also, wronglyBlocked: [], blocked: [], failing: seen.failing.filter((c) => own.has(c)), requirements: on };
  });
}

/** True if a result is what the matrix pins. */
export function isPinned(result: FaultResult, matrix: Matrix): boolean {
  return JSON.stringify(pin(result)) === JSON.stringify(matrix[result.fault]);
}

/**
 * The results of all faults: in groups where the matrix allows, alone where a group shows something else. What alone
 * differs from the matrix is run once more, so that a chance of timing does not count.
 */
export async function detectByMatrix(faults: readonly Placeable[], matrix: Matrix, options: DetectOptions = {}): Promise<readonly FaultResult[]> {
  const groups = groupFaults(faults, matrix);
  const seen = await detectGroups(groups, options);
  const results: FaultResult[] = [];
  const again: string[] = [];
  for (const ids of groups) {
    const result = seen.get(ids[0] ?? "");
    if (!result) throw new Error(`the fault matrix lost ${ids.join(", ")}`);
    const explained = "fault" in result ? [result] : explain(ids, result, matrix);
    if (explained && ("fault" in result ? isPinned(result, matrix) : true)) results.push(...explained);
    else again.push(...ids);
  }
  if (again.length > 0) results.push(...(await detect(again, options)));
  return results.sort((a, b) => (a.fault < b.fault ? -1 : 1));
}
