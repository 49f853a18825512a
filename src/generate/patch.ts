/** PATCH operations as intents over the attributes of a type (RFC 7644 section 3.5.2). */
import { array, boolean, constantFrom, integer, oneof, record, tuple, type Arbitrary } from "fast-check";
import type { Json, JsonObject } from "../model/json.ts";
import type { AttributeInfo } from "../model/target.ts";
import type { Intent } from "../scim/patch/model.ts";
import { pathOf } from "../scim/schema.ts";
import { alikeIn, distinctValues, partsOf, valueOf } from "./values.ts";

const FORMS = constantFrom<"path" | "pathless">("path", "path", "pathless");
const OPS = constantFrom<"add" | "replace">("replace", "add");

/** Parts of which a client can make up one value, and change it. */
const simpleParts = (a: AttributeInfo): readonly AttributeInfo[] => partsOf(a).filter((p) => !p.multiValued && p.type !== "complex" && p.mutability === "readWrite");
/** Parts that a value can do without; one without its `value` says nothing (RFC 7643 section 2.4). */
const spareParts = (a: AttributeInfo): readonly AttributeInfo[] => simpleParts(a).filter((p) => !p.required && p.name !== "value");

/** The value of a complex attribute, of parts that can be changed. */
const element = (a: AttributeInfo): Arbitrary<JsonObject> => valueOf({ ...a, subAttributes: simpleParts(a) }, "rich") as Arbitrary<JsonObject>;

function lists(a: AttributeInfo): readonly Arbitrary<Intent>[] {
  const path = pathOf(a);
  const values = (max: number): Arbitrary<readonly Json[]> => tuple(array(valueOf(a, "rich"), { minLength: 1, maxLength: max }), boolean()).map(([list, alike]) => (alike ? alikeIn("type", list) : list));
  const parts = a.type === "complex" ? simpleParts(a) : [];
  const named = parts.filter((p) => p.type === "string");
  const append = record({ kind: constantFrom("append" as const), path: constantFrom(path), values: values(3), form: FORMS });
  const overwrite = record({ kind: constantFrom("overwrite" as const), path: constantFrom(path), values: values(4), form: FORMS });
  return named.length === 0 ? [append, overwrite] : [append, append, overwrite, aimed(a), aimed(a)];
}

/** Values of one multi-valued attribute, and operations that a filter aims at some of them; null if no attribute can be filtered so. */
export function selections(attributes: readonly AttributeInfo[]): Arbitrary<{ readonly values: JsonObject; readonly requests: readonly (readonly Intent[])[] }> | null {
  const plurals = attributes.filter((a) => a.multiValued && a.type === "complex" && simpleParts(a).some((p) => p.type === "string"));
  if (plurals.length === 0) return null;
  return constantFrom(...plurals).chain((a) => record({ values: several(a).map((v) => ({ [pathOf(a)]: v })), requests: array(aimed(a), { minLength: 1, maxLength: 2 }).map((intents) => [intents]) }));
}

/** Several values, mostly alike in their type. */
function several(a: AttributeInfo): Arbitrary<Json> {
  return tuple(array(valueOf(a, "rich"), { minLength: 3, maxLength: 6, size: "max" }), integer({ min: 0, max: 7 })).map(([list, n]) => distinctValues(n === 0 ? list : alikeIn("type", list)));
}

/** An operation on the values that have one part in common. */
function aimed(a: AttributeInfo): Arbitrary<Intent> {
  const named = simpleParts(a).filter((p) => p.type === "string");
  const place = { path: constantFrom(pathOf(a)), part: constantFrom(...named.flatMap((p) => (p.name === "type" ? Array<string>(named.length).fill(p.name) : [p.name]))), pick: integer({ min: 0, max: 7 }) };
  const set = constantFrom(...simpleParts(a)).chain((target) => record({ kind: constantFrom("set-where" as const), ...place, target: constantFrom(target.name), value: valueOf(target, "rich") }));
  const whole = record({ kind: constantFrom("set-element" as const), ...place, value: element(a) });
  const spare = spareParts(a).map((p) => p.name);
  const dropPart = spare.length === 0 ? [] : [record({ kind: constantFrom("drop-part-where" as const), ...place, target: constantFrom(...spare) })];
  return oneof({ weight: 6, arbitrary: record({ kind: constantFrom("drop-where" as const), ...place }) }, { weight: 3, arbitrary: set }, { weight: 2, arbitrary: whole }, ...dropPart.map((arbitrary) => ({ weight: 2, arbitrary })));
}

