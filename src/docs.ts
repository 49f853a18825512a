/** Documentation generated from metadata: a page per check. */
import type { Catalogue } from "./catalogue/catalogue.ts";
import type { Check, Invariant } from "./model/check.ts";

/** docs/checks/<id>.md: what the check judges, why, what to do, and what proves it. */
export function renderCheckPage(check: Check | Invariant, catalogue: Catalogue): string {
  const requirements = check.verifies.flatMap((id) => catalogue.requirements.find((r) => r.id === id) ?? []);
  const judged = requirements.map((r) => `- **${r.level}** \`${r.id}\`, [RFC ${r.rfc} section ${r.section}](https://www.rfc-editor.org/rfc/rfc${r.rfc}#section-${r.section}): ${r.summary.replaceAll(/\s+/g, " ").trim()}${r.ambiguity?.length ? ` (${r.ambiguity.join(", ")})` : ""}`);
  const needs = check.kind === "check" && check.needs?.length ? ["", "## Applies when", "", ...check.needs.map((n) => `- ${n.label}`)] : [];
  const file = `suites/${check.id}.${check.kind}.ts`;
  return [
    `# ${check.id}`,
    "",
    `A conforming server: ${check.title}.`,
    "",
    `Otherwise: ${check.failureTitle}.`,
    "",
    "## What to do",
    "",
    check.remedy,
    "",
    "## Judges",
    "",
    ...judged,
    ...needs,
    "",
    "## Proven able to fail by",
    "",
    ...(check.detects.length > 12 ? [`- ${check.detects.length} faults, among them \`${check.detects[0] ?? ""}\``] : check.detects.map((d) => `- \`${d}\``)),
    "",
    `Source: [${file}](${"../".repeat(check.id.split("/").length)}../${file})`,
    "",
  ].join("\n");
}
