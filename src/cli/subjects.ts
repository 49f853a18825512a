/** Everything that can be listed and explained. */
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Check, Invariant } from "../model/check.ts";
import type { FaultInfo } from "../model/fault.ts";

export interface Subjects {
  /** Checks and invariants, by id. */
  readonly checks: readonly (Check | Invariant)[];
  readonly catalogue: Catalogue;
  readonly faults: readonly FaultInfo[];
}

/** Loads checks, catalogue and faults. */
export async function loadSubjects(): Promise<Subjects> {
  const [{ loadSuites }, { loadCatalogue }, { listFaults }] = await Promise.all([import("../suites.ts"), import("../catalogue/load.ts"), import("../reference/faults/index.ts")]);
  const { checks, invariants } = await loadSuites();
  return { checks: [...checks, ...invariants].sort((a, b) => (a.id < b.id ? -1 : 1)), catalogue: loadCatalogue(), faults: listFaults() };
}

/** Ids of the checks that judge a requirement. */
export function judgesOf(requirement: string, checks: Subjects["checks"]): readonly string[] {
  return checks.filter((c) => c.verifies.includes(requirement)).map((c) => c.id);
}
