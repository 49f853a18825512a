/** Filter expressions over the attributes of a type and the values that its resources have (RFC 7644 section 3.4.2.2). */
import { array, constant, constantFrom, integer, letrec, oneof, record, tuple, type Arbitrary } from "fast-check";
import type { Json, JsonObject } from "../model/json.ts";
import type { AttributeInfo } from "../model/target.ts";
import type { Filter, Operator, Style } from "../scim/filter/filter.ts";
import { leafValues, type Leaf } from "../scim/filter/leaves.ts";
import { plainText, textPool } from "./text.ts";
import { attributeValue, partsOf, valueOf } from "./values.ts";

const TEXT: readonly Operator[] = ["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"];
const ORDER: readonly Operator[] = ["eq", "ne", "gt", "ge", "lt", "le"];
const EQUALITY: readonly Operator[] = ["eq", "ne"];

/** Operators that the RFC gives the type of an attribute. */
export function operatorsFor({ type }: AttributeInfo): readonly Operator[] {
  if (type === "string") return TEXT;
  if (type === "integer" || type === "decimal" || type === "dateTime") return ORDER;
  return type === "complex" ? [] : EQUALITY;
}

/** A place with values that some resource has there. */
export interface Place {
  readonly leaf: Leaf;
  readonly values: readonly Json[];
}

/** The places of which at least one resource has a value. */
export function placesOf(leaves: readonly Leaf[], resources: readonly JsonObject[]): readonly Place[] {
  return leaves.flatMap((leaf) => {
    const values = [...new Set(resources.flatMap((r) => leafValues(r, leaf)))];
    return values.length > 0 && operatorsFor(leaf.attribute).length > 0 ? [{ leaf, values }] : [];
  });
}

const characters = (text: string): readonly string[] => Array.from(text);
const swapCase = (text: string): string => text.replace(/[A-Za-z]/g, (c) => (c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase()));

/** A part of a text that does not begin or end inside a letter with its marks. */
function partOf(text: string): Arbitrary<string> {
  const list = characters(text);
  return tuple(integer({ min: 0, max: list.length - 1 }), integer({ min: 1, max: list.length })).map(([from, length]) => list.slice(from, from + length).join(""));
}

/** Texts beside one that is there: a part, a beginning, an end, another case, one more character. */
function beside(text: string, operator: Operator): Arbitrary<string> {
  if (text === "") return constant("x");
  const list = characters(text);
  const ends = integer({ min: 1, max: list.length });
  const fitting = operator === "sw" ? ends.map((n) => list.slice(0, n).join("")) : operator === "ew" ? ends.map((n) => list.slice(-n).join("")) : operator === "co" ? partOf(text) : constant(text);
  return oneof({ weight: 5, arbitrary: fitting }, { weight: 1, arbitrary: constantFrom(text, swapCase(text), `${text}x`, `x${text}`) });
}

function literalFor(place: Place, operator: Operator): Arbitrary<Json> {
  return constantFrom(...place.values).chain((value): Arbitrary<Json> => {
    if (typeof value === "string" && place.leaf.attribute.type === "string") return beside(value, operator);
    if (typeof value === "number" && Math.abs(value) < 2 ** 40) return constantFrom<Json>(value, value, value + 1, value - 1);
    return constant(value);
  });
}

/** Operators on texts more often than the order of texts, which the RFC leaves half open. */
const drawn = (attribute: AttributeInfo): readonly Operator[] => [...operatorsFor(attribute), ...(attribute.type === "string" ? (["eq", "co", "sw", "ew", "co", "sw", "ew"] as const) : [])];

const compareAt = (place: Place, path: string): Arbitrary<Filter> =>
  constantFrom(...drawn(place.leaf.attribute)).chain((operator) => literalFor(place, operator).map((literal): Filter => ({ kind: "compare", path, operator, literal })));

/** One comparison, or pr. */
function simple(places: readonly Place[], pathFor: (place: Place) => string): Arbitrary<Filter> {
  return constantFrom(...places).chain((place) => oneof({ weight: 4, arbitrary: compareAt(place, pathFor(place)) }, { weight: 1, arbitrary: constant<Filter>({ kind: "present", path: pathFor(place) }) }));
}

/** Terms under one word; a single one stands for itself, so that shrinking can take the word away. */
const joined = (kind: "and" | "or", terms: readonly Filter[]): Filter => (terms.length === 1 && terms[0] ? terms[0] : { kind, terms });

/** and, or and not over the given expressions, up to a depth. */
function combined(leaf: Arbitrary<Filter>, depth: number): Arbitrary<Filter> {
  return letrec<{ node: Filter; terms: readonly Filter[] }>((tie) => ({
    node: oneof(
      { maxDepth: depth, depthSize: "medium", withCrossShrink: true },
      { weight: 2, arbitrary: leaf },
      { weight: 3, arbitrary: tie("terms").map((terms) => joined("and", terms)) },
      { weight: 4, arbitrary: tie("terms").map((terms) => joined("or", terms)) },
      { weight: 2, arbitrary: tie("node").map((term): Filter => ({ kind: "not", term })) },
      // What not embraces is where parsers err: groups more often than single conditions.
      { weight: 2, arbitrary: tuple(constantFrom("or" as const, "and" as const), tie("terms")).map(([kind, terms]): Filter => ({ kind: "not", term: joined(kind, terms) })) },
    ),
    terms: array(tie("node"), { minLength: 1, maxLength: 4, size: "medium" }),
  })).node;
}

