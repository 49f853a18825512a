/** Comparison: what several run documents say of the same requirements, side by side. Types only. */
import type { Level, RequirementClass } from "../../src/model/requirement.ts";
import type { RequirementOutcome } from "../../src/model/expectation.ts";
import type { Run } from "../../src/model/run.ts";

/** The version of `compare.json`. A change of meaning is a new one. */
export const COMPARISON_SCHEMA_VERSION = "1.0";

/** The few states that a cell can have; `not-judged` covers whatever says nothing about the target. */
export const CELL_STATES = ["ok", "not-ok", "advice", "not-offered", "not-judged"] as const;
export type CellState = (typeof CELL_STATES)[number];

/** A run, and where its own HTML report is, if the page is to link to it: a relative or http(s) URL. */
export interface ComparedRun {
  readonly run: Run;
  readonly report?: string;
}

/** One column. */
export interface Target {
  /** Tells the column from all others, also where two targets have one name. */
  readonly label: string;
  readonly name: string;
  readonly baseUrl: string;
  readonly suiteVersion: string;
  readonly profile: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** Conformant, Not conformant, Incomplete run, Not assessed. */
  readonly verdict: string;
  readonly sentence: string;
  readonly complete: boolean;
  readonly conformant: boolean;
  readonly seed: number;
  readonly mode: Run["mode"];
  readonly failOn: Run["failOn"];
  /** URL of the target's own report; null if none was given. */
  readonly report: string | null;
}

/** What a check has to say of one requirement. */
export interface Evidence {
  readonly check: string;
  /** The title, or the failure title if the check found something. */
  readonly title: string;
  readonly state: CellState;
  /** What was found, or why it was not judged; empty for a check that just passed. */
  readonly message: string;
  /** Expected and actual as text; null where there is nothing to compare. */
  readonly expected: string | null;
  readonly actual: string | null;
  /** Request line and status of the exchange that shows it; null without one. */
  readonly exchange: { readonly request: string; readonly response: string } | null;
  /** What the vendor has to do; empty unless something was found. */
  readonly remedy: string;
  /** URL of the check in the target's own report; null if none was given. */
  readonly href: string | null;
}

export interface Cell {
  readonly state: CellState;
  /** The outcome that the state was made from; `unknown` if the run does not know the requirement. */
  readonly outcome: RequirementOutcome | "unknown";
  /** One sentence for a reader who opens the cell. */
  readonly reason: string;
  /** At most a few, the gravest first. */
  readonly evidence: readonly Evidence[];
  /** Checks that the list leaves out. */
  readonly moreEvidence: number;
}

/**
 * How the targets of a row relate: `differ` between those that the requirement was selected for; `partly` if these agree but
 * others did not select it; `agree`; `unjudged` if nobody selected it.
 */
export type Agreement = "differ" | "agree" | "partly" | "unjudged";

/** One requirement. `cells` are in the order of the targets. */
export interface Row {
  readonly id: string;
  readonly rfc: number;
  readonly section: string;
  readonly level: Level;
  readonly class: RequirementClass;
  readonly area: string;
  readonly summary: string;
  readonly agreement: Agreement;
  readonly cells: readonly Cell[];
}

/** A need of one target: counts of its cells, and what they mean. */
export interface NeedResult {
  /** The gravest that was found; `not-judged` if nothing was, and only a small part was tested. */
  readonly state: CellState;
  readonly counts: Readonly<Record<CellState, number>>;
  /** ok + not ok + advice: what the fraction is out of. */
  readonly judged: number;
  readonly sentence: string;
}

export interface ComparedNeed {
  readonly id: string;
  readonly title: string;
  readonly meaning: string;
  /** In the order of the targets. */
  readonly results: readonly NeedResult[];
  /** Those that differ first, then the gravest, then in the order of the catalogue. */
  readonly rows: readonly Row[];
}

export interface CapabilityCell {
  readonly state: CellState;
  /** Declared and observed, in words. */
  readonly text: string;
}

export interface ComparedCapability {
  readonly id: string;
  readonly title: string;
  readonly differs: boolean;
  readonly cells: readonly CapabilityCell[];
}

export interface Comparison {
  readonly schemaVersion: string;
  /** What a reader must know before comparing: mixed versions, incomplete runs ... */
  readonly notices: readonly string[];
  readonly targets: readonly Target[];
  readonly needs: readonly ComparedNeed[];
  readonly capabilities: readonly ComparedCapability[];
  /** Requirements that are excluded from testing in every run: they have no row. */
  readonly excluded: number;
}
