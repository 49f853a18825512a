/** How the decision on an ambiguous point reaches a report: what grades a deviation from it. */
import { classOf, type Requirement } from "../model/requirement.ts";
import type { AmbiguousPoint, Catalogue, FindingCode } from "./catalogue.ts";
import { pointIds } from "./validate.ts";

/**
 * - `codes`: finding codes grade the deviations;
 * - `how`: the `how` of catalogue entries says what counts, and the class of each entry grades it;
 * - `accepted`: the verdict blames nobody;
 * - `open`: the verdict wants a grade that nothing in the catalogue can give yet.
 */
export type Carrier = "codes" | "how" | "accepted" | "open";

/** An ambiguous point with everything in the catalogue that rests on it. */
export interface Decision {
  readonly point: AmbiguousPoint;
  readonly codes: readonly FindingCode[];
  readonly requirements: readonly Requirement[];
  readonly carrier: Carrier;
}

/** Finding codes whose grade rests on the point. */
export function codesOf(point: AmbiguousPoint, codes: readonly FindingCode[]): readonly FindingCode[] {
  return codes.filter((c) => pointIds(c.why).includes(point.id));
}

/** Requirements that refer to the point. */
export function requirementsOf(point: AmbiguousPoint, requirements: readonly Requirement[]): readonly Requirement[] {
  return requirements.filter((r) => r.ambiguity?.includes(point.id));
}

/** The grades that a verdict hands out. "never fail" hands out none. */
export function gradesIn(verdict: string): readonly ("warn" | "fail")[] {
  const text = verdict.replace(/\bnever (a )?(fail|warn)\w*/gi, "").toLowerCase();
  return (["warn", "fail"] as const).filter((grade) => new RegExp(`\\b${grade}`).test(text));
}

// Without a finding code, the class of the requirement grades: a MUST cannot warn, a SHOULD cannot fail, a MAY does neither.
const GRADED_BY = { warn: "should", fail: "must" } as const;

/** Grades of the verdict that neither a finding code nor the class of a testable requirement can give. */
function missingGrades({ verdict }: AmbiguousPoint, requirements: readonly Requirement[]): readonly string[] {
  const classes = requirements.filter((r) => r.testable !== "no").map((r) => classOf(r.level));
  return gradesIn(verdict).filter((grade) => !classes.includes(GRADED_BY[grade]));
}

function carrierOf(point: AmbiguousPoint, codes: readonly FindingCode[], requirements: readonly Requirement[]): Carrier {
  if (codes.length > 0) return "codes";
  if (gradesIn(point.verdict).length === 0) return "accepted";
  return missingGrades(point, requirements).length === 0 ? "how" : "open";
}

/** Collects what rests on a point. */
export function decisionOf(point: AmbiguousPoint, catalogue: Pick<Catalogue, "codes" | "requirements">): Decision {
  const codes = codesOf(point, catalogue.codes);
  const requirements = requirementsOf(point, catalogue.requirements);
  return { point, codes, requirements, carrier: carrierOf(point, codes, requirements) };
}

/** One sentence (Markdown): how the decision is carried. */
export function carriedSentence({ point, codes, requirements, carrier }: Decision): string {
  switch (carrier) {
    case "codes":
      return `In code: ${codes.length === 1 ? "the finding code" : "the finding codes"} ${codes.map((c) => `\`${c.code}\``).join(", ")}.`;
    case "how":
      return "In the catalogue: the `how` of the requirements that name it says what counts, and the class of each grades a deviation.";
    case "accepted":
      return "Nobody is blamed: every reading is accepted.";
    case "open": {
      const missing = missingGrades(point, requirements).join(" and ");
      return `Not yet: no finding code names it, and the class of its requirements (${[...new Set(requirements.map((r) => r.level))].join(", ")}) cannot give the grade ${missing}.`;
    }
  }
}

/** The page of a point, as a path inside the package. */
export function decisionPath(id: string): string {
  return `docs/decisions/${id}.md`;
}
