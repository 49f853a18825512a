/** One assessment within a vitest file: begun once, waited for by each test, ended by the last hook. Nothing outlives it. */
import { appendFileSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { manyLines } from "../../reports/safe-text.ts";
import { assess } from "../assess.ts";
import type { Config } from "../config/types.ts";
import type { RunEvent } from "../engine/run.ts";
import { policyAfterUpdate, withGate, writeBaseline } from "../policy.ts";
import { Early } from "./early.ts";
import { PlainError, said } from "./plain-error.ts";
import type { OpenTarget, Settings } from "./settings.ts";
import { judgedBy, shownOf, shownOfBaseline, shownOfRun, type Judged, type Shown } from "./shown.ts";

/** Names the first try of a test; retries and repetitions have other names, and are judged anew. */
export const FIRST_TRY = "0.0";

/** Names of the tests that are no checks. */
export const GATE_TESTS = { complete: "the run is complete", baseline: "the baseline is up to date" } as const;

/** A selection of these checks alone. */
function only(config: Config, checks: readonly string[]): Config {
  return { ...config, select: { suites: [], checks, requirements: [], level: "may" } };
}

/** Says it before anything is sent if the journal cannot be written. */
function checkJournal(file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    appendFileSync(file, "");
  } catch (error) {
    throw new PlainError(`the journal cannot be written to ${dirname(file)} (${said(error)}): change \`out\` of scimspec/vitest/reporter, or of conformance() where it has one`);
  }
}

export class Session {
  readonly #settings: Settings;
  readonly #controller = new AbortController();
  readonly #early = new Early();
  readonly #again = new Map<string, Promise<Judged>>();
  /** What runs: null for everything that is selected. */
  readonly #wanted: readonly string[] | null;
  readonly #journalFile: string | null;
  readonly #open: Promise<OpenTarget>;
  readonly #whole: Promise<Judged>;
  #ended = false;
  /** The test that told why nothing could be assessed: it is said once. */
  #told: string | null = null;

  /** Begins. `wanted` are the checks whose tests will run, null for all; the journal lets `scimspec clean` remove what a crash left. */
  constructor(settings: Settings, wanted: readonly string[] | null, journalFile: string | null) {
    this.#settings = settings;
    this.#wanted = wanted;
    this.#journalFile = journalFile;
    this.#open = settings.open(this.#controller.signal);
    this.#whole = this.#first();
    // Whoever waits for it is told; a cancelled run has nobody that waits.
    this.#whole.catch(() => {});
  }

  /** What the test of a check, an invariant or the gate shows. A try other than the first is judged anew. */
  async shown(test: string, attempt: string): Promise<Shown> {
    try {
      const { judged, early } = await this.#judged(test, attempt);
      if (early) return early;
      if (judged.run.preflightFailure !== null) return await this.#notAssessed(test, judged.run.preflightFailure);
      if (test === GATE_TESTS.complete) return shownOfRun(judged);
      if (test === GATE_TESTS.baseline) return shownOfBaseline(judged);
      return shownOf(test, judged, this.#settings.rerun(test));
    } catch (error) {
      return await this.#notAssessed(test, said(error), error instanceof Error ? error.cause : undefined);
    }
  }

  /** Ends the run early, with clean-up. */
  abort(): void {
    this.#controller.abort();
  }

  /** Waits for the end of the run and its clean-up, and closes the target. Returns the first run, or null if there was none. */
  async end(): Promise<Judged | null> {
    await Promise.allSettled(this.#again.values());
    const judged = await this.#whole.catch(() => null);
    await this.#open.then((target) => target.close(), () => {});
    return judged;
  }

  /** True once the first run has ended. */
  get ended(): boolean {
    return this.#ended;
  }

  async #judged(test: string, attempt: string): Promise<{ readonly judged: Judged; readonly early?: undefined } | { readonly judged?: undefined; readonly early: Shown }> {
    const whole = (run: Promise<Judged>) => run.then((judged) => ({ judged }));
    if (attempt === FIRST_TRY) return Promise.race([this.#early.of(test).then((early) => ({ early })), whole(this.#whole)]);
    // What a first run could not assess at all, no retry of a single test makes good: the other tests are judged by that run.
    const first = await this.#whole;
    if (first.run.preflightFailure !== null) return { judged: first };
    // Invariants and the gate are judged over all that was sent: they need everything again, once for all of them.
    const isCheck = this.#settings.suites.checks.some((c) => c.id === test);
    const key = `${attempt} ${isCheck ? test : ""}`;
    const known = this.#again.get(key) ?? this.#assess(isCheck ? [test] : this.#wanted, null, () => {}).then((run) => this.#gated(run));
    this.#again.set(key, known);
    return whole(known);
  }

  async #first(): Promise<Judged> {
    try {
      const run = await this.#assess(this.#wanted, this.#journalFile, (event) => this.#early.on(event));
      const { policy, update } = this.#settings;
      if (!update) return this.#gated(run);
      writeBaseline(withGate(run, policy), policy);
      return this.#gated(run, policyAfterUpdate(policy));
    } finally {
      this.#ended = true;
    }
  }

  #gated(run: Awaited<ReturnType<typeof assess>>, policy = this.#settings.policy): Judged {
    return judgedBy(withGate(run, policy), policy);
  }

  async #assess(wanted: readonly string[] | null, journalFile: string | null, onEvent: (event: RunEvent) => void) {
    const { config, dispatcher } = await this.#open;
    const { suites, seed, replay } = this.#settings;
    if (journalFile !== null) checkJournal(journalFile);
    return assess({ config: wanted ? only(config, wanted) : config, suites, seed, embedded: false, journalFile, signal: this.#controller.signal, onEvent, ...(replay ? { replay } : {}), ...(dispatcher ? { dispatcher } : {}) });
  }

  /**
   * The first test that hears that there is no first run fails, the others are skipped: hundreds of equal errors help nobody.
   * The test of completeness always fails, and so does a retry that could assess nothing.
   */
  async #notAssessed(test: string, text: string, cause?: unknown): Promise<Shown> {
    const none = await this.#whole.then(({ run }) => run.preflightFailure !== null, () => true);
    if (none) this.#told ??= test;
    const told = none ? this.#told : test;
    if (told !== test) return test === GATE_TESTS.complete ? { kind: "fail", text: `Nothing was assessed: the test of ${told ?? ""} says why.` } : { kind: "skip", reason: `not assessed: the test of ${told ?? ""} says why` };
    return { kind: "fail", text: manyLines(text), ...(cause === undefined ? {} : { cause }) };
  }
}
