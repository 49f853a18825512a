/** Own checks: what a plugin brings beside the suites of the RFCs, and what a run document says of it. */
import type { Check, Invariant } from "./check.ts";
import type { Level, RequirementClass } from "./requirement.ts";
import type { RequirementOutcome } from "./expectation.ts";
import type { Summary } from "./run.ts";

/** A rule of the plugin's owner: what an RFC's requirement is to the suites. */
export interface OwnRequirement {
  /** The plugin's name, a slash, and words: `acme/users-have-mail`. */
  readonly id: string;
  /** As in the RFCs: MUST and the like fail, SHOULD and the like warn, MAY and OPTIONAL are only observed. */
  readonly level: Level;
  /** The rule in one or two sentences. */
  readonly text: string;
  /** Where the rule is written down: an http(s) URL. */
  readonly link: string;
}

/** A module that the config or a flag named, loaded and found in order. */
export interface Plugin {
  /** What all its ids begin with: `acme`, or `@acme/scim-checks`. */
  readonly name: string;
  /** Of its package; null for a file. */
  readonly version: string | null;
  /** As the config names it. */
  readonly module: string;
  readonly checks: readonly Check[];
  readonly invariants: readonly Invariant[];
  readonly requirements: readonly OwnRequirement[];
}

/** A plugin in a run document. */
export interface PluginFacts extends Pick<Plugin, "name" | "version" | "module"> {
  /** Ids of its checks and invariants that were selected, of all shards. */
  readonly checks: readonly string[];
}

/** What became of an own requirement. */
export interface OwnRequirementResult extends Pick<OwnRequirement, "id" | "level" | "link"> {
  readonly plugin: string;
  readonly class: RequirementClass;
  /** Its text. */
  readonly summary: string;
  readonly outcome: RequirementOutcome;
  readonly checks: readonly string[];
}

/** The part of a run that is not the RFCs': their verdict, counts and requirements do not depend on it. */
export interface OwnResults {
  readonly plugins: readonly PluginFacts[];
  readonly requirements: readonly OwnRequirementResult[];
  /** Counts of the own checks alone. */
  readonly summary: Summary;
  /** No own check broke, and none has a finding at or above failOn. */
  readonly passed: boolean;
}
