/** The gate of a run: policy from the config, baseline from its file. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { readBaseline, updateBaseline } from "./config/baseline.ts";
import { ConfigError } from "./config/error.ts";
import type { Config } from "./config/types.ts";
import { nearest } from "./config/words.ts";
import { decideGate, type GatePolicy } from "./engine/gate.ts";
import type { BaselineEntry, Gate } from "./model/gate.ts";
import type { Run } from "./model/run.ts";

/** What is decided by, read before anything is sent. */
export interface Policy extends GatePolicy {
  /** Path and text of the baseline; text null for a file that is to be written. */
  readonly file: { readonly path: string; readonly text: string | null } | null;
}

/** As a person would name it. */
const shown = (path: string): string => (relative(".", path).startsWith("..") ? path : relative(".", path));

function baselineFile(path: string, mayBeAbsent: boolean): { readonly text: string | null; readonly entries: readonly BaselineEntry[] } {
  if (!existsSync(path) && mayBeAbsent) return { text: null, entries: [] };
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    throw new ConfigError(`the baseline ${shown(path)} cannot be read; write one with scimspec run --baseline ${shown(path)} --update-baseline`);
  }
  const read = readBaseline(shown(path), text);
  if (!read.ok) throw ConfigError.of(read.problems);
  return { text, entries: read.entries };
}

/** What areas are known by. */
type Areas = Readonly<Record<"checks" | "invariants", readonly { readonly suite: string }[]>>;

function checkAreas(config: Config, suites: Areas): void {
  const areas = [...new Set([...suites.checks, ...suites.invariants].map((c) => c.suite))];
  for (const area of Object.keys(config.thresholds)) {
    if (areas.includes(area)) continue;
    const near = nearest(area, areas);
    throw new ConfigError(`thresholds: there is no area ${area}${near === undefined ? "" : `; did you mean ${near}?`} (scimspec list checks shows them)`);
  }
}

/** The policy of a run. Throws ConfigError for a baseline that cannot be used, or an area that does not exist. */
export function policyOf(config: Config, suites: Areas, update: boolean, today = new Date().toISOString().slice(0, 10)): Policy {
  checkAreas(config, suites);
  const { baseline: path, failOn, flaky, thresholds } = config;
  if (path === null && update) throw new ConfigError("--update-baseline: name the file with --baseline, or as `baseline:` in the config");
  const baseline = path === null ? null : baselineFile(path, update);
  return { failOn, thresholds, flaky, today, baseline: baseline?.entries ?? null, file: path === null ? null : { path: resolve(path), text: baseline?.text ?? null } };
}

/** The policy with the baseline as it was just written. */
export function policyAfterUpdate(policy: Policy): Policy {
  return policy.file ? { ...policy, baseline: baselineFile(policy.file.path, true).entries } : policy;
}

/** The run with the gate's decision. */
export function withGate(run: Run, policy: GatePolicy): Run & { readonly gate: Gate } {
  return { ...run, gate: decideGate(run, policy) };
}

/**
 * Writes the baseline anew: what the run found and is not in it is added, what is stale is removed. Returns a sentence for
 * people; throws if the file cannot be written. A run that is not complete updates nothing.
 */
export function writeBaseline(run: Run & { readonly gate: Gate }, policy: Policy): string {
  if (!policy.file) return "";
  const name = shown(policy.file.path);
  if (!run.complete) return `${name} stays as it is, since the run is incomplete`;
  // What the gate lets pass by itself needs no entry, which would be stale as soon as it is mended.
  const { stale, unexpected: added } = run.gate;
  writeFileSync(policy.file.path, updateBaseline(policy.file.text, added, stale, policy.today));
  return `${name}: ${added.length} added, ${stale.length} removed${added.length > 0 ? "; say in each reason why it is accepted" : ""}`;
}
