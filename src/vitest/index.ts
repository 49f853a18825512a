/** SCIM conformance as tests of vitest: one call registers a `describe` for each area and a `test` for each check. */
import { join } from "node:path";
import type { RunnerTestFile, RunnerTestSuite, RunnerTask, TestContext } from "vitest";
import { loadCatalogue } from "../catalogue/load.ts";
import { levelsOf } from "../engine/own.ts";
import { select } from "../engine/plan.ts";
import type { Check, Invariant } from "../model/check.ts";
import { handOver, reportFolder, type Marked } from "./handover.ts";
import type { ConformanceOptions } from "./options.ts";
import { loadVitest } from "./peer.ts";
import { callSite, ofUser, PlainError, said } from "./plain-error.ts";
import { GATE_TESTS, Session } from "./session.ts";
import { settingsOf, shownPath, type Settings } from "./settings.ts";
import type { Shown } from "./shown.ts";
import { abortOnSignal } from "./signals.ts";

export type { ConformanceOptions } from "./options.ts";
export type { TargetDescription, TargetInput } from "../library/target.ts";

const vitest = await loadVitest();

/** Test files that hold a call already; a file that is collected again is another object. */
const called = new WeakMap<object, string>();

/** The checks and invariants selected, by area in alphabetical order; invariants last, since they are judged at the end. */
function areasOf({ suites, select: selection }: Settings): ReadonlyMap<string, readonly (Check | Invariant)[]> {
  const levels = levelsOf(loadCatalogue().requirements, ...(suites.plugins ?? []).map((p) => p.requirements));
  const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1);
  const areas = new Map<string, (Check | Invariant)[]>();
  for (const kind of [suites.checks, suites.invariants]) {
    for (const check of [...select<Check | Invariant>(kind, selection, levels).selected].sort(byId)) areas.set(check.suite, [...(areas.get(check.suite) ?? []), check]);
  }
  return areas;
}

const nameOf = ({ id, title }: Check | Invariant): string => `${id}: ${title}`;

/** The tests below a suite that will run. */
function running(tasks: readonly RunnerTask[]): readonly string[] {
  return tasks.flatMap((t) => (t.mode !== "run" && t.mode !== "queued" ? [] : t.type === "suite" ? running(t.tasks) : [t.name]));
}

/** Names the try of a test that runs. */
function attemptOf({ task }: TestContext): string {
  return `${task.result?.repeatCount ?? 0}.${task.result?.retryCount ?? 0}`;
}

/** Ends the test as the shown result says. */
async function show(context: TestContext, shown: Shown): Promise<void> {
  if (shown.kind === "skip") return context.skip(shown.reason);
  if (shown.kind === "fail") throw new PlainError(shown.text, "", "ConformanceError", shown.cause instanceof Error ? ofUser(shown.cause) : shown.cause);
  for (const { type, text } of shown.notes) await context.annotate(text, type);
}

/** The session of one call: made when its first test is about to run. */
class Registration {
  readonly #settings: Settings;
  readonly #tests: ReadonlyMap<string, string>;
  #session: Session | null = null;
  #waiting = new Set<string>();
  #undoSignals = (): void => {};

  constructor(settings: Settings, tests: ReadonlyMap<string, string>) {
    this.#settings = settings;
    this.#tests = tests;
  }

