/** `scimspec run` */
import { randomInt } from "node:crypto";
import { join, resolve } from "node:path";
import { plain, renderSummary, verdictSentence } from "../../reports/console.ts";
import { assess } from "../assess.ts";
import { loadCatalogue } from "../catalogue/load.ts";
import { loadProfile } from "../catalogue/profile.ts";
import { nearest } from "../config/words.ts";
import { properties } from "../config/finish.ts";
import type { Config } from "../config/types.ts";
import { select } from "../engine/plan.ts";
import { decodeReplay } from "../engine/replay.ts";
import type { RunEvent } from "../engine/run.ts";
import type { Replay } from "../model/property.ts";
import type { Run } from "../model/run.ts";
import { loadSuites, type Suites } from "../suites.ts";
import { EXIT, exitCodeOf } from "./exit.ts";
import { publishToGithub } from "./github.ts";
import { policyAfterUpdate, policyOf, withGate, writeBaseline, type Policy } from "./gate.ts";
import { createProgress } from "./progress.ts";
import { chooseTarget, UsageError } from "./target.ts";
import { checkFormats, said, writeReports } from "./write.ts";

type Flags = Readonly<Record<string, unknown>>;

function integer(flags: Flags, name: string, minimum: number): number | undefined {
  const value = flags[name];
  if (value === undefined) return undefined;
  const number = Number(value);
  if (!Number.isInteger(number) || number < minimum) throw new UsageError(`--${name}: ${String(value)} is not a whole number of at least ${minimum}`);
  return number;
}

/** The budget of generated cases with --thorough; what the config sets by number stays. */
function budget(config: Config, flags: Flags): Config["properties"] {
  if (flags["thorough"] !== true) return config.properties;
  const [normal, thorough] = [properties("normal"), properties("thorough")];
  const raised = (name: "runs" | "timeMs" | "requests"): number => Math.max(config.properties[name], config.properties[name] === normal[name] ? thorough[name] : 0);
  return { level: "thorough", runs: raised("runs"), timeMs: raised("timeMs"), requests: raised("requests") };
}

/** The counterexample that --replay names; undefined without the flag. */
function replayOf(flags: Flags, suites: Suites): Replay | undefined {
  const token = flags["replay"];
  if (typeof token !== "string") return undefined;
  const replay = decodeReplay(token);
  if (!replay) throw new UsageError(`--replay: ${token} is no replay token; copy the one that the finding shows, in quotes`);
  const check = suites.checks.find((c) => c.id === replay.check);
  if (!check?.generates) throw new UsageError(`--replay: there is no property ${replay.check} in this version of scimspec`);
  for (const other of ["suite", "check", "requirement", "level", "seed"]) if (flags[other] !== undefined) throw new UsageError(`--replay repeats one case and cannot be combined with --${other}`);
  return replay;
}

/** Only the check of the counterexample, with the seed that it was found with. */
function replaying(config: Config, { check, seed }: Replay): Config {
  const level = config.properties.level === "off" ? "normal" : config.properties.level;
  return { ...config, seed, properties: { ...config.properties, level }, select: { suites: [], checks: [check], requirements: [], level: "may" } };
}

/** Flags override the config. */
function withFlags(config: Config, flags: Flags): Config {
  const strings = (name: string) => (Array.isArray(flags[name]) ? (flags[name] as string[]) : undefined);
  const formats = strings("format");
  if (formats) checkFormats(formats);
  const seed = integer(flags, "seed", 0);
  const concurrency = integer(flags, "concurrency", 1);
  return {
    ...config,
    select: {
      suites: strings("suite") ?? config.select.suites,
      checks: strings("check") ?? config.select.checks,
      requirements: strings("requirement") ?? config.select.requirements,
      level: (flags["level"] as Config["select"]["level"] | undefined) ?? config.select.level,
    },
    ...(seed === undefined ? {} : { seed }),
    properties: budget(config, flags),
    http: { ...config.http, ...(concurrency === undefined ? {} : { concurrency }) },
    baseline: typeof flags["baseline"] === "string" ? resolve(flags["baseline"]) : config.baseline,
    failOn: (flags["failOn"] as Config["failOn"] | undefined) ?? config.failOn,
    mode: flags["readOnly"] === true ? "read-only" : config.mode,
    reports: formats ?? config.reports,
    out: typeof flags["out"] === "string" ? flags["out"] : config.out,
  };
}

