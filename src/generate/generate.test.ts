import { assert, check, property, sample, type Arbitrary } from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../model/json.ts";
import { DEVICE, INVENTORY, WARRANTY } from "../reference/schemas/device.ts";
import { byPath, evaluate } from "../scim/filter/evaluate.ts";
import { render } from "../scim/filter/filter.ts";
import { leavesOf } from "../scim/filter/leaves.ts";
import { fits } from "../scim/validity.ts";
import { pathOf } from "../scim/schema.ts";
import { freeAttributes, leftOut, MOST_ATTRIBUTES, readAt, withValues } from "./attributes.ts";
import { corpusValues, filters, placesOf, styles } from "./filters.ts";
import { invalidValues } from "./invalid.ts";
import { listMember, projections, walks } from "./lists.ts";
import { malformed, VIOLATIONS } from "./malformed.ts";
import { patches } from "./patch.ts";
import { rudeRequests } from "./rude.ts";
import { targetOf } from "./target.testing.ts";
import { edgyText, LATIN_1, plainText, PUNCTUATION, richText, rudeText } from "./text.ts";
import { dateTimes, edgyValues, valuesByPath } from "./values.ts";
import { isDateTime } from "../scim/date-time.ts";

const { target, type } = targetOf([DEVICE, INVENTORY, WARRANTY] as unknown as readonly JsonObject[]);
const { attributes } = freeAttributes(target, type);
const drawn = <T>(arbitrary: Arbitrary<T>, count = 300): readonly T[] => sample(arbitrary, { numRuns: count, seed: 11 });

describe("texts", () => {
  test("are Unicode: no half of a surrogate pair", () => {
    for (const text of [...drawn(edgyText()), ...drawn(rudeText())]) expect(encodeURIComponent.bind(null, text)).not.toThrow();
  });
  test("that any server can store neither begin nor end with a blank, and hold no control character", () => {
    for (const text of drawn(plainText())) expect(text).toMatch(/^[^\s\p{Cc}](?:.*[^\s\p{Cc}])?$/su);
  });
  test("show every character of Latin-1 and every punctuation mark within a few dozen", () => {
    const seen = new Set(drawn(richText(), 40).flatMap((t) => Array.from(t)));
    expect([...LATIN_1, ...PUNCTUATION].filter((c) => !seen.has(c))).toEqual([]);
    expect([...seen].some((c) => (c.codePointAt(0) ?? 0) > 0xffff)).toBe(true);
  });
});

describe("values", () => {
  test("fit their attributes, whatever the reach", () => {
    for (const arbitrary of [valuesByPath(attributes), valuesByPath(attributes, "rich"), edgyValues(attributes)]) {
      for (const values of drawn(arbitrary, 200)) {
        const resource = withValues({ schemas: [type.schema] }, attributes, values);
        const wrong = attributes.filter((a) => !fits(a, readAt(resource, a))).map((a) => `${a.path}: ${JSON.stringify(readAt(resource, a))}`);
        expect(wrong).toEqual([]);
      }
    }
  });
  test("are dateTimes with offsets, leap days and fractions", () => {
    const all = drawn(dateTimes());
    expect(all.filter((d) => !isDateTime(d))).toEqual([]);
    for (const part of [/02-29/, /\.\d/, /[+-]\d\d:\d\d$/, /T23:59:59/]) expect(all.some((d) => part.test(d))).toBe(true);
  });
  test("reach the bounds of 32 and 53 bits, and fractions", () => {
    const all = drawn(edgyValues(attributes), 600).flatMap((v) => Object.values(v)).filter((v) => typeof v === "number");
    for (const n of [2 ** 31, 2 ** 53 - 1, -(2 ** 31)]) expect(all).toContain(n);
    expect(all.some((n) => !Number.isInteger(n))).toBe(true);
  });
  test("are the same for the same seed", () => {
    expect(sample(edgyValues(attributes), { numRuns: 20, seed: 3 })).toEqual(sample(edgyValues(attributes), { numRuns: 20, seed: 3 }));
  });
  test("shrink to the one that matters", () => {
    const details = check(property(edgyValues(attributes), (v) => !JSON.stringify(v).includes("Ø")), { seed: 5, numRuns: 500 });
    expect(Object.keys(details.counterexample?.[0] ?? {})).toHaveLength(1);
  });
  test("stand in the container of their schema, which `schemas` names", () => {
    const resource = withValues({ schemas: [type.schema] }, attributes, { [`${INVENTORY.id}:quantity`]: 7 });
    expect(resource).toEqual({ schemas: [type.schema, INVENTORY.id], [INVENTORY.id]: { quantity: 7 } });
  });
});

describe("invalid resources", () => {
  test("are wrong in exactly one attribute, which does not fit, and say where", () => {
    for (const { values, path, fault } of drawn(invalidValues(attributes))) {
      const resource = withValues({}, attributes, values);
      expect(attributes.filter((a) => !fits(a, readAt(resource, a))).map(pathOf)).toEqual([path]);
      expect(fault.length).toBeGreaterThan(5);
    }
  });
});

