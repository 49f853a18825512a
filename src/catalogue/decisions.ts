/** Renders docs/decisions: what this harness makes of each point at which the RFCs are unclear. */
import type { Requirement } from "../model/requirement.ts";
import type { AmbiguousPoint, Catalogue, FindingCode } from "./catalogue.ts";
import { pointIds } from "./validate.ts";

/** Finding codes whose grade rests on the point. */
export function codesOf(point: AmbiguousPoint, codes: readonly FindingCode[]): readonly FindingCode[] {
  return codes.filter((c) => pointIds(c.why).includes(point.id));
}

/** Requirements that refer to the point. */
export function requirementsOf(point: AmbiguousPoint, requirements: readonly Requirement[]): readonly Requirement[] {
  return requirements.filter((r) => r.ambiguity?.includes(point.id));
}

/** Ends a text with a full stop. Its first letter stays: it may begin an attribute's name. */
function sentence(text: string): string {
  return /[.!?)*]$/.test(text) ? text : `${text}.`;
}

function codeTable(codes: readonly FindingCode[]): readonly string[] {
  if (codes.length === 0) return ["No finding code refers to this point."];
  const rows = codes.map((c) => `| \`${c.code}\` | \`${c.requirement}\` | ${c.rfc} | ${c.strict} |`);
  return ["| Code | Requirement | Profile rfc | Profile strict |", "|---|---|---|---|", ...rows];
}

/** The page of one point, as Markdown. `codes` and `requirements` are the whole catalogue's. */
export function renderDecision(point: AmbiguousPoint, codes: readonly FindingCode[], requirements: readonly Requirement[]): string {
  const governed = requirementsOf(point, requirements).map((r) => `- \`${r.id}\` (${r.level}, RFC ${r.rfc} section ${r.section})`);
  const section = (title: string, lines: readonly string[]) => (lines.length === 0 ? [] : ["", `## ${title}`, "", ...lines]);
  return [
    `# ${point.id}: ${point.title}`,
    "",
    `Written from \`suites/catalogue/ambiguities.yaml\`. Line numbers are those of the text rendering of RFC ${point.rfc}.`,
    ...section("The text", point.where === undefined ? [] : [sentence(point.where)]),
    ...section("Readings", [
      ...(point.strict === undefined ? [] : [`- Strict: ${sentence(point.strict)}`]),
      ...(point.lenient === undefined ? [] : [`- Lenient: ${sentence(point.lenient)}`]),
    ]),
    ...section("Verdict", [sentence(point.verdict)]),
    ...section("Finding codes", codeTable(codesOf(point, codes))),
    ...section("Requirements", governed),
    ...section("Seen", point.seen === undefined ? [] : [sentence(point.seen)]),
    "",
  ].join("\n");
}

function renderIndex(points: readonly AmbiguousPoint[], codes: readonly FindingCode[]): string {
  const rows = points.map((p) => `| [${p.id}](${p.id}.md) | ${p.title.replaceAll("|", "\\|")} | ${codesOf(p, codes).map((c) => `\`${c.code}\``).join(", ")} |`);
  return [
    "# Decisions",
    "",
    "Points at which the RFCs are unclear, contradictory, or read in different ways, and what scimspec makes of each.",
    "A01 and following: RFC 7643. P01 and following: RFC 7644 and RFC 9865.",
    "",
    "| Point | Question | Finding codes |",
    "|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}

/** All files of docs/decisions, by name. */
export function renderDecisionPages(catalogue: Catalogue): ReadonlyMap<string, string> {
  const { ambiguities, codes, requirements } = catalogue;
  const pages = ambiguities.map((p) => [`${p.id}.md`, renderDecision(p, codes, requirements)] as const);
  return new Map([["README.md", renderIndex(ambiguities, codes)] as const, ...pages]);
}
