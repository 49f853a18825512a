/** From what a run collected to the Run document: raw results, invariants, verdict. */
import type { HttpResult } from "../http/types.ts";
import type { Check, Invariant, SeenExchange } from "../model/check.ts";
import type { ScimResponse } from "../model/client.ts";
import type { Expectation } from "../model/expectation.ts";
import { RUN_SCHEMA_VERSION, type InstanceResult, type Leftover, type Run } from "../model/run.ts";
import type { TargetView } from "../model/target.ts";
import { conclude, group } from "./conclusion.ts";
import { judgeInvariant, ownExchanges, toSeen } from "./invariants.ts";
import { checkWithout, leftoverWithout, textOf, type Mask } from "./mask.ts";
import { observeCapabilities } from "./observe.ts";
import type { OwnDeclared } from "./own.ts";
import type { PlannedInstance } from "./plan.ts";
import type { RunOptions } from "./run.ts";
import { judgeChecks, metadataOf, type RawCheck } from "./verdict.ts";

/** How one instance of a check ended, with what it recorded. */
export interface InstanceRecord {
  readonly planned: PlannedInstance;
  readonly result: Omit<InstanceResult, "outcome">;
  readonly expectations: readonly Expectation[];
  /** Exchanges of the confirmation, where there was one. */
  readonly confirmation?: readonly string[];
}

/** An answer as the HTTP client gave it, and as checks saw it. */
export interface ReceivedAnswer {
  readonly received: HttpResult;
  readonly response: ScimResponse;
}

/** Checks, and what came of them. */
export interface Again {
  readonly checks: readonly Check[];
  readonly records: readonly InstanceRecord[];
}

/** Everything that a run leaves behind. */
export interface Collected {
  readonly options: RunOptions;
  readonly checks: readonly Check[];
  readonly invariants: readonly Invariant[];
  /** What plugins bring. */
  readonly own: OwnDeclared;
  readonly target: TargetView | undefined;
  /** Why preflight ended the run; null if it did not. */
  readonly failure: string | null;
  readonly notes: readonly string[];
  readonly received: readonly ReceivedAnswer[];
  readonly records: readonly InstanceRecord[];
  /** What a shard ran again of other shards' checks; judged for its causes, and not shown. */
  readonly again: Again;
  readonly leftovers: readonly Leftover[];
  readonly settleLagMs: number;
  /** An answer held a credential. */
  readonly leaked: boolean;
  readonly startedAt: Date;
  readonly durationMs: number;
}

const bySending = (a: string, b: string): number => Number(a.slice(1)) - Number(b.slice(1));

/** Exchanges of generated cases that held: nobody looks at them, and there are many. */
function dispensable({ records: own, again, received }: Collected): Set<string> {
  const generated = [...own, ...again.records].filter((r) => r.planned.check.generates);
  const names = new Set(generated.map((r) => (r.result.instance === "" ? r.planned.check.id : `${r.planned.check.id}@${r.result.instance}`)));
  const shown = new Set(generated.flatMap((r) => [...(r.confirmation ?? []), ...r.expectations.flatMap((e) => [...(e.exchange === undefined ? [] : [e.exchange]), ...(e.counterexample?.exchanges ?? [])])]));
  return new Set(received.flatMap(({ received: { exchange } }) => (names.has(exchange.check) && !shown.has(exchange.id) ? [exchange.id] : [])));
}

function toRaw(check: Check, records: readonly InstanceRecord[], exchanges: ReadonlyMap<string, readonly string[]>): RawCheck {
  const mine = records.filter((r) => r.planned.check.id === check.id).sort((a, b) => (a.result.instance < b.result.instance ? -1 : 1));
  const names = mine.map((r) => (r.result.instance === "" ? check.id : `${check.id}@${r.result.instance}`));
  return {
    ...metadataOf(check),
    instances: mine.map((r) => r.result),
    expectations: mine.flatMap((r) => r.expectations),
    exchanges: names.flatMap((n) => exchanges.get(n) ?? []),
    durationMs: mine.reduce((sum, r) => sum + r.result.durationMs, 0),
  };
}

/** What a check comes to once all its instances have ended, without a look at other checks: they alone explain what is blocked. */
export function judgeAlone(check: Check, records: readonly InstanceRecord[], { catalogue, grading }: Pick<RunOptions, "catalogue" | "grading">) {
  const [judged] = judgeChecks([toRaw(check, records, new Map())], catalogue, grading);
  if (!judged) throw new Error(`no judgement for ${check.id}`);
  const { outcome, findings, reason } = judged;
  return { check: check.id, outcome, findings: findings.length, ...(reason === undefined ? {} : { reason }) };
}

function blockedByPreflight(check: Check | Invariant, reason: string): RawCheck {
  const precondition = { name: "preflight", causes: ["preflight"] };
  return {
    ...metadataOf(check),
    after: [],
    instances: [{ instance: "", end: "blocked", reason, precondition, durationMs: 0 }],
    expectations: [],
    exchanges: [],
    durationMs: 0,
  };
}