describe("filters", () => {
  const [members = []] = sample(corpusValues(attributes, 16), { numRuns: 1, seed: 2 });
  const resources = members.map((m) => withValues({}, attributes, m));
  const leaves = byPath(leavesOf(attributes));
  const places = placesOf([...leaves.values()], resources);
  test("name what exists, nest, and tell the resources apart", () => {
    const all = drawn(filters(places));
    const verdicts = all.map((f) => resources.map((r) => evaluate(f, r, leaves)));
    expect(verdicts.filter((v) => v.includes(true) && v.includes(false)).length).toBeGreaterThan(all.length / 4);
    const depth = Math.max(...all.map((f) => render(f).split("(").length));
    expect(depth).toBeGreaterThan(3);
    for (const word of [" eq ", " ne ", " co ", " sw ", " ew ", " gt ", " ge ", " lt ", " le ", " pr", "not (", " and ", " or ", "["]) expect(all.some((f) => render(f).includes(word)), word).toBe(true);
  });
  test("mean the same in every style", () => {
    assert(property(filters(places), styles(), (filter, style) => {
      const plain = render(filter).replace(/[()]/g, "").toLowerCase();
      const styled = render(filter, style, type.schema).replaceAll(`${type.schema}:`, "").replace(/[()]/g, "").toLowerCase();
      return plain === styled;
    }), { numRuns: 200 });
  });
  test("shrink to a few words", () => {
    const details = check(property(filters(places), (f) => !JSON.stringify(f).includes('"kind":"not"')), { seed: 5, numRuns: 300 });
    expect(render(details.counterexample?.[0] ?? { kind: "present", path: "x" }).split(/ and | or /)).toHaveLength(1);
  });
  test("that are malformed have each kind of violation, and differ from every valid one", () => {
    const all = drawn(malformed(places), 1500);
    expect(VIOLATIONS.filter((v) => !all.some((m) => m.violation === v))).toEqual([]);
    const balanced = (t: string): boolean => t.split("(").length === t.split(")").length && t.split("[").length === t.split("]").length;
    for (const { text, violation } of all) if (/parenthesis|closing bracket/.test(violation)) expect(balanced(text.replace(/"(?:[^"\\]|\\.)*"/g, "")), text).toBe(false);
  });
});

describe("schemas that no one expects", () => {
  const schema = (list: readonly JsonObject[]): JsonObject => ({ id: "urn:example:Odd", attributes: list });
  test("of 1,000 attributes are used in part, and what is left out is said", () => {
    const large = targetOf([schema(Array.from({ length: 1000 }, (_v, i) => ({ name: `a${i}`, type: "string" })))]);
    const free = freeAttributes(large.target, large.type);
    expect([free.attributes.length, free.dropped]).toEqual([MOST_ATTRIBUTES, 1000 - MOST_ATTRIBUTES]);
    expect(leftOut(free.dropped)).toEqual({ note: "940 more attributes of a very large schema were left out" });
    expect(leftOut(0)).toEqual({});
    const started = performance.now();
    drawn(edgyValues(free.attributes), 50);
    drawn(patches(free.attributes, 2), 50);
    expect(performance.now() - started).toBeLessThan(5000);
  });
  test("that contain themselves, unknown types and complex attributes without parts give nothing to send, or something valid", () => {
    const loop: Record<string, unknown> = { name: "loop", type: "complex" };
    loop["subAttributes"] = [loop];
    const odd = targetOf([schema([loop as JsonObject, { name: "none", type: "complex" }, { name: "what", type: "quantum" }, { name: "", type: "string" }, { name: "canonical", type: "string", canonicalValues: ["a", "b"] }, { name: "only", type: "complex", subAttributes: [{ name: "given", type: "string", mutability: "readOnly" }] }])]);
    const { attributes: usable } = freeAttributes(odd.target, odd.type);
    expect(usable.map((a) => a.name)).toEqual(["what", "canonical"]);
    for (const v of drawn(valuesByPath(usable), 50)) expect(["a", "b", undefined]).toContain(v["canonical"]);
  });
});

test("walks, projections, list members, PATCH requests and rude requests are data that a replay can repeat", () => {
  const all: readonly Arbitrary<unknown>[] = [walks(12, { index: true, cursor: true, search: true }), projections(9, 12, { list: true, search: true }), listMember(attributes), patches(attributes, 2), rudeRequests()];
  for (const arbitrary of all) {
    const values = sample(arbitrary, { numRuns: 100, seed: 4 });
    expect(values).toEqual(sample(arbitrary, { numRuns: 100, seed: 4 }));
    expect(new Set(values.map((v) => JSON.stringify(v))).size).toBeGreaterThan(30);
  }
});
