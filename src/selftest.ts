/** Self-test: the suites against the reference server, clean and with faults (design section 7). */
import type { Dispatcher } from "undici";
import { assess } from "./assess.ts";
import { defaultConfig, properties } from "./config/finish.ts";
import type { Config } from "./config/types.ts";
import type { Capability } from "./model/capability.ts";
import type { Replay } from "./model/property.ts";
import type { Run, Shard } from "./model/run.ts";
import { createReferenceDispatcher, listFaults, startReferenceServer } from "./reference/index.ts";
import type { Suites } from "./suites.ts";

export interface SelfTestOptions {
  readonly faults?: readonly string[];
  readonly without?: readonly Capability[];
  /** Only these checks; empty runs all. */
  readonly checks?: readonly string[];
  readonly mode?: "full" | "read-only";
  /** Users that exist from the start, besides those behind the credentials; 3 by default. */
  readonly seedUsers?: number;
  /** Generated cases: none unless asked for, since they are proven apart (scripts/properties.ts). */
  readonly properties?: Config["properties"];
  readonly seed?: number;
  readonly replay?: Replay;
  readonly shard?: Shard;
  /** Repeats what fails once, to tell flaky findings: not in the proofs, where it would double the cost. */
  readonly confirm?: boolean;
  readonly flaky?: Config["flaky"];
  /** Stands between harness and server, in process: for doubles that answer otherwise now and then. */
  readonly through?: (server: Dispatcher) => Dispatcher;
  /** True: over a real socket; else in process, which is much cheaper. */
  readonly http?: boolean;
}

/** The suites without properties: what the fault matrix proves. Properties are proven apart (scripts/properties.ts). */
export function handWritten(suites: Suites): Suites {
  return { ...suites, checks: suites.checks.filter((c) => !c.generates) };
}

/** Assesses a fresh reference server with the given faults, with all three credentials. */
export async function runAgainstReference(suites: Suites, options: SelfTestOptions = {}): Promise<Run> {
  const wanted = { faults: options.faults ?? [], without: options.without ?? [], seedUsers: options.seedUsers ?? 3 };
  const local = options.http === true ? null : createReferenceDispatcher(wanted);
  const server = local ?? (await startReferenceServer(wanted));
  const grace = Math.max(0, ...listFaults().filter((f) => wanted.faults.includes(f.id)).map((f) => f.settleWithinMs ?? 0));
  const bearer = (token: string) => ({ type: "bearer", token }) as const;
  try {
    const base = defaultConfig(server.baseUrl, bearer(server.tokens.primary), {
      name: "reference",
      otherCredentials: { otherTenant: bearer(server.tokens.otherTenant), lowPrivilege: bearer(server.tokens.lowPrivilege) },
    });
    const config = {
      ...base,
      allow: ["discovery-writes"],
      // Nothing declares these: whoever lacks them tells the harness so.
      capabilities: Object.fromEntries((options.without ?? []).filter((c) => c === "put" || c === "projection").map((c) => [c, { supported: false, reason: "switched off" }])),
      mode: options.mode ?? base.mode,
      // A fault may make the server hang; the self-test must not wait for long.
      http: { ...base.http, timeoutMs: local ? 20_000 : 3000, settleWithinMs: grace },
      select: { ...base.select, checks: options.checks ?? [] },
      properties: options.properties ?? properties("off"),
      flaky: options.flaky ?? base.flaky,
    };
    return await assess({ config, suites: options.properties ? suites : handWritten(suites), seed: options.seed ?? 1, confirm: options.confirm ?? false, ...(options.shard ? { shard: options.shard } : {}), ...(options.replay ? { replay: options.replay } : {}), embedded: true, journalFile: null, signal: new AbortController().signal, ...(local ? { dispatcher: options.through?.(local.dispatcher) ?? local.dispatcher } : {}) });
  } finally {
    await server.close();
  }
}

/** What one fault did to the checks. */
export interface FaultResult {
  readonly fault: string;
  /** Checks that declare the fault and found it. */
  readonly detectedBy: readonly string[];
  /** Checks that declare the fault and did not find it: each is a mistake. */
  readonly missedBy: readonly string[];
  /** Checks that do not declare it and found something: side effects, to be pinned. */
  readonly sideEffects: readonly string[];
  /** Checks that became blocked by a cause that is not a detecting check: each is a mistake. */
  readonly wronglyBlocked: readonly string[];
  /** All checks that became blocked. */
  readonly blocked: readonly string[];
  /** Checks that failed or broke: none may for gray and may faults. */
  readonly failing: readonly string[];
  /** Requirements on which an expectation failed or warned. */
  readonly requirements: readonly string[];
}

/** What a run against a server with several faults shows, without telling them apart. */
export interface GroupResult {
  /** Each check that noticed something, with the requirements on which an expectation failed or warned. */
  readonly noticed: Readonly<Record<string, readonly string[]>>;
  readonly blocked: readonly string[];
  readonly failing: readonly string[];
}

/** The result of a run with several faults at once. */
export function judgeGroup(run: Run): GroupResult {
  const { sideEffects, blocked, failing } = judgeFault("", run);
  const found = run.checks.filter((c) => sideEffects.includes(c.id));
  return { noticed: Object.fromEntries(found.map((c) => [c.id, [...new Set(c.findings.map((f) => f.requirement))]])), blocked, failing };
}

/** Compares a run against a faulty server with what the checks' metadata promises. */
export function judgeFault(fault: string, run: Run): FaultResult {
  const found = run.checks.filter((c) => c.outcome === "fail" || c.outcome === "warn" || c.outcome === "error" || c.findings.length > 0);
  const ids = new Set(found.map((c) => c.id));
  const declaring = run.checks.filter((c) => c.detects.includes(fault)).map((c) => c.id);
  const detectedBy = declaring.filter((id) => ids.has(id));
  return {
    fault,
    detectedBy,
    missedBy: declaring.filter((id) => !ids.has(id)),
    sideEffects: [...ids].filter((id) => !declaring.includes(id)).sort(),
    wronglyBlocked: run.checks.filter((c) => c.outcome === "blocked" && !c.blockedBy.some((b) => ids.has(b) || b === "preflight")).map((c) => c.id),
    blocked: run.checks.filter((c) => c.outcome === "blocked").map((c) => c.id),
    failing: run.checks.filter((c) => c.outcome === "fail" || c.outcome === "error").map((c) => c.id),
    requirements: [...new Set(found.flatMap((c) => c.findings.map((f) => f.requirement)))].sort(),
  };
}

/** Ids of the faults that hand-written checks find: those of the fault matrix. */
export function faultIds(): readonly string[] {
  return listFaults().filter((f) => !f.seeded).map((f) => f.id);
}

/** Ids of the families of faults that generated cases find. */
export function seededFaultIds(): readonly string[] {
  return listFaults().filter((f) => f.seeded).map((f) => f.id);
}
