/** The rules of the SARIF log: one for each check of the run. */
import type { CheckResult } from "../src/model/run.ts";
import type { RunIndex } from "./mapping.ts";
import { requirementLine } from "./evidence.ts";
import { linkOf, placeOf, type AnyRequirement } from "./own.ts";
import { clip, oneLine } from "./text.ts";

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
function gravity(requirements: readonly AnyRequirement[]): { readonly level: "error" | "warning" | "note"; readonly severity: "error" | "warning" | "recommendation" } {
  if (requirements.some((r) => r.class === "must")) return { level: "error", severity: "error" };
  return requirements.some((r) => r.class === "should") ? { level: "warning", severity: "warning" } : { level: "note", severity: "recommendation" };
}

/** `patch/remove-by-filter` as `PatchRemoveByFilter`: an identifier for people (SARIF 3.49.7). */
function ruleName(id: string): string {
  return oneLine(id, MAX_NAME).replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, c: string) => c.toUpperCase()).replace(/[^A-Za-z0-9]/g, "") || "Check";
}

/** The place as a link, or as words where a document gives nothing to follow. */
function reference(r: AnyRequirement): string {
  const place = literal(oneLine(placeOf(r), MAX_NAME));
  const link = linkOf(r);
  return link === "" ? place : `[${place}](${link})`;
}

function help(check: CheckResult, requirements: readonly AnyRequirement[]): { readonly text: string; readonly markdown: string } {
  const remedy = oneLine(check.remedy, MAX_DESCRIPTION);
  const text = [remedy, "", "Requirements:", ...requirements.map((r) => `- ${requirementLine(r.id, r)} ${linkOf(r)}`)].join("\n");
  const markdown = [`**What to do:** ${literal(remedy)}`, "", "**Requirements:**", "", ...requirements.map((r) => `- ${reference(r)}: ${literal(requirementLine(r.id, r))}`)].join("\n");
  return { text: clip(text, MAX_HELP), markdown: clip(markdown, MAX_HELP) };
}

/** The rule of a check (SARIF 3.49); its id is the check's. */
export function ruleOf(check: CheckResult, index: RunIndex): object {
  // Some checks judge dozens: the first speak for all.
  const requirements = check.requirements.slice(0, 12).flatMap((r) => index.requirements.get(r.id) ?? []);
  const { level, severity } = gravity(requirements);
  const first = requirements[0];
  const tags = ["scim", oneLine(check.suite, MAX_NAME), ...(check.plugin === undefined ? [] : ["own"]), ...requirements.flatMap((r) => ["rfc" in r ? `rfc${r.rfc}` : "own", r.class])];
  return {
    id: oneLine(check.id, MAX_NAME),
    name: ruleName(check.id),
    shortDescription: { text: oneLine(check.failureTitle, MAX_DESCRIPTION) },
    fullDescription: { text: oneLine(`${check.title}. ${requirements.map((r) => r.summary).join(" ")}`, MAX_DESCRIPTION) },
    helpUri: (first && linkOf(first)) || RFC7644,
    help: help(check, requirements),
    defaultConfiguration: { level },
    properties: { tags: [...new Set(tags)].slice(0, MAX_TAGS), precision: "high", "problem.severity": severity },
  };
}