function singles(a: AttributeInfo): readonly Arbitrary<Intent>[] {
  const path = pathOf(a);
  if (a.type !== "complex") return [record({ kind: constantFrom("set" as const), path: constantFrom(path), op: OPS, value: valueOf(a, "rich"), form: FORMS })];
  const parts = simpleParts(a);
  if (parts.length === 0) return [];
  const set = constantFrom(...parts).chain((p) => record({ kind: constantFrom("set-part" as const), path: constantFrom(path), part: constantFrom(p.name), op: OPS, value: valueOf(p, "rich"), form: FORMS }));
  const whole = record({ kind: constantFrom("set" as const), path: constantFrom(path), op: OPS, value: element(a), form: FORMS });
  const spare = spareParts(a).map((p) => p.name);
  return [set, set, whole, ...(spare.length === 0 ? [] : [record({ kind: constantFrom("drop-part" as const), path: constantFrom(path), part: constantFrom(...spare) })])];
}

/** One object with values for several singular attributes. */
function many(attributes: readonly AttributeInfo[]): readonly Arbitrary<Intent>[] {
  const simple = attributes.filter((a) => !a.multiValued && a.type !== "complex");
  if (simple.length < 2) return [];
  const values = record<Record<string, Json>>(Object.fromEntries(simple.map((a) => [pathOf(a), valueOf(a, "rich")])), { requiredKeys: [] });
  return [record({ kind: constantFrom("set-many" as const), op: OPS, values })];
}

/** One intent on one of the attributes; `all` may be set together. */
export function intents(attributes: readonly AttributeInfo[], all: readonly AttributeInfo[] = []): Arbitrary<Intent> {
  const of = attributes.flatMap((a) => {
    const own = a.multiValued ? lists(a) : singles(a);
    return own.length > 0 ? [oneof(...own, record({ kind: constantFrom("drop" as const), path: constantFrom(pathOf(a)) }))] : [];
  });
  return oneof({ weight: 8, arbitrary: oneof(...of) }, ...many(all).map((arbitrary) => ({ weight: 1, arbitrary })));
}

/** Lists that lose their end while they shrink; fast-check itself drops what stands in front. */
function shortened<T>(lists: Arbitrary<readonly T[]>, most: number): Arbitrary<readonly T[]> {
  const lengths = Array.from({ length: most }, (_v, i) => i + 1);
  return tuple(lists, constantFrom(...lengths, ...Array<number>(most * 8).fill(most))).map(([list, length]) => list.slice(0, length));
}

/** The requests of one case: each a list of intents, in order. Few attributes, so that operations meet. */
export function patches(attributes: readonly AttributeInfo[], most: number): Arbitrary<readonly (readonly Intent[])[]> {
  const weighty = attributes.flatMap((a) => (a.type === "complex" ? [a, a, ...(a.multiValued ? [] : [a, a, a, a])] : [a]));
  const some = array(constantFrom(...weighty), { minLength: 1, maxLength: 2 });
  const request = (chosen: readonly AttributeInfo[]): Arbitrary<readonly Intent[]> => {
    const one = intents(chosen, attributes);
    // Mostly long ones; a short one is what they shrink to.
    return shortened(oneof({ withCrossShrink: true }, { weight: 1, arbitrary: array(one, { minLength: 1, maxLength: 3, size: "max" }) }, { weight: 3, arbitrary: array(one, { minLength: 3, maxLength: 8, size: "max" }) }), 8);
  };
  return some.chain((chosen) => shortened(array(request(chosen), { minLength: 1, maxLength: most }), most));
}
