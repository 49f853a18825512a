/** `scimspec run` */
import { randomInt } from "node:crypto";
import { join, resolve } from "node:path";
import { replayOf, shardOf } from "../asked.ts";
import type { Config } from "../config/types.ts";
import type { RunEvent } from "../engine/run.ts";
import type { Replay } from "../model/property.ts";
import type { Shard } from "../model/run.ts";
import { flagged } from "./extend.ts";
import { createProgress } from "./progress.ts";
import { strays } from "./strays.ts";
import { chooseTarget, complain, UsageError } from "./target.ts";

/** As in the config; replay tokens hold no larger one. */
const MAX_SEED = 0xffff_ffff;

type Flags = Readonly<Record<string, unknown>>;

function integer(flags: Flags, name: string, minimum: number): number | undefined {
  const value = flags[name];
  if (value === undefined) return undefined;
  const number = Number(value);
  if (!Number.isInteger(number) || number < minimum) throw new UsageError(`--${name}: ${String(value)} is not a whole number of at least ${minimum}`);
  return number;
}

/** The level of generated cases that the flags name; undefined where they name none. */
function levelOf(flags: Flags): Config["properties"]["level"] | undefined {
  const named = flags["properties"] as Config["properties"]["level"] | undefined;
  if (flags["thorough"] !== true) return named;
  if (named !== undefined && named !== "thorough") throw new UsageError(`--thorough and --properties ${named} contradict each other`);
  return "thorough";
}

/** The budget of generated cases with --properties or --thorough; what the config sets by number stays. */
async function withBudget(config: Config, level: Asked["level"]): Promise<Config> {
  if (level === undefined) return config;
  const { properties } = await import("../config/finish.ts");
  const set = config.properties;
  const [before, now] = [properties(set.level), properties(level)];
  const moved = (name: "runs" | "timeMs" | "requests"): number => (set[name] === before[name] ? now[name] : set[name]);
  return { ...config, properties: { level, runs: moved("runs"), timeMs: moved("timeMs"), requests: moved("requests") } };
}

/** The counterexample that --replay names; undefined without the flag. */
function replayFrom(flags: Flags): Replay | undefined {
  const token = flags["replay"];
  if (typeof token !== "string") return undefined;
  const replay = replayOf(token, "--replay");
  for (const other of ["suite", "check", "requirement", "level", "seed", "shard"]) if (flags[other] !== undefined) throw new UsageError(`--replay repeats one case and cannot be combined with --${other}`);
  return replay;
}

/** The shard that --shard names; undefined without the flag. */
function shardFrom(flags: Flags): Shard | undefined {
  const text = flags["shard"];
  if (typeof text !== "string") return undefined;
  const shard = shardOf(text, "--shard");
  if (flags["updateBaseline"] === true) throw new UsageError("--update-baseline: a shard sees a part of the findings; give it to scimspec merge");
  return shard;
}

/** The config of a shard. Refuses what would make the shards differ; merging needs the run document, whatever else is written. */
function sharded(config: Config): Config {
  if (config.seed === null) throw new UsageError("--shard needs the same seed in all shards, since the merged run is one run: give --seed (in CI the number of the pipeline will do), or `seed:` in the config");
  return config.reports.includes("json") ? config : { ...config, reports: [...config.reports, "json"] };
}

const strings = (flags: Flags, name: string): string[] | undefined => (Array.isArray(flags[name]) ? (flags[name] as string[]) : undefined);

/** What flags alone ask for, checked before anything is loaded or read. */
interface Asked {
  readonly replay: Replay | undefined;
  readonly shard: Shard | undefined;
  readonly seed: number | undefined;
  readonly concurrency: number | undefined;
  /** Of generated cases. */
  readonly level: Config["properties"]["level"] | undefined;
}

async function asked(flags: Flags): Promise<Asked> {
  const seed = integer(flags, "seed", 0);
  if (seed !== undefined && seed > MAX_SEED) throw new UsageError(`--seed: ${seed} is larger than ${MAX_SEED}, the largest seed of a replay token`);
  const concurrency = integer(flags, "concurrency", 1);
  const [replay, shard, formats] = [replayFrom(flags), shardFrom(flags), strings(flags, "format")];
  if (formats) (await import("../write.ts")).checkFormats(formats);
  return { replay, shard, seed, concurrency, level: levelOf(flags) };
}

