/** Joins run documents of shards: wires catalogue, profile and suites into the merge. */
import { version } from "./assess.ts";
import { loadCatalogue } from "./catalogue/load.ts";
import { loadProfile } from "./catalogue/profile.ts";
import type { Config } from "./config/types.ts";
import { mergeRuns } from "./engine/merge.ts";
import { mergeable, type NamedRun, type ShardFile } from "./engine/merge-problems.ts";
import { ownedBy } from "./engine/shard.ts";
import { declaredIn, type OwnDeclared } from "./engine/own.ts";
import { select } from "./engine/plan.ts";
import type { Run } from "./model/run.ts";
import type { Suites } from "./suites.ts";

/** The config that a run was made with, its secrets masked. */
export function configOf(run: Run): Config {
  return run.config as unknown as Config;
}

export type MergeResult = { readonly ok: true; readonly run: Run } | { readonly ok: false; readonly problems: readonly string[] };

/** Own checks, without invariants: those are in every shard. */
function ownChecks(own: OwnDeclared, files: readonly ShardFile[]): readonly { readonly id: string }[] {
  const invariants = new Set(files.flatMap((f) => f.run.checks).filter((c) => c.kind === "invariant").map((c) => c.id));
  return own.plugins.flatMap((p) => p.checks).filter((id) => !invariants.has(id)).map((id) => ({ id }));
}

/** Shards that lack a check which they own. */
function lacking(files: readonly ShardFile[], selected: readonly { readonly id: string }[]): readonly string[] {
  return files.flatMap(({ name, run }) => {
    const lost = ownedBy(selected, run.shard).find((c) => !run.checks.some((r) => r.id === c.id));
    return lost ? [`${name} lacks the check ${lost.id}, which it owns: was it edited?`] : [];
  });
}

/**
 * One run from the documents of all its shards, or everything that is wrong with them. Never throws for what the files hold. Own
 * checks are judged by what the documents say of them: no plugin is loaded, and `suites` are those of the RFCs.
 */
export function mergeShards(given: readonly NamedRun[], suites: Suites): MergeResult {
  const known = new Set([...suites.checks, ...suites.invariants].map((c) => c.id));
  const { files, problems } = mergeable(given, version(), known);
  const [first] = files;
  if (!first || problems.length > 0) return { ok: false, problems };
  try {
    const catalogue = loadCatalogue();
    const own = declaredIn(first.run.own);
    const requirements = new Map(catalogue.requirements.map((r) => [r.id, r]));
    const { severity, failOn, flaky, select: selection } = configOf(first.run);
    const lost = lacking(files, [...select(suites.checks, selection, requirements).selected, ...ownChecks(own, files)]);
    if (lost.length > 0) return { ok: false, problems: lost };
    const profile = loadProfile(first.run.suite.profile, catalogue);
    const grading = { profile: (key: string) => profile.grade(key), overrides: severity };
    return { ok: true, run: mergeRuns(files, { ...suites, own, catalogue: requirements, grading, failOn, flaky }) };
  } catch (error) {
    return { ok: false, problems: [`${first.name} cannot be merged: ${error instanceof Error ? error.message : String(error)}`] };
  }
}
