/**
 * Precision of generated cases: conforming servers of many kinds give them nothing to find. A part of the kinds, with few cases:
 * `npm run properties:proof -- --check`, a step of .ci/run, takes all of them with the whole budget.
 */
import { beforeAll, describe, expect, test } from "vitest";
import { properties } from "../src/config/finish.ts";
import { listFaults } from "../src/reference/index.ts";
import { runAgainstReference } from "../src/selftest.ts";
import { loadSuites, type Suites } from "../src/suites.ts";
import { alarms, tolerated } from "./kinds.ts";

let suites: Suites;
beforeAll(async () => {
  suites = await loadSuites();
});

/** Every so many kinds. */
const STEP = 4;
/** Time is no limit, so that a busy machine gives the same result. */
const budget = { ...properties("normal"), runs: 20, timeMs: 600_000 };

describe.concurrent("generated cases find nothing, although", () => {
  test.each(listFaults().filter((f) => f.id.startsWith("quirk-")).filter((_f, i) => i % STEP === 0))("$title ($id)", async ({ id, settleWithinMs }) => {
    // Where every read waits, a few cases have to do.
    const run = await runAgainstReference(suites, { faults: [id], seed: 11, checks: suites.checks.filter((c) => c.generates).map((c) => c.id), properties: settleWithinMs === undefined ? budget : { ...budget, runs: 8 } });
    expect(alarms(run).filter((text) => !tolerated(id, text))).toEqual([]);
  });
});
