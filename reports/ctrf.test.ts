import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { describe, expect, test } from "vitest";
import type { Run } from "../src/model/run.ts";
import { hostile, large, mapStrings, processorTime, sample, SAMPLES } from "../test/fixtures/runs.ts";
import { renderCtrf } from "./ctrf.ts";

interface CtrfTest {
  readonly testId: string;
  readonly name: string;
  readonly status: string;
  readonly rawStatus: string;
  readonly message?: string;
  readonly trace?: string;
  readonly flaky?: boolean;
}
interface Ctrf {
  readonly results: { readonly summary: Readonly<Record<string, number>>; readonly tests: readonly CtrfTest[]; readonly extra: { readonly scimspec: { readonly complete: boolean; readonly verdict: string; readonly incompleteBecause: readonly string[] } } };
}

const ajv = new Ajv({ allErrors: true, strict: false });
addFormats.default(ajv);
const valid = ajv.compile(JSON.parse(readFileSync(new URL("../test/fixtures/schemas/ctrf-0.0.schema.json", import.meta.url), "utf8")) as object);
const RUNS: readonly (readonly [string, () => Run])[] = [...SAMPLES.map((n) => [n, () => sample(n)] as const), ...SAMPLES.map((n) => [`hostile ${n}`, () => hostile(n)] as const), ["empty", () => ({ ...sample("conformant"), checks: [] })], ["of empty strings", () => mapStrings(sample("not-conformant"), () => "")]];
const parse = (run: Run): Ctrf => JSON.parse(renderCtrf(run)) as Ctrf;

test.each(RUNS)("%s is valid against the schema of CTRF", (_, make) => {
  valid(parse(make()));
  expect(valid.errors ?? []).toEqual([]);
});

test("the schema can fail", () => {
  expect(valid({ ...parse(sample("conformant")), results: {} })).toBe(false);
});

describe("outcomes", () => {
  const STATUS: Readonly<Record<string, string>> = { pass: "passed", fail: "failed", warn: "passed", skip: "skipped", blocked: "other", error: "other" };

  test.each(["not-conformant", "incomplete"] as const)("map, and stay as rawStatus (%s)", (name) => {
    const run = sample(name);
    const tests = new Map(parse(run).results.tests.map((t) => [t.testId, t]));
    for (const check of run.checks) expect(tests.get(check.id)).toMatchObject({ status: STATUS[check.outcome], rawStatus: check.outcome });
  });

  test("are counted as the tests show them", () => {
    const { summary, tests } = parse(sample("not-conformant")).results;
    for (const status of ["passed", "failed", "skipped", "pending", "other"]) expect(summary[status]).toBe(tests.filter((t) => t.status === status).length);
    expect(summary["tests"]).toBe(tests.length);
  });

  test("flaky is a flag beside the outcome", () => {
    const run = sample("not-conformant");
    const { results } = parse({ ...run, checks: run.checks.map((c) => (c.id === "create/created" ? { ...c, flaky: true } : c)) });
    expect(results.tests.find((t) => t.testId === "create/created")).toMatchObject({ status: "failed", flaky: true, retries: 1 });
    expect(results.summary["flaky"]).toBe(1);
  });
});

test("a failed test has the evidence; a property its smallest case and the command that repeats it", () => {
  const { tests } = parse(sample("not-conformant")).results;
  const trace = tests.find((t) => t.testId === "properties/filter-oracle")?.trace ?? "";
  for (const part of ["RFC 7644 section 3.4.2.2", "Smallest case: ", "scimspec run --replay 'properties/filter-oracle@", "curl -sS", "What to do: "]) expect(trace).toContain(part);
  expect(tests.find((t) => t.rawStatus === "skip")?.message).toBeTruthy();
});

test("an incomplete run says so, and is not green even if all its checks passed", () => {
  const { results } = parse({ ...sample("conformant"), complete: false, incompleteBecause: ["interrupted"] });
  expect(results.extra.scimspec).toMatchObject({ complete: false, verdict: "incomplete", incompleteBecause: ["interrupted"] });
  expect(results.tests[0]).toMatchObject({ name: "the run is complete", status: "failed", rawStatus: "incomplete", message: "interrupted" });
  expect(results.summary["failed"]).toBe(1);
  expect(parse(sample("conformant")).results.extra.scimspec).toMatchObject({ complete: true, verdict: "conformant" });
});

test("no hostile character is left", () => {
  const { tests } = parse(hostile("not-conformant")).results;
  expect(tests.filter((t) => /(?![\n\t])\p{Cc}|\p{Cs}|\u202e/u.test(`${t.name}${t.message}${t.trace}`))).toEqual([]);
});

test("a run of normal size takes less than 150 ms of the processor", () => {
  const run = large();
  expect(processorTime(() => renderCtrf(run))).toBeLessThan(150);
});
