import { describe, expect, test } from "vitest";
import type { BaselineEntry } from "../model/gate.ts";
import type { Run } from "../model/run.ts";
import { sample } from "../../test/hostile.ts";
import { distinctFindings } from "../model/finding.ts";
import { decideGate, type GatePolicy } from "./gate.ts";

const whole = (run: Run): Run => ({ ...run, config: { ...run.config, select: { suites: [], checks: [], requirements: [], level: "may" } } });
const bad = sample("not-conformant");
const good = sample("conformant");
const policy: GatePolicy = { failOn: "must", thresholds: {}, baseline: null, flaky: "gate", today: "2026-11-26" };
const fails = distinctFindings(bad.checks).filter((f) => f.severity === "fail");
const entryOf = (f: (typeof fails)[number], more: Partial<BaselineEntry> = {}): BaselineEntry => {
  const { check, requirement, code, instance } = f;
  return { check, requirement, ...(code === undefined ? {} : { code }), ...(instance === undefined ? {} : { instance }), reason: "ticket 42", where: "b.yaml:3", ...more };
};
const all = fails.map((f) => entryOf(f));

describe("without a baseline", () => {
  test("the gate is the verdict", () => {
    for (const run of [bad, good, sample("incomplete")]) expect(decideGate(run, policy).passed).toBe(run.conformant);
    expect(decideGate(bad, policy).unexpected).toHaveLength(fails.length);
    expect(decideGate(bad, policy).sentences[0]).toMatch(/^Gate failed: findings of the class must fail it\.$/);
    expect(decideGate(sample("incomplete"), policy).sentences.join(" ")).toContain("The run is incomplete");
  });
  test("never lets everything pass but an incomplete run", () => {
    expect(decideGate(bad, { ...policy, failOn: "never" }).passed).toBe(true);
    expect(decideGate(sample("incomplete"), { ...policy, failOn: "never" }).passed).toBe(false);
  });
  test("should counts warnings", () => {
    const warned = distinctFindings(bad.checks).filter((f) => f.severity === "warn").length;
    expect(warned).toBeGreaterThan(0);
    expect(decideGate(bad, { ...policy, failOn: "should" }).unexpected).toHaveLength(fails.length + warned);
  });
});

