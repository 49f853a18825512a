/** Generated cases against the reference server; the whole proof is `npm run properties:proof`. */
import { Ajv2020 } from "ajv/dist/2020.js";
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { renderSummary } from "../reports/console.ts";
import { renderHtml } from "../reports/html/report.ts";
import { properties } from "../src/config/finish.ts";
import { packageRoot } from "../src/config/validate.ts";
import { decodeReplay } from "../src/engine/replay.ts";
import type { Finding, Run } from "../src/model/run.ts";
import { nodesOf } from "../src/proof.ts";
import { listFaults, triggerOf } from "../src/reference/index.ts";
import { runAgainstReference, seededFaultIds } from "../src/selftest.ts";
import { loadSuites, type Suites } from "../src/suites.ts";

let suites: Suites;
beforeAll(async () => {
  suites = await loadSuites();
});

/** Time is no limit here, so that a busy machine gives the same result. */
const unhurried = { ...properties("normal"), timeMs: 600_000 };
const generated = (): string[] => suites.checks.filter((c) => c.generates).map((c) => c.id);
const found = (run: Run): readonly Finding[] => run.checks.flatMap((c) => c.findings);

test("the conforming server gets no finding from generated cases, and is left as it was found", async () => {
  const run = await runAgainstReference(suites, { checks: generated(), seed: 42, properties: unhurried });
  expect(found(run).map((f) => f.message)).toEqual([]);
  expect(run.checks.filter((c) => c.outcome !== "pass").map((c) => `${c.id} ${c.outcome}: ${c.reason ?? ""}`)).toEqual([]);
  expect(run.leftovers).toEqual([]);
  // Each property says how often it held; exchanges of cases that held are counted, and not kept.
  for (const c of run.checks) expect(c.expectations.some((e) => / held for \d+ of \d+ generated cases/.test(e.message)), c.id).toBe(true);
  expect(run.exchanges.length).toBeLessThan(run.limits.requests / 10);
  expect(run.notes.join(" ")).toMatch(/\d+ exchanges of generated cases that held are counted, but not stored/);
});

test("the default budget adds at most as many requests as the hand-written checks use", async () => {
  const byHand = await runAgainstReference(suites);
  const both = await runAgainstReference(suites, { seed: 1, properties: unhurried });
  expect(both.limits.requests - byHand.limits.requests).toBeLessThanOrEqual(byHand.limits.requests);
});

describe("a counterexample", () => {
  const cases = [
    ["seeded-filter-precedence-deep#2", "properties/filter-oracle"],
    ["seeded-patch-order#1", "properties/patch-model"],
    ["seeded-delete-after-several-writes#0", "properties/lifecycle"],
    ["seeded-store-latin-letter#3", "properties/round-trip"],
  ] as const;
  test.each(cases)("of %s is small, has its exchanges, and its token repeats it", async (fault, check) => {
    const run = await runAgainstReference(suites, { faults: [fault], checks: [check], seed: 105, properties: unhurried });
    const [finding] = found(run);
    const example = finding?.counterexample;
    if (!finding || !example) throw new Error(`${check} does not find ${fault} (${triggerOf(fault) ?? ""})`);
    expect(nodesOf(example.input)).toBeLessThanOrEqual(30);
    expect(example.exchanges.length).toBeGreaterThan(0);
    const kept = new Set(run.exchanges.map((e) => e.id));
    expect(example.exchanges.filter((id) => !kept.has(id))).toEqual([]);
    expect(kept.has(finding.exchange ?? "")).toBe(true);
    const replay = decodeReplay(example.replay);
    if (!replay) throw new Error(`${example.replay} is no token`);
    const again = await runAgainstReference(suites, { faults: [fault], checks: [check], seed: replay.seed, properties: unhurried, replay });
    const repeated = found(again).find((f) => f.requirement === finding.requirement);
    expect(repeated?.counterexample).toMatchObject({ input: example.input, replay: example.replay, shrinks: 0 });
    // The corpus, if there is one, and one case.
    expect(again.limits.requests).toBeLessThan(run.limits.requests / 2);
    const fixed = await runAgainstReference(suites, { checks: [check], seed: replay.seed, properties: unhurried, replay });
    expect(fixed.checks.map((c) => c.outcome)).toEqual(["pass"]);
  });
  test("is shown with its command in console and page, and the run document has the published form", async () => {
    const run = await runAgainstReference(suites, { faults: ["seeded-store-latin-letter#3"], checks: ["properties/round-trip"], seed: 105, properties: unhurried });
    const schema = JSON.parse(readFileSync(new URL("schemas/run.schema.json", packageRoot()), "utf8")) as object;
    const validate = new Ajv2020({ allErrors: true, strictTypes: false, strictTuples: false }).compile(schema);
    expect(validate(JSON.parse(JSON.stringify(run))) ? [] : validate.errors).toEqual([]);
    const token = found(run)[0]?.counterexample?.replay ?? "none";
    expect(renderSummary(run, { color: false, width: 60, reportPath: null })).toContain(`scimspec run --replay '${token}'`);
    const html = renderHtml(run);
    expect(html).toContain("Smallest case");
    expect(html).toContain(token);
  });
});

