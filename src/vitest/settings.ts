/** From the options of `conformance()` to what a session needs. Everything that is wrong is said before a server is started. */
import { existsSync } from "node:fs";
import { dirname, isAbsolute, relative, resolve } from "node:path";
import type { Dispatcher } from "undici";
import { shellQuote } from "../../reports/curl.ts";
import { BUILT_IN_PROFILES } from "../catalogue/profile.ts";
import { ConfigError, formatProblems } from "../config/error.ts";
import { duration } from "../config/finish.ts";
import { readConfig } from "../config/load.ts";
import type { Config } from "../config/types.ts";
import { loadConfig, type LoadedConfig } from "../library/config.ts";
import type { AssessOptions } from "../library/options.ts";
import { prepare } from "../library/prepare.ts";
import type { TargetInput } from "../library/target.ts";
import type { Replay } from "../model/property.ts";
import type { Policy } from "../policy.ts";
import type { Suites } from "../suites.ts";
import { checkFormats } from "../write.ts";
import { CONFORMANCE_OPTION_NAMES, type ConformanceOptions } from "./options.ts";
import { PlainError } from "./plain-error.ts";

/** The target, ready for requests. */
export interface OpenTarget {
  readonly config: Config;
  /** Carries the requests; null for the network. */
  readonly dispatcher: Dispatcher | null;
  close(): Promise<void>;
}

export interface Settings {
  readonly name: string | null;
  readonly suites: Suites;
  readonly seed: number;
  readonly policy: Policy;
  readonly replay: Replay | null;
  /** The baseline is written anew. */
  readonly update: boolean;
  readonly select: Config["select"];
  /** Milliseconds that a test may wait: for the target, the run and its clean-up. */
  readonly timeoutMs: number;
  /** What the reporter is told; null leaves it to the reporter. */
  readonly out: string | null;
  readonly reports: readonly string[] | null;
  /** The command that runs the test of a check alone. */
  rerun(check: string): string;
  /** Calls the target function, and makes the target ready. Rejects with a PlainError that names the file. */
  open(signal: AbortSignal): Promise<OpenTarget>;
}

/** Stands for the target until its function is called. */
const NOT_YET = "http://not-yet.invalid";
const START_TIMEOUT = "60s";
/** Beyond the time of the run: clean-up goes on after it. */
const CLEAN_UP_MS = 120_000;

/** Options that are no members of a config. */
interface Own {
  readonly target: TargetInput;
  readonly startTimeoutMs: number;
  /** Of the config file; empty without one. */
  readonly file: Partial<Pick<LoadedConfig, "options">> & { readonly out?: string; readonly reports?: readonly string[] };
}

/** A config file, with the members that it really has. */
async function configFile(path: string): Promise<Own["file"] & Pick<LoadedConfig, "target">> {
  const { target, options } = await loadConfig(path, process.env);
  const read = readConfig({ path }, process.env);
  const { out, reports } = read.ok ? read.raw : {};
  return { target, options, ...(out === undefined ? {} : { out }), ...(reports === undefined ? {} : { reports }) };
}

function text(name: string, value: unknown, what: string): void {
  if (value !== undefined && (typeof value !== "string" || value.trim() === "")) throw new ConfigError(`${name}: must be ${what}`);
}

async function own(options: ConformanceOptions, folder: string): Promise<Own> {
  if (typeof options !== "object" || options === null) throw new ConfigError("it takes an object: conformance({ target: ... })");
  const { config, startTimeout = START_TIMEOUT, updateBaseline = false } = options;
  text("config", config, "the path of a config file");
  text("name", options.name, "a text");
  text("out", options.out, "the path of a folder");
  if (typeof startTimeout !== "string" || !/^\d+(ms|s|m)$/.test(startTimeout)) throw new ConfigError("startTimeout: must be a duration such as 500ms, 10s or 15m");
  if (typeof updateBaseline !== "boolean") throw new ConfigError("updateBaseline: must be true or false");
  if (options.reports !== undefined) checkFormats(Array.isArray(options.reports) ? options.reports : [String(options.reports)], "reports");
  const loaded = config === undefined ? null : await configFile(resolve(folder, config));
  const target = options.target ?? loaded?.target;
  if (target === undefined) throw new ConfigError("target is missing: give the server, or a function that starts it and returns { baseUrl, auth }, or a config file that names it");
  return { target, startTimeoutMs: duration(startTimeout), file: loaded ?? {} };
}