/** Flags override the config. */
function withFlags(config: Config, flags: Flags, { seed, concurrency }: Asked): Config {
  return {
    ...config,
    select: {
      suites: strings(flags, "suite") ?? config.select.suites,
      checks: strings(flags, "check") ?? config.select.checks,
      requirements: strings(flags, "requirement") ?? config.select.requirements,
      level: (flags["level"] as Config["select"]["level"] | undefined) ?? config.select.level,
    },
    ...(seed === undefined ? {} : { seed }),
    extend: [...config.extend, ...flagged(flags)],
    http: { ...config.http, ...(concurrency === undefined ? {} : { concurrency }) },
    baseline: typeof flags["baseline"] === "string" ? resolve(flags["baseline"]) : config.baseline,
    failOn: (flags["failOn"] as Config["failOn"] | undefined) ?? config.failOn,
    mode: flags["readOnly"] === true ? "read-only" : config.mode,
    reports: strings(flags, "format") ?? config.reports,
    out: typeof flags["out"] === "string" ? flags["out"] : config.out,
  };
}

interface Listening {
  readonly signal: AbortSignal;
  readonly interrupted: () => boolean;
  readonly stop: () => void;
}

/** SIGHUP: the terminal was closed, or the connection to it was lost. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

function listen(): Listening {
  const controller = new AbortController();
  const onSignal = (): void => {
    process.stderr.write("\nInterrupted: cleaning up what was created (again to leave at once) ...\n");
    controller.abort();
  };
  for (const name of SIGNALS) process.once(name, onSignal);
  return {
    signal: controller.signal,
    interrupted: () => controller.signal.aborted,
    stop: () => {
      for (const name of SIGNALS) process.removeListener(name, onSignal);
    },
  };
}

/** The config with what the flags say. */
async function configured(config: Config, flags: Flags, given: Asked): Promise<Config> {
  const adjusted = await withBudget(withFlags(config, flags, given), given.level);
  if (given.shard) return sharded(adjusted);
  return given.replay ? (await import("../selection.ts")).replaying(adjusted, given.replay) : adjusted;
}

async function execute(flags: Flags): Promise<number> {
  const given = await asked(flags);
  const { replay, shard } = given;
  const chosen = await chooseTarget(flags, true);
  const listening = listen();
  const stray = strays();
  try {
    const config = await configured(chosen.config, flags, given);
    const update = flags["updateBaseline"] === true;
    // The suites are many files, and the last to be loaded.
    const { suites, policy } = await (await import("../selection.ts")).checked(config, replay ?? null, "--replay", update);
    const [{ assess }, { conclude, isColored }] = await Promise.all([import("../assess.ts"), import("./conclude.ts")]);
    const quiet = flags["quiet"] === true;
    if (!quiet) process.stdout.write(`Assessing ${config.target.name} (${config.target.baseUrl})${shard ? `, shard ${shard.index} of ${shard.count}` : ""}\n`);
    if (chosen.embedded && !quiet) process.stdout.write("No target was named: this is the embedded reference server. Name yours with --base-url or --config.\n");
    const progress = createProgress({ stream: process.stdout, tty: process.stdout.isTTY === true, quiet, verbose: flags["verbose"] === true });
    const seed = config.seed ?? randomInt(0, 2 ** 32 - 1);
    const onEvent = (event: RunEvent): void => progress.on(event);
    const journalFile = join(resolve(config.out), "journal.ndjson");
    const judged = await stray.after(assess({ config, suites, seed, embedded: chosen.embedded, journalFile, signal: listening.signal, onEvent, ...(replay ? { replay } : {}), ...(shard ? { shard } : {}) }));
    progress.finish();
    return conclude(judged, { config, policy, update, quiet, color: isColored(), interrupted: listening.interrupted() });
  } finally {
    listening.stop();
    stray.stop();
    await chosen.close();
  }
}

/** Runs the command; the return value is the exit code. */
export async function runCommand(flags: Flags): Promise<number> {
  try {
    return await execute(flags);
  } catch (error) {
    return complain(error);
  }
}