describe("what generated cases leave alone", () => {
  test("everything, with `properties: off`, and says so", async () => {
    const run = await runAgainstReference(suites, { checks: generated(), properties: properties("off") });
    expect(new Set(run.checks.map((c) => c.outcome))).toEqual(new Set(["skip"]));
    expect(run.checks[0]?.reason).toBe("generated cases are switched off (properties: off in the config)");
  });
  test("a slow target after the time budget: fewer cases, openly", async () => {
    const run = await runAgainstReference(suites, { checks: ["properties/round-trip"], seed: 1, properties: { ...properties("normal"), timeMs: 25 } });
    expect(run.checks[0]?.expectations.map((e) => e.message).join(" ")).toMatch(/held for \d+ of 38 generated cases \(time budget of 0.025 s\)/);
  });
  test("a server on which nothing can be created: no counterexample, and no pass", async () => {
    const run = await runAgainstReference(suites, { checks: ["properties/round-trip", "properties/patch-model"], faults: ["create-not-allowed"], properties: unhurried });
    expect(found(run)).toEqual([]);
    expect(run.checks.filter((c) => c.outcome === "pass")).toEqual([]);
    expect(run.limits.requests).toBeLessThan(250);
  });
  test.each(["filter", "patch", "sort", "put", "groups", "projection"] as const)("what a server does not offer: %s", async (capability) => {
    const run = await runAgainstReference(suites, { checks: generated(), without: [capability], seed: 3, properties: { ...unhurried, runs: 10 } });
    expect(found(run).map((f) => f.message)).toEqual([]);
    expect(run.checks.filter((c) => !["pass", "skip"].includes(c.outcome)).map((c) => `${c.id}: ${c.reason ?? ""}`)).toEqual([]);
  });
});

test("seeded faults: many, each declared by a property, with triggers that differ and repeat", () => {
  const declared = new Set(suites.checks.flatMap((c) => (c.generates ? c.detects : [])));
  expect(seededFaultIds().length).toBeGreaterThanOrEqual(25);
  expect(seededFaultIds().filter((id) => !declared.has(id))).toEqual([]);
  for (const id of seededFaultIds()) {
    const triggers = Array.from({ length: 20 }, (_v, seed) => triggerOf(`${id}#${seed}`));
    expect(triggers).toEqual(Array.from({ length: 20 }, (_v, seed) => triggerOf(`${id}#${seed}`)));
    expect(triggers.every((t) => t !== null && t.length > 5), id).toBe(true);
  }
  const varied = seededFaultIds().filter((id) => new Set(Array.from({ length: 20 }, (_v, seed) => triggerOf(`${id}#${seed}`))).size > 1);
  expect(varied.length).toBeGreaterThan(40);
  expect(listFaults().find((f) => f.seeded && f.strength !== "must")).toBe(undefined);
});

test("no hand-written check notices the seeded faults, all at once", async () => {
  const run = await runAgainstReference(suites, { faults: seededFaultIds().map((id) => `${id}#5`) });
  expect(run.checks.filter((c) => c.outcome !== "pass").map((c) => `${c.id} ${c.outcome}: ${c.findings[0]?.message ?? c.reason ?? ""}`)).toEqual([]);
});
