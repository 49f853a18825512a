/** The run: discover, preflight, plan, execute in parallel, clean up, judge; the outcome is one Run document. */
import type { Check, Invariant } from "../model/check.ts";
import type { Outcome } from "../model/expectation.ts";
import type { Plugin } from "../model/plugin.ts";
import type { PropertySettings } from "../model/property.ts";
import type { Requirement } from "../model/requirement.ts";
import type { Leftover, Run, Shard } from "../model/run.ts";
import type { SchemaInfo, TargetView } from "../model/target.ts";
import type { Transport } from "./client.ts";
import { cleanUp } from "./cleanup.ts";
import { toRun, type Again } from "./document.ts";
import { describeTarget, fetchDiscovery, type TargetFacts } from "./discovery.ts";
import { execute } from "./execute.ts";
import type { TemplateRenderer } from "./fixtures.ts";
import { clientFor, fixturesFor, newRunToken, type State } from "./instance.ts";
import { Journal } from "./journal.ts";
import { declaredBy, levelsOf } from "./own.ts";
import { textOf, type Mask } from "./mask.ts";
import { plan, select, type Selection } from "./plan.ts";
import { explainPreflight, probe } from "./preflight.ts";
import { explaining, ownedBy } from "./shard.ts";
import { BlockedSignal, InterruptedSignal } from "./signals.ts";
import type { FlakyPolicy, Grading } from "./verdict.ts";

/** What happens during a run, for progress displays. */
export type RunEvent =
  | { readonly kind: "plan"; readonly checks: number }
  | { readonly kind: "check-start"; readonly check: string }
  | { readonly kind: "check-end"; readonly check: string; readonly end: "ran" | "skip" | "blocked" | "error"; readonly unmet: number }
  /**
   * All instances of a check have ended. The outcome is final; what explains a blocked check, and what a gate makes of findings, is
   * known at the end of the run. The reason is that of the worst instance.
   */
  | { readonly kind: "check-judged"; readonly check: string; readonly outcome: Outcome; readonly findings: number; readonly reason?: string }
  | { readonly kind: "note"; readonly text: string };

export interface RunOptions {
  readonly checks: readonly Check[];
  readonly invariants: readonly Invariant[];
  readonly catalogue: ReadonlyMap<string, Requirement>;
  /** Plugins whose checks and invariants are among those above. */
  readonly plugins: readonly Plugin[];
  readonly rfcSchemas: readonly SchemaInfo[];
  readonly grading: Grading;
  readonly facts: TargetFacts;
  readonly transport: Transport & { readonly stats: { readonly requests: number; readonly retries: number; readonly throttled: number } };
  /** For clean-up after an interruption, when `transport` sends nothing any more. */
  readonly cleanupTransport: Transport;
  readonly template: TemplateRenderer;
  readonly selection: Selection;
  readonly properties: PropertySettings;
  readonly concurrency: number;
  /** journal.ndjson, or null for memory only. */
  readonly journalFile: string | null;
  /** The part of the checks to run; null for all. */
  readonly shard: Shard | null;
  /** Repeats what fails or warns once, to tell flaky findings. */
  readonly confirm: boolean;
  readonly flaky: FlakyPolicy;
  /** Masks secrets in what was made of answers, where the target echoed them. */
  readonly mask: Mask;
  readonly signal: AbortSignal;
  readonly onEvent: (event: RunEvent) => void;
  readonly meta: Pick<Run, "tool" | "suite" | "target" | "seed" | "failOn" | "config" | "environment">;
}

interface Discovered {
  readonly target: TargetView | undefined;
  readonly failure: string | null;
  readonly notes: readonly string[];
}

