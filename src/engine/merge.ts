/** Joins the documents of all shards into that of one run. The verdict is formed anew from expectations, never copied; pure. */
import type { Capability, CapabilityStatus } from "../model/capability.ts";
import type { SeenExchange } from "../model/check.ts";
import type { Exchange } from "../model/exchange.ts";
import type { Expectation } from "../model/expectation.ts";
import type { Json } from "../model/json.ts";
import { RUN_SCHEMA_VERSION, type CheckResult, type InstanceResult, type Run } from "../model/run.ts";
import { brokenChecks, conclude, type JudgedBy } from "./conclusion.ts";
import { isAgainNote, joinNotes } from "./document.ts";
import { Folded } from "./folded.ts";
import type { ShardFile } from "./merge-problems.ts";
import { observeCapabilities } from "./observe.ts";
import { toResponse } from "./response.ts";
import { metadataOf, type RawCheck } from "./verdict.ts";

const numberOf = (id: string): number => Number(id.slice(1));

/** The shard's document with its exchanges numbered from `offset` on. */
function renumbered<T extends Run>(run: T, offset: number): T {
  const id = (old: string): string => `x${numberOf(old) + offset}`;
  const expectation = (e: Expectation): Expectation => ({
    ...e,
    ...(e.exchange === undefined ? {} : { exchange: id(e.exchange) }),
    ...(e.counterexample === undefined ? {} : { counterexample: { ...e.counterexample, exchanges: e.counterexample.exchanges.map(id) } }),
  });
  return {
    ...run,
    exchanges: run.exchanges.map((e) => ({ ...e, id: id(e.id) })),
    checks: run.checks.map((c) => ({ ...c, exchanges: c.exchanges.map(id), expectations: c.expectations.map(expectation) })),
  };
}

/** Numbers the exchanges of all shards in one sequence, one shard after the other. */
function inSequence(files: readonly ShardFile[]): readonly ShardFile["run"][] {
  let offset = 0;
  return files.map(({ run }) => {
    const shifted = renumbered(run, offset);
    offset += run.exchanges.reduce((last, e) => Math.max(last, numberOf(e.id)), 0);
    return shifted;
  });
}

type Metadata = ReturnType<typeof metadataOf>;
type RawInstance = RawCheck["instances"][number];

const unjudged = ({ outcome: _own, ...raw }: InstanceResult): RawInstance => raw;

function declaredAs({ id }: CheckResult, by: JudgedBy): Metadata {
  const declared = [...by.checks, ...by.invariants].find((c) => c.id === id);
  if (!declared) throw new Error(`the check ${id} is not known`);
  return metadataOf(declared);
}

/** An own check as its document has it: a merge loads no plugin, and needs nothing of it that is not there. */
function ownAs({ id, title, failureTitle, suite, kind, plugin, remedy, detects, after, needs = [], requirements }: CheckResult): Metadata {
  return { id, title, failureTitle, suite, kind, ...(plugin === undefined ? {} : { plugin }), remedy, detects, after, needs, provides: [], verifies: requirements.map((r) => r.id) };
}

function rawOf(result: CheckResult, by: JudgedBy): RawCheck {
  const { after, expectations, exchanges, durationMs, instances } = result;
  return { ...(result.plugin === undefined ? declaredAs(result, by) : ownAs(result)), after, expectations, exchanges, durationMs, instances: instances.map(unjudged) };
}

/** How an invariant ended that every shard judged: worst first; a skip counts only if no shard saw anything. */
const ENDS = ["error", "blocked", "ran", "skip"] as const;

/** One invariant over all exchanges: the judgements of the shards, folded as those of one run are. */
function joined(parts: readonly RawCheck[], types: ReadonlyMap<string, string | null>): RawCheck {
  const [first] = parts as readonly [RawCheck, ...RawCheck[]];
  const folded = new Folded((e) => types.get(e.exchange ?? "") ?? null);
  for (const e of parts.flatMap((p) => p.expectations)) folded.add(e);
  const instances = parts.flatMap((p) => p.instances);
  const end = ENDS.find((known) => instances.some((i) => i.end === known)) ?? "skip";
  const durationMs = parts.reduce((sum, p) => sum + p.durationMs, 0);
  const instance = { ...(instances.find((i) => i.end === end) as RawInstance), durationMs };
  const expectations = folded.list();
  return { ...first, after: [], instances: [instance], expectations, exchanges: [...new Set(expectations.flatMap((e) => (e.exchange === undefined ? [] : [e.exchange])))], durationMs };
}

