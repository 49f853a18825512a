/** From what a caller gave to what the engine runs: everything that can be wrong is said here, before anything is sent. */
import { randomInt } from "node:crypto";
import { resolve } from "node:path";
import type { Dispatcher } from "undici";
import { replayOf, shardOf } from "../asked.ts";
import { ConfigError } from "../config/error.ts";
import { finish, type RawConfig } from "../config/finish.ts";
import type { Positions } from "../config/load.ts";
import type { Config, ConfigProblem, PluginReference } from "../config/types.ts";
import { validate } from "../config/validate.ts";
import { unknownKeys } from "../config/words.ts";
import { fetchListener } from "../http/fetch-listener.ts";
import { listenerDispatcher } from "../http/in-process.ts";
import type { Replay } from "../model/property.ts";
import type { Shard } from "../model/run.ts";
import type { Policy } from "../policy.ts";
import { checked, replaying } from "../selection.ts";
import type { Suites } from "../suites.ts";
import type { KnownHandler } from "./handler.ts";
import { ASSESS_OPTION_NAMES, type AssessOptions } from "./options.ts";
import { resolveTarget, type TargetInput } from "./target.ts";

/** An assessment that may begin. */
export interface Prepared {
  readonly config: Config;
  readonly suites: Suites;
  readonly seed: number;
  readonly policy: Policy;
  readonly shard: Shard | null;
  readonly replay: Replay | null;
  /** Path of the journal, or null for none. */
  readonly journalFile: string | null;
  readonly signal: AbortSignal;
  /** What carries the requests; null for the network. */
  readonly dispatcher: Dispatcher | null;
  /** To be called at the end: frees what was made for a target in this process. A Dispatcher of the caller stays open. */
  close(): Promise<void>;
}

/** Options are no file: complaints name the option. */
const POSITIONS: Positions = { problem: (path, message) => ({ file: "assess()", line: 0, column: 0, path: path.join("."), message }) };

/** Members that are undefined count as absent, as is usual in JavaScript. */
function defined(value: unknown): unknown {
  if (Array.isArray(value) || typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined).map(([k, v]) => [k, defined(v)]));
}

/** What is said of options that do not exist. The schema of config files knows other names than a call does. */
function unknownOptions(given: object, allowed: readonly string[]): readonly ConfigProblem[] {
  return unknownKeys(given, allowed).map(({ key, message }) => POSITIONS.problem([key], message));
}

function configOf(target: RawConfig["target"], settings: object, unknown: readonly ConfigProblem[]): Config {
  const raw = defined({ ...settings, target });
  const problems = [...unknown, ...validate(raw, POSITIONS)];
  if (problems.length > 0) throw ConfigError.of(problems);
  const result = finish(raw as RawConfig, ".", POSITIONS);
  if (!result.ok) throw ConfigError.of(result.problems);
  return result.config;
}

function sharding(given: AssessOptions["shard"], config: Config): Shard | null {
  if (given === undefined) return null;
  const shard = shardOf(typeof given === "string" ? given : `${given.index}/${given.count}`, "shard");
  if (config.seed === null) throw new ConfigError("shard needs the same seed in all shards, since the merged run is one run: give seed");
  return shard;
}

/** Modules with own checks; a name alone is found from the working directory. */
function pluginsOf(extend: AssessOptions["extend"] = []): readonly PluginReference[] {
  const isModule = (m: unknown): boolean => typeof m === "string" && m.trim() !== "";
  const isReference = (m: unknown): boolean => typeof m === "object" && m !== null && isModule((m as PluginReference).module) && isModule((m as PluginReference).folder);
  if (!Array.isArray(extend) || !extend.every((m) => isModule(m) || isReference(m))) throw new ConfigError('extend: is a list of modules, such as ["./my-checks.js"]');
  return extend.map((m: string | PluginReference) => (typeof m === "string" ? { module: m, folder: resolve(".") } : { module: m.module, folder: resolve(m.folder) }));
}

/** Refuses what the types forbid, for callers without types. */
function checkOwn({ signal, journal, shard, replay }: AssessOptions): void {
  if (signal !== undefined && !(signal instanceof AbortSignal)) throw new ConfigError("signal: must be an AbortSignal, such as that of an AbortController");
  if (journal !== undefined && journal !== null && typeof journal !== "string") throw new ConfigError("journal: must be the path of a file, or null");
  if (replay !== undefined && typeof replay !== "string") throw new ConfigError("replay: must be the token that a finding shows, a text");
  if (replay !== undefined && shard !== undefined) throw new ConfigError("replay repeats one case and cannot be combined with shard");
}

function dispatcherFor(handler: KnownHandler, baseUrl: string): Dispatcher {
  if (handler.kind === "dispatcher") return handler.dispatcher;
  return listenerDispatcher(handler.kind === "listener" ? handler.listener : fetchListener(handler.fetch, baseUrl), baseUrl);
}

/** How prepare() is called: by assess() unless something else is said. */
export interface Call {
  /** The baseline is to be written anew, and need not exist. */
  readonly update?: boolean;
  /** Names of the options that the caller's function has. */
  readonly allowed?: readonly string[];
}

/** Checks target and options, and loads the suites. Throws a ConfigError that says everything that is wrong. */
export async function prepare(input: TargetInput, options: AssessOptions = {}, { update = false, allowed = ASSESS_OPTION_NAMES }: Call = {}): Promise<Prepared> {
  if (typeof options !== "object" || options === null) throw new ConfigError("the options of assess() are an object");
  checkOwn(options);
  const unknown = unknownOptions(options, allowed);
  const names = new Set(unknown.map((p) => p.path));
  const known = Object.fromEntries(Object.entries(options).filter(([key]) => !names.has(key))) as AssessOptions;
  const { signal, journal, shard: _shard, replay: token, extend, ...settings } = known;
  const { target, resources, handler } = await resolveTarget(input);
  const given = { ...configOf(target, { ...settings, resources: { ...settings.resources, ...resources } }, unknown), extend: pluginsOf(extend) };
  const replay = token === undefined ? null : replayOf(token, "replay");
  const config = replay ? replaying(given, replay) : given;
  const shard = sharding(options.shard, config);
  const { suites, policy } = await checked(config, replay, "replay", update);
  const dispatcher = handler && dispatcherFor(handler, config.target.baseUrl);
  return {
    config,
    suites,
    seed: config.seed ?? randomInt(0, 2 ** 32 - 1),
    policy,
    shard,
    replay,
    journalFile: typeof journal === "string" ? resolve(journal) : null,
    signal: signal ?? new AbortController().signal,
    dispatcher,
    close: async () => {
      if (handler && handler.kind !== "dispatcher") await dispatcher?.destroy();
    },
  };
}
