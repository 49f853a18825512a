/** A run with every outcome, evidence of every kind, and answers that try to break a report: for tests and for looking at. */
import { OUTCOMES } from "../../src/model/expectation.ts";
import type { Outcome } from "../../src/model/expectation.ts";
import { RUN_SCHEMA_VERSION, type CheckResult, type Run, type Summary } from "../../src/model/run.ts";
import { sampleChecks } from "./sample-checks.ts";
import { HOSTILE, sampleExchanges } from "./sample-exchanges.ts";
import { sampleRequirements } from "./sample-requirements.ts";

function count(checks: readonly CheckResult[], outcome: Outcome): number {
  return checks.filter((c) => c.outcome === outcome).length;
}

/** The counts of a list of checks. */
export function summaryOf(checks: readonly CheckResult[]): Summary {
  const [pass, fail, warn, skip, blocked, error] = OUTCOMES.map((o) => count(checks, o));
  return { pass: pass ?? 0, fail: fail ?? 0, warn: warn ?? 0, skip: skip ?? 0, blocked: blocked ?? 0, error: error ?? 0 };
}

const CAPABILITIES: Run["capabilities"] = [
  { id: "patch", declared: true, observed: true, override: null },
  { id: "bulk", declared: true, observed: null, override: { supported: false, reason: "switched off for this tenant" } },
  { id: "filter", declared: true, observed: true, override: null },
  { id: "sort", declared: false, observed: true, override: null },
  { id: "etag", declared: true, observed: false, override: null },
  { id: "changePassword", declared: false, observed: null, override: null },
  { id: "cursorPagination", declared: null, observed: null, override: null },
  { id: "me", declared: null, observed: false, override: null },
  { id: "groups", declared: true, observed: false, override: null },
  { id: "discovery", declared: null, observed: true, override: null },
];

/**
 * The sample run, always equal. `overrides` replaces members; give `checks` to see other outcomes (the summary follows).
 */
export function sampleRun(overrides: Partial<Run> = {}): Run {
  const checks = overrides.checks ?? sampleChecks;
  return {
    schemaVersion: RUN_SCHEMA_VERSION,
    tool: { name: "scimspec", version: "0.1.0" },
    suite: { version: "0.1.0", profile: "rfc" },
    target: { name: "Acme Directory", baseUrl: "https://scim.acme.example/v2", embedded: false },
    mode: "full",
    seed: 7,
    startedAt: "2026-11-24T09:12:02.000Z",
    durationMs: 48_210,
    complete: true,
    incompleteBecause: [],
    conformant: false,
    failOn: "must",
    preflightFailure: null,
    summary: summaryOf(checks),
    capabilities: CAPABILITIES,
    checks,
    requirements: sampleRequirements(checks),
    exchanges: sampleExchanges,
    leftovers: [
      { resourceType: "User", uniqueName: "scimspec-7f3a-etag-stale-1", id: "u9", url: "https://scim.acme.example/v2/Users/u9", reason: "DELETE is answered with 500" },
      { resourceType: "User", uniqueName: HOSTILE, id: null, url: "javascript:alert(document.domain)", reason: "the answer to the creation was lost" },
    ],
    config: {
      target: { name: "Acme Directory", baseUrl: "https://scim.acme.example/v2", auth: { type: "bearer", token: "***" }, headers: { "X-Tenant": "acme" } },
      http: { timeout: "10s", concurrency: 8, settleWithin: "2s" },
      capabilities: { bulk: { supported: false, reason: "switched off for this tenant" } },
      profile: "rfc",
      seed: 7,
    },
    environment: { node: "v20.20.2", platform: "linux x64", ci: true },
    limits: { requests: 812, retries: 6, throttled: 3, settleLagMs: 740 },
    notes: ["The server was slow to show writes: a fresh read showed the old state for up to 740 ms.", `Its banner says: ${HOSTILE}`],
    ...overrides,
  };
}
