/** Renders docs/decisions: what this harness makes of each point at which the RFCs are unclear. */
import { carriedSentence, decisionOf, type Carrier, type Decision } from "./carried.ts";
import type { AmbiguousPoint, Catalogue, FindingCode } from "./catalogue.ts";

/** Ends a text with a full stop. Its first letter stays: it may begin an attribute's name. */
function sentence(text: string): string {
  return /[.!?)*]$/.test(text) ? text : `${text}.`;
}

function codeTable(codes: readonly FindingCode[]): readonly string[] {
  if (codes.length === 0) return ["No finding code refers to this point."];
  const rows = codes.map((c) => `| \`${c.code}\` | \`${c.requirement}\` | ${c.rfc} | ${c.strict} |`);
  return ["| Code | Requirement | Profile rfc | Profile strict |", "|---|---|---|---|", ...rows];
}

/** The page of one point, as Markdown. */
export function renderDecision(point: AmbiguousPoint, catalogue: Pick<Catalogue, "codes" | "requirements">): string {
  const decision = decisionOf(point, catalogue);
  const governed = decision.requirements.map((r) => `- \`${r.id}\` (${r.level}, RFC ${r.rfc} section ${r.section})`);
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
    ...section("Carried", [carriedSentence(decision)]),
    ...section("Finding codes", codeTable(decision.codes)),
    ...section("Requirements", governed.length === 0 ? ["No requirement names this point."] : governed),
    ...section("Seen", point.seen === undefined ? [] : [sentence(point.seen)]),
    "",
  ].join("\n");
}

const CARRIED: Readonly<Record<Carrier, string>> = { codes: "finding codes", how: "requirements", accepted: "nobody is blamed", open: "not yet" };

function indexRow({ point, codes, carrier }: Decision): string {
  const how = carrier === "codes" ? codes.map((c) => `\`${c.code}\` (${c.rfc}, ${c.strict})`).join(", ") : CARRIED[carrier];
  return `| [${point.id}](${point.id}.md) | ${point.title.replaceAll("|", "\\|")} | ${how} |`;
}

function renderIndex(decisions: readonly Decision[]): string {
  const count = (carrier: Carrier) => decisions.filter((d) => d.carrier === carrier).length;
  return [
    "# Decisions",
    "",
    "Points at which the RFCs are unclear, contradictory, or read in different ways, and what scimspec makes of each.",
    "A01 and following: RFC 7643. P01 and following: RFC 7644 and RFC 9865. `scimspec explain P09` shows one with the checks that judge it.",
    "",
    `How the ${decisions.length} decisions are carried: ${count("codes")} by finding codes (with their grades in the profiles rfc and strict), ${count("how")} by the \`how\` and the class of requirements,`,
    `${count("accepted")} blame nobody, ${count("open")} not yet.`,
    "",
    "| Point | Question | Carried by |",
    "|---|---|---|",
    ...decisions.map(indexRow),
    "",
  ].join("\n");
}

/** All files of docs/decisions, by name. */
export function renderDecisionPages(catalogue: Catalogue): ReadonlyMap<string, string> {
  const decisions = catalogue.ambiguities.map((p) => decisionOf(p, catalogue));
  const pages = catalogue.ambiguities.map((p) => [`${p.id}.md`, renderDecision(p, catalogue)] as const);
  return new Map([["README.md", renderIndex(decisions)] as const, ...pages]);
}
