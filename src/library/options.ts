/** What an assessment may be told beside its target. */
import type { PluginReference } from "../config/types.ts";
import type { Capability } from "../model/capability.ts";
import type { Severity } from "../model/expectation.ts";
import type { JsonObject } from "../model/json.ts";
import type { PropertyLevel } from "../model/property.ts";
import type { FailOn, Shard } from "../model/run.ts";

/** What the harness has to know of a resource type. */
export interface ResourceOptions {
  /** Members put into every body; `{{unique}}` and `{{email}}` in texts are filled in. */
  readonly template?: JsonObject;
  /** Attributes that must not be sent. */
  readonly omit?: readonly string[];
  /** Attributes that clients cannot change. */
  readonly fixed?: readonly string[];
  /** Leave this type alone. */
  readonly ignore?: boolean;
}

/** The members of a config file beside `target`, with the same names, units and defaults. */
export interface AssessSettings {
  /** `rfc` (the default), `strict`, or the path of a profile file. */
  readonly profile?: string;
  /** What to run; empty lists select everything. `level`: only checks of this class and above, `may` by default. */
  readonly select?: { readonly suites?: readonly string[]; readonly checks?: readonly string[]; readonly requirements?: readonly string[]; readonly level?: "must" | "should" | "may" };
  /** Generated cases: a level, or the budget of each property (`runs` cases, `time` such as `5s`, `requests`). */
  readonly properties?: PropertyLevel | { readonly level?: PropertyLevel; readonly runs?: number; readonly time?: string; readonly requests?: number };
  /** Seed of generated values, from 0 to 4294967295; chosen anew if absent, and found in the run. */
  readonly seed?: number;
  /** Findings of which class make the run not conformant; `must` by default. */
  readonly failOn?: FailOn;
  /** Findings that are gone when their check is repeated at once: `gate` (the default) counts them, `report` only shows them. */
  readonly flaky?: "gate" | "report";
  /** Grades by check, requirement or finding code. */
  readonly severity?: Readonly<Record<string, { readonly is: Severity; readonly reason?: string }>>;
  /** File of known findings; it decides `run.gate` together with failOn and thresholds. */
  readonly baseline?: string;
  /** Policy of the gate for single areas, by name. */
  readonly thresholds?: Readonly<Record<string, FailOn | { readonly failOn?: FailOn; readonly atMost?: number }>>;
  /** `full` (the default), or `read-only`: GET and POST /.search alone. */
  readonly mode?: "full" | "read-only";
  /** Limits on what is sent. Durations are texts such as `500ms`, `10s`, `15m`; sizes bytes, or texts such as `5MB`. */
  readonly http?: {
    readonly timeout?: string;
    readonly runTimeout?: string;
    readonly concurrency?: number;
    readonly requestsPerSecond?: number | "unlimited";
    readonly retries?: number;
    readonly maxBodyBytes?: number | string;
    readonly settleWithin?: string;
  };
  /** What the server offers, where it declares something else. */
  readonly capabilities?: Readonly<Partial<Record<Capability, { readonly supported: boolean; readonly reason: string }>>>;
  /** What the harness has to know of single resource types, by name. */
  readonly resources?: Readonly<Record<string, ResourceOptions>>;
  /**
   * Modules with own checks: paths such as `./my-checks.js`, relative to the working directory, and packages; or with the folder
   * from which they are found. Their code is imported and runs with the rights of this process.
   */
  readonly extend?: readonly (string | PluginReference)[];
  /** `discovery-writes`: try to modify the discovery documents. */
  readonly allow?: readonly string[];
}

/** Options of assess(): those of a config file, and what concerns this one call. Files are relative to the working directory. */
export interface AssessOptions extends AssessSettings {
  /** Aborting it ends the run early: clean-up, then an incomplete run. It never makes the promise reject. */
  readonly signal?: AbortSignal;
  /**
   * File that names each resource before it is created, so that `scimspec clean` can remove what a crash left; null (the
   * default) for none.
   */
  readonly journal?: string | null;
  /** Runs one part of the checks: `2/3`, or `{ index: 2, count: 3 }`. Needs `seed`, since all parts must have the same. */
  readonly shard?: Shard | string;
  /** The token of a counterexample: repeats exactly this case. */
  readonly replay?: string;
}

/** Names of the settings; the type has the compiler see to it that none is missing. */
const SETTINGS: Readonly<Record<keyof AssessSettings, true>> = {
  profile: true,
  select: true,
  properties: true,
  seed: true,
  failOn: true,
  flaky: true,
  severity: true,
  baseline: true,
  thresholds: true,
  mode: true,
  http: true,
  capabilities: true,
  resources: true,
  extend: true,
  allow: true,
};

/** Names of what concerns one call. */
const OF_A_CALL: Readonly<Record<Exclude<keyof AssessOptions, keyof AssessSettings>, true>> = { signal: true, journal: true, shard: true, replay: true };

/** Names of the settings that a config file may hold beside `target`. */
export const SETTING_NAMES: readonly string[] = Object.keys(SETTINGS);

/** Names of all options of assess(). */
export const ASSESS_OPTION_NAMES: readonly string[] = [...SETTING_NAMES, ...Object.keys(OF_A_CALL)];
