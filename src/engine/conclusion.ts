/** The verdict's part of a run document, from raw results: the same for a run, a shard and a merged run; pure. */
import type { Check, Invariant } from "../model/check.ts";
import type { Requirement } from "../model/requirement.ts";
import type { FailOn, Run, Shard } from "../model/run.ts";
import { judgeOwn, levelsOf, type OwnDeclared } from "./own.ts";
import { isConformant, judgeChecks, judgeRequirements, summarise, type FlakyPolicy, type Grading, type RawCheck } from "./verdict.ts";

/** What a run is judged by. */
export interface JudgedBy {
  readonly catalogue: ReadonlyMap<string, Requirement>;
  readonly grading: Grading;
  readonly failOn: FailOn;
  readonly flaky: FlakyPolicy;
  /** All that scimspec has, whether selected or not. */
  readonly checks: readonly Check[];
  readonly invariants: readonly Invariant[];
  /** What plugins bring; judged apart. */
  readonly own: OwnDeclared;
}

/** Collects values by key; the values keep their order. */
export function group(pairs: Iterable<readonly [key: string, value: string]>): ReadonlyMap<string, readonly string[]> {
  const map = new Map<string, string[]>();
  for (const [key, value] of pairs) {
    const list = map.get(key);
    if (list) list.push(value);
    else map.set(key, [value]);
  }
  return map;
}

/** Checks named in a sentence at most. */
const NAMED = 5;

/** Why a run with these broken checks is incomplete; empty without any. */
export function brokenChecks(ids: readonly string[]): readonly string[] {
  return ids.length === 0 ? [] : [`${ids.length} check(s) ended with an error of scimspec: ${ids.slice(0, NAMED).join(", ")}`];
}

/** The part of a whole that is judged: a shard, with the checks that it ran again for others. */
export interface Part {
  readonly shard: Shard;
  readonly again: ReadonlySet<string>;
}

type Conclusion = Pick<Run, "complete" | "incompleteBecause" | "conformant" | "summary" | "checks" | "requirements"> & Partial<Pick<Run, "shard" | "own">>;

/** Judges raw results. `reasons` say why the run is incomplete whatever they come to; `part` is null for a whole run. */
export function conclude(raws: readonly RawCheck[], by: JudgedBy, reasons: readonly string[], part: Part | null): Conclusion {
  const judged = judgeChecks(raws, levelsOf(by.catalogue.values(), by.own.requirements), by.grading);
  const others = judged.filter((c) => part?.again.has(c.id) === true);
  const checks = judged.filter((c) => part?.again.has(c.id) !== true);
  const shard = part ? { ...part.shard, again: others.map(({ id, outcome }) => ({ id, outcome })) } : null;
  const rfc = checks.filter((c) => c.plugin === undefined);
  const verifiedBy = group([...by.checks, ...by.invariants].filter((c) => c.plugin === undefined).flatMap((c) => c.verifies.map((r) => [r, c.id] as const)));
  const incompleteBecause = [...reasons, ...brokenChecks(rfc.filter((c) => c.outcome === "error").map((c) => c.id))];
  const complete = incompleteBecause.length === 0;
  const tolerance = { flaky: by.flaky, shard };
  return {
    ...(shard ? { shard } : {}),
    complete,
    incompleteBecause,
    conformant: isConformant(complete, by.failOn, rfc, tolerance),
    ...(by.own.plugins.length > 0 ? { own: judgeOwn(by.own, checks, complete, by.failOn, tolerance) } : {}),
    summary: summarise(rfc),
    checks,
    requirements: judgeRequirements(by.catalogue, rfc, verifiedBy),
  };
}
