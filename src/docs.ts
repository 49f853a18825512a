/** Documentation generated from metadata: a page per check, and the table of decisions at ambiguous points. */
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

/** docs/decisions.md: every finding code, with its grade in the profiles and the reason. */
export function renderDecisions(catalogue: Catalogue): string {
  const rows = [...catalogue.codes].sort((a, b) => (a.code < b.code ? -1 : 1)).map((c) => `| \`${c.code}\` | \`${c.requirement}\` | ${c.rfc} | ${c.strict} | ${c.why} |`);
  return [
    "# Decisions at ambiguous points",
    "",
    "Written by `npm run detection`. Where the RFCs leave a choice, a finding has a code of its own, and the profiles `rfc` (lenient where the text is) and `strict` grade it. A config can grade it otherwise under `severity`.",
    "",
    "| Code | Requirement | rfc | strict | Why |",
    "|---|---|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}
