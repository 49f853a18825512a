/** Config files for callers of the library. */
import { join, resolve } from "node:path";
import { ConfigError } from "../config/error.ts";
import { shownValue } from "../config/words.ts";
import type { AssessSettings } from "./options.ts";
import type { TargetDescription } from "./target.ts";

/** A config file as arguments of assess(). Paths in it are absolute, and variables are filled in. */
export interface LoadedConfig {
  readonly target: TargetDescription & { readonly baseUrl: string };
  readonly options: AssessSettings;
  /** Formats that the file asks for (`reports:`), for render(). */
  readonly reports: readonly string[];
  /** Folder of the report (`out:`), as the file says it. */
  readonly out: string;
}

/** Where a config comes from: the path of a file, or its text and the folder that its paths are relative to. */
export type ConfigSource = string | { readonly text: string; readonly folder?: string };

/** Refuses what the types forbid, for callers without types. */
function checkSource(source: unknown, env: unknown): void {
  const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null && !Array.isArray(value);
  const isSource = typeof source === "string" ? source.trim() !== "" : isObject(source) && typeof source["text"] === "string" && ["string", "undefined"].includes(typeof source["folder"]);
  if (!isSource) throw new ConfigError(`loadConfig(): takes the path of a file, or { text, folder }, not ${shownValue(source)}`);
  if (!isObject(env)) throw new ConfigError(`loadConfig(): env is an object with the values of variables, such as process.env, not ${shownValue(env)}`);
}

/**
 * Reads a config file, as the command line does, for `assess(config.target, config.options)`. `env` gives the values of
 * `${NAME}`; by default nothing is known, so pass `process.env`. Rejects with a ConfigError that names file, line and column
 * of everything that is wrong.
 */
export async function loadConfig(source: ConfigSource, env: Readonly<Record<string, string | undefined>> = {}): Promise<LoadedConfig> {
  checkSource(source, env);
  const [{ readConfig }, { finish }] = await Promise.all([import("../config/load.ts"), import("../config/finish.ts")]);
  const read = readConfig(typeof source === "string" ? { path: source } : { path: join(source.folder ?? ".", "scimspec.yaml"), text: source.text }, env);
  if (!read.ok) throw ConfigError.of(read.problems);
  const finished = finish(read.raw, read.folder, read.positions);
  if (!finished.ok) throw ConfigError.of(finished.problems);
  const { target, reports: _reports, out: _out, baseline, extend: _modules, ...settings } = read.raw;
  const { tls, ...rest } = target;
  const caFile = tls?.caFile;
  return {
    target: { ...rest, ...(tls ? { tls: { ...tls, ...(caFile === undefined ? {} : { caFile: resolve(read.folder, caFile) }) } } : {}) },
    options: { ...settings, ...(finished.config.extend.length === 0 ? {} : { extend: finished.config.extend }), ...(baseline === undefined ? {} : { baseline: resolve(read.folder, baseline) }) },
    reports: finished.config.reports,
    out: finished.config.out,
  };
}
