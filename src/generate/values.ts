/** Values of attributes, valid by their definitions, at their edges first (RFC 7643 section 2.3). */
import { array, boolean, constant, constantFrom, double, integer, oneof, option, record, tuple, uint8Array, type Arbitrary } from "fast-check";
import { isObject, type Json, type JsonObject } from "../model/json.ts";
import type { AttributeInfo } from "../model/target.ts";
import { pointsToResources } from "../scim/sample.ts";
import { pathOf } from "../scim/schema.ts";
import { foldedText } from "../scim/stored.ts";
import { edgyText, longText, plainText, richText } from "./text.ts";

/** How far from the ordinary values may go: `plain` ones any server stores as they are, and `rich` ones too, but with many characters in each text. */
export type Reach = "plain" | "rich" | "edgy";

const two = (n: number): string => String(n).padStart(2, "0");
const OFFSETS = ["Z", "Z", "+00:00", "+05:30", "-08:00", "+14:00", "-12:00", "+12:45"];

/** xsd:dateTime with offset, with and without fractions, leap days and ends of days among them (RFC 7643 section 2.3.5). */
export function dateTimes(): Arbitrary<string> {
  const day = oneof(constantFrom("2024-02-29", "2000-02-29", "1999-12-31", "2038-01-19", "2024-12-31"), tuple(integer({ min: 1971, max: 2099 }), integer({ min: 1, max: 12 }), integer({ min: 1, max: 28 })).map(([y, m, d]) => `${y}-${two(m)}-${two(d)}`));
  const time = oneof(constantFrom("00:00:00", "23:59:59", "12:00:00"), tuple(integer({ min: 0, max: 23 }), integer({ min: 0, max: 59 }), integer({ min: 0, max: 59 })).map((parts) => parts.map(two).join(":")));
  return tuple(day, time, constantFrom("", "", ".5", ".123", ".999"), constantFrom(...OFFSETS)).map(([d, t, fraction, zone]) => `${d}T${t}${fraction}${zone}`);
}

/** Whole numbers that a double holds exactly, the bounds of 32 bits among them. */
export function integers(reach: Reach): Arbitrary<number> {
  const edges = [0, 1, -1, 7, 255, 256, 65_535, 2 ** 31 - 1, -(2 ** 31)];
  const wide = [2 ** 31, 2 ** 31 + 1, 2 ** 32, 2 ** 53 - 1].flatMap((n) => [n, -n]).concat(-(2 ** 31) - 1);
  return oneof(constantFrom(...edges, ...(reach === "edgy" ? wide : [])), integer({ min: -100_000, max: 100_000 }));
}

/** Numbers with a fraction of a few binary digits, so that no rounding can be blamed. */
export function decimals(reach: Reach): Arbitrary<number> {
  const edges = [0.5, -0.5, 1.25, 10.75, 3.125, 1000.5];
  const precise = double({ min: -1e6, max: 1e6, noNaN: true, noDefaultInfinity: true }).filter((n) => !Object.is(n, -0));
  const near = integer({ min: -100_000, max: 100_000 }).map((n) => n / 8);
  return reach === "edgy" ? oneof(constantFrom(...edges), near, precise) : oneof(constantFrom(...edges), near);
}

/** Octets as base64 with padding (RFC 4648 section 4), of each remainder of three. */
export function binaries(): Arbitrary<string> {
  return uint8Array({ minLength: 1, maxLength: 24 }).map((octets) => btoa(String.fromCharCode(...octets)));
}

const host = constantFrom("example.com", "example.org", "sub.example.com");
const local = tuple(constantFrom("ana", "bob", "x", "first.last", "user+tag", "o'brien", "a_b-c", "n0"), integer({ min: 0, max: 999_999 })).map(([n, i]) => `${n}${i}`);
const emails = tuple(local, host).map(([l, h]) => `${l}@${h}`);
const phones = integer({ min: 0, max: 9999 }).map((n) => `tel:+1-201-555-${String(n).padStart(4, "0")}`);
const urls = tuple(host, constantFrom("", "/", "/a/b", "/p?q=1&r=2", "/%C3%A9", "/x#y"), integer({ min: 0, max: 99_999 })).map(([h, p, n]) => `https://${h}/${n}${p}`);

/** Names that a list or a grammar restricts even where the schema does not say so (RFC 7643 section 4.1). */
const FORMS: Readonly<Record<string, readonly string[]>> = {
  preferredlanguage: ["en", "de-AT", "zh-Hans", "pt-BR"],
  locale: ["en-US", "de-AT", "ja-JP"],
  timezone: ["America/Los_Angeles", "Europe/Vienna", "Asia/Kathmandu"],
  country: ["US", "AT", "JP", "BR"],
};

function strings(attribute: AttributeInfo, reach: Reach): Arbitrary<string> {
  const [top = "", sub] = attribute.path.toLowerCase().split(".");
  const form = FORMS[attribute.name.toLowerCase()];
  if (form) return constantFrom(...form);
  if (attribute.canonicalValues.length > 0) return constantFrom(...attribute.canonicalValues);
  if (sub === "value" && top === "emails") return emails;
  if (sub === "value" && top === "phonenumbers") return phones;
  return { plain: plainText, rich: richText, edgy: edgyText }[reach]();
}

