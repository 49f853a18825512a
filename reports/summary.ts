/** What the short formats say of a run: its verdict in two words, its areas, what was not judged, how to repeat a check. */
import type { Json } from "../src/model/json.ts";
import type { Finding, Run } from "../src/model/run.ts";
import { shellQuote } from "./curl.ts";
import { bySuite } from "./mapping.ts";
import { onlyOwn, rfcChecks } from "./own.ts";
import { ofShard, shardWord, type ShardWord } from "./shard.ts";

type Word = "Not assessed" | "Incomplete run" | "Not conformant";

/** The verdict in one or two words; of a shard, that it is one and what speaks against it by itself: `Shard 2 of 3, not conformant`. */
export function verdictWord(run: Run): Word | "Conformant" | ShardWord | `${ShardWord}, ${Lowercase<Word>}` {
  if (run.preflightFailure !== null || onlyOwn(run)) return ofShard(run, "Not assessed");
  if (!run.complete) return ofShard(run, "Incomplete run");
  return run.conformant ? (shardWord(run) ?? "Conformant") : ofShard(run, "Not conformant");
}

/** True where the verdict cannot be relied on, because something is missing. */
export function isUnfinished(run: Run): boolean {
  return run.preflightFailure !== null || !run.complete || onlyOwn(run) || run.shard !== undefined;
}

/** The day of the run, `2026-11-26`. */
export function day(run: Run): string {
  return run.startedAt.slice(0, 10);
}

export interface Area {
  readonly name: string;
  /** Checks that passed. */
  readonly passed: number;
  /** Checks that apply: all but the skipped ones. */
  readonly judged: number;
  readonly skipped: number;
  /** Ids of the checks that failed, warned, were blocked or broke. */
  readonly open: readonly string[];
}

/** The checks of the RFCs by area (first part of the check's id), in alphabetical order. */
export function areas(run: Run): readonly Area[] {
  return [...bySuite({ ...run, checks: rfcChecks(run) })].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, checks]) => {
    const passed = checks.filter((c) => c.outcome === "pass").length;
    const skipped = checks.filter((c) => c.outcome === "skip").length;
    return { name, passed, judged: checks.length - skipped, skipped, open: checks.filter((c) => c.outcome !== "pass" && c.outcome !== "skip").map((c) => c.id) };
  });
}

/** Numbers of requirements: all, judged (pass, warn, fail), and the others by outcome. */
export function requirementCounts(run: Run): { readonly all: number; readonly judged: number; readonly others: ReadonlyMap<string, number> } {
  const others = new Map<string, number>();
  let judged = 0;
  for (const { outcome } of run.requirements) {
    if (outcome === "pass" || outcome === "warn" || outcome === "fail") judged += 1;
    else others.set(outcome, (others.get(outcome) ?? 0) + 1);
  }
  return { all: run.requirements.length, judged, others };
}

/** Expected and actual as text; strings are quoted only where the two would look the same, as 409 and "409". */
export function expectedAndActual({ expected, actual }: Finding): readonly [expected: string, actual: string] {
  const show = (value: Json): string => (typeof value === "string" ? value : JSON.stringify(value));
  return show(expected) === show(actual) ? [JSON.stringify(expected), JSON.stringify(actual)] : [show(expected), show(actual)];
}

/** `--extend ./my-checks.js ` where the check is a plugin's; empty for others. Named twice, in the config as well, a plugin is loaded once. */
export function extendOption({ own }: Pick<Run, "own">, check: string): string {
  const plugin = own?.plugins.find((p) => p.checks.includes(check));
  return plugin ? `--extend ${shellQuote(plugin.module)} ` : "";
}

/** The command that runs one check again with the same seed; the credential comes from the config or a flag. */
export function rerunCommand(run: Run, check: string): string {
  return `scimspec run ${run.target.embedded ? "" : `--base-url ${shellQuote(run.target.baseUrl)} `}${extendOption(run, check)}--check ${shellQuote(check)} --seed ${run.seed}`;
}
