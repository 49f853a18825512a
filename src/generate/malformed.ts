/** Filters with exactly one violation of the grammar (RFC 7644 section 3.4.2.2, figure 1), which no lenient reading heals. */
import { integer, tuple, type Arbitrary } from "fast-check";
import { tokensOf, type Filter } from "../scim/filter/filter.ts";
import { filters, type Place } from "./filters.ts";

export interface Malformed {
  readonly text: string;
  /** In words: what is wrong. */
  readonly violation: string;
}

const WORDS: ReadonlySet<string> = new Set(["and", "or"]);
const OPERATORS: ReadonlySet<string> = new Set(["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"]);

interface Spoiler {
  readonly violation: string;
  /** Indexes of the tokens at which it can be done. */
  places(tokens: readonly string[]): readonly number[];
  spoil(tokens: readonly string[], at: number): readonly string[];
}

const where = (test: (token: string, i: number, tokens: readonly string[]) => boolean) => (tokens: readonly string[]): readonly number[] => tokens.flatMap((t, i) => (test(t, i, tokens) ? [i] : []));
const spliced = (tokens: readonly string[], at: number, remove: number, ...insert: readonly string[]): readonly string[] => [...tokens.slice(0, at), ...insert, ...tokens.slice(at + remove)];
const end = (tokens: readonly string[]): readonly number[] => [tokens.length];
const start = (): readonly number[] => [0];

const SPOILERS: readonly Spoiler[] = [
  { violation: "a closing parenthesis is missing", places: where((t) => t === ")"), spoil: (t, i) => spliced(t, i, 1) },
  { violation: "an opening parenthesis is missing", places: where((t, i, all) => t === "(" && all[i - 1] !== " "), spoil: (t, i) => spliced(t, i, 1) },
  { violation: "a closing parenthesis too many", places: end, spoil: (t) => [...t, ")"] },
  { violation: "a closing bracket is missing", places: where((t) => t === "]"), spoil: (t, i) => spliced(t, i, 1) },
  { violation: "nothing stands in the brackets", places: where((t) => t === "["), spoil: (t, i) => [...t.slice(0, i + 1), ...t.slice(t.indexOf("]", i))] },
  { violation: "an operator that does not exist", places: where((t) => OPERATORS.has(t)), spoil: (t, i) => spliced(t, i, 1, "qq") },
  { violation: "the value is missing", places: where((t) => OPERATORS.has(t)), spoil: (t, i) => spliced(t, i + 1, 2) },
  { violation: "the operator is missing", places: where((t) => OPERATORS.has(t)), spoil: (t, i) => spliced(t, i - 1, 2) },
  { violation: "the closing quotation mark is missing", places: where((t) => t.startsWith('"')), spoil: (t, i) => spliced(t, i, 1, (t[i] ?? "").slice(0, -1)) },
  { violation: "a logical word twice", places: where((t) => WORDS.has(t)), spoil: (t, i) => spliced(t, i, 1, t[i] ?? "", " ", "or") },
  { violation: "nothing follows the last logical word", places: end, spoil: (t) => [...t, " ", "and"] },
  { violation: "nothing stands before the first logical word", places: start, spoil: (t) => ["or", " ", ...t] },
  { violation: "nothing stands in a pair of parentheses", places: end, spoil: (t) => [...t, " ", "and", " ", "(", ")"] },
  { violation: "not without an expression", places: end, spoil: (t) => [...t, " ", "and", " ", "not"] },
  { violation: "two expressions without a word between them", places: where((t) => WORDS.has(t)), spoil: (t, i) => spliced(t, i - 1, 2) },
];

const CUT: Spoiler = { violation: "the text ends behind a word", places: where((t) => OPERATORS.has(t) || WORDS.has(t)), spoil: (t, i) => t.slice(0, i + 1) };
/** Ends and unclosed parentheses are what parsers written by hand forget. */
const DRAWN: readonly Spoiler[] = [...SPOILERS, CUT, CUT, CUT, CUT, CUT, ...SPOILERS.slice(0, 1), ...SPOILERS.slice(0, 1)];

function spoilt(filter: Filter, which: number, place: number): Malformed {
  const tokens = tokensOf(filter);
  const possible = DRAWN.filter((s) => s.places(tokens).length > 0);
  const spoiler = possible[which % possible.length] ?? (SPOILERS[2] as Spoiler);
  const places = spoiler.places(tokens);
  return { text: spoiler.spoil(tokens, places[place % places.length] ?? 0).join(""), violation: spoiler.violation };
}

/** Malformed filters, each a valid one over the places with one violation, at any depth. */
export function malformed(places: readonly Place[]): Arbitrary<Malformed> {
  return tuple(filters(places), integer({ min: 0, max: DRAWN.length * 12 - 1 }), integer({ min: 0, max: 11 })).map(([filter, which, place]) => spoilt(filter, which, place));
}

/** What can be wrong, in words. */
export const VIOLATIONS: readonly string[] = [...SPOILERS, CUT].map((s) => s.violation);
