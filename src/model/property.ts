import type { Arbitrary } from "fast-check";
import type { Expect } from "./check.ts";
import type { Json } from "./json.ts";

/** The smallest generated case that shows a deviation, with what it takes to see it again. */
export interface Counterexample {
  /** Name of the property within its check. */
  readonly property: string;
  /** The smallest input found, as a reader sees it. */
  readonly input: Json;
  /** Cases that had been judged when the first one failed, itself included. */
  readonly cases: number;
  /** Steps of shrinking that led from the first failing case to this one. */
  readonly shrinks: number;
  /** For `scimspec run --replay`: repeats exactly this case. */
  readonly replay: string;
  /** Ids of the exchanges of this case, in order. */
  readonly exchanges: readonly string[];
}

/** Budget of one property; each limit ends it, and the report says which. */
export interface PropertyBudget {
  /** Cases per property, before its weight. */
  readonly runs: number;
  /** Milliseconds per property, without shrinking. */
  readonly timeMs: number;
  /** Requests per property, without shrinking. */
  readonly requests: number;
}

/** One counterexample to repeat, as a replay token names it. */
export interface Replay {
  readonly check: string;
  /** Resource type name; empty for a check without instances. */
  readonly instance: string;
  readonly property: string;
  /** Seed of the run that found it. */
  readonly seed: number;
  /** Path of fast-check to the shrunk value. */
  readonly path: string;
  /** Path of fast-check to the shrunk commands of a model-based property; empty for others. */
  readonly commands: string;
}

export type PropertyLevel = "off" | "normal" | "thorough";

/** How generated cases are run: what the engine is told. */
export interface PropertySettings extends PropertyBudget {
  readonly level: PropertyLevel;
  readonly replay: Replay | null;
}

export interface PropertyOptions<T> {
  /** Unique within the check: kebab-case words. */
  readonly name: string;
  /** Cases in relation to the budget's runs: below 1 for cases of many requests, above for cheap ones. Default: 1. */
  readonly weight?: number;
  /** What the cases leave out, for the report: "12 attributes of a very large schema". */
  readonly note?: string;
  /** What a reader sees of a case; the case itself if it is JSON. */
  readonly show?: (value: T) => Json;
}

/** Makes an arbitrary; model-based ones pass `commands` on to fast-check's `commands({ replayPath })`. */
export type ArbitraryFor<T> = (commands: string) => Arbitrary<T>;

/** Judges one generated case. Expectations that do not hold make it a counterexample, which is then shrunk. */
export type CaseJudge<T> = (value: T, expect: Expect) => Promise<void>;