  /** Begins the assessment of the checks whose tests will run; of everything, if only tests of the gate do. */
  begin(suite: RunnerTestSuite | RunnerTestFile): void {
    const wanted = running(suite.tasks).flatMap((name) => this.#tests.get(name) ?? []);
    const checks = wanted.filter((id) => id !== GATE_TESTS.complete && id !== GATE_TESTS.baseline);
    const all = this.#tests.size - [GATE_TESTS.complete, GATE_TESTS.baseline].filter((id) => this.#tests.has(id)).length;
    const provided = vitest.inject("scimspec");
    const { out, name } = this.#settings;
    this.#waiting = new Set(wanted);
    (suite.meta as Marked).scimspec = { conformance: true };
    const session = new Session(this.#settings, checks.length === 0 || checks.length === all ? null : checks, provided ? join(reportFolder(provided, out, name), "journal.ndjson") : null);
    this.#session = session;
    this.#undoSignals = abortOnSignal(() => session.abort());
  }

  /** The body of a test. */
  async run(id: string, context: TestContext): Promise<void> {
    const session = this.#session;
    if (!session) throw new PlainError("the assessment has not begun: was the hook of conformance() removed?");
    this.#waiting.delete(id);
    const abort = (): void => session.abort();
    context.signal.addEventListener("abort", abort, { once: true });
    const shown = await session.shown(id, attemptOf(context)).finally(() => context.signal.removeEventListener("abort", abort));
    await show(context, shown);
  }

  /** Waits for clean-up, and hands the run over to the reporter. */
  async end(suite: RunnerTestSuite | RunnerTestFile): Promise<void> {
    const session = this.#session;
    if (!session) return;
    // Tests that never began: vitest was told to stop.
    if (this.#waiting.size > 0 && !session.ended) session.abort();
    const judged = await session.end();
    this.#session = null;
    this.#undoSignals();
    const provided = vitest.inject("scimspec");
    if (!provided) return;
    const { out, name, reports } = this.#settings;
    try {
      handOver(provided.folder, suite.id, { run: judged?.run ?? null, out: reportFolder(provided, out, name), reports: reports ?? provided.reports });
    } catch (error) {
      throw new PlainError(`the run of ${suite.name} could not be handed over to scimspec/vitest/reporter: ${said(error)}`);
    }
  }
}

function register(settings: Settings): void {
  const { afterAll, beforeAll, describe, test } = vitest;
  const { timeoutMs: timeout } = settings;
  const areas = areasOf(settings);
  const gate: readonly string[] = [GATE_TESTS.complete, ...(settings.policy.file ? [GATE_TESTS.baseline] : [])];
  const tests = new Map([...[...areas.values()].flat().map((c) => [nameOf(c), c.id] as const), ...gate.map((g) => [g, g] as const)]);
  const registration = new Registration(settings, tests);
  // Vitest reads the parameters of hooks, and wants the first one taken apart.
  // oxlint-disable-next-line no-empty-pattern
  beforeAll(({}, suite) => registration.begin(suite), timeout);
  // oxlint-disable-next-line no-empty-pattern
  afterAll(({}, suite) => registration.end(suite), timeout);
  const add = (area: string, names: readonly string[]): void => {
    describe(area, () => {
      for (const name of names) test(name, { timeout }, (context) => registration.run(tests.get(name) ?? name, context));
    });
  };
  for (const [area, checks] of areas) add(area, checks.map(nameOf));
  add("gate", gate);
}

/**
 * Registers the conformance tests: in a `describe` of their own, one for each area, with a `test` for each check, and the tests
 * of the gate. To be called once in a test file, at its top level or in a `describe`. The assessment begins when the first of
 * these tests runs, judges those that run alone (`-t`), and ends, with clean-up, after the last.
 *
 * A test is red where `scimspec run` would exit with another code than 0: docs/vitest.md says what each outcome shows. Bad
 * options end the collection of the file with a message that names it; a target function that throws fails the first test.
 */
export function conformance(options: ConformanceOptions): void {
  const at = callSite(conformance);
  if (process.env["VITEST"] === undefined) throw new PlainError("conformance() registers tests: call it in a test file, and start that with: npx vitest run");
  const name = typeof options?.name === "string" ? options.name : null;
  const { file } = vitest.describe(name === null ? "SCIM conformance" : `SCIM conformance: ${name}`, async () => {
    try {
      register(await settingsOf(options, file.filepath));
    } catch (error) {
      throw error instanceof PlainError ? new PlainError(error.message, at) : error;
    }
  });
  if (called.has(file)) throw new PlainError(`${shownPath(file.filepath)} calls conformance() twice. A test file holds one assessment: put the second call into a file of its own, and give each a name.`, at);
  called.set(file, at);
}
