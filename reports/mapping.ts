/** What the machine formats share: how outcomes map, what makes a run half a run, and look-ups. */
import type { Exchange } from "../src/model/exchange.ts";
import type { Outcome } from "../src/model/expectation.ts";
import type { CheckResult, Run } from "../src/model/run.ts";
import { onlyOwn, type AnyRequirement } from "./own.ts";
import { visible } from "./text.ts";
import { ofShard, shardWord, type ShardWord } from "./shard.ts";

/** What each format makes of an outcome; docs/formats.md holds the same table, and a test compares the two. */
export const MAPPING = {
  pass: { junit: "passed", sarif: null, ctrf: "passed" },
  fail: { junit: "failure", sarif: "error", ctrf: "failed" },
  warn: { junit: "passed", sarif: "warning", ctrf: "passed" },
  skip: { junit: "skipped", sarif: null, ctrf: "skipped" },
  blocked: { junit: "failure", sarif: "note", ctrf: "other" },
  // A mistake of scimspec says nothing about the target: SARIF has notifications for that.
  error: { junit: "error", sarif: null, ctrf: "other" },
} as const satisfies Readonly<Record<Outcome, { readonly junit: string; readonly sarif: string | null; readonly ctrf: string }>>;

/** Name of the additional test case of an incomplete run. */
export const COMPLETE = "the run is complete";

/** Name of the additional test case of a shard. */
export const WHOLE = "the run is whole";

/** Why the run is no whole assessment; empty if it is one. */
export function whyIncomplete(run: Run): readonly string[] {
  const preflight = run.preflightFailure === null ? [] : [run.preflightFailure];
  const because = run.complete ? [] : run.incompleteBecause.length > 0 ? run.incompleteBecause : ["the run did not end in order"];
  return [...new Set([...preflight, ...because])];
}

type Word = "not conformant" | "incomplete" | "not assessed";

function word(run: Run): Word | "conformant" {
  if (whyIncomplete(run).length > 0) return "incomplete";
  if (onlyOwn(run)) return "not assessed";
  return run.conformant ? "conformant" : "not conformant";
}

/** The verdict in one word; of a part `shard 2 of 3, not conformant` and the like, and `shard 2 of 3` alone if nothing was found in it. */
export function verdict(run: Run): Word | "conformant" | Lowercase<ShardWord | `${ShardWord}, ${Word}`> {
  const is = word(run);
  if (is !== "conformant") return ofShard(run, is).toLowerCase() as Lowercase<Word | `${ShardWord}, ${Word}`>;
  return (shardWord(run)?.toLowerCase() as Lowercase<ShardWord> | undefined) ?? is;
}

/** Why the document is not a whole run: what makes it incomplete, and that it is a shard. Empty for a whole one. */
export function whyNotWhole(run: Run): readonly string[] {
  const part = shardWord(run);
  return [...(part === null ? [] : [`${part.toLowerCase()}, not the whole run`]), ...whyIncomplete(run)];
}

/** Look-ups that a rendering builds once. */
export interface RunIndex {
  readonly exchanges: ReadonlyMap<string, Exchange>;
  /** Of the RFCs and of plugins. */
  readonly requirements: ReadonlyMap<string, AnyRequirement>;
}

export function indexOf(run: Run): RunIndex {
  return { exchanges: new Map(run.exchanges.map((e) => [e.id, e])), requirements: new Map([...(run.own?.requirements ?? []), ...run.requirements].map((r) => [r.id, r])) };
}

/** The checks by suite, in the order of the run. */
export function bySuite(run: Run): ReadonlyMap<string, readonly CheckResult[]> {
  const suites = new Map<string, CheckResult[]>();
  for (const check of run.checks) {
    const list = suites.get(check.suite);
    if (list) list.push(check);
    else suites.set(check.suite, [check]);
  }
  return suites;
}

const CONFIG_FILE = "scimspec.yaml";

/**
 * The file of the repository that findings are attached to, since GitHub and GitLab want one: the config file if the run names one
 * inside the repository (`config.file`), else `scimspec.yaml`. A relative URI reference.
 */
export function configFile(run: Run): string {
  const file = run.config["file"];
  if (typeof file !== "string") return CONFIG_FILE;
  const steps = visible(file).replace(/^\.\//, "").split("/");
  if (steps.some((s) => s === "" || s === "." || s === ".." || s.includes("\\") || s.includes(":"))) return CONFIG_FILE;
  return steps.map(encodeURIComponent).join("/");
}

/** Start and end in milliseconds since 1970; both 0 if the document holds no date. */
export function times(run: Run): { readonly start: number; readonly stop: number } {
  const start = Date.parse(run.startedAt);
  if (Number.isNaN(start)) return { start: 0, stop: 0 };
  return { start, stop: start + Math.max(0, Math.round(run.durationMs)) };
}