describe("with a baseline", () => {
  test("an entry on a resource type that the run left out is not judged, and not stale", () => {
    const check = bad.checks.find((c) => c.outcome === "fail" && c.instances.length > 1 && c.findings.some((f) => f.instance !== undefined));
    const lost = check?.findings.find((f) => f.instance !== undefined)?.instance;
    const run = whole({ ...bad, checks: bad.checks.map((c) => (c.id === check?.id ? { ...c, instances: c.instances.filter((i) => i.instance !== lost), findings: c.findings.filter((f) => f.instance !== lost) } : c)) });
    const gate = decideGate(run, { ...policy, baseline: all });
    expect([gate.stale, [...new Set(gate.unjudged.map((e) => `${e.check}@${e.instance ?? ""}`))]]).toEqual([[], [`${check?.id ?? ""}@${lost ?? ""}`]]);
  });
  test("known findings pass, and are listed with their reason", () => {
    const gate = decideGate(bad, { ...policy, baseline: all });
    expect(gate).toMatchObject({ passed: true, unexpected: [], stale: [], expired: [], unjudged: [] });
    expect(gate.known).toHaveLength(fails.length);
    expect(gate.known[0]?.reason).toBe("ticket 42");
    expect(gate.sentences).toEqual([`Gate passed: findings of the class must fail it, but for ${fails.length} known ones in the baseline.`]);
  });
  test("one more finding fails it", () => {
    const gate = decideGate(bad, { ...policy, baseline: all.slice(1) });
    expect(gate.passed).toBe(false);
    expect(gate.unexpected.map((f) => f.check)).toEqual([all[0]?.check]);
    expect(gate.sentences[1]).toContain(`1 unexpected finding: ${all[0]?.check ?? ""}`);
  });
  test("an entry whose finding is gone is stale and fails it, with its place", () => {
    const gone: BaselineEntry = { check: "create/created", requirement: "7644-3.3-create-201", reason: "r", where: "b.yaml:9" };
    const gate = decideGate(good, { ...policy, baseline: [gone] });
    expect(gate).toMatchObject({ passed: false, stale: [gone] });
    expect(gate.sentences.join(" ")).toMatch(/stale.*b\.yaml:9.*--update-baseline/);
  });
  test("an entry whose check was not judged is named, and fails nothing", () => {
    const skipped = bad.checks.find((c) => c.outcome === "skip")?.id ?? "";
    const blocked = bad.checks.find((c) => c.outcome === "blocked")?.id ?? "";
    const entries = [skipped, blocked, "patch/not-selected"].map((check) => ({ check, requirement: "x", reason: "r", where: "b.yaml:1" }));
    const gate = decideGate(bad, { ...policy, baseline: [...all, ...entries] });
    expect(gate).toMatchObject({ passed: true, stale: [] });
    expect(gate.unjudged.map((e) => e.check)).toEqual([skipped, blocked, "patch/not-selected"]);
  });
  test("in a whole run an entry of a check that does not exist is stale", () => {
    expect(decideGate(whole(good), { ...policy, baseline: [{ check: "patch/renamed", requirement: "x", reason: "r", where: "b.yaml:1" }] }).stale).toHaveLength(1);
  });
  test("an entry past its day fails it; on its last day it does not", () => {
    const [first, ...rest] = fails;
    if (!first) throw new Error("the sample has findings");
    const until = (expires: string) => decideGate(bad, { ...policy, baseline: [entryOf(first, { expires }), ...rest.map((f) => entryOf(f))] });
    expect(until("2026-11-26").passed).toBe(true);
    const late = until("2026-11-25");
    expect(late).toMatchObject({ passed: false, unexpected: [] });
    expect(late.sentences.join(" ")).toContain("accepted until 2026-11-25 (b.yaml:3)");
  });
  test("nothing is stale in an incomplete run", () => {
    const gate = decideGate(sample("incomplete"), { ...policy, baseline: [{ check: "create/created", requirement: "x", reason: "r", where: "b:1" }] });
    expect(gate.stale).toEqual([]);
    expect(gate.passed).toBe(false);
  });
});

describe("thresholds", () => {
  const areas = [...new Set(fails.map((f) => f.check.split("/")[0] ?? ""))];
  test("an area of its own policy", () => {
    const thresholds = Object.fromEntries(areas.map((a) => [a, { failOn: "never" as const, atMost: 0 }]));
    expect(decideGate(bad, { ...policy, thresholds }).passed).toBe(true);
    const [area = ""] = areas;
    expect(decideGate(bad, { ...policy, thresholds: { [area]: { failOn: "never", atMost: 0 } } }).unexpected.some((f) => f.check.startsWith(`${area}/`))).toBe(false);
  });
  test("so many are let through, and not one more", () => {
    const [area = ""] = areas;
    const n = fails.filter((f) => f.check.startsWith(`${area}/`)).length;
    const counted = (atMost: number) => decideGate(bad, { ...policy, thresholds: { [area]: { failOn: "must", atMost } } }).unexpected.filter((f) => f.check.startsWith(`${area}/`)).length;
    expect([counted(n), counted(n - 1)]).toEqual([0, n]);
  });
});

test("flaky findings count, or do not, as the policy says", () => {
  const flaky = { ...bad, checks: bad.checks.map((c) => ({ ...c, findings: c.findings.map((f) => ({ ...f, flaky: true })) })) };
  expect(decideGate(flaky, policy).passed).toBe(false);
  const lenient = decideGate(flaky, { ...policy, flaky: "report" });
  expect(lenient.unexpected).toEqual([]);
  expect(lenient.sentences.at(-1)).toBe("Flaky findings are reported and do not count.");
});
