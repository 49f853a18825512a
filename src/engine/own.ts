/** Own checks beside those of the RFCs: what the verdict knows of plugins, and what it makes of them; pure. */
import type { CheckResult, FailOn } from "../model/run.ts";
import type { OwnRequirement, OwnResults, Plugin, PluginFacts } from "../model/plugin.ts";
import { classOf, type Leveled } from "../model/requirement.ts";
import { isConformant, requirementOutcomes, summarise, type Tolerance } from "./verdict.ts";

/** Plugins as the verdict sees them: from the modules themselves, or from the run documents of shards. */
export interface OwnDeclared {
  readonly plugins: readonly PluginFacts[];
  readonly requirements: readonly (OwnRequirement & { readonly plugin: string })[];
}

/** Without plugins. */
export const NOTHING_OWN: OwnDeclared = { plugins: [], requirements: [] };

/** What plugins declare; `selected` are the ids of the checks and invariants that the selection leaves. */
export function declaredBy(plugins: readonly Plugin[], selected: ReadonlySet<string>): OwnDeclared {
  return {
    plugins: plugins.map(({ name, version, module, checks, invariants }) => ({ name, version, module, checks: [...checks, ...invariants].map((c) => c.id).filter((id) => selected.has(id)).sort() })),
    requirements: plugins.flatMap((p) => p.requirements.map((r) => ({ ...r, plugin: p.name }))),
  };
}

/** What the documents of shards, which agree on it, say of plugins. */
export function declaredIn(own: OwnResults | undefined): OwnDeclared {
  if (!own) return NOTHING_OWN;
  return { plugins: own.plugins, requirements: own.requirements.map(({ id, level, link, plugin, summary }) => ({ id, level, link, plugin, text: summary })) };
}

/** Levels by id, of RFC requirements and own ones alike: what grading and selection look at. */
export function levelsOf(...requirements: readonly Iterable<Leveled & { readonly id: string }>[]): ReadonlyMap<string, Leveled> {
  return new Map(requirements.flatMap((list) => [...list].map((r) => [r.id, r] as const)));
}

/** Judges the own part of a run. `all` are the checks of the RFCs as well: one of those may explain why an own check is blocked. */
export function judgeOwn({ plugins, requirements }: OwnDeclared, all: readonly CheckResult[], complete: boolean, failOn: FailOn, tolerance: Tolerance): OwnResults {
  const checks = all.filter((c) => c.plugin !== undefined);
  const summary = summarise(checks);
  const judged = requirementOutcomes(checks);
  return {
    plugins,
    requirements: requirements.map(({ text, ...r }) => {
      const selected = plugins.some((p) => p.name === r.plugin && p.checks.length > 0);
      const { outcome, checks: by } = judged.get(r.id) ?? { outcome: selected ? ("open" as const) : ("not-selected" as const), checks: [] };
      return { ...r, class: classOf(r.level), summary: text, outcome, checks: by };
    }),
    summary,
    passed: isConformant(complete && summary.error === 0, failOn, checks, tolerance, all),
  };
}
