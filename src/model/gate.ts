/** The gate: whether a run passes by the policy of its owner, which is more than the verdict of the RFCs. */
import type { DistinctFinding, FindingPlace } from "./finding.ts";
import type { FailOn } from "./run.ts";

/** A finding that is known and accepted for a while. */
export interface BaselineEntry extends FindingPlace {
  /** Why it is accepted. */
  readonly reason: string;
  /** Ticket or page that says more. */
  readonly link?: string;
  readonly owner?: string;
  /** Last day on which it is accepted, `2027-01-31`, UTC. */
  readonly expires?: string;
  /** `scimspec-baseline.yaml:12`, for messages. */
  readonly where: string;
}

/** Policy of one area, in place of the run's. */
export interface Threshold {
  readonly failOn: FailOn;
  /** So many findings that are not in the baseline are let through. */
  readonly atMost: number;
}

/** The decision, and all that led to it. */
export interface Gate {
  readonly passed: boolean;
  /** The decision and its reasons, for people, the decision first. */
  readonly sentences: readonly string[];
  /** Findings that count by the policy and that nothing excuses. */
  readonly unexpected: readonly DistinctFinding[];
  /** Findings that an entry of the baseline excuses. */
  readonly known: readonly (DistinctFinding & { readonly reason: string; readonly link?: string; readonly owner?: string; readonly expires?: string })[];
  /** Entries whose finding no longer occurs although its check was judged. */
  readonly stale: readonly BaselineEntry[];
  /** Entries past their last day whose finding still occurs. */
  readonly expired: readonly BaselineEntry[];
  /** Entries whose check this run did not judge. */
  readonly unjudged: readonly BaselineEntry[];
}
