import { describe, expect, test } from "vitest";
import type { Expectation } from "../model/expectation.ts";
import type { Requirement } from "../model/requirement.ts";
import { isConformant, judgeChecks, judgeRequirements, severityOf, type Grading, type RawCheck } from "./verdict.ts";

const requirement = (id: string, level: Requirement["level"]): Requirement => ({ id, rfc: 7644, section: "1", lines: [1, 1], level, subject: "server", area: "create", summary: "", testable: "yes" });
const catalogue = new Map([requirement("must", "MUST"), requirement("should", "SHOULD"), requirement("may", "MAY")].map((r) => [r.id, r]));
const grading = (grades: Record<string, "off" | "warn" | "fail"> = {}, overrides: Grading["overrides"] = {}): Grading => ({ profile: (k) => grades[k] ?? null, overrides });
const unmet = (id: string, code?: string): Expectation => ({ requirement: id, ok: false, message: "m", expected: 1, actual: 2, ...(code === undefined ? {} : { code }) });
const met = (id: string): Expectation => ({ ...unmet(id), ok: true });
const raw = (id: string, expectations: readonly Expectation[], rest: Partial<RawCheck> = {}): RawCheck => ({
  id, title: id, failureTitle: id, suite: "create", kind: "check", remedy: "", detects: [], after: [], verifies: ["must"], provides: [], exchanges: [], durationMs: 1, expectations,
  instances: [{ instance: "", end: "ran", durationMs: 1 }], ...rest,
});
const outcome = (check: RawCheck, others: readonly RawCheck[] = [], g = grading()) => judgeChecks([check, ...others], catalogue, g).find((c) => c.id === check.id);

describe("severity", () => {
  test.each([["must", "fail"], ["should", "warn"], ["may", "off"]])("of an unmet %s is %s by default", (id, expected) => {
    expect(severityOf(unmet(id), "c", catalogue.get(id), grading())).toBe(expected);
  });
  test("follows config before profile code before profile requirement", () => {
    const g = grading({ code: "warn", must: "off" }, {});
    expect(severityOf(unmet("must", "code"), "c", catalogue.get("must"), g)).toBe("warn");
    expect(severityOf(unmet("must"), "c", catalogue.get("must"), g)).toBe("off");
    expect(severityOf(unmet("must", "code"), "c", catalogue.get("must"), grading({ code: "warn" }, { c: { is: "fail" } }))).toBe("fail");
  });
});

describe("a check", () => {
  test("without any expectation is an error, never a pass", () => expect(outcome(raw("a", []))?.outcome).toBe("error"));
  test("passes when all hold, fails or warns by the worst finding", () => {
    expect(outcome(raw("a", [met("must")]))?.outcome).toBe("pass");
    expect(outcome(raw("a", [met("must"), unmet("should")]))?.outcome).toBe("warn");
    expect(outcome(raw("a", [unmet("should"), unmet("must")]))?.outcome).toBe("fail");
  });
  test("with one failing instance fails, with a skipped one beside a pass passes", () => {
    const two = { instances: [{ instance: "User", end: "ran", durationMs: 1 }, { instance: "Group", end: "skip", durationMs: 1, reason: "r" }] } as const;
    expect(outcome(raw("a", [{ ...met("must"), instance: "User" }], two))?.outcome).toBe("pass");
    expect(outcome(raw("a", [{ ...unmet("must"), instance: "User" }], two))?.outcome).toBe("fail");
  });
  test("that is blocked names the failing provider of its precondition, through other blocked checks", () => {
    const blocked = (id: string, name: string, after: string[] = []) => raw(id, [], { after, instances: [{ instance: "", end: "blocked", durationMs: 1, reason: "r", precondition: { name, causes: [] } }] });
    const create = raw("create", [unmet("must")], { provides: ["create"] });
    expect(outcome(blocked("a", "create"), [create])?.blockedBy).toEqual(["create"]);
    expect(outcome(blocked("b", "other", ["a"]), [blocked("a", "create"), create])?.blockedBy).toEqual(["create"]);
  });
});

describe("the run", () => {
  test("is conformant by the findings of its class, and never is a matter of the gate", () => {
    const fail = judgeChecks([raw("a", [unmet("must")])], catalogue, grading());
    const warn = judgeChecks([raw("a", [met("must"), unmet("should")])], catalogue, grading());
    expect([isConformant(true, "must", fail), isConformant(true, "never", fail), isConformant(true, "must", warn), isConformant(true, "should", warn), isConformant(false, "never", warn)]).toEqual([false, false, true, false, false]);
  });
  test("is not conformant when a must is blocked by what does not fail itself", () => {
    const blocked = raw("a", [], { instances: [{ instance: "", end: "blocked", durationMs: 1, reason: "r" }] });
    expect(isConformant(true, "must", judgeChecks([blocked], catalogue, grading()))).toBe(false);
  });
  test("aggregates a requirement over its checks: fail before blocked before warn before pass before skip", () => {
    const checks = judgeChecks([raw("a", [met("must")]), raw("b", [unmet("must")])], catalogue, grading());
    const results = judgeRequirements(catalogue, checks, new Map());
    expect(results.map((r) => [r.id, r.outcome])).toEqual([["must", "fail"], ["should", "open"], ["may", "open"]]);
  });
});
