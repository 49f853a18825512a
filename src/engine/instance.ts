/** One instance of a check at work: its client, fixtures, properties and context, and how it ends. */
import type { CheckContext, Precondition } from "../model/check.ts";
import type { Fixture } from "../model/client.ts";
import type { Expectation } from "../model/expectation.ts";
import type { Leveled } from "../model/requirement.ts";
import type { Replay } from "../model/property.ts";
import type { InstanceResult } from "../model/run.ts";
import type { TargetView } from "../model/target.ts";
import { CheckClient, type ClientOptions, type Transport } from "./client.ts";
import type { InstanceRecord, ReceivedAnswer } from "./document.ts";
import { createExpect, declaredOnly } from "./expect.ts";
import { CheckFixtures } from "./fixtures.ts";
import type { Journal } from "./journal.ts";
import { reasonWithout } from "./mask.ts";
import type { PlannedInstance } from "./plan.ts";
import { DiscardSignal, NOTHING_COMPARED, PropertyRunner } from "./property.ts";
import { lineOf } from "./place.ts";
import { decodeReplay } from "./replay.ts";
import type { RunOptions } from "./run.ts";
import { BlockedSignal, InterruptedSignal, SkipSignal } from "./signals.ts";
import { blame, instanceOutcome, severityOf } from "./verdict.ts";

/** What belongs to a run while it goes on. */
export interface State {
  readonly options: RunOptions;
  readonly journal: Journal;
  readonly received: ReceivedAnswer[];
  readonly shared: Map<string, Promise<Fixture>>;
  readonly once: Map<string, Promise<unknown>>;
  readonly writes: Map<string, number>;
  readonly counter: { value: number };
  readonly runToken: string;
  readonly limits: { settleLagMs: number };
  /** Whether an answer held a credential: what is made of answers is masked from then on. */
  readonly leaked: { value: boolean };
  /** Levels of all requirements, own ones included. */
  readonly levels: ReadonlyMap<string, Leveled>;
  target: TargetView | undefined;
}

/** What makes the names of a run's resources unique. */
export function newRunToken(): string {
  return Date.now().toString(36).slice(-6) + Math.random().toString(36).slice(2, 5);
}

/** A client on behalf of a check instance, or of a part of the run such as `discovery`. */
export function clientFor(state: State, check: string, transport: Transport = state.options.transport): CheckClient {
  const { facts } = state.options;
  const options: ClientOptions = {
    transport,
    journal: state.journal,
    baseUrl: facts.baseUrl,
    types: () => state.target?.resourceTypes ?? [],
    readOnly: facts.mode === "read-only",
    settleWithinMs: facts.settleWithinMs,
    writes: state.writes,
    onReceived: (received, response) => {
      state.leaked.value ||= received.secretsSeen;
      state.received.push({ received, response });
    },
    onLag: (ms) => {
      state.limits.settleLagMs = Math.max(state.limits.settleLagMs, Math.round(ms));
    },
  };
  return new CheckClient(options, check);
}

