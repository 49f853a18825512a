import type { Json } from "./json.ts";
import type { Counterexample } from "./property.ts";

/** One recorded comparison. Findings are the expectations that did not hold, graded by the verdict. */
export interface Expectation {
  /** Catalogue id of the requirement judged. */
  readonly requirement: string;
  /** Finding code at an ambiguous point; a profile grades it (suites/catalogue/codes). */
  readonly code?: string;
  readonly ok: boolean;
  /** A sentence for people: what was found, with names and values. */
  readonly message: string;
  readonly expected: Json;
  readonly actual: Json;
  /** JSON pointer (RFC 6901) into the response body, `header:Name`, or `status`. */
  readonly pointer?: string;
  /** Exchange id. */
  readonly exchange?: string;
  /** Instance (resource type name) within the check. */
  readonly instance?: string;
  /** How many equal comparisons this record stands for (invariants); 1 if absent. */
  readonly count?: number;
  /** True for a choice that the RFC leaves open: recorded, never graded. */
  readonly observation?: boolean;
  /** The generated case that shows it, for properties. */
  readonly counterexample?: Counterexample;
}

/** What becomes of an unmet expectation. */
export type Severity = "fail" | "warn" | "off";

/** What a check ends with. `flaky` is a flag beside fail or warn, never an outcome. */
export type Outcome = "pass" | "fail" | "warn" | "skip" | "blocked" | "error";
export const OUTCOMES = ["pass", "fail", "warn", "skip", "blocked", "error"] as const satisfies readonly Outcome[];

/** What a requirement ends with: the outcomes, and three ways of not having been judged. */
export type RequirementOutcome = Outcome | "excluded" | "deferred" | "not-selected" | "open";
