/** The rules of the SARIF log: one for each check of the run. */
import type { CheckResult, RequirementResult } from "../src/model/run.ts";
import type { RunIndex } from "./mapping.ts";
import { requirementLine } from "./evidence.ts";
import { clip, oneLine, rfcLink } from "./text.ts";

/** GitHub cuts descriptions here. */
const MAX_DESCRIPTION = 1024;
const MAX_NAME = 255;
const MAX_HELP = 6000;
/** GitHub refuses more than 20 and shows 10. */
const MAX_TAGS = 10;
const RFC7644 = "https://www.rfc-editor.org/rfc/rfc7644";

/** Text that Markdown shows as it is. */
const literal = (text: string): string => text.replace(/[\\`*_{}[\]()#+.!|<>~&$:@-]/g, "\\$&");

/** By the gravest requirement that the check judges: what GitHub shows where a result says nothing else. */
function gravity(requirements: readonly RequirementResult[]): { readonly level: "error" | "warning" | "note"; readonly severity: "error" | "warning" | "recommendation" } {
  if (requirements.some((r) => r.class === "must")) return { level: "error", severity: "error" };
  return requirements.some((r) => r.class === "should") ? { level: "warning", severity: "warning" } : { level: "note", severity: "recommendation" };
}

/** `patch/remove-by-filter` as `PatchRemoveByFilter`: an identifier for people (SARIF 3.49.7). */
function ruleName(id: string): string {
  return oneLine(id, MAX_NAME).replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, c: string) => c.toUpperCase()).replace(/[^A-Za-z0-9]/g, "") || "Check";
}

function help(check: CheckResult, requirements: readonly RequirementResult[]): { readonly text: string; readonly markdown: string } {
  const remedy = oneLine(check.remedy, MAX_DESCRIPTION);
  const text = [remedy, "", "Requirements:", ...requirements.map((r) => `- ${requirementLine(r.id, r)} ${rfcLink(r)}`)].join("\n");
  const markdown = [`**What to do:** ${literal(remedy)}`, "", "**Requirements:**", "", ...requirements.map((r) => `- [RFC ${r.rfc} section ${literal(oneLine(r.section, MAX_NAME))}](${rfcLink(r)}): ${literal(requirementLine(r.id, r))}`)].join("\n");
  return { text: clip(text, MAX_HELP), markdown: clip(markdown, MAX_HELP) };
}

/** The rule of a check (SARIF 3.49); its id is the check's. */
export function ruleOf(check: CheckResult, index: RunIndex): object {
  // Some checks judge dozens: the first speak for all.
  const requirements = check.requirements.slice(0, 12).flatMap((r) => index.requirements.get(r.id) ?? []);
  const { level, severity } = gravity(requirements);
  const first = requirements[0];
  const tags = ["scim", oneLine(check.suite, MAX_NAME), ...requirements.flatMap((r) => [`rfc${r.rfc}`, r.class])];
  return {
    id: oneLine(check.id, MAX_NAME),
    name: ruleName(check.id),
    shortDescription: { text: oneLine(check.failureTitle, MAX_DESCRIPTION) },
    fullDescription: { text: oneLine(`${check.title}. ${requirements.map((r) => r.summary).join(" ")}`, MAX_DESCRIPTION) },
    helpUri: first ? rfcLink(first) : RFC7644,
    help: help(check, requirements),
    defaultConfiguration: { level },
    properties: { tags: [...new Set(tags)].slice(0, MAX_TAGS), precision: "high", "problem.severity": severity },
  };
}