/** Fixtures for one check instance. */
export function fixturesFor(state: State, target: TargetView, checkId: string, client: CheckClient, type: PlannedInstance["type"]): CheckFixtures {
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

function propertiesFor(state: State, { check, type }: PlannedInstance, replay: Replay | null, client: CheckClient, record: (e: Expectation) => void): PropertyRunner {
  const { properties, grading, meta } = state.options;
  const counts = (e: Expectation): boolean => severityOf(e, check.id, state.levels.get(e.requirement), grading) !== "off";
  return new PropertyRunner({ settings: { ...properties, replay }, seed: meta.seed, check: check.id, instance: type?.name ?? "", client, record, counts });
}

interface Working {
  readonly client: CheckClient;
  readonly context: CheckContext;
  readonly properties: PropertyRunner;
}

function contextFor(state: State, target: TargetView, planned: PlannedInstance, replay: Replay | null, take: (e: Expectation) => void): Working {
  const { check, type } = planned;
  const client = clientFor(state, type ? `${check.id}@${type.name}` : check.id);
  const instance = type?.name;
  const record = (e: Expectation): void => take(instance === undefined ? e : { ...e, instance });
  const properties = propertiesFor(state, planned, replay, client, record);
  const context: CheckContext = {
    scim: client,
    given: fixturesFor(state, target, check.id, client, type),
    expect: declaredOnly(createExpect(record), check),
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
  return { client, context, properties };
}

/** Cases in which a property may compare nothing. */
const SILENT = 10;

/** A property that could judge no case at all says why, and is no pass. */
function nothingGenerated({ ends }: PropertyRunner, replay: Replay | null): string | null {
  if (ends.length === 0 && replay) return `there is no property ${replay.property} in ${replay.check}: the token is of another version of scimspec, or of another target`;
  if (ends.length === 0 || ends.some((e) => e.judged > 0)) return null;
  // So many cases are no chance: the check compares nothing at all, which is a mistake of its own.
  if (ends.every((e) => e.discarded >= SILENT && e.reasons.every((r) => r === NOTHING_COMPARED))) return null;
  return `no generated case could be judged: ${ends.flatMap((e) => e.reasons)[0] ?? "the budget was spent before the first one"}`;
}

function endOf(error: unknown, plugin: string | undefined): Pick<InstanceResult, "end" | "reason" | "precondition"> {
  if (error instanceof SkipSignal) return { end: "skip", reason: error.message };
  if (error instanceof BlockedSignal) return { end: "blocked", reason: error.message, precondition: { name: error.precondition, causes: [] } };
  if (error instanceof InterruptedSignal) return { end: "blocked", reason: `interrupted: ${error.message}` };
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { end: "error", reason: `the check itself failed (${message}${plugin === undefined ? "" : lineOf(error)}): ${blame(plugin)}` };
}

/** One try of an instance: how it ended, and what it sent. */
interface Attempt {
  readonly record: InstanceRecord;
  readonly exchanges: readonly string[];
}

/** A check that is told to stop ends with its next request; one that waits for something else is given up after this time, in milliseconds. */
const GRACE_MS = 2000;

/** Waits for a check, but not for ever once the run has been stopped. Meanwhile the process stays alive, whatever the check waits for. */
async function ended(work: Promise<void>, { options: { signal } }: State, plugin: string | undefined): Promise<void> {
  const alive = setInterval(() => {}, 60_000);
  let grace: NodeJS.Timeout | undefined;
  let onAbort = (): void => {};
  const givenUp = new Promise<never>((_resolve, reject) => {
    const text = "it did not end when the run was stopped";
    onAbort = () => {
      grace = setTimeout(() => reject(plugin === undefined ? new InterruptedSignal(text) : new Error(text)), GRACE_MS);
    };
    signal.addEventListener("abort", onAbort, { once: true });
  });
  try {
    await Promise.race([work, givenUp]);
  } finally {
    clearInterval(alive);
    clearTimeout(grace);
    signal.removeEventListener("abort", onAbort);
  }
}

async function attempt(state: State, target: TargetView, planned: PlannedInstance, replay: Replay | null): Promise<Attempt> {
  const expectations: Expectation[] = [];
  const started = performance.now();
  const { context, properties, client } = contextFor(state, target, planned, replay, (e) => expectations.push(e));
  const end = async (): Promise<Pick<InstanceResult, "end" | "reason" | "precondition">> => {
    await ended(planned.check.run(context), state, planned.check.plugin);
    const nothing = expectations.length === 0 ? nothingGenerated(properties, replay) : null;
    return nothing === null ? { end: "ran" } : { end: "skip", reason: nothing };
  };
  const raw = await end().catch((error: unknown) => endOf(error, planned.check.plugin));
  const shown = state.leaked.value ? reasonWithout(raw, state.options.mask) : raw;
  const result = { instance: planned.type?.name ?? "", durationMs: Math.round(performance.now() - started), ...shown };
  return { record: { planned, expectations, result }, exchanges: client.exchangesSince({ sent: 0, made: 0 }) };
}

/**
 * Repeats an instance that failed or warned, once and with fresh fixtures; a property repeats its counterexamples alone. What it
 * found stays as it is: a confirmation that passes makes it flaky, and any other end does not.
 */
async function confirmed(state: State, target: TargetView, first: InstanceRecord): Promise<InstanceRecord> {
  const { grading } = state.options;
  const { planned } = first;
  const outcome = (r: InstanceRecord) => instanceOutcome(r.result, r.expectations, planned.check.id, state.levels, grading);
  if (!["fail", "warn"].includes(outcome(first))) return first;
  const tokens = new Set(first.expectations.flatMap((e) => (e.counterexample ? [e.counterexample.replay] : [])));
  const replays = tokens.size === 0 ? [state.options.properties.replay] : [...tokens].map(decodeReplay);
  // Under names of its own: resources of the same names would be found by the filters of checks that still run.
  const fresh = { ...state, shared: new Map(), once: new Map(), runToken: newRunToken() };
  const exchanges: string[] = [];
  let flaky = true;
  for (const replay of replays) {
    if (state.options.signal.aborted) return first;
    const again = await attempt(fresh, target, planned, replay);
    exchanges.push(...again.exchanges);
    flaky &&= outcome(again.record) === "pass";
  }
  return { ...first, confirmation: exchanges, result: flaky ? { ...first.result, flaky } : first.result };
}

/** Runs one instance; with `confirm`, what it finds is confirmed at the end of its turn. Never rejects. */
export async function runInstance(state: State, target: TargetView, planned: PlannedInstance, confirm: boolean): Promise<InstanceRecord> {
  const ended = (rest: Pick<InstanceResult, "end" | "reason">): InstanceRecord => ({ planned, expectations: [], result: { instance: planned.type?.name ?? "", durationMs: 0, ...rest } });
  if (planned.skip !== null) return ended({ end: "skip", reason: planned.skip });
  if (state.options.signal.aborted) return ended({ end: "blocked", reason: "interrupted before it began" });
  const { record } = await attempt(state, target, planned, state.options.properties.replay);
  return confirm ? confirmed(state, target, record) : record;
}
