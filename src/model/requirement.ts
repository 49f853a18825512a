/** Requirement: one normative statement of RFC 7643, RFC 7644 or RFC 9865, as the catalogue holds it. */

/** The RFC 2119 / BCP 14 keyword; DEFINES is a binding definition without a keyword. */
export type Level =
  | "MUST"
  | "MUST NOT"
  | "SHALL"
  | "SHALL NOT"
  | "REQUIRED"
  | "DEFINES"
  | "SHOULD"
  | "SHOULD NOT"
  | "RECOMMENDED"
  | "MAY"
  | "OPTIONAL";

/** All levels. */
export const LEVELS: readonly Level[] = ["MUST", "MUST NOT", "SHALL", "SHALL NOT", "REQUIRED", "DEFINES", "SHOULD", "SHOULD NOT", "RECOMMENDED", "MAY", "OPTIONAL"];

/** Severity class of a level: what a violation means before any profile speaks. */
export type RequirementClass = "must" | "should" | "may";

/** Why a testable entry has no check of its own. */
export type ExclusionKind =
  | "restates"
  | "not-observable"
  | "needs-operator-knowledge"
  | "offered-by-no-server";

/** Why a requirement is not verified by a check: a kind, and a sentence that would convince the RFC's author. */
export interface Exclusion {
  readonly kind: ExclusionKind;
  readonly reason: string;
  /** The entries that grade the behaviour instead (kind `restates`). */
  readonly restates?: readonly string[];
}

/** One catalogue entry. `lines` are those of the RFC's text rendering (1-based, inclusive). */
export interface Requirement {
  readonly id: string;
  readonly rfc: number;
  readonly section: string;
  readonly lines: readonly [number, number];
  readonly level: Level;
  readonly subject: "server" | "client" | "both" | "schema-author";
  readonly area: string;
  readonly summary: string;
  readonly testable: "yes" | "conditional" | "no";
  readonly condition?: string;
  readonly how?: string;
  readonly whyNot?: string;
  readonly ambiguity?: readonly string[];
  readonly errata?: readonly number[];
  readonly restates?: readonly string[];
  /** Key (schema short name . path) into the characteristics table of RFC 7643 section 8.7. */
  readonly attr?: string;
  readonly excluded?: Exclusion;
  /** Set while the evidence needs an area that no suite covers yet; the text names that area. */
  readonly deferred?: string;
}

/** What grading and selection look at. */
export type Leveled = Pick<Requirement, "level">;

const SHOULD: ReadonlySet<Level> = new Set<Level>(["SHOULD", "SHOULD NOT", "RECOMMENDED"]);
const MAY: ReadonlySet<Level> = new Set<Level>(["MAY", "OPTIONAL"]);

/** The severity class of a keyword (design: MUST, SHALL, REQUIRED and DEFINES are one class). */
export function classOf(level: Level): RequirementClass {
  if (SHOULD.has(level)) return "should";
  return MAY.has(level) ? "may" : "must";
}
