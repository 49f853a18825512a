/** Coverage: computed from a self-test, never from metadata (design section 5, "verified"). */
import type { Catalogue } from "./catalogue/catalogue.ts";
import { classOf, type Requirement } from "./model/requirement.ts";
import type { Run } from "./model/run.ts";

export interface Verified {
  /** An expectation is recorded on the clean server, and some fault makes one on the same id fail or warn. */
  readonly verified: ReadonlySet<string>;
  /** MAY and OPTIONAL: an expectation or observation is recorded on the clean server. */
  readonly observed: ReadonlySet<string>;
}

/** Which requirements a self-test proves. */
export function verifiedRequirements(clean: Run, faults: readonly { readonly requirements: readonly string[] }[]): Verified {
  const recorded = new Set(clean.checks.flatMap((c) => c.expectations.map((e) => e.requirement)));
  const provable = new Set(faults.flatMap((f) => f.requirements));
  const may = new Set(clean.requirements.filter((r) => classOf(r.level) === "may").map((r) => r.id));
  return {
    verified: new Set([...recorded].filter((id) => provable.has(id) && !may.has(id))),
    observed: new Set([...recorded].filter((id) => may.has(id))),
  };
}

export type Coverage = "verified" | "observed" | "excluded" | "deferred" | "open";

/** The state of one testable requirement. */
export function coverageOf(r: Requirement, { verified, observed }: Verified): Coverage {
  if (verified.has(r.id)) return "verified";
  if (observed.has(r.id)) return "observed";
  if (r.excluded) return "excluded";
  return r.deferred === undefined ? "open" : "deferred";
}

const STATES: readonly Coverage[] = ["verified", "observed", "excluded", "deferred", "open"];

/** docs/coverage.md: per RFC and area, how many testable requirements are in which state, and which are open. */
export function renderCoverage(catalogue: Catalogue, verified: Verified): string {
  const testable = catalogue.requirements.filter((r) => r.testable !== "no");
  const rows = new Map<string, Record<Coverage, number>>();
  const total: Record<Coverage, number> = { verified: 0, observed: 0, excluded: 0, deferred: 0, open: 0 };
  for (const r of testable) {
    const key = `RFC ${r.rfc} | ${r.area}`;
    const row = rows.get(key) ?? { verified: 0, observed: 0, excluded: 0, deferred: 0, open: 0 };
    const state = coverageOf(r, verified);
    row[state] += 1;
    total[state] += 1;
    rows.set(key, row);
  }
  const line = (name: string, row: Record<Coverage, number>) => `| ${name} | ${STATES.map((s) => row[s]).join(" | ")} |`;
  const open = testable.filter((r) => coverageOf(r, verified) === "open");
  return [
    "# Coverage",
    "",
    "Written by `npm run detection`. Verified: an expectation is recorded against the conforming server, and a fault makes one on the same requirement fail or warn. Observed: MAY and OPTIONAL, recorded. Excluded: with a reason in the catalogue. Deferred: needs an area that no suite covers yet.",
    "",
    `| RFC | Area | ${STATES.join(" | ")} |`,
    "|---|---|---|---|---|---|---|",
    ...[...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, row]) => line(name, row)),
    line("all | ", total),
    "",
    "## Open",
    "",
    ...(open.length === 0 ? ["None."] : open.map((r) => `- ${r.id} (${r.level}, ${r.area})`)),
    "",
  ].join("\n");
}
