/** The texts of `scimspec explain`, one function per kind of thing. Each ends with a newline. */
import { plain } from "../../reports/console.ts";
import { carriedSentence, decisionOf, decisionPath } from "../catalogue/carried.ts";
import type { AmbiguousPoint, FindingCode } from "../catalogue/catalogue.ts";
import { pointIds } from "../catalogue/validate.ts";
import type { Check, Invariant } from "../model/check.ts";
import type { FaultInfo } from "../model/fault.ts";
import type { OwnRequirement, Plugin } from "../model/plugin.ts";
import type { Requirement } from "../model/requirement.ts";
import { triggerOf } from "../reference/index.ts";
import { judgesOf, type Subjects } from "./subjects.ts";

const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();
/** Texts of ambiguous points hold Markdown emphasis, which is noise on a terminal. */
const unmarked = (text: string): string => oneLine(text).replaceAll("**", "");
const block = (heading: string, lines: readonly string[]): readonly string[] => (lines.length === 0 ? [] : [heading, ...lines.map((l) => `  ${l}`)]);
const text = (lines: readonly string[]): string => `${lines.join("\n")}\n`;
const where = (r: Requirement): string => `${r.level}, RFC ${r.rfc} section ${r.section}`;
const grades = (c: FindingCode): string => `${c.rfc} in profile rfc, ${c.strict} in profile strict`;

/** Who judges a requirement, or why nobody does. */
function judged(r: Requirement, { checks }: Subjects): string {
  const by = judgesOf(r.id, checks);
  if (by.length > 0) return `Judged by ${by.join(", ")}`;
  if (r.excluded) return `Excluded (${r.excluded.kind}): ${oneLine(r.excluded.reason)}`;
  return r.deferred === undefined ? "No check yet" : `Deferred: needs ${r.deferred}`;
}

/** A check or an invariant. */
export function explainCheck(c: Check | Invariant, { catalogue, plugins }: Subjects): string {
  const plugin = plugins.find((p) => p.name === c.plugin);
  const own = plugins.flatMap((p) => p.requirements).filter((r) => c.verifies.includes(r.id));
  const requirements = c.verifies.flatMap((id) => catalogue.requirements.find((r) => r.id === id) ?? []);
  return text([
    `${c.kind} ${c.id}`,
    `  A conforming server: ${c.title}`,
    `  If not: ${c.failureTitle}`,
    ...block("Own check, apart from those of the RFCs", plugin ? [`of the plugin ${plugin.name}${plugin.version === null ? "" : ` ${plugin.version}`} (${plugin.module})`] : []),
    ...block("Judges", [...requirements.flatMap((r) => [`${r.id} (${where(r)})`, `  ${oneLine(r.summary)}`]), ...own.flatMap((r) => [`${r.id} (${r.level}, ${r.link})`, `  ${oneLine(r.text)}`])].map(plain)),
    ...block("What to do", [c.remedy]),
    ...block("Proven able to fail by", c.detects),
  ]);
}

/** A requirement, with the ambiguous points that it names and the finding codes that belong to it. */
export function explainRequirement(r: Requirement, subjects: Subjects): string {
  const { ambiguities, codes } = subjects.catalogue;
  return text([
    `requirement ${r.id}`,
    `  ${where(r)}, lines ${r.lines.join("-")}, area ${r.area}`,
    `  ${oneLine(r.summary)}`,
    ...block("How it is judged", r.how === undefined ? [] : [oneLine(r.how)]),
    ...block("Unclear points", ambiguities.filter((p) => r.ambiguity?.includes(p.id)).map((p) => `${p.id}  ${p.title}`)),
    ...block("Finding codes", codes.filter((c) => c.requirement === r.id).map((c) => `${c.code}  ${grades(c)}`)),
    judged(r, subjects),
    `https://www.rfc-editor.org/rfc/rfc${r.rfc}#section-${r.section}`,
  ]);
}

/** A requirement of a plugin. */
export function explainOwn({ id, level, text: says, link }: OwnRequirement, { name, module }: Plugin, { checks }: Subjects): string {
  const by = judgesOf(id, checks);
  return text([`own requirement ${id}`, `  ${level}, of the plugin ${name} (${module})`, `  ${plain(oneLine(says))}`, by.length > 0 ? `Judged by ${by.join(", ")}` : "No check yet", plain(link)]);
}

/** A fault of the reference server. */
export function explainFault(f: FaultInfo, { checks }: Subjects): string {
  const by = checks.filter((c) => c.detects.includes(f.id)).map((c) => c.id);
  return text([
    `fault ${f.id} (${f.strength}, ${f.area})`,
    `  ${f.title}`,
    ...block("A family: the condition under which it shows comes from a seed", f.seeded ? [0, 1, 2].map((seed) => `${f.id}#${seed}: ${triggerOf(`${f.id}#${seed}`) ?? ""}`) : []),
    ...block("Violates", f.requirements),
    ...block("Detected by", by),
    `Try it: scimspec serve --fault ${f.seeded ? `'${f.id}#1'` : f.id}`,
  ]);
}

/** An ambiguous point: the readings, the verdict, and what carries it. */
export function explainPoint(point: AmbiguousPoint, subjects: Subjects): string {
  const decision = decisionOf(point, subjects.catalogue);
  return text([
    `ambiguous point ${point.id} (RFC ${point.rfc})`,
    `  ${point.title}`,
    ...block("What the text gives (line numbers of the RFC's text rendering)", point.where === undefined ? [] : [unmarked(point.where)]),
    ...block("Strict reading", point.strict === undefined ? [] : [unmarked(point.strict)]),
    ...block("Lenient reading", point.lenient === undefined ? [] : [unmarked(point.lenient)]),
    ...block("Verdict", [unmarked(point.verdict)]),
    ...block("Carried", [carriedSentence(decision).replaceAll("`", "")]),
    ...block("Finding codes", decision.codes.map((c) => `${c.code}  ${grades(c)}, on ${c.requirement}`)),
    ...block("Requirements that name it", decision.requirements.flatMap((r) => [`${r.id} (${where(r)})`, `  ${judged(r, subjects)}`])),
    `Page: ${decisionPath(point.id)}`,
  ]);
}

/** A finding code: its grades and what decides them. */
export function explainCode(c: FindingCode, subjects: Subjects): string {
  const { requirements, ambiguities } = subjects.catalogue;
  const requirement = requirements.find((r) => r.id === c.requirement);
  const points = pointIds(c.why).flatMap((id) => ambiguities.find((p) => p.id === id) ?? []);
  return text([
    `finding code ${c.code}`,
    `  ${grades(c)}`,
    `  Why: ${c.why}`,
    ...block("Requirement", requirement === undefined ? [] : [`${requirement.id} (${where(requirement)})`, `  ${oneLine(requirement.summary)}`, `  ${judged(requirement, subjects)}`]),
    ...points.flatMap((p) => block(`Unclear point ${p.id}: ${p.title}`, [`Verdict: ${unmarked(p.verdict)}`, `scimspec explain ${p.id}, ${decisionPath(p.id)}`])),
    `Grade it yourself: severity: { "${c.code}": { is: off | warn | fail, reason: "..." } } in the config`,
  ]);
}