/** Paths in options are relative to the test file, as imports are. */
function settled({ profile, baseline, extend, ...rest }: AssessOptions, folder: string, update: boolean): AssessOptions {
  if (typeof baseline === "string" && !update && !existsSync(resolve(folder, baseline))) throw new ConfigError(`baseline: there is no file ${shownPath(resolve(folder, baseline))}; run once with updateBaseline: true, which writes it`);
  const isPath = typeof profile === "string" && !BUILT_IN_PROFILES.some((known) => known === profile);
  return {
    ...rest,
    // What is no list is refused later, with all other options.
    ...(Array.isArray(extend) ? { extend: (extend as NonNullable<AssessOptions["extend"]>).map((m) => (typeof m === "string" ? { module: m, folder } : m)) } : extend === undefined ? {} : { extend }),
    ...(profile === undefined ? {} : { profile: isPath ? resolve(folder, profile) : profile }),
    ...(typeof baseline === "string" ? { baseline: resolve(folder, baseline) } : {}),
  };
}

/** `test/scim.test.ts`, as seen from where vitest was started. */
export function shownPath(file: string): string {
  const path = relative(process.cwd(), file);
  return path.startsWith("..") || isAbsolute(path) ? file : path;
}

/** The error as one that names the call and its file. */
function complaint(error: unknown, where: string): unknown {
  if (!(error instanceof ConfigError)) return error;
  const problems = error.problems.map((p) => (p.line > 0 ? p : { ...p, file: "option" }));
  return new PlainError(`${where}: ${problems.length > 0 ? formatProblems(problems) : error.message}`, "", "scimspec", error.cause);
}

/** Fails if the work takes too long, or is no longer wanted. */
async function within<T>(work: Promise<T>, ms: number, signal: AbortSignal, late: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  try {
    return await Promise.race([
      work,
      new Promise<never>((_resolve, reject) => {
        timer = setTimeout(() => reject(new ConfigError(late)), ms);
        signal.addEventListener("abort", () => reject(new ConfigError("the run was cancelled")), { once: true });
      }),
    ]);
  } finally {
    clearTimeout(timer);
  }
}

/** Checks options without calling the target function. Throws a PlainError that says everything that is wrong, with the remedy. */
export async function settingsOf(options: ConformanceOptions, testFile: string): Promise<Settings> {
  const where = `conformance() in ${shownPath(testFile)}`;
  try {
    const folder = dirname(testFile);
    const { target, startTimeoutMs, file } = await own(options, folder);
    const { target: _target, config: _config, name, startTimeout: _start, updateBaseline = false, reports, out, ...given } = options;
    // loadConfig has made the paths of the file absolute.
    const wanted: AssessOptions = { ...file.options, ...settled(given, folder, updateBaseline) };
    if (updateBaseline && wanted.baseline === undefined) throw new ConfigError("updateBaseline: name the file that is to be written with the option baseline");
    const call = { update: updateBaseline, allowed: CONFORMANCE_OPTION_NAMES };
    const checked = await prepare({ baseUrl: NOT_YET }, wanted, call);
    await checked.close();
    const { suites, seed, policy, config, replay } = checked;
    return {
      name: name ?? null,
      suites,
      seed,
      policy,
      replay,
      update: updateBaseline,
      select: config.select,
      timeoutMs: startTimeoutMs + config.http.runTimeoutMs + CLEAN_UP_MS,
      out: out ?? file.out ?? null,
      reports: reports ?? file.reports ?? null,
      rerun: (check) => `npx vitest run ${shellQuote(shownPath(testFile))} -t ${shellQuote(`${check}:`)}`,
      open: async (signal) => {
        try {
          return await within(prepare(target, { ...wanted, ...(replay ? {} : { seed }) }, call), startTimeoutMs, signal, `the target function gave nothing within ${startTimeoutMs / 1000} s; startTimeout lets it take longer`);
        } catch (error) {
          throw complaint(error, where);
        }
      },
    };
  } catch (error) {
    throw complaint(error, where);
  }
}
