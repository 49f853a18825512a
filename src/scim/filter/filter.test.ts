import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../model/json.ts";
import { parseAttribute } from "../schema.ts";
import { byPath, evaluate } from "./evaluate.ts";
import { bothOf, render, type Filter, type Operator } from "./filter.ts";
import { leavesOf } from "./leaves.ts";

const CORE = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const place = { schema: CORE, extension: false, prefix: "", source: "published" } as const;
const attributes = [
  { name: "title", type: "string" },
  { name: "code", type: "string", caseExact: true },
  { name: "active", type: "boolean" },
  { name: "size", type: "integer" },
  { name: "since", type: "dateTime" },
  { name: "link", type: "reference", referenceTypes: ["external"] },
  { name: "tags", type: "string", multiValued: true },
  { name: "name", type: "complex", subAttributes: [{ name: "givenName", type: "string" }] },
  { name: "emails", type: "complex", multiValued: true, subAttributes: [{ name: "value", type: "string" }, { name: "type", type: "string" }, { name: "primary", type: "boolean" }] },
].flatMap((raw) => parseAttribute(raw, place) ?? []);
const extension = parseAttribute({ name: "department", type: "string" }, { ...place, schema: ENTERPRISE, extension: true });
const leaves = byPath(leavesOf([...attributes, ...(extension ? [extension] : [])]));

const compare = (path: string, operator: Operator, literal: string | number | boolean): Filter => ({ kind: "compare", path, operator, literal });
const not = (term: Filter): Filter => ({ kind: "not", term });
const ana: JsonObject = {
  title: "Chief Engineer",
  code: "AbC",
  active: false,
  size: 10,
  since: "2024-02-29T12:00:00+05:30",
  link: "https://example.com/A",
  tags: ["red", "blue"],
  name: { givenName: "Ana" },
  emails: [{ value: "ana@work.example", type: "work", primary: true }, { value: "ana@home.example", type: "home" }],
  [ENTERPRISE]: { department: "R&D" },
};

describe("the oracle says yes or no where the RFC does", () => {
  test.each<readonly [string, Filter, boolean]>([
    ["equality without case", compare("title", "eq", "CHIEF engineer"), true],
    ["equality with case, where the schema says so", compare("code", "eq", "abc"), false],
    ["names without case", compare("TITLE", "co", "engi"), true],
    ["a beginning", compare("title", "sw", "chief"), true],
    ["an end", compare("title", "ew", "chief"), false],
    ["order of numbers, not of digits", compare("size", "gt", 9), true],
    ["at least", compare("size", "ge", 10), true],
    ["less", compare("size", "lt", 10), false],
    ["order of instants, not of texts", compare("since", "lt", "2024-02-29T08:00:00Z"), true],
    ["a flag", compare("active", "eq", false), true],
    ["presence of false", { kind: "present", path: "active" }, true],
    ["absence", { kind: "present", path: "nickName" }, false],
    ["any value of several", compare("tags", "eq", "blue"), true],
    ["a part of a complex attribute", compare("name.givenName", "eq", "ana"), true],
    ["an extension attribute", compare(`${ENTERPRISE}:department`, "eq", "r&d"), true],
    ["brackets for one value", { kind: "values", path: "emails", filter: { kind: "and", terms: [compare("type", "eq", "work"), compare("value", "ew", "work.example")] } }, true],
    ["brackets that no single value meets", { kind: "values", path: "emails", filter: { kind: "and", terms: [compare("type", "eq", "work"), compare("value", "ew", "home.example")] } }, false],
    ["and before or", { kind: "or", terms: [compare("size", "eq", 10), { kind: "and", terms: [compare("size", "eq", 1), compare("size", "eq", 2)] }] }, true],
    ["not", not(compare("size", "eq", 10)), false],
    ["no value is not equal", compare("name.givenName", "eq", "Bob"), false],
  ])("%s", (_words, filter, expected) => {
    const { nickName: _none, ...resource } = { nickName: null, ...ana };
    const all = byPath([...leaves.values(), ...leavesOf([parseAttribute({ name: "nickName", type: "string" }, place)].flatMap((a) => a ?? []))]);
    expect(evaluate(filter, resource, all)).toBe(expected);
  });
});

describe("the oracle is silent where readings differ", () => {
  const { title: _title, active: _active, emails: _emails, ...bare } = ana;
  test.each<readonly [string, Filter, JsonObject]>([
    ["ne on no value", compare("title", "ne", "x"), bare],
    ["not on no value", not(compare("title", "eq", "x")), bare],
    ["false and no value", compare("active", "eq", false), bare],
    ["ne on several values", compare("tags", "ne", "red"), ana],
    ["not on several values", not(compare("tags", "eq", "red")), ana],
    ["order of texts with other characters than letters and digits", compare("title", "gt", "Chief-"), ana],
    ["an instant written in another way", compare("since", "eq", "2024-02-29T06:30:00Z"), ana],
    ["texts that normalise alike", compare("title", "eq", "e\u0301"), { ...ana, title: "é" }],
    ["letters of which not everybody knows the case", compare("title", "eq", "ÀB"), { ...ana, title: "àb" }],
    ["a URI that differs in case", compare("link", "eq", "https://example.com/a"), ana],
    ["two conditions outside of brackets that no single value meets", { kind: "and", terms: [compare("emails.type", "eq", "work"), compare("emails.value", "ew", "home.example")] }, ana],
    ["an empty text", compare("title", "co", ""), ana],
  ])("%s", (_words, filter, resource) => {
    expect(evaluate(filter, resource, leaves)).toBe(null);
  });
  test("and passes on what others decide: one false term of and, one true term of or", () => {
    const open = compare("title", "ne", "x");
    expect(evaluate({ kind: "and", terms: [open, compare("size", "eq", 1)] }, bare, leaves)).toBe(false);
    expect(evaluate({ kind: "or", terms: [open, compare("size", "eq", 10)] }, bare, leaves)).toBe(true);
    expect(evaluate({ kind: "or", terms: [open, compare("size", "eq", 1)] }, bare, leaves)).toBe(null);
  });
});

test("filters are written by the grammar of figure 1", () => {
  const filter: Filter = { kind: "or", terms: [{ kind: "and", terms: [compare("title", "eq", 'a "b"\\'), { kind: "or", terms: [compare("size", "gt", 1), { kind: "present", path: "name.givenName" }] }] }, not({ kind: "values", path: "emails", filter: compare("type", "eq", "work") })] };
  expect(render(filter)).toBe('title eq "a \\"b\\"\\\\" and (size gt 1 or name.givenName pr) or not (emails[type eq "work"])');
  expect(render(compare("title", "eq", "x"), { operators: "upper", words: "upper", names: "qualified", parentheses: 1 }, CORE)).toBe(`(${CORE}:title EQ "x")`);
  expect(render(compare(`${ENTERPRISE}:department`, "eq", "x"), { operators: "lower", words: "lower", names: "upper", parentheses: 0 }, CORE)).toBe(`${ENTERPRISE}:DEPARTMENT eq "x"`);
  expect(bothOf('title eq "a or b"', "a pr or b pr")).toBe('title eq "a or b" and (a pr or b pr)');
});
