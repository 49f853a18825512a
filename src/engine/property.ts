/** Properties: generated cases within a budget, shrunk to the smallest counterexample, reproducible by a token. */
import { asyncProperty, check as runProperty, sample, type Arbitrary, type RunDetails } from "fast-check";
import type { Expect } from "../model/check.ts";
import type { Expectation } from "../model/expectation.ts";
import type { Json } from "../model/json.ts";
import type { ArbitraryFor, CaseJudge, PropertyOptions, PropertySettings } from "../model/property.ts";
import type { CheckClient } from "./client.ts";
import { createExpect } from "./expect.ts";
import { derivedSeed, encodeReplay } from "./replay.ts";
import { BlockedSignal, InterruptedSignal, SkipSignal } from "./signals.ts";

/** Requests that shrinking may use, in relation to the property's own: a small case is worth them, and only mistakes cost them. */
const SHRINK_SHARE = 5;
/** Milliseconds that shrinking may take, in relation to the property's own. */
const SHRINK_TIME = 3;
/** Cases without any that could be judged, after which the property gives up: so many for failed preconditions, so many otherwise. */
const HOPELESS = { blocked: 8, discarded: 20 };

export interface PropertyRunnerOptions {
  readonly settings: PropertySettings;
  readonly seed: number;
  readonly check: string;
  readonly instance: string;
  readonly client: Pick<CheckClient, "requests" | "mark" | "exchangesSince" | "putOffSince" | "release">;
  /** Takes what the property ends with. */
  readonly record: (expectation: Expectation) => void;
  /** False for expectations that the config or the profile does not grade: they make no counterexample. */
  readonly counts: (expectation: Expectation) => boolean;
}

/** Ends a generated case without judgement. */
export class DiscardSignal extends Error {
  override readonly name = "DiscardSignal";
}

/** Thrown to fast-check for a case that does not hold. */
class Unmet extends Error {
  override readonly name = "Unmet";
}

const keyOf = (e: Expectation): string => `${e.requirement} ${e.code ?? ""}`;

/** The way to a case, as fast-check prints it behind model-based commands. */
function commandsPath(value: unknown): string {
  const text = typeof value === "object" && value !== null && "commands" in value ? String(value) : "";
  return /replayPath="([^"]*)"/.exec(text)?.[1] ?? "";
}

function asJson(value: unknown): Json {
  const text = JSON.stringify(value);
  return text === undefined ? String(value) : (JSON.parse(text) as Json);
}

interface FailedCase<T> {
  readonly value: T;
  readonly unmet: readonly Expectation[];
  readonly exchanges: readonly string[];
}

/** One property at work: what became of its cases. */
class Cases<T> {
  readonly #judge: CaseJudge<T>;
  readonly #options: PropertyRunnerOptions;
  readonly #started = performance.now();
  readonly #requestsBefore: number;
  readonly held = new Map<string, { readonly expectation: Expectation; count: number }>();
  readonly reasons: string[] = [];
  judged = 0;
  discarded = 0;
  failed: FailedCase<T> | undefined;
  /** Cases judged when the first failed. */
  casesUntilFailure = 0;
  /** Which limit ended it. */
  limit: string | undefined;
  broken: unknown;
  #shrinking: { readonly started: number; readonly requests: number } | undefined;

  constructor(judge: CaseJudge<T>, options: PropertyRunnerOptions) {
    this.#judge = judge;
    this.#options = options;
    this.#requestsBefore = options.client.requests;
  }

