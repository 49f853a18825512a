/** The run: discover, preflight, plan, execute in parallel, clean up, judge; the outcome is one Run document. */
import type { Check, CheckContext, Invariant, Precondition } from "../model/check.ts";
import type { Fixture } from "../model/client.ts";
import type { Expectation } from "../model/expectation.ts";
import type { PropertySettings, Replay } from "../model/property.ts";
import type { Requirement } from "../model/requirement.ts";
import type { InstanceResult, Leftover, Run } from "../model/run.ts";
import type { SchemaInfo, TargetView } from "../model/target.ts";
import { CheckClient, type ClientOptions, type Transport } from "./client.ts";
import { cleanUp } from "./cleanup.ts";
import { toRun, type InstanceRecord, type ReceivedAnswer } from "./document.ts";
import { describeTarget, fetchDiscovery, type TargetFacts } from "./discovery.ts";
import { createExpect } from "./expect.ts";
import { CheckFixtures, type TemplateRenderer } from "./fixtures.ts";
import { Journal } from "./journal.ts";
import { DiscardSignal, PropertyRunner } from "./property.ts";
import { plan, select, type PlannedInstance, type Selection } from "./plan.ts";
import { explainPreflight, probe } from "./preflight.ts";
import { BlockedSignal, InterruptedSignal, SkipSignal } from "./signals.ts";
import { severityOf, type Grading } from "./verdict.ts";

/** What happens during a run, for progress displays. */
export type RunEvent =
  | { readonly kind: "plan"; readonly checks: number }
  | { readonly kind: "check-start"; readonly check: string }
  | { readonly kind: "check-end"; readonly check: string; readonly end: "ran" | "skip" | "blocked" | "error"; readonly unmet: number }
  | { readonly kind: "note"; readonly text: string };

export interface RunOptions {
  readonly checks: readonly Check[];
  readonly invariants: readonly Invariant[];
  readonly catalogue: ReadonlyMap<string, Requirement>;
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
  readonly signal: AbortSignal;
  readonly onEvent: (event: RunEvent) => void;
  readonly meta: Pick<Run, "tool" | "suite" | "target" | "seed" | "failOn" | "config" | "environment">;
}

/** Check instances under way at a time, per allowed request: while one waits for its answer, others use the connection. */
const INSTANCES_PER_REQUEST = 3;

interface State {
  readonly options: RunOptions;
  readonly journal: Journal;
  readonly received: ReceivedAnswer[];
  readonly shared: Map<string, Promise<Fixture>>;
  readonly once: Map<string, Promise<unknown>>;
  readonly writes: Map<string, number>;
  readonly counter: { value: number };
  readonly runToken: string;
  readonly limits: { settleLagMs: number };
  target: TargetView | undefined;
}

function clientFor(state: State, check: string, transport: Transport = state.options.transport): CheckClient {
  const { facts } = state.options;
  const options: ClientOptions = {
    transport,
    journal: state.journal,
    baseUrl: facts.baseUrl,
    types: () => state.target?.resourceTypes ?? [],
    readOnly: facts.mode === "read-only",
    settleWithinMs: facts.settleWithinMs,
    writes: state.writes,
    onReceived: (received, response) => state.received.push({ received, response }),
    onLag: (ms) => {
      state.limits.settleLagMs = Math.max(state.limits.settleLagMs, Math.round(ms));
    },
  };
  return new CheckClient(options, check);
}

function fixturesFor(state: State, target: TargetView, checkId: string, client: CheckClient, type: PlannedInstance["type"]): CheckFixtures {
  return new CheckFixtures({
    scim: client,
    target,
    run: state.runToken,
    checkId,
    ownType: type,
    template: state.options.template,
    shared: state.shared,
    once: state.once,
    sharedClient: clientFor(state, "fixtures"),
    counter: state.counter,
  });
}

function propertiesFor(state: State, { check, type }: PlannedInstance, client: CheckClient, record: (e: Expectation) => void): PropertyRunner {
  const { properties, catalogue, grading, meta } = state.options;
  const counts = (e: Expectation): boolean => severityOf(e, check.id, catalogue.get(e.requirement), grading) !== "off";
  return new PropertyRunner({ settings: properties, seed: meta.seed, check: check.id, instance: type?.name ?? "", client, record, counts });
}

interface Working {
  readonly context: CheckContext;
  readonly properties: PropertyRunner;
}

function contextFor(state: State, target: TargetView, planned: PlannedInstance, take: (e: Expectation) => void): Working {
  const { check, type } = planned;
  const client = clientFor(state, type ? `${check.id}@${type.name}` : check.id);
  const instance = type?.name;
  const record = (e: Expectation): void => take(instance === undefined ? e : { ...e, instance });
  const properties = propertiesFor(state, planned, client, record);
  const context: CheckContext = {
    scim: client,
    given: fixturesFor(state, target, check.id, client, type),
    expect: createExpect(record),
    target,
    forAll: (options, arbitrary, judge) => properties.forAll(options, arbitrary, judge),
    sample: (key, arbitrary, count) => properties.sample(key, arbitrary, count),
    discard(reason: string): never {
      throw new DiscardSignal(reason);
    },
    get type() {
      if (!type) throw new Error(`check ${check.id} reads its resource type but declares no \`for\``);
      return type;
    },
    skip(reason: string): never {
      throw new SkipSignal(reason);
    },
    require(holds: boolean, precondition: Precondition, message: string): void {
      if (!holds) throw new BlockedSignal(precondition, message);
    },
  };
  return { context, properties };
}

