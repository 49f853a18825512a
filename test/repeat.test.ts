import { describe, expect, test } from "vitest";
import { normalise } from "../src/engine/normalise.ts";
import type { Capability } from "../src/model/capability.ts";
import { runAgainstReference } from "../src/selftest.ts";
import { loadSuites } from "../src/suites.ts";

const suites = await loadSuites();

test.each([[[]], [["error-status-is-number", "create-empty-body"]]])("two runs against faults %j are equal after normalise", async (faults) => {
  const [first, second] = [await runAgainstReference(suites, { faults }), await runAgainstReference(suites, { faults })];
  expect(normalise(second)).toEqual(normalise(first));
});

describe("a capability that is switched off makes its checks skip, and nothing else move", () => {
  const cases: readonly (readonly [Capability, RegExp])[] = [
    ["changePassword", /^replace\/write-only$/],
    ["groups", /^(group\/.*|(create|replace)\/group-members|delete\/duplicate-membership|attributes\/reference-resolution|bulk\/(order|reference-.*)|concurrency\/.*member-.*|filter\/(group-members|root|user-groups)|patch\/(.*members?(-.*)?|large-group|remove-groups|remove-or-filter|rename-group)|projection\/excluded-members|user\/groups.*)$/],
  ];
  test.each(cases)("%s", async (capability, concerned) => {
    const run = await runAgainstReference(suites, { without: [capability] });
    const moved = run.checks.filter((c) => c.outcome !== "pass");
    expect(moved.map((c) => c.outcome).filter((o) => o !== "skip")).toEqual([]);
    expect(moved.map((c) => c.id).filter((id) => !concerned.test(id))).toEqual([]);
    expect(moved.length).toBeGreaterThan(0);
  });
  test("discovery: the run goes on with the RFC's defaults, says so, and judges the rest", async () => {
    const run = await runAgainstReference(suites, { without: ["discovery"] });
    expect(run.notes.join(" ")).toContain("the run goes on with User at /Users and Group at /Groups");
    const failing = run.checks.filter((c) => c.outcome === "fail").map((c) => c.id);
    expect(failing.filter((id) => !id.startsWith("discovery/"))).toEqual([]);
    expect(run.checks.find((c) => c.id === "create/created")?.outcome).toBe("pass");
  });
});