/** Conditions in brackets, on the parts of one multi-valued complex attribute. */
function valuePaths(places: readonly Place[]): readonly Arbitrary<Filter>[] {
  const tops = new Map<string, Place[]>();
  for (const place of places) {
    const { top } = place.leaf;
    if (!top.multiValued || top.type !== "complex") continue;
    const path = place.leaf.path.slice(0, place.leaf.path.lastIndexOf("."));
    tops.set(path, [...(tops.get(path) ?? []), place]);
  }
  return [...tops].map(([path, parts]) => combined(simple(parts, (p) => p.leaf.attribute.name), 2).map((filter): Filter => ({ kind: "values", path, filter })));
}

/** Any filter over the places: comparisons, presence, value paths, and logic up to four deep. */
export function filters(places: readonly Place[]): Arbitrary<Filter> {
  const brackets = valuePaths(places);
  const presence = constantFrom(...places).map((p): Filter => ({ kind: "present", path: p.leaf.path }));
  const leaf = oneof({ weight: 4, arbitrary: simple(places, (p) => p.leaf.path) }, { weight: 1, arbitrary: presence }, ...(brackets.length > 0 ? [{ weight: 2, arbitrary: oneof(...brackets) }] : []));
  return combined(leaf, 4);
}

/** Some comparisons of texts side by side, each with many characters: a misread one shows as a resource too few or too many. */
export function textFilters(places: readonly Place[]): Arbitrary<Filter> {
  const texts = places.filter((p) => p.leaf.attribute.type === "string" && p.values.some((v) => typeof v === "string" && v.length > 8));
  if (texts.length === 0) return filters(places);
  const long = texts.map((p) => ({ ...p, values: p.values.filter((v) => typeof v === "string" && v.length > 8) }));
  const one = constantFrom(...long).chain((place) => constantFrom<Operator>("eq", "co", "sw", "ew").chain((operator) => literalFor(place, operator).map((literal): Filter => ({ kind: "compare", path: place.leaf.path, operator, literal }))));
  return array(one, { minLength: 1, maxLength: 4 }).map((terms) => joined("or", terms));
}

/** Conditions in brackets alone; null if there is no attribute for them. */
export function bracketFilters(places: readonly Place[]): Arbitrary<Filter> | null {
  const brackets = valuePaths(places);
  return brackets.length > 0 ? oneof(...brackets) : null;
}

/** Ways of writing a filter. */
export function styles(): Arbitrary<Style> {
  return record({ operators: constantFrom<Style["operators"]>("lower", "lower", "upper"), names: constantFrom<Style["names"]>("plain", "plain", "upper", "qualified"), parentheses: constantFrom(0, 0, 1, 2) }).map((s) => ({ ...s, words: s.operators }));
}

/** Values of the resources that filters are tried on: few texts, and variants of them, so that filters tell them apart. */
export function corpusValues(attributes: readonly AttributeInfo[], size: number): Arbitrary<readonly JsonObject[]> {
  const free = (a: AttributeInfo): boolean => a.type === "string" && a.canonicalValues.length === 0 && !/^(preferredLanguage|locale|timezone|country|value)$/i.test(a.name);
  return textPool().chain((pool) => {
    const texts = oneof({ weight: 5, arbitrary: constantFrom(...pool) }, { weight: 2, arbitrary: tuple(constantFrom(...pool), constantFrom("x", "a1", "Z")).map(([t, e]) => t + e) }, { weight: 1, arbitrary: constantFrom(...pool).map(swapCase) }, { weight: 1, arbitrary: plainText() });
    const single = (a: AttributeInfo): Arbitrary<Json> => (a.type === "complex" ? parts(a) : free(a) ? texts : valueOf(a));
    const parts = (a: AttributeInfo): Arbitrary<Json> => record<Record<string, Json>>(Object.fromEntries(partsOf(a).map((p) => [p.name, p.multiValued ? attributeValue(p) : single(p)])), { requiredKeys: partsOf(a).filter((p) => p.name === "value" || p.required).map((p) => p.name) });
    const whole = (a: AttributeInfo): Arbitrary<Json> => (a.multiValued ? (a.type === "complex" ? attributeValue(a) : array(single(a), { minLength: 1, maxLength: 3 }).map((l) => l.filter((v, i) => l.findIndex((w) => String(w).toLowerCase() === String(v).toLowerCase()) === i))) : single(a));
    const member = record<Record<string, Json>>(Object.fromEntries(attributes.map((a) => [a.extension ? `${a.schema}:${a.name}` : a.name, whole(a)])), { requiredKeys: [] });
    return array(member, { minLength: size, maxLength: size });
  });
}