/** A property that could judge no case at all says why, and is no pass. */
function nothingGenerated({ ends }: PropertyRunner, replay: Replay | null): string | null {
  if (ends.length === 0 && replay) return `there is no property ${replay.property} in ${replay.check}: the token is of another version of scimspec, or of another target`;
  if (ends.length === 0 || ends.some((e) => e.judged > 0)) return null;
  return `no generated case could be judged: ${ends.flatMap((e) => e.reasons)[0] ?? "the budget was spent before the first one"}`;
}

function endOf(error: unknown): Pick<InstanceResult, "end" | "reason" | "precondition"> {
  if (error instanceof SkipSignal) return { end: "skip", reason: error.message };
  if (error instanceof BlockedSignal) return { end: "blocked", reason: error.message, precondition: { name: error.precondition, causes: [] } };
  if (error instanceof InterruptedSignal) return { end: "blocked", reason: `interrupted: ${error.message}` };
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { end: "error", reason: `the check itself failed (${message}): a mistake of scimspec, please report it` };
}

async function runInstance(state: State, target: TargetView, planned: PlannedInstance): Promise<InstanceRecord> {
  const instance = planned.type?.name ?? "";
  const expectations: Expectation[] = [];
  const started = performance.now();
  const record = (rest: Pick<InstanceResult, "end" | "reason" | "precondition">): InstanceRecord => ({
    planned,
    expectations,
    result: { instance, durationMs: Math.round(performance.now() - started), ...rest },
  });
  if (planned.skip !== null) return record({ end: "skip", reason: planned.skip });
  if (state.options.signal.aborted) return record({ end: "blocked", reason: "interrupted before it began" });
  try {
    const { context, properties } = contextFor(state, target, planned, (e) => expectations.push(e));
    await planned.check.run(context);
    const nothing = expectations.length === 0 ? nothingGenerated(properties, state.options.properties.replay) : null;
    return record(nothing === null ? { end: "ran" } : { end: "skip", reason: nothing });
  } catch (error) {
    return record(endOf(error));
  }
}

/** Runs all instances, each after those its check names in `after`, with a bounded number under way. */
async function execute(state: State, target: TargetView, instances: readonly PlannedInstance[]): Promise<readonly InstanceRecord[]> {
  const { concurrency, onEvent } = state.options;
  const limit = Math.max(1, concurrency * INSTANCES_PER_REQUEST);
  const open = new Map<string, number>();
  for (const { check } of instances) open.set(check.id, (open.get(check.id) ?? 0) + 1);
  const waiting = [...instances];
  const records: InstanceRecord[] = [];
  let running = 0;
  return new Promise((resolve) => {
    const next = (): void => {
      if (waiting.length === 0 && running === 0) return resolve(records);
      for (let i = 0; i < waiting.length && running < limit; ) {
        const planned = waiting[i];
        if (!planned || (planned.check.after ?? []).some((id) => id !== planned.check.id && (open.get(id) ?? 0) > 0)) i += 1;
        else {
          waiting.splice(i, 1);
          start(planned);
        }
      }
      // A circle in `after` cannot be honoured: begin with the first that waits.
      if (running === 0 && waiting.length > 0) start(waiting.shift() as PlannedInstance);
    };
    const start = (planned: PlannedInstance): void => {
      running += 1;
      const name = planned.type ? `${planned.check.id}@${planned.type.name}` : planned.check.id;
      onEvent({ kind: "check-start", check: name });
      void runInstance(state, target, planned).then((record) => {
        running -= 1;
        records.push(record);
        open.set(planned.check.id, (open.get(planned.check.id) ?? 1) - 1);
        onEvent({ kind: "check-end", check: name, end: record.result.end, unmet: record.expectations.filter((e) => !e.ok).length });
        next();
      });
    };
    next();
  });
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
    runToken: Date.now().toString(36).slice(-6) + Math.random().toString(36).slice(2, 5),
    limits: { settleLagMs: 0 },
    target: undefined,
  };
  const { selected: checks } = select(options.checks, options.selection, options.catalogue);
  const { selected: invariants } = select(options.invariants, options.selection, options.catalogue);
  const found = await discover(state);
  for (const text of found.notes) options.onEvent({ kind: "note", text });
  const instances = found.target && found.failure === null ? plan(checks, found.target, options.properties) : [];
  options.onEvent({ kind: "plan", checks: instances.length });
  const records = found.target ? await execute(state, found.target, instances) : [];
  const leftovers = await remove(state);
  const { target, failure, notes } = found;
  const { received, limits } = state;
  return toRun({ options, checks, invariants, target, failure, notes, received, records, leftovers, settleLagMs: limits.settleLagMs, startedAt, durationMs: performance.now() - started });
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