  /** Judges one value; throws Unmet if it does not hold. Beyond the budget it lets everything pass. */
  async run(value: T): Promise<void> {
    if (this.broken !== undefined || this.#spent()) return;
    const { client } = this.#options;
    const mark = client.mark();
    const unmet: Expectation[] = [];
    const met: Expectation[] = [];
    const expect: Expect = createExpect((e) => void (e.ok || !this.#options.counts(e) ? met : unmet).push(e));
    const judged = async (): Promise<void> => this.#judge(value, expect);
    const ended = await judged().then(() => undefined, (error: unknown) => error);
    const busy = unmet.length > 0 && client.putOffSince(mark);
    if (busy) unmet.length = 0;
    // What was found before the case ended early stays found, unless the server put the client off meanwhile.
    if (busy) this.#discard(new DiscardSignal("the server was busy: it answered 429 or 503"));
    else if (unmet.length === 0 && ended !== undefined) this.#discard(ended);
    else if (unmet.length === 0 && met.length === 0) this.#discard(new DiscardSignal(NOTHING_COMPARED));
    else if (unmet.length === 0) this.#hold(met);
    else this.#fail(value, unmet, client.exchangesSince(mark));
    if (!(ended instanceof InterruptedSignal)) await client.release(mark);
    if (unmet.length > 0 && this.failed?.value === value) throw new Unmet();
  }

  #spent(): boolean {
    const { settings, client } = this.#options;
    const now = performance.now();
    if (this.#shrinking) {
      return client.requests - this.#shrinking.requests >= settings.requests * SHRINK_SHARE || now - this.#shrinking.started >= settings.timeMs * SHRINK_TIME;
    }
    if (settings.replay) return false;
    if (client.requests - this.#requestsBefore >= settings.requests) this.limit ??= `budget of ${settings.requests} requests`;
    if (now - this.#started >= settings.timeMs) this.limit ??= `time budget of ${settings.timeMs / 1000} s`;
    return this.limit !== undefined;
  }

  #discard(ended: unknown): void {
    const early = ended instanceof DiscardSignal || ended instanceof SkipSignal || ended instanceof BlockedSignal;
    if (!early) {
      this.broken = ended;
      return;
    }
    // What shrinking tried in vain says nothing about the cases.
    if (this.#shrinking) return;
    this.discarded += 1;
    this.reasons.push(ended.message);
    if (this.judged > 0) return;
    if (this.discarded >= HOPELESS.blocked && !(ended instanceof DiscardSignal)) this.broken = ended;
    else if (this.discarded >= HOPELESS.discarded) this.limit ??= `${HOPELESS.discarded} cases without one that could be judged`;
  }

  #hold(met: readonly Expectation[]): void {
    if (this.#shrinking) return;
    this.judged += 1;
    for (const e of met) {
      const key = `${keyOf(e)} ${e.ok}`;
      const known = this.held.get(key);
      if (known) known.count += 1;
      else this.held.set(key, { expectation: e, count: 1 });
    }
  }

  /** While shrinking, only what fails on the first requirement counts: another mistake would be another finding. */
  #fail(value: T, unmet: readonly Expectation[], exchanges: readonly string[]): void {
    const first = this.failed?.unmet[0];
    if (first && !unmet.some((e) => keyOf(e) === keyOf(first))) return;
    if (!this.#shrinking) {
      this.judged += 1;
      this.casesUntilFailure = this.judged;
      this.#shrinking = { started: performance.now(), requests: this.#options.client.requests };
    }
    this.failed = { value, unmet, exchanges };
  }
}

/** Why a case without any comparison is none: a sequence of commands may be empty, or begin with what cannot be done yet. */
export const NOTHING_COMPARED = "nothing was compared in it";

/** What the cases of one property came to. */
export interface PropertyEnd {
  /** Cases that were judged. */
  readonly judged: number;
  /** Why cases could not be judged, most frequent first. */
  readonly reasons: readonly string[];
  readonly discarded: number;
}

function byFrequency(reasons: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const r of reasons) counts.set(r, (counts.get(r) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([r]) => r);
}

/** Runs the properties of one check instance. */
export class PropertyRunner {
  readonly #options: PropertyRunnerOptions;
  readonly ends: PropertyEnd[] = [];

  constructor(options: PropertyRunnerOptions) {
    this.#options = options;
  }

  /** Values drawn by the run's seed and the key alone. */
  sample<T>(key: string, arbitrary: Arbitrary<T>, count: number): readonly T[] {
    return sample(arbitrary, { numRuns: count, seed: derivedSeed(this.#options.seed, "sample", key) | 0 });
  }

  /** Judges generated cases; records what held, or the smallest counterexample. Throws only what ends the whole check. */
  async forAll<T>(options: PropertyOptions<T>, arbitrary: Arbitrary<T> | ArbitraryFor<T>, judge: CaseJudge<T>): Promise<void> {
    const { settings, seed, check, instance } = this.#options;
    const { replay } = settings;
    if (replay && replay.property !== options.name) return;
    const cases = new Cases(judge, this.#options);
    const property = asyncProperty(typeof arbitrary === "function" ? arbitrary(replay?.commands ?? "") : arbitrary, (value: T) => cases.run(value));
    const numRuns = Math.max(1, Math.round(settings.runs * (options.weight ?? 1)));
    const fixed = { seed: derivedSeed(seed, check, instance, options.name) | 0, verbose: 0 as const, endOnFailure: false };
    const details = await runProperty(property, replay ? { ...fixed, path: replay.path, endOnFailure: true, numRuns: 1 } : { ...fixed, numRuns });
    if (cases.broken !== undefined) throw cases.broken;
    this.ends.push({ judged: cases.judged, reasons: byFrequency(cases.reasons), discarded: cases.discarded });
    this.#recordHeld(options, cases, replay ? 1 : numRuns);
    if (cases.failed) this.#recordFailure(options, cases, cases.failed, details);
    else if (details.failed) throw new Error(`the generator of ${options.name} broke: ${details.errorInstance instanceof Error ? details.errorInstance.message : "no reason given"}`);
  }

  #recordHeld<T>(options: PropertyOptions<T>, cases: Cases<T>, planned: number): void {
    const failing = new Set(cases.failed?.unmet.map(keyOf));
    const why = [...(options.note === undefined ? [] : [options.note]), ...(cases.limit === undefined ? [] : [cases.limit]), ...(cases.discarded > 0 ? [`${cases.discarded} discarded: ${byFrequency(cases.reasons)[0] ?? ""}`] : [])];
    for (const { expectation, count } of cases.held.values()) {
      if (failing.has(keyOf(expectation))) continue;
      // What is not graded is kept as it was found, without a case.
      if (!expectation.ok) {
        this.#options.record({ ...expectation, count });
        continue;
      }
      const { pointer: _p, exchange: _x, ...rest } = expectation;
      const message = `${options.name} held for ${cases.judged} of ${planned} generated cases${why.length > 0 ? ` (${why.join("; ")})` : ""}`;
      this.#options.record({ ...rest, message, expected: null, actual: null, count });
    }
  }

  #recordFailure<T>(options: PropertyOptions<T>, cases: Cases<T>, failed: FailedCase<T>, details: RunDetails<[T]>): void {
    const { settings, seed, check, instance } = this.#options;
    const path = settings.replay?.path ?? details.counterexamplePath ?? "0";
    const counterexample = {
      property: options.name,
      input: options.show ? options.show(failed.value) : asJson(failed.value),
      cases: cases.casesUntilFailure,
      shrinks: details.numShrinks,
      replay: encodeReplay({ check, instance, property: options.name, seed, path, commands: settings.replay?.commands ?? commandsPath(failed.value) }),
      exchanges: failed.exchanges,
    };
    // One case is one finding on each requirement, however many values of it are wrong.
    const first = new Map(failed.unmet.toReversed().map((e) => [keyOf(e), e]));
    for (const e of failed.unmet) if (first.get(keyOf(e)) === e) this.#options.record({ ...e, counterexample });
  }
}
