/** Everything that can be listed and explained. */
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Check, Invariant } from "../model/check.ts";
import type { FaultInfo } from "../model/fault.ts";
import type { Plugin } from "../model/plugin.ts";
import { extended, namedPlugins } from "./extend.ts";

export interface Subjects {
  /** Checks and invariants, by id. */
  readonly checks: readonly (Check | Invariant)[];
  readonly catalogue: Catalogue;
  readonly faults: readonly FaultInfo[];
  /** Their checks are among those above. */
  readonly plugins: readonly Plugin[];
}

/** Loads checks, catalogue, faults, and the plugins that the flags or the config name. Throws UsageError for what cannot be used. */
export async function loadSubjects(flags: Readonly<Record<string, unknown>>): Promise<Subjects> {
  const [{ loadCatalogue }, { listFaults }] = await Promise.all([import("../catalogue/load.ts"), import("../reference/faults/index.ts")]);
  const { checks, invariants, plugins = [] } = await extended(namedPlugins(flags));
  return { checks: [...checks, ...invariants].sort((a, b) => (a.id < b.id ? -1 : 1)), catalogue: loadCatalogue(), faults: listFaults(), plugins };
}

/** Ids of the checks that judge a requirement. */
export function judgesOf(requirement: string, checks: Subjects["checks"]): readonly string[] {
  return checks.filter((c) => c.verifies.includes(requirement)).map((c) => c.id);
}
