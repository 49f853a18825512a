/** Metadata of a fault: a switchable deviation of the reference server. */
export interface FaultInfo {
  /** Id of the bug zoo where the zoo has the bug; otherwise area-first words. */
  readonly id: string;
  readonly area: string;
  /** must, should: the RFC's text is against it; gray: open to interpretation; may: the server's choice. */
  readonly strength: "must" | "should" | "may" | "gray";
  readonly title: string;
  /** Requirements that the faulty server violates (must, should) or that govern the point (gray, may). */
  readonly requirements: readonly string[];
  /** Grace period for reads after writes that a run against it needs, in milliseconds. */
  readonly settleWithinMs?: number;
  /** A family that shows only under a condition drawn from a seed: `<id>#<seed>`. Generated cases find it, and no others. */
  readonly seeded?: true;
  /** Set while no suite covers the area whose evidence it needs; names that area. */
  readonly deferred?: string;
}
