import { describe, expect, test } from "vitest";
import type { CheckResult, Run } from "../../src/model/run.ts";
import { sample } from "../../test/hostile.ts";
import { diffRuns, isWorse } from "./diff.ts";
import { diffSentence, renderDiffJson, renderDiffMarkdown, renderDiffText } from "./render.ts";

const bad = sample("not-conformant");
const change = (run: Run, id: string, how: (c: CheckResult) => CheckResult | null): Run => ({ ...run, checks: run.checks.flatMap((c) => (c.id === id ? (how(c) ?? []) : [c])) });
const fixed = (run: Run, id: string): Run => change(run, id, (c) => ({ ...c, outcome: "pass", findings: [] }));
const failing = bad.checks.filter((c) => c.outcome === "fail");
const [first, second] = failing;
if (!first || !second) throw new Error("the sample has failures");

describe("two runs", () => {
  test("that are the same", () => {
    const diff = diffRuns(bad, bad);
    expect(isWorse(diff)).toBe(false);
    expect([diff.added, diff.fixed, diff.newlyUnjudged, diff.newlyJudged, diff.notes]).toEqual([[], [], [], [], []]);
    expect(diff.still.length).toBeGreaterThan(failing.length);
    expect(diffSentence(diff)).toMatch(/^No worse: 0 new findings, 0 fixed, \d+ still there, 0 checks no longer judged\.$/);
  });
  test("of which the new one has a finding more", () => {
    const diff = diffRuns(fixed(bad, first.id), bad);
    expect(isWorse(diff)).toBe(true);
    expect(new Set(diff.added.map((f) => f.check))).toEqual(new Set([first.id]));
    expect(diff.fixed).toEqual([]);
  });
  test("of which the new one has one less", () => {
    const diff = diffRuns(bad, fixed(bad, first.id));
    expect(isWorse(diff)).toBe(false);
    expect(new Set(diff.fixed.map((f) => f.check))).toEqual(new Set([first.id]));
    expect(diffSentence(diff)).toMatch(/^Better:/);
  });
  test("of which the new one leaves out a resource type: its findings are not fixed, and it is worse", () => {
    const check = failing.find((c) => c.instances.length > 1 && c.findings.some((f) => f.instance !== undefined));
    if (!check) throw new Error("the sample has a check that fails for a type");
    const lost = check.findings.find((f) => f.instance !== undefined)?.instance ?? "";
    const without = change(bad, check.id, (c) => ({ ...c, instances: c.instances.filter((i) => i.instance !== lost), findings: c.findings.filter((f) => f.instance !== lost) }));
    const diff = diffRuns(bad, without);
    expect(diff.fixed).toEqual([]);
    expect(diff.newlyUnjudged).toMatchObject([{ id: `${check.id}@${lost}`, now: "absent" }]);
    expect(isWorse(diff)).toBe(true);
  });
  test("of which the new one does not judge a check any more: worse, and nothing is fixed", () => {
    for (const how of [(c: CheckResult): CheckResult => ({ ...c, outcome: "blocked", reason: "no POST", findings: [] }), (): null => null]) {
      const diff = diffRuns(bad, change(bad, second.id, how));
      expect(isWorse(diff)).toBe(true);
      expect(diff.newlyUnjudged.map((c) => c.id)).toEqual([second.id]);
      expect(diff.fixed).toEqual([]);
      const back = diffRuns(change(bad, second.id, how), bad);
      expect(back.newlyJudged.map((c) => [c.id, c.now])).toEqual([[second.id, "fail"]]);
    }
  });
  test("of which the new one fails where the old one warned", () => {
    const mild = change(bad, first.id, (c) => ({ ...c, outcome: "warn", findings: c.findings.map((f) => ({ ...f, severity: "warn" as const })) }));
    expect(diffRuns(mild, bad).added.map((f) => f.was)).toContain("warn");
    expect(isWorse(diffRuns(bad, mild))).toBe(false);
  });
  test("that can hardly be compared: said", () => {
    const other = { ...bad, suite: { ...bad.suite, version: "9.9.9", profile: "strict" }, target: { ...bad.target, baseUrl: "https://other" }, complete: false };
    expect(diffRuns(bad, other).notes.join("; ")).toMatch(/targets differ.*versions.*differ.*profiles differ.*new run is incomplete/);
  });
});

describe("nothing from a target acts on the reader", () => {
  const hostile = change(bad, first.id, (c) => ({ ...c, findings: c.findings.map((f) => ({ ...f, message: "::error::x\u001b[2J ![a](https://evil/x.png) @everyone <script>alert(1)</script>\n# head" })) }));
  const diff = diffRuns(fixed(bad, first.id), hostile);
  test("text", () => {
    expect(renderDiffText(diff)).not.toContain("\u001b");
    expect(renderDiffText(diff)).not.toMatch(/^::/m);
  });
  test("Markdown", () => {
    const text = renderDiffMarkdown(diff);
    expect(text).not.toContain("\u001b");
    expect(text).not.toMatch(/^# head|(?<!`[^`]*)<script>/m);
    expect(text).toContain(first.id.replaceAll("_", "\\_"));
  });
  test("JSON can be read back", () => {
    expect(JSON.parse(renderDiffJson(diff))).toMatchObject({ worse: true, added: expect.any(Array) as unknown });
  });
});
