/** Precision: conforming servers of many kinds get no failure, and capabilities that are off move nothing else. */
import { beforeAll, describe, expect, test } from "vitest";
import { CAPABILITIES, type Capability } from "../src/model/capability.ts";
import type { Run } from "../src/model/run.ts";
import { listFaults } from "../src/reference/index.ts";
import { runAgainstReference } from "../src/selftest.ts";
import { loadSuites, type Suites } from "../src/suites.ts";
import { alarms, tolerated } from "./kinds.ts";

let suites: Suites;
beforeAll(async () => {
  suites = await loadSuites();
});

// A run waits for a third of its time (timestamps of one second, grace periods): some run side by side.
describe.concurrent("a conforming server gets no finding, although", () => {
  test.each(listFaults().filter((f) => f.id.startsWith("quirk-")))("$title ($id)", async ({ id }) => {
    const found = alarms(await runAgainstReference(suites, { faults: [id] }));
    expect(found.filter((text) => !tolerated(id, text))).toEqual([]);
  });
});

describe.concurrent("without a capability", () => {
  const runs = new Map<Capability, Promise<Run>>();
  const without = (capability: Capability): Promise<Run> => {
    const run = runs.get(capability) ?? runAgainstReference(suites, { without: [capability] });
    runs.set(capability, run);
    return run;
  };
  test.each(CAPABILITIES)("%s, its checks skip and nothing else moves", async (capability) => {
    const run = await without(capability);
    // Discovery is not optional, and PATCH is recommended: their absence itself is found.
    const itself = { discovery: " discovery/documents ", patch: "warn patch/discoverable " }[capability as string];
    expect(alarms(run).filter((text) => itself === undefined || !text.includes(itself))).toEqual([]);
    expect(run.checks.filter((c) => c.outcome === "blocked").map((c) => `${c.id}: ${c.reason ?? ""}`)).toEqual([]);
    expect(run.leftovers).toEqual([]);
  });
  const cases: readonly (readonly [Capability, RegExp])[] = [
    ["changePassword", /^replace\/write-only$/],
    ["groups", /^(group\/.*|(create|replace)\/group-members|delete\/duplicate-membership|attributes\/reference-resolution|bulk\/(order|reference-.*)|concurrency\/.*member-.*|filter\/(group-members|root|user-groups)|patch\/(.*members?(-.*)?|large-group|remove-groups|remove-or-filter|rename-group)|projection\/excluded-members|user\/groups.*)$/],
  ];
  test.each(cases)("%s, no other checks skip than those that need it", async (capability, concerned) => {
    const moved = (await without(capability)).checks.filter((c) => c.outcome !== "pass");
    expect(moved.map((c) => c.outcome).filter((o) => o !== "skip")).toEqual([]);
    expect(moved.map((c) => c.id).filter((id) => !concerned.test(id))).toEqual([]);
    expect(moved.length).toBeGreaterThan(0);
  });
  test("discovery, the run goes on with the RFC's defaults, says so, and judges the rest", async () => {
    const run = await without("discovery");
    expect(run.notes.join(" ")).toContain("the run goes on with User at /Users and Group at /Groups");
    const failing = run.checks.filter((c) => c.outcome === "fail").map((c) => c.id);
    expect(failing.filter((id) => !id.startsWith("discovery/"))).toEqual([]);
    expect(run.checks.find((c) => c.id === "create/created")?.outcome).toBe("pass");
  });
});

describe("a large directory", () => {
  test("of 5,000 users is never listed whole", async () => {
    const run = await runAgainstReference(suites, { seedUsers: 5000 });
    expect(alarms(run)).toEqual([]);
    const listed = run.exchanges.map((e) => (e.response?.body?.match(/"seeded-user-/g) ?? []).length);
    // A page or two of strangers is unavoidable where a list without filter is judged; a walk through all is not.
    expect(Math.max(...listed)).toBeLessThanOrEqual(200);
    expect(listed.reduce((sum, n) => sum + n, 0)).toBeLessThan(2500);
  });
});
