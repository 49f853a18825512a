/** How reports keep own checks apart from those of the RFCs, and what they say of them. */
import type { CheckResult, Run, Summary } from "../src/model/run.ts";
import type { OwnRequirementResult } from "../src/model/plugin.ts";
import type { RequirementResult } from "../src/model/run.ts";
import { rfcLink, visible } from "./text.ts";

/** A requirement of the RFCs, or of a plugin. */
export type AnyRequirement = RequirementResult | OwnRequirementResult;

export const isOwn = ({ plugin }: Pick<CheckResult, "plugin">): boolean => plugin !== undefined;

/** The checks of the RFCs, in the order of the run. */
export function rfcChecks(run: Run): readonly CheckResult[] {
  return run.own ? run.checks.filter((c) => !isOwn(c)) : run.checks;
}

/** The checks that plugins brought, in the order of the run. */
export function ownChecks(run: Run): readonly CheckResult[] {
  return run.own ? run.checks.filter(isOwn) : [];
}

/** True for a run in which nothing of the RFCs was selected: it says nothing about them. */
export function onlyOwn(run: Run): boolean {
  return run.own !== undefined && run.preflightFailure === null && rfcChecks(run).length === 0;
}

/** An http(s) URL that can be followed; empty for anything else, since a run document can be edited. */
function safeUrl(text: string): string {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return "";
  return visible(new URL(text).href).replace(/[()<>"'\\`\s]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);
}

/** Where the requirement can be read; empty if nowhere. */
export function linkOf(requirement: AnyRequirement): string {
  return "rfc" in requirement ? rfcLink(requirement) : safeUrl(requirement.link);
}

/** `RFC 7644 section 3.3`, or `own requirement of acme`. */
export function placeOf(requirement: AnyRequirement): string {
  return "rfc" in requirement ? `RFC ${requirement.rfc} section ${requirement.section}` : `own requirement of ${requirement.plugin}`;
}

const PHRASES: readonly (readonly [keyof Summary, one: string, many: string])[] = [
  ["fail", "fails", "fail"],
  ["warn", "warns", "warn"],
  ["blocked", "is blocked", "are blocked"],
  ["error", "is broken", "are broken"],
  ["skip", "is skipped", "are skipped"],
];

/** `Own checks: 2 of 5 fail, 1 warns.`; empty without any. */
export function ownSentence({ own }: Pick<Run, "own">): string {
  if (!own) return "";
  const { summary } = own;
  const all = Object.values(summary).reduce((sum, n) => sum + n, 0);
  if (all === 0) return "Own checks: none was selected.";
  const found = PHRASES.filter(([outcome]) => summary[outcome] > 0).map(([outcome, one, many], i) => `${summary[outcome]}${i === 0 ? ` of ${all}` : ""} ${summary[outcome] === 1 ? one : many}`);
  if (found.length > 0) return `Own checks: ${found.join(", ")}.`;
  return all === 1 ? "Own checks: the only one passes." : `Own checks: all ${all} pass.`;
}

/** `acme 1.2.0 (./my-checks.js)`, one for each plugin. */
export function pluginNames({ own }: Pick<Run, "own">): readonly string[] {
  return (own?.plugins ?? []).map(({ name, version, module }) => `${name}${version === null ? "" : ` ${version}`}${module === name ? "" : ` (${module})`}`);
}
