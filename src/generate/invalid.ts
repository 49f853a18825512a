/** Resources that are invalid in exactly one way, which has a label. */
import { constantFrom, integer, oneof, tuple, type Arbitrary } from "fast-check";
import { isObject, type Json, type JsonObject } from "../model/json.ts";
import type { AttributeInfo, AttributeType } from "../model/target.ts";
import { pathOf } from "../scim/schema.ts";
import { attributeValue, partsOf, valueOf, valuesByPath } from "./values.ts";

/** Values for some attributes, one of which no schema allows. */
export interface Invalid {
  /** By path (pathOf), the spoilt one among them. */
  readonly values: JsonObject;
  /** Path of the spoilt attribute. */
  readonly path: string;
  /** In words: what is wrong, and where. */
  readonly fault: string;
}

/** Values that a type cannot have, however they are read: what a lenient server may convert ("7" for 7) is not among them. */
export const WRONG: Readonly<Record<AttributeType, readonly (readonly [words: string, value: Json])[]>> = {
  string: [["an object", { not: "a text" }], ["a list of lists", [["a"]]]],
  boolean: [["an object", { not: "a flag" }], ["a word", "perhaps"]],
  integer: [["an object", { not: "a number" }], ["a word", "many"], ["a fraction", 1.5]],
  decimal: [["an object", { not: "a number" }], ["a word", "much"]],
  dateTime: [["an object", { not: "a time" }], ["a word", "yesterday"], ["a day that does not exist", "2023-02-29T12:00:00Z"], ["a 13th month", "2024-13-01T00:00:00Z"], ["a 25th hour", "2024-01-01T25:00:00Z"]],
  binary: [["an object", { not: "octets" }], ["characters outside base64", "%%%*"]],
  reference: [["an object", { not: "a URI" }]],
  complex: [["a word", "not an object"], ["a number", 7]],
};

interface Spoilt {
  readonly value: Json;
  readonly words: string;
}

function wrongOne(attribute: AttributeInfo): Arbitrary<Spoilt> {
  const whole = constantFrom(...WRONG[attribute.type]).map(([words, value]) => ({ value, words: `${words} as ${attribute.name}` }));
  const parts = attribute.type === "complex" ? partsOf(attribute).filter((p) => p.type !== "complex" && !p.multiValued) : [];
  if (parts.length === 0) return whole;
  const inside = oneof(...parts.map((p) => tuple(valueOf(attribute), constantFrom(...WRONG[p.type])).map(([good, [words, value]]) => ({ value: { ...(good as JsonObject), [p.name]: value }, words: `${words} as ${attribute.name}.${p.name}` }))));
  return oneof({ weight: 1, arbitrary: whole }, { weight: 2, arbitrary: inside });
}

const ordinal = (n: number): string => ["first", "second", "third", "fourth", "fifth"][n] ?? `${n + 1}th`;

/** A wrong value among right ones, at any place of a list. */
function wrongValue(attribute: AttributeInfo): Arbitrary<Spoilt> {
  if (!attribute.multiValued) return wrongOne(attribute);
  return tuple(attributeValue(attribute, "plain", 4), wrongOne(attribute), integer({ min: 0, max: 3 })).map(([good, bad, at]) => {
    const list = (Array.isArray(good) ? (good as Json[]) : []).map((v) => (isObject(v) ? Object.fromEntries(Object.entries(v).filter(([name]) => name !== "primary")) : v));
    const place = Math.min(at, list.length);
    return { value: [...list.slice(0, place), bad.value, ...list.slice(place)], words: `${bad.words}, ${ordinal(place)} of ${list.length + 1} values` };
  });
}

/** Valid values for some of the attributes, and a wrong one for one of them. */
export function invalidValues(attributes: readonly AttributeInfo[]): Arbitrary<Invalid> {
  return oneof(...attributes.map((a) => tuple(valuesByPath(attributes, "plain", 2), wrongValue(a)).map(([values, bad]): Invalid => ({ values: { ...values, [pathOf(a)]: bad.value }, path: pathOf(a), fault: bad.words }))));
}