async function discover(state: State): Promise<Discovered> {
  const { options } = state;
  try {
    const discovery = await fetchDiscovery(clientFor(state, "discovery"));
    const { target, notes } = describeTarget(discovery, options.facts, options.rfcSchemas);
    state.target = target;
    if (target.resourceTypes.length === 0) {
      return { target, notes, failure: "The config ignores every resource type that the target declares; there is nothing to assess." };
    }
    const client = clientFor(state, "preflight");
    const fixtures = fixturesFor(state, target, "preflight", client, undefined);
    const { answers, closed } = await probe(client, target, (type) => fixtures.body(type));
    const all = [discovery.serviceProviderConfig, discovery.resourceTypes, discovery.schemas, ...answers];
    const known: TargetView = { ...target, whyClosed: (type) => closed.get(type.name) ?? null };
    state.target = known;
    return { target: known, notes: [...notes, ...closed.values()], failure: explainPreflight(all, options.facts.baseUrl) };
  } catch (error) {
    if (error instanceof InterruptedSignal) return { target: undefined, notes: [], failure: `Interrupted during discovery: ${error.message}.` };
    if (error instanceof BlockedSignal) return { target: undefined, notes: [], failure: `The target cannot be reached: ${error.message}.` };
    throw error;
  }
}

/**
 * Runs those checks of other shards that explain what is blocked in this one, in silence: their owners report them. Requests
 * are spent only where something is blocked.
 */
async function runAgain(state: State, target: TargetView, selected: readonly Check[], owned: Again): Promise<Again> {
  const { properties, signal } = state.options;
  const again = { checks: [] as Check[], records: [...owned.records] };
  for (;;) {
    const ran = new Set([...owned.checks, ...again.checks].map((c) => c.id));
    const needed = signal.aborted ? [] : explaining(again.records, selected, ran);
    if (needed.length === 0) return { checks: again.checks, records: again.records.slice(owned.records.length) };
    again.checks.push(...needed);
    again.records.push(...(await execute(state, target, plan(needed, target, properties), { confirm: false, onEvent: () => {} })));
  }
}

/**
 * Assesses a target. Never rejects for what the target does; rejects only if the journal cannot be written.
 * Aborting the signal ends the run early, with clean-up, as an incomplete run.
 */
export async function runAssessment(options: RunOptions): Promise<Run> {
  const startedAt = new Date();
  const started = performance.now();
  const state: State = {
    options,
    journal: new Journal(options.journalFile, options.facts.baseUrl),
    received: [],
    shared: new Map(),
    once: new Map(),
    writes: new Map(),
    counter: { value: 0 },
    runToken: newRunToken(),
    limits: { settleLagMs: 0 },
    leaked: { value: false },
    levels: levelsOf(options.catalogue.values(), options.plugins.flatMap((p) => p.requirements)),
    target: undefined,
  };
  const { selected } = select(options.checks, options.selection, state.levels);
  const checks = ownedBy(selected, options.shard);
  const { selected: invariants } = select(options.invariants, options.selection, state.levels);
  const own = declaredBy(options.plugins, new Set([...selected, ...invariants].map((c) => c.id)));
  const found = await discover(state);
  for (const text of found.notes) options.onEvent({ kind: "note", text: textOf(text, options.mask) });
  const instances = found.target && found.failure === null ? plan(checks, found.target, options.properties) : [];
  options.onEvent({ kind: "plan", checks: instances.length });
  const records = found.target ? await execute(state, found.target, instances, options) : [];
  const again = found.target && options.shard ? await runAgain(state, found.target, selected, { checks, records }) : { checks: [], records: [] };
  const leftovers = await remove(state);
  const { target, failure, notes } = found;
  const { received, limits } = state;
  return toRun({ options, checks, invariants, own, target, failure, notes, received, records, again, leftovers, settleLagMs: limits.settleLagMs, leaked: state.leaked.value, startedAt, durationMs: performance.now() - started });
}

/** Clean-up uses a transport of its own: it has to work after the run's signal was aborted. */
async function remove(state: State): Promise<readonly Leftover[]> {
  const { options } = state;
  const client = clientFor(state, "cleanup", options.signal.aborted ? options.cleanupTransport : options.transport);
  const collectionOf = (name: string) => {
    const type = state.target?.type(name);
    return type ? `${options.facts.baseUrl}${type.endpoint}` : null;
  };
  return cleanUp(client, state.journal, collectionOf, options.concurrency);
}
