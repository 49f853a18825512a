import { beforeAll, describe, expect, test } from "vitest";
import { loadCatalogue } from "../src/catalogue/load.ts";
import { normalise } from "../src/engine/normalise.ts";
import type { Run } from "../src/model/run.ts";
import { listFaults } from "../src/reference/index.ts";
import { judgeFault, runAgainstReference } from "../src/selftest.ts";
import { loadSuites, metadataProblems, type Suites } from "../src/suites.ts";

let suites: Suites;
let clean: Run;
beforeAll(async () => {
  suites = await loadSuites();
  // Over a real socket, so that the wire is part of the proof; the fault matrix goes in process.
  clean = await runAgainstReference(suites, { http: true });
});

describe("the conforming server", () => {
  test("passes every check with at least one expectation", () => {
    const other = clean.checks.filter((c) => c.outcome !== "pass").map((c) => `${c.id} ${c.outcome}: ${c.findings[0]?.message ?? c.reason ?? ""}`);
    expect(other).toEqual([]);
  });
  test("is left as it was found", () => {
    expect(clean.leftovers).toEqual([]);
    expect(clean.complete).toBe(true);
    expect(clean.conformant).toBe(true);
  });
  test("gives the same run in process as over HTTP", async () => {
    expect(normalise(await runAgainstReference(suites))).toEqual(normalise(clean));
  });
  test("is not written to in read-only mode", async () => {
    const run = await runAgainstReference(suites, { mode: "read-only", http: true });
    const methods = new Set(run.exchanges.map((e) => e.request.method));
    expect([...methods].filter((m) => m !== "GET" && m !== "POST")).toEqual([]);
    expect(run.exchanges.filter((e) => e.request.method === "POST" && !e.request.url.endsWith("/.search"))).toEqual([]);
    expect(run.checks.filter((c) => c.outcome === "fail" || c.outcome === "error").map((c) => c.id)).toEqual([]);
  });
});

describe("metadata", () => {
  test("of every check and invariant is complete", () => {
    const catalogue = new Map(loadCatalogue().requirements.map((r) => [r.id, r]));
    const faults = new Set(listFaults().map((f) => f.id));
    expect([...suites.checks, ...suites.invariants].flatMap((c) => metadataProblems(c, catalogue, faults))).toEqual([]);
  });
  test("names checks that exist in after", () => {
    const ids = new Set(suites.checks.map((c) => c.id));
    expect(suites.checks.flatMap((c) => (c.after ?? []).filter((id) => !ids.has(id)).map((id) => `${c.id} after ${id}`))).toEqual([]);
  });
  test("of every fault is complete", () => {
    const ids = listFaults().map((f) => f.id);
    const known = new Set(loadCatalogue().requirements.map((r) => r.id));
    expect(new Set(ids).size).toBe(ids.length);
    expect(listFaults().flatMap((f) => (f.title === "" || f.requirements.length === 0 ? [f.id] : f.requirements.filter((r) => !known.has(r))))).toEqual([]);
  });
});

describe.concurrent("a representative part of the fault matrix", () => {
  // One fault of every second area; the whole matrix is `npm run detection`, a step of .ci/run.
  const sample = [...new Map(listFaults().filter((f) => f.strength === "must" && !f.seeded).map((f) => [f.area, f.id])).values()].filter((_id, i) => i % 2 === 0);
  test.each(sample)("%s is noticed by every check that declares it, and blocks nothing else", async (fault) => {
    const result = judgeFault(fault, await runAgainstReference(suites, { faults: [fault] }));
    expect(result.detectedBy.length).toBeGreaterThan(0);
    expect(result.missedBy).toEqual([]);
    expect(result.wronglyBlocked).toEqual([]);
  });
});
