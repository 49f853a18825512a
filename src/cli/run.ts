/** `scimspec run` */
import { randomInt } from "node:crypto";
import { join, resolve } from "node:path";
import { assess } from "../assess.ts";
import { loadCatalogue } from "../catalogue/load.ts";
import { loadProfile } from "../catalogue/profile.ts";
import { nearest } from "../config/words.ts";
import { properties } from "../config/finish.ts";
import type { Config } from "../config/types.ts";
import { levelsOf } from "../engine/own.ts";
import { select } from "../engine/plan.ts";
import { MAX_SHARDS, parseShard } from "../engine/shard.ts";
import { decodeReplay } from "../engine/replay.ts";
import type { RunEvent } from "../engine/run.ts";
import type { Replay } from "../model/property.ts";
import type { Shard } from "../model/run.ts";
import type { Suites } from "../suites.ts";
import { conclude, isColored } from "./conclude.ts";
import { extended, flagged } from "./extend.ts";
import { EXIT } from "./exit.ts";
import { policyOf } from "./gate.ts";
import { createProgress } from "./progress.ts";
import { chooseTarget, UsageError } from "./target.ts";
import { checkFormats } from "./write.ts";

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

/** The shard that --shard names; undefined without the flag. Refuses what would make the shards differ, or leave nothing to merge. */
function shardFrom(flags: Flags, config: Config): Shard | undefined {
  const text = flags["shard"];
  if (typeof text !== "string") return undefined;
  const shard = parseShard(text);
  if (!shard) throw new UsageError(`--shard: ${text} is no shard; write 2/3 for the second of three (at most ${MAX_SHARDS})`);
  if (flags["replay"] !== undefined) throw new UsageError("--replay repeats one case and cannot be combined with --shard");
  if (flags["updateBaseline"] === true) throw new UsageError("--update-baseline: a shard sees a part of the findings; give it to scimspec merge");
  if (config.seed === null) throw new UsageError("--shard needs the same seed in all shards, since the merged run is one run: give --seed (in CI the number of the pipeline will do), or `seed:` in the config");
  return shard;
}

/** Merging needs the run document, whatever else is written. */
function sharded(config: Config): Config {
  return config.reports.includes("json") ? config : { ...config, reports: [...config.reports, "json"] };
}

/** Flags override the config. */
function withFlags(config: Config, flags: Flags): Config {
  const strings = (name: string) => (Array.isArray(flags[name]) ? (flags[name] as string[]) : undefined);
  const formats = strings("format");
  if (formats) checkFormats(formats);
  const seed = integer(flags, "seed", 0);
  if (seed !== undefined && seed > MAX_SEED) throw new UsageError(`--seed: ${seed} is larger than ${MAX_SEED}, the largest seed of a replay token`);
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
    extend: [...config.extend, ...flagged(flags)],
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
  const levels = levelsOf(loadCatalogue().requirements, ...(suites.plugins ?? []).map((p) => p.requirements));
  const all = [...suites.checks, ...suites.invariants];
  const { selected, unmatched } = select(all, config.select, levels);
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

async function execute(flags: Flags): Promise<number> {
  const chosen = await chooseTarget(flags, true);
  const listening = listen();
  try {
    const adjusted = withFlags(chosen.config, flags);
    const suites = await extended(adjusted.extend);
    const replay = replayOf(flags, suites);
    const shard = shardFrom(flags, adjusted);
    const config = shard ? sharded(adjusted) : replay ? replaying(adjusted, replay) : adjusted;
    checkSelection(config, suites);
    checkProfile(config);
    const policy = policyOf(config, suites, flags["updateBaseline"] === true);
    const quiet = flags["quiet"] === true;
    if (!quiet) process.stdout.write(`Assessing ${config.target.name} (${config.target.baseUrl})${shard ? `, shard ${shard.index} of ${shard.count}` : ""}\n`);
    if (chosen.embedded && !quiet) process.stdout.write("No target was named: this is the embedded reference server. Name yours with --base-url or --config.\n");
    const progress = createProgress({ stream: process.stdout, tty: process.stdout.isTTY === true, quiet, verbose: flags["verbose"] === true });
    const seed = config.seed ?? randomInt(0, 2 ** 32 - 1);
    const onEvent = (event: RunEvent): void => progress.on(event);
    const journalFile = join(resolve(config.out), "journal.ndjson");
    const judged = await assess({ config, suites, seed, embedded: chosen.embedded, journalFile, signal: listening.signal, onEvent, ...(replay ? { replay } : {}), ...(shard ? { shard } : {}) });
    progress.finish();
    return conclude(judged, { config, policy, update: flags["updateBaseline"] === true, quiet, color: isColored(), interrupted: listening.interrupted() });
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