/** Own checks by the name under which they send: what they provoke says nothing of the RFCs, so that only own invariants judge it. */
function sentByPlugins({ records, again }: Collected): ReadonlySet<string> {
  const own = [...records, ...again.records].filter((r) => r.planned.check.plugin !== undefined);
  return new Set(own.map((r) => (r.result.instance === "" ? r.planned.check.id : `${r.planned.check.id}@${r.result.instance}`)));
}

function rawChecks(collected: Collected, seen: readonly SeenExchange[]): readonly RawCheck[] {
  const { checks, invariants, target, failure, received, records, again } = collected;
  if (!target || failure !== null) return [...checks, ...invariants].map((c) => blockedByPreflight(c, failure ?? "the target could not be discovered"));
  const exchanges = group(received.map(({ received: { exchange } }) => [exchange.check, exchange.id]));
  const all = ownExchanges(seen, target);
  const plugins = sentByPlugins(collected);
  const rfc = plugins.size === 0 ? all : all.filter((e) => !plugins.has(e.raw.check));
  const raws = [...checks.map((c) => toRaw(c, records, exchanges)), ...again.checks.map((c) => toRaw(c, again.records, exchanges)), ...invariants.map((i) => judgeInvariant(i, i.plugin === undefined ? rfc : all, target))];
  return raws.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Why the run was ended early. */
function whyAborted({ reason }: AbortSignal): string {
  return reason instanceof Error && reason.name === "TimeoutError" ? "the run took longer than http.runTimeout allows" : "the run was interrupted";
}

function whyIncomplete({ options, failure }: Collected): readonly string[] {
  return [...(options.signal.aborted ? [whyAborted(options.signal)] : []), ...(failure === null ? [] : ["preflight failed"])];
}

const THINNED = "exchanges of generated cases that held are counted, but not stored";

/** Notes that say how many exchanges were dropped, joined into one; other notes once each. */
export function joinNotes(notes: readonly string[], dropped = 0): readonly string[] {
  const counts = notes.map((n) => (n.endsWith(` ${THINNED}`) ? Number(n.split(" ")[0]) : 0));
  const all = counts.reduce((sum, n) => sum + n, dropped);
  return [...new Set(notes.filter((_n, i) => counts[i] === 0)), ...(all === 0 ? [] : [`${all} ${THINNED}`])];
}

const AGAIN = "run again, to explain what is blocked in this one";

/** True for the note on what a shard ran again: of no interest once the shards are merged. */
export function isAgainNote(note: string): boolean {
  return note.endsWith(` ${AGAIN}`);
}

function notesOf({ notes, again }: Collected, dropped: number): readonly string[] {
  const n = again.checks.length;
  const silent = n === 0 ? [] : [`${n} ${n === 1 ? "check of another shard was" : "checks of other shards were"} ${AGAIN}`];
  return joinNotes([...notes, ...silent], dropped);
}

/** The exchanges that invariants judge and capabilities are observed from, in the order of sending. */
function seenExchanges({ received, target }: Collected): readonly SeenExchange[] {
  if (!target) return [];
  const answered = received.filter(({ received: { exchange } }) => exchange.response !== null);
  return answered.map((a) => toSeen(a.received, a.response, target)).sort((a, b) => bySending(a.exchange, b.exchange));
}

/** Judges what a run collected. */
export function toRun(collected: Collected): Run {
  const { options, target, failure, startedAt, durationMs } = collected;
  const seen = seenExchanges(collected);
  const all = rawChecks(collected, seen);
  const dropped = dispensable(collected);
  for (const e of all.flatMap((r) => (r.kind === "invariant" ? r.expectations : []))) if (e.exchange !== undefined) dropped.delete(e.exchange);
  const mask: Mask = collected.leaked ? options.mask : (value) => value;
  const kept = dropped.size === 0 ? all : all.map((r) => ({ ...r, exchanges: r.exchanges.filter((x) => !dropped.has(x)) }));
  const raws = collected.leaked ? kept.map((r) => checkWithout(r, mask)) : kept;
  const { shard, meta } = options;
  const part = shard ? { shard, again: new Set(collected.again.checks.map((c) => c.id)) } : null;
  const { shard: info, ...conclusion } = conclude(raws, { ...options, own: collected.own, failOn: meta.failOn }, whyIncomplete(collected), part);
  const { requests, retries, throttled } = options.transport.stats;
  return {
    schemaVersion: RUN_SCHEMA_VERSION,
    ...meta,
    ...(info ? { shard: info } : {}),
    mode: options.facts.mode,
    startedAt: startedAt.toISOString(),
    durationMs: Math.round(durationMs),
    preflightFailure: failure === null ? null : textOf(failure, mask),
    ...conclusion,
    capabilities: target ? observeCapabilities(target.capabilities, seen) : [],
    exchanges: collected.received.flatMap(({ received }) => (dropped.has(received.exchange.id) ? [] : [...received.hops, received.exchange])).sort((a, b) => bySending(a.id, b.id)),
    leftovers: collected.leftovers.map((l) => leftoverWithout(l, mask)),
    limits: { requests, retries, throttled, settleLagMs: collected.settleLagMs },
    notes: notesOf(collected, dropped.size).map((n) => textOf(n, mask)),
  };
}
