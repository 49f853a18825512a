/** The proof of properties: one run against the reference server, and what of it the proof counts. */
import { properties } from "./config/finish.ts";
import type { PropertyLevel } from "./model/property.ts";
import type { Json } from "./model/json.ts";
import type { Run } from "./model/run.ts";
import { runAgainstReference } from "./selftest.ts";
import type { Suites } from "./suites.ts";

/** One run to make. */
export interface Trial {
  readonly kind: "family" | "clean" | "silent" | "kinds";
  readonly faults: readonly string[];
  readonly seed: number;
  readonly level: PropertyLevel;
  /** Checks to run; empty for all. */
  readonly checks: readonly string[];
}

/** A counterexample that a trial gave. */
export interface Found {
  readonly check: string;
  /** Size of its input: values, or words of a filter or of commands. */
  readonly nodes: number;
  /** Cases judged until it. */
  readonly cases: number;
}

export interface TrialResult {
  readonly trial: Trial;
  readonly found: readonly Found[];
  /** What no trial may show: errors, blocked checks, and on a conforming server any finding. */
  readonly wrong: readonly string[];
  readonly requests: number;
  readonly durationMs: number;
}

const WORDS = /\b(eq|ne|co|sw|ew|gt|ge|lt|le|pr|and|or|not|create|read|replace|patch|delete|list)\b/gi;

/** Size of an input: scalar values; a text that is a filter or a list of commands counts by its words. */
export function nodesOf(input: Json): number {
  if (typeof input === "string") return Math.max(1, input.replace(/"(?:[^"\\]|\\.)*"/g, "").match(WORDS)?.length ?? 0);
  if (input === null || typeof input !== "object") return 1;
  return Object.values(input).reduce<number>((sum, v) => sum + nodesOf(v as Json), 0);
}

function foundBy(run: Run): readonly Found[] {
  return run.checks.flatMap((c) => {
    const examples = c.findings.flatMap((f) => f.counterexample ?? []);
    const [first] = examples;
    return first ? [{ check: c.id, nodes: Math.min(...examples.map((e) => nodesOf(e.input))), cases: first.cases }] : [];
  });
}

/** Makes one run. Its time is not limited, so that a busy machine proves the same. */
export async function tryOut(suites: Suites, trial: Trial): Promise<TrialResult> {
  const run = await runAgainstReference(suites, {
    faults: trial.faults,
    seed: trial.seed,
    checks: trial.checks,
    ...(trial.kind === "silent" ? {} : { properties: { ...properties(trial.level), timeMs: 3_600_000 } }),
  });
  const errors = run.checks.filter((c) => c.outcome === "error").map((c) => `${c.id}: ${c.reason ?? "error"}`);
  const alarms = trial.kind === "family" ? [] : run.checks.filter((c) => c.findings.length > 0 || c.outcome === "blocked").map((c) => `${c.id} is ${c.outcome}: ${c.findings[0]?.message ?? c.reason ?? ""} ${JSON.stringify(c.findings[0]?.counterexample?.input ?? "")}`);
  return { trial, found: foundBy(run), wrong: [...errors, ...alarms], requests: run.limits.requests, durationMs: run.durationMs };
}
