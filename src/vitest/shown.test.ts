import { beforeAll, describe, expect, test } from "vitest";
import created from "../../suites/create/created.check.ts";
import declaredUniqueness from "../../suites/create/declared-uniqueness.check.ts";
import externalId from "../../suites/create/external-id.check.ts";
import roundTrip from "../../suites/create/round-trip.check.ts";
import { decideGate, type GatePolicy } from "../engine/gate.ts";
import { distinctFindings } from "../model/finding.ts";
import type { BaselineEntry } from "../model/gate.ts";
import type { Run } from "../model/run.ts";
import { runAgainstReference } from "../selftest.ts";
import { judgedBy, shownOf, shownOfBaseline, shownOfRun, type Shown } from "./shown.ts";

const STRICT: GatePolicy = { failOn: "must", thresholds: {}, baseline: null, flaky: "gate", today: "2026-11-26" };

/** POST is refused: two checks fail, the third is blocked by the first; and a SHOULD warns. */
let refusing: Run;
let warning: Run;
beforeAll(async () => {
  refusing = await runAgainstReference({ checks: [created, externalId, roundTrip], invariants: [] }, { faults: ["create-not-allowed"] });
  warning = await runAgainstReference({ checks: [created, declaredUniqueness], invariants: [] }, { faults: ["create-declared-unique-accepted"] });
}, 120_000);

/** What all tests of the run show under a policy, the gate's included. */
function shown(run: Run, policy: Partial<GatePolicy> = {}): Readonly<Record<string, Shown>> {
  const whole = { ...STRICT, ...policy };
  const judged = judgedBy({ ...run, gate: decideGate(run, whole) }, whole);
  return { ...Object.fromEntries(run.checks.map((c) => [c.id, shownOf(c.id, judged, "again")])), run: shownOfRun(judged), baseline: shownOfBaseline(judged) };
}
const kinds = (all: Readonly<Record<string, Shown>>): Record<string, string> => Object.fromEntries(Object.entries(all).map(([id, { kind }]) => [id, kind]));

function entries(run: Run, more: Partial<BaselineEntry> = {}): readonly BaselineEntry[] {
  return distinctFindings(run.checks).map(({ severity: _s, message: _m, ...place }) => ({ ...place, reason: "ticket 1", where: "baseline.yaml:3", ...more }));
}

test("findings fail, what they block fails with them", () => {
  expect(kinds(shown(refusing))).toEqual({ "create/created": "fail", "create/external-id": "fail", "create/round-trip": "fail", run: "pass", baseline: "pass" });
});

test("where the gate excuses the cause, the blocked check is skipped and says so", () => {
  const all = shown(refusing, { baseline: entries(refusing) });
  expect(kinds(all)).toEqual({ "create/created": "pass", "create/external-id": "pass", "create/round-trip": "skip", run: "pass", baseline: "pass" });
  expect(all["create/round-trip"]).toMatchObject({ reason: expect.stringMatching(/^blocked by create\/created, which the gate lets pass: could not create/) });
  expect(all["create/created"]).toMatchObject({ notes: expect.arrayContaining([{ type: "known", text: expect.stringContaining("ticket 1") }]) });
});

test("an entry past its day excuses nothing", () => {
  expect(kinds(shown(refusing, { baseline: entries(refusing, { expires: "2026-11-25" }) }))).toEqual({ "create/created": "fail", "create/external-id": "fail", "create/round-trip": "fail", run: "pass", baseline: "fail" });
});

test("warnings pass with a note, unless the policy fails on should", () => {
  expect(shown(warning)["create/declared-uniqueness"]).toMatchObject({ kind: "pass", notes: expect.arrayContaining([{ type: "warning", text: expect.stringContaining("SHOULD") }]) });
  expect(kinds(shown(warning, { failOn: "should" }))["create/declared-uniqueness"]).toBe("fail");
});

test("flaky findings fail or not by the policy", () => {
  const flaky: Run = { ...refusing, checks: refusing.checks.filter((c) => c.id === "create/external-id").map((c) => ({ ...c, flaky: true, findings: c.findings.map((f) => ({ ...f, flaky: true })) })) };
  expect(kinds(shown(flaky))["create/external-id"]).toBe("fail");
  expect(shown(flaky, { flaky: "report" })["create/external-id"]).toMatchObject({ kind: "pass", notes: expect.arrayContaining([{ type: "warning", text: expect.stringMatching(/^flaky, passed when it was run again: /) }]) });
});

test("a run that was interrupted is red: in its own test, and in those of the checks that it did not judge", () => {
  const cut: Run = { ...refusing, complete: false, incompleteBecause: ["the run was interrupted"], checks: refusing.checks.filter((c) => c.outcome === "blocked").map((c) => ({ ...c, blockedBy: [], reason: "interrupted before it began" })) };
  expect(shown(cut, { failOn: "never" })).toMatchObject({ run: { kind: "fail", text: "The run is incomplete: the run was interrupted." }, "create/round-trip": { kind: "fail", text: expect.stringContaining("interrupted before it began") } });
});

describe("some test is red exactly where the command line fails", () => {
  const policies: Readonly<Record<string, Partial<GatePolicy>>> = {
    must: {},
    should: { failOn: "should" },
    never: { failOn: "never" },
    "threshold of one area": { thresholds: { create: { failOn: "must", atMost: 20 } } },
    "area switched off": { thresholds: { create: { failOn: "never", atMost: 0 } } },
    "flaky reported": { flaky: "report" },
    "stale entry": { baseline: [{ check: "create/created", requirement: "7644-3.3-create-location-header", reason: "gone", where: "baseline.yaml:9" }] },
  };
  test.each(Object.keys(policies))("%s", (name) => {
    for (const run of [refusing, warning]) {
      for (const extra of [{}, { baseline: entries(run) }]) {
        const policy = { ...STRICT, ...extra, ...policies[name] };
        const red = Object.values(shown(run, policy)).some((s) => s.kind === "fail");
        expect(red).toBe(!decideGate(run, policy).passed);
      }
    }
  });
});
