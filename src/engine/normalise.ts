/** Equality of runs: drops what differs between two runs of one target (design section 5). */
import type { Finding, Run } from "../model/run.ts";

/** The text without what differs between two runs: ids, unique tokens, ports and times, wherever they stand. */
export function withoutChance(text: string): string {
  // Checks of filters write tokens in capitals, or cut their beginning off.
  return text
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, "(id)")
    .replace(/\w*imspec-[0-9a-z]+-[0-9a-z-]+/gi, "(unique)")
    .replace(/127\.0\.0\.1:\d+/g, "(host)")
    .replace(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, "(time)");
}

/** A finding without the numbers of its exchanges and how often it was seen. */
function withoutEvidence({ exchange: _x, count: _c, counterexample, ...finding }: Finding): unknown {
  if (!counterexample) return finding;
  const { exchanges: _own, ...generated } = counterexample;
  return { ...finding, counterexample: generated };
}

/** The part of a run that a repetition with the same seed on the same target must repeat. */
export function normalise(run: Run): unknown {
  const clean = (value: unknown): unknown => JSON.parse(withoutChance(JSON.stringify(value))) as unknown;
  return clean({
    schemaVersion: run.schemaVersion,
    suite: run.suite,
    mode: run.mode,
    seed: run.seed,
    shard: run.shard ?? null,
    complete: run.complete,
    conformant: run.conformant,
    summary: run.summary,
    own: run.own ?? null,
    capabilities: run.capabilities,
    leftovers: run.leftovers.length,
    requirements: run.requirements.map(({ id, outcome, checks }) => ({ id, outcome, checks })),
    checks: run.checks.map((c) => ({ id: c.id, outcome: c.outcome, blockedBy: c.blockedBy, instances: c.instances.map(({ instance, outcome }) => ({ instance, outcome })), findings: c.findings.map(withoutEvidence) })),
  });
}
