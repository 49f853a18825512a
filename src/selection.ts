/** What a run is asked to do, checked before anything is sent: selection, profile, replay. */
import { loadCatalogue } from "./catalogue/load.ts";
import { loadProfile } from "./catalogue/profile.ts";
import { ConfigError } from "./config/error.ts";
import type { Config } from "./config/types.ts";
import { nearest } from "./config/words.ts";
import { levelsOf } from "./engine/own.ts";
import { select } from "./engine/plan.ts";
import type { Replay } from "./model/property.ts";
import { withPlugins } from "./plugins.ts";
import { policyOf, type Policy } from "./policy.ts";
import { loadSuites, type Suites } from "./suites.ts";

/** What a run is judged with. */
export interface Checked {
  readonly suites: Suites;
  readonly policy: Policy;
}

/**
 * Loads the suites, with the config's plugins, and checks what is asked for against them; `where` names the replay in complaints,
 * `update` says that the baseline is to be written anew and need not exist. Throws a ConfigError for what cannot be done.
 */
export async function checked(config: Config, replay: Replay | null, where: string, update: boolean): Promise<Checked> {
  checkProfile(config);
  const suites = await withPlugins(await loadSuites(), config.extend);
  if (replay) checkReplay(replay, suites, where);
  checkSelection(config, suites);
  return { suites, policy: policyOf(config, suites, update) };
}

/** Refuses a selection that names what does not exist, or that leaves nothing. Throws a ConfigError. */
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
    throw new ConfigError(`${lines.join("\n")}\n(scimspec list shows what there is)`);
  }
  if (selected.length === 0) throw new ConfigError("the selection leaves no check to run");
}

/** A profile that cannot be used is a mistake of the user, found before anything is sent. Throws a ConfigError. */
function checkProfile(config: Config): void {
  try {
    loadProfile(config.profile, loadCatalogue());
  } catch (error) {
    throw new ConfigError(error instanceof Error ? error.message : String(error));
  }
}

/** Throws a ConfigError if no property has the replay's id. */
function checkReplay(replay: Replay, suites: Suites, where: string): void {
  const check = suites.checks.find((c) => c.id === replay.check);
  if (!check?.generates) throw new ConfigError(`${where}: there is no property ${replay.check} in this version of scimspec`);
}

/** Only the check of the counterexample, with the seed that it was found with. */
export function replaying(config: Config, { check, seed }: Replay): Config {
  const level = config.properties.level === "off" ? "normal" : config.properties.level;
  return { ...config, seed, properties: { ...config.properties, level }, select: { suites: [], checks: [check], requirements: [], level: "may" } };
}