function rawChecks(runs: readonly Run[], by: JudgedBy): readonly RawCheck[] {
  const types = new Map(runs.flatMap((r) => r.exchanges).map((e) => [e.id, e.resourceType]));
  const results = runs.flatMap((r) => r.checks);
  const checks = results.filter((c) => c.kind === "check").map((c) => rawOf(c, by));
  const judged = results.filter((c) => c.kind === "invariant");
  const invariants = [...new Set(judged.map((c) => c.id))].map((id) => joined(judged.filter((c) => c.id === id).map((c) => rawOf(c, by)), types));
  return [...checks, ...invariants].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function parsed(text: string | null): Json | undefined {
  try {
    return text === null ? undefined : (JSON.parse(text) as Json);
  } catch {
    return undefined;
  }
}

/** A stored exchange as capabilities are observed from. */
function seenAgain(exchange: Exchange): readonly SeenExchange[] {
  if (!exchange.response) return [];
  const response = toResponse({ exchange, headers: exchange.response.headers, body: exchange.response.body, hops: [], secretsSeen: false });
  return [{ ...response, raw: exchange, projected: false, seen: [], secretsSeen: false, sent: parsed(exchange.request.body) }];
}

/** What one shard saw holds for all; where one saw a refusal and another nothing clear, the exchanges of all decide. */
function capabilities(runs: readonly Run[]): readonly CapabilityStatus[] {
  const observed = (id: Capability): readonly (boolean | null)[] => runs.flatMap((r) => r.capabilities.filter((c) => c.id === id).map((c) => c.observed));
  const statuses = runs.find((r) => r.capabilities.length > 0)?.capabilities ?? [];
  const open = statuses.filter(({ id }) => !observed(id).includes(true) && new Set(observed(id)).size > 1);
  const decided = open.length === 0 ? [] : observeCapabilities(open, runs.flatMap((r) => r.exchanges).flatMap(seenAgain));
  return statuses.map((status) => {
    if (observed(status.id).includes(true)) return { ...status, observed: true };
    return decided.find((d) => d.id === status.id) ?? status;
  });
}

/** Shards that were told of different capabilities met different servers, or one that changed. */
function declarationNotes(runs: readonly Run[]): readonly string[] {
  const [first, ...others] = runs.filter((r) => r.capabilities.length > 0);
  const changed = (first?.capabilities ?? []).filter((c) => others.some((r) => r.capabilities.some((o) => o.id === c.id && o.declared !== c.declared)));
  return changed.length === 0 ? [] : [`the target did not declare the same to all shards: ${changed.map((c) => c.id).join(", ")}`];
}

const named = ({ shard }: ShardFile["run"], text: string): string => `shard ${shard.index} of ${shard.count}: ${text}`;

function incompleteBecause(runs: readonly ShardFile["run"][]): readonly string[] {
  return runs.flatMap((run) => {
    // Broken checks are counted anew, over all shards.
    const broken = brokenChecks(run.checks.filter((c) => c.outcome === "error").map((c) => c.id));
    return run.incompleteBecause.filter((reason) => !broken.includes(reason)).map((reason) => named(run, reason));
  });
}

function preflightFailure(runs: readonly ShardFile["run"][]): string | null {
  const failures = runs.flatMap((r) => (r.preflightFailure === null ? [] : [{ run: r, text: r.preflightFailure }]));
  const [first] = failures;
  if (!first) return null;
  const alike = failures.length === runs.length && failures.every((f) => f.text === first.text);
  return alike ? first.text : failures.map((f) => `In ${named(f.run, f.text)}`).join(" ");
}

/**
 * Joins the shards of one run, which `mergeable` has found to be such: equal to an unsharded run after `normalise`, with the
 * same seed on the same target. The duration is that of the longest shard, since they run side by side.
 */
export function mergeRuns(files: readonly ShardFile[], by: JudgedBy): Run {
  const runs = inSequence(files);
  const [first] = runs;
  if (!first) throw new Error("there is no shard to merge");
  const { shard: _part, gate: _decided, integrity: _digest, ...facts } = first;
  const sum = (of: (run: Run) => number): number => runs.reduce((total, r) => total + of(r), 0);
  const notes = runs.flatMap((r) => r.notes).filter((n) => !isAgainNote(n));
  return {
    ...facts,
    schemaVersion: RUN_SCHEMA_VERSION,
    startedAt: runs.map((r) => r.startedAt).sort()[0] ?? first.startedAt,
    durationMs: Math.max(...runs.map((r) => r.durationMs)),
    preflightFailure: preflightFailure(runs),
    ...conclude(rawChecks(runs, by), by, incompleteBecause(runs), null),
    capabilities: capabilities(runs),
    exchanges: runs.flatMap((r) => r.exchanges),
    leftovers: runs.flatMap((r) => r.leftovers),
    environment: { ...first.environment, ci: runs.some((r) => r.environment.ci) },
    limits: { requests: sum((r) => r.limits.requests), retries: sum((r) => r.limits.retries), throttled: sum((r) => r.limits.throttled), settleLagMs: Math.max(...runs.map((r) => r.limits.settleLagMs)) },
    notes: [...joinNotes([...notes, ...declarationNotes(runs)]), `merged from ${runs.length} ${runs.length === 1 ? "shard" : "shards"}`],
  };
}