/** True for an attribute of which a client can make up values: not one whose values only the server or another resource knows. */
export function canMakeUp(attribute: AttributeInfo): boolean {
  if (attribute.mutability === "readOnly" || attribute.mutability === "writeOnly" || attribute.returned === "never") return false;
  if (attribute.type === "reference") return attribute.referenceTypes.length > 0 && attribute.referenceTypes.every((t) => t === "external");
  if (attribute.type !== "complex") return true;
  return !pointsToResources(attribute) && partsOf(attribute).length > 0;
}

/** Sub-attributes of which a client can make up values. `primary` is apart: it concerns all values together. */
export function partsOf(attribute: AttributeInfo): readonly AttributeInfo[] {
  return attribute.subAttributes.filter((s) => s.name !== "primary" && s.name !== "$ref" && s.name.toLowerCase() !== "display" && s.name !== "formatted" && (s.name !== "type" || s.canonicalValues.length > 0) && canMakeUp(s));
}

/** One value of an attribute; a complex one has its required parts and any of the others, at least one. */
export function valueOf(attribute: AttributeInfo, reach: Reach = "plain"): Arbitrary<Json> {
  switch (attribute.type) {
    case "boolean":
      return boolean();
    case "integer":
      return integers(reach);
    case "decimal":
      return decimals(reach);
    case "dateTime":
      return dateTimes();
    case "binary":
      return binaries();
    case "reference":
      return urls;
    case "complex":
      return complex(attribute, reach);
    default:
      return strings(attribute, reach);
  }
}

function complex(attribute: AttributeInfo, reach: Reach): Arbitrary<JsonObject> {
  const parts = partsOf(attribute);
  // A value without its `value` says nothing (RFC 7643 section 2.4), so that servers may drop it.
  const needed = new Set(parts.filter((p) => p.required || p.name === "value").map((p) => p.name));
  const members = Object.fromEntries(parts.map((p) => [p.name, p.multiValued ? array(valueOf(p, reach), { minLength: 1, maxLength: 2 }) : valueOf(p, reach)]));
  return record<Record<string, Json>>(members, { requiredKeys: [...needed] }).map((value) => (Object.keys(value).length > 0 ? value : null)).chain((value) => (value === null ? single(parts, reach) : constant(value)));
}

function single(parts: readonly AttributeInfo[], reach: Reach): Arbitrary<JsonObject> {
  return oneof(...parts.map((p) => valueOf(p, reach).map((v): JsonObject => ({ [p.name]: p.multiValued ? [v] : v }))));
}

/** The values with what one of them has as that part in all of them, so that a filter selects several. */
export function alikeIn(part: string, values: readonly Json[]): readonly Json[] {
  const common = values.map((v) => (isObject(v) ? v[part] : undefined)).find((v) => v !== undefined);
  return common === undefined ? values : values.map((v) => (isObject(v) ? { ...v, [part]: common } : v));
}

/** As a server may keep them: what comes to the same there is one value. */
const same = (a: Json, b: Json): boolean => settled(a) === settled(b);
const settled = (v: Json): string => JSON.stringify(v, (_name, part: unknown) => (typeof part === "string" ? foldedText(part) : part));

/** What tells the values of an attribute apart: `type` and `value` together must occur once (RFC 7643 section 2.4). */
function key(value: Json): Json {
  return typeof value === "object" && value !== null && "value" in value ? [value["value"] ?? null] : value;
}

/** The first of the values that are alike in what tells them apart. */
export function distinctValues(list: readonly Json[]): Json[] {
  return list.filter((v, i) => list.findIndex((w) => same(key(w), key(v))) === i);
}

/** The attribute as a whole: an array of up to `most` distinct values, one of them primary perhaps, if it is multi-valued. */
export function attributeValue(attribute: AttributeInfo, reach: Reach = "plain", most = 4): Arbitrary<Json> {
  const value = valueOf(attribute, reach);
  if (!attribute.multiValued) return value;
  const drawn = tuple(array(value, { minLength: 1, maxLength: most }), boolean()).map(([list, alike]) => (alike ? alikeIn("type", list) : list));
  const distinct = drawn.map(distinctValues);
  if (!attribute.subAttributes.some((s) => s.name === "primary" && s.mutability === "readWrite")) return distinct;
  return tuple(distinct, option(integer({ min: 0, max: most - 1 }))).map(([list, at]) => list.map((v, i) => (i === at ? { ...(v as JsonObject), primary: true } : v)));
}

/** Values for any of the attributes, by their paths (pathOf): an object, so that shrinking drops one after the other. */
export function valuesByPath(attributes: readonly AttributeInfo[], reach: Reach = "plain", most = 4): Arbitrary<JsonObject> {
  const members = Object.fromEntries(attributes.map((a) => [pathOf(a), attributeValue(a, reach, most)]));
  return record<Record<string, Json>>(members, { requiredKeys: [] });
}

/** As valuesByPath at the edges; in one case of five, a text among the values is long. */
export function edgyValues(attributes: readonly AttributeInfo[]): Arbitrary<JsonObject> {
  const texts = attributes.filter((a) => a.type === "string" && !a.multiValued && a.canonicalValues.length === 0 && FORMS[a.name.toLowerCase()] === undefined);
  const values = valuesByPath(attributes, "edgy");
  if (texts.length === 0) return values;
  // In the last of five: shrinking goes towards none.
  return tuple(values, integer({ min: 0, max: 4 }), constantFrom(...texts), longText()).map(([others, n, a, text]) => (n === 4 ? { ...others, [pathOf(a)]: text } : others));
}