/** Refuses a selection that names what does not exist, or that leaves nothing. */
function checkSelection(config: Config, suites: Suites): void {
  const catalogue = new Map(loadCatalogue().requirements.map((r) => [r.id, r]));
  const all = [...suites.checks, ...suites.invariants];
  const { selected, unmatched } = select(all, config.select, catalogue);
  if (unmatched.length > 0) {
    const known = [...all.map((c) => c.id), ...all.map((c) => c.suite), ...all.flatMap((c) => [...c.verifies])];
    const lines = unmatched.map((u) => {
      const near = nearest(u, known);
      return `nothing matches ${u}${near === undefined ? "" : `; did you mean ${near}?`}`;
    });
    throw new UsageError(`${lines.join("\n")}\n(scimspec list shows what there is)`);
  }
  if (selected.length === 0) throw new UsageError("the selection leaves no check to run");
}

/** A profile that cannot be used is a mistake of the user, found before anything is sent. */
function checkProfile(config: Config): void {
  try {
    loadProfile(config.profile, loadCatalogue());
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

interface Listening {
  readonly signal: AbortSignal;
  readonly interrupted: () => boolean;
  readonly stop: () => void;
}

function listen(): Listening {
  const controller = new AbortController();
  const onSignal = (): void => {
    process.stderr.write("\nInterrupted: cleaning up what was created (again to leave at once) ...\n");
    controller.abort();
  };
  process.once("SIGINT", onSignal);
  process.once("SIGTERM", onSignal);
  return {
    signal: controller.signal,
    interrupted: () => controller.signal.aborted,
    stop: () => {
      process.removeListener("SIGINT", onSignal);
      process.removeListener("SIGTERM", onSignal);
    },
  };
}

interface Ending {
  readonly config: Config;
  readonly policy: Policy;
  /** The baseline is written anew. */
  readonly update: boolean;
  readonly quiet: boolean;
  readonly color: boolean;
  readonly interrupted: boolean;
}

/** Gate, baseline, reports and summary of a run; the exit code. */
function conclude(judged: Run, { config, policy, update, quiet, color, interrupted }: Ending): number {
  let run = withGate(judged, policy);
  const problems: string[] = [];
  if (update) {
    try {
      process.stdout.write(`${writeBaseline(run, policy)}\n`);
      run = withGate(judged, policyAfterUpdate(policy));
    } catch (error) {
      problems.push(`the baseline could not be written: ${said(error)}`);
    }
  }
  const written = writeReports(run, config.reports, config.out);
  problems.push(...written.problems);
  if (config.reports.includes("github")) {
    const { log, warning } = publishToGithub(run, process.env);
    if (warning !== null) process.stderr.write(`scimspec: ${warning}\n`);
    process.stdout.write(log);
  }
  for (const problem of problems) process.stderr.write(`scimspec: ${problem}\n`);
  process.stdout.write(quiet ? `${verdictSentence(run)}\n` : renderSummary(run, { color, width: process.stdout.columns ?? 100, reportPath: written.files[0] ?? null }));
  if (!quiet || !run.gate.passed) process.stdout.write(`${run.gate.sentences.map(plain).join("\n")}\n`);
  return exitCodeOf(run, interrupted, problems.length === 0);
}

async function execute(flags: Flags): Promise<number> {
  const suites = await loadSuites();
  const chosen = await chooseTarget(flags, true);
  const listening = listen();
  try {
    const replay = replayOf(flags, suites);
    const flagged = withFlags(chosen.config, flags);
    const config = replay ? replaying(flagged, replay) : flagged;
    checkSelection(config, suites);
    checkProfile(config);
    const policy = policyOf(config, suites, flags["updateBaseline"] === true);
    const color = process.stdout.isTTY === true && process.env["NO_COLOR"] === undefined;
    const quiet = flags["quiet"] === true;
    if (!quiet) process.stdout.write(`Assessing ${config.target.name} (${config.target.baseUrl})\n`);
    if (chosen.embedded && !quiet) process.stdout.write("No target was named: this is the embedded reference server. Name yours with --base-url or --config.\n");
    const progress = createProgress({ stream: process.stdout, tty: process.stdout.isTTY === true, quiet, verbose: flags["verbose"] === true });
    const seed = config.seed ?? randomInt(0, 2 ** 32 - 1);
    const onEvent = (event: RunEvent): void => progress.on(event);
    const journalFile = join(resolve(config.out), "journal.ndjson");
    const judged = await assess({ config, suites, seed, embedded: chosen.embedded, journalFile, signal: listening.signal, onEvent, ...(replay ? { replay } : {}) });
    progress.finish();
    return conclude(judged, { config, policy, update: flags["updateBaseline"] === true, quiet, color, interrupted: listening.interrupted() });
  } finally {
    listening.stop();
    await chosen.close();
  }
}

/** Runs the command; the return value is the exit code. */
export async function runCommand(flags: Flags): Promise<number> {
  try {
    return await execute(flags);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(error instanceof UsageError ? `${message}\n` : `scimspec: ${message}\n`);
    return error instanceof UsageError ? EXIT.usage : EXIT.harness;
  }
}
