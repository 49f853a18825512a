import type { CapabilityStatus } from "./capability.ts";
import type { Gate } from "./gate.ts";
import type { Exchange } from "./exchange.ts";
import type { Expectation, Outcome, RequirementOutcome } from "./expectation.ts";
import type { Json, JsonObject } from "./json.ts";
import type { OwnResults } from "./plugin.ts";
import type { Counterexample } from "./property.ts";
import type { Level, RequirementClass } from "./requirement.ts";

/** The run document (`run.json`). A change of meaning is a new schemaVersion. */
export const RUN_SCHEMA_VERSION = "1.1";

/** Findings of which class make a run not conformant. */
export type FailOn = "must" | "should" | "never";

/** An expectation that did not hold, as the verdict graded it. */
export interface Finding {
  readonly requirement: string;
  readonly code?: string;
  readonly severity: "fail" | "warn";
  readonly message: string;
  readonly expected: Json;
  readonly actual: Json;
  readonly pointer?: string;
  readonly exchange?: string;
  readonly instance?: string;
  readonly count?: number;
  readonly counterexample?: Counterexample;
  /** True if it did not occur again when its check was repeated at once, with fresh fixtures. */
  readonly flaky?: boolean;
}

/** Raw result of one instance of a check, before judgement. */
export interface InstanceResult {
  /** Resource type name; `` (empty) for a check that has no instances. */
  readonly instance: string;
  /** How it ended: `ran` is judged by its expectations. */
  readonly end: "ran" | "skip" | "blocked" | "error";
  readonly reason?: string;
  /** For blocked: the checks that explain the failed precondition, and the precondition's name. */
  readonly precondition?: { readonly name: string; readonly causes: readonly string[] };
  readonly durationMs: number;
  /** True if it failed or warned, and passed in its confirmation. */
  readonly flaky?: boolean;
  readonly outcome: Outcome;
}

export interface CheckResult {
  readonly id: string;
  readonly title: string;
  readonly failureTitle: string;
  readonly suite: string;
  readonly kind: "check" | "invariant";
  /** Set for own checks: the name of the plugin that brought it, which is its suite as well. */
  readonly plugin?: string;
  readonly remedy: string;
  readonly detects: readonly string[];
  readonly after: readonly string[];
  /** What it needs of the target: `capability patch`, `resource type Group` ... */
  readonly needs?: readonly string[];
  readonly outcome: Outcome;
  /** True if every finding is flaky: a check with one that came again is not. */
  readonly flaky?: boolean;
  readonly reason?: string;
  /** Root causes of `blocked`: check ids, or `preflight`. */
  readonly blockedBy: readonly string[];
  readonly instances: readonly InstanceResult[];
  readonly requirements: readonly { readonly id: string; readonly level: Level; readonly outcome: RequirementOutcome }[];
  readonly expectations: readonly Expectation[];
  readonly findings: readonly Finding[];
  readonly exchanges: readonly string[];
  readonly durationMs: number;
}

export interface RequirementResult {
  readonly id: string;
  readonly rfc: number;
  readonly section: string;
  readonly level: Level;
  readonly class: RequirementClass;
  readonly area: string;
  readonly summary: string;
  readonly outcome: RequirementOutcome;
  readonly checks: readonly string[];
  readonly excluded?: string;
  readonly deferred?: string;
}

/** A resource that could not be removed from the target. */
export interface Leftover {
  readonly resourceType: string;
  readonly uniqueName: string;
  readonly id: string | null;
  readonly url: string | null;
  readonly reason: string;
}

/** One part of a run that is split over several jobs. */
export interface Shard {
  /** From 1 to `count`. */
  readonly index: number;
  readonly count: number;
}

/** What a run document says of being a part. */
export interface ShardInfo extends Shard {
  /** Checks of other shards that were run again to explain what is blocked here; their results are in their owners' documents. */
  readonly again: readonly { readonly id: string; readonly outcome: Outcome }[];
}

export type Summary = Readonly<Record<Outcome, number>>;

export interface Run {
  /** Digest of the rest of the document, as it was written; absent before that. A document without it is not read (since 1.1). */
  readonly integrity?: string;
  readonly schemaVersion: string;
  readonly tool: { readonly name: "scimspec"; readonly version: string };
  readonly suite: { readonly version: string; readonly profile: string };
  readonly target: { readonly name: string; readonly baseUrl: string; readonly embedded: boolean };
  readonly mode: "full" | "read-only";
  readonly seed: number;
  /** Set if this is one shard of a run: it holds the checks of that shard alone. Absent in whole and merged runs. */
  readonly shard?: ShardInfo;
  readonly startedAt: string;
  readonly durationMs: number;
  /** No error, no interruption, all evidence written. */
  readonly complete: boolean;
  readonly incompleteBecause: readonly string[];
  /** Complete, no finding at or above failOn, and no must-class requirement blocked by a cause that does not itself fail. */
  readonly conformant: boolean;
  readonly failOn: FailOn;
  /** The decision of the gate, where one was made: policy and baseline beside the verdict. */
  readonly gate?: Gate;
  /** Set when preflight ended the run: the one sentence that explains exit 3. */
  readonly preflightFailure: string | null;
  /** What came of own checks, where a plugin brought some. Verdict, summary and requirements are those of the RFCs alone. */
  readonly own?: OwnResults;
  readonly summary: Summary;
  readonly capabilities: readonly CapabilityStatus[];
  readonly checks: readonly CheckResult[];
  readonly requirements: readonly RequirementResult[];
  readonly exchanges: readonly Exchange[];
  readonly leftovers: readonly Leftover[];
  /** The effective config, with every secret masked. */
  readonly config: JsonObject;
  readonly environment: { readonly node: string; readonly platform: string; readonly ci: boolean };
  readonly limits: {
    readonly requests: number;
    readonly retries: number;
    readonly throttled: number;
    /** The longest time after which a fresh read still showed the old state, in milliseconds. */
    readonly settleLagMs: number;
  };
  readonly notes: readonly string[];
}
