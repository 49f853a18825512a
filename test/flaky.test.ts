import { integer } from "fast-check";
import { Dispatcher } from "undici";
import { describe, expect, test } from "vitest";
import { renderSummary } from "../reports/console.ts";
import { renderJson } from "../reports/json.ts";
import { runProblem } from "../src/cli/run-file.ts";
import { properties } from "../src/config/finish.ts";
import { check } from "../src/engine/api.ts";
import { mergeShards } from "../src/merge.ts";
import type { CheckDefinition } from "../src/model/check.ts";
import type { Run } from "../src/model/run.ts";
import { handWritten, runAgainstReference, type SelfTestOptions } from "../src/selftest.ts";
import { loadSuites } from "../src/suites.ts";

const suites = await loadSuites();
const CREATED = "create/created";

/** Answers the first matching request with another status, as a server does that is not always well. */
class WrongOnce extends Dispatcher {
  readonly #server: Dispatcher;
  readonly #matches: (o: Dispatcher.DispatchOptions) => boolean;
  readonly #status: number;
  #done = false;

  constructor(server: Dispatcher, matches: (o: Dispatcher.DispatchOptions) => boolean, status: number) {
    super();
    this.#server = server;
    this.#matches = matches;
    this.#status = status;
  }

  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    if (this.#done || !this.#matches(options)) return this.#server.dispatch(options, handler);
    this.#done = true;
    return this.#server.dispatch(options, {
      onRequestStart: (controller, context) => handler.onRequestStart?.(controller, context),
      onResponseStart: (controller, _status, headers, text) => handler.onResponseStart?.(controller, this.#status, headers, text),
      onResponseData: (controller, chunk) => handler.onResponseData?.(controller, chunk),
      onResponseEnd: (controller, trailers) => handler.onResponseEnd?.(controller, trailers),
      onResponseError: (controller, error) => handler.onResponseError?.(controller, error),
    });
  }
}

const wrongOnce: NonNullable<SelfTestOptions["through"]> = (server) => new WrongOnce(server, (o) => o.method === "POST" && String(o.path).endsWith("/Users") && String(o.body).includes("create-created"), 200);

describe("a check that fails once and passes when repeated", () => {
  const options: SelfTestOptions = { checks: [CREATED, "read/by-id"], confirm: true, through: wrongOnce };

  test("keeps its finding and its outcome, and is flaky; what is right costs nothing more", async () => {
    const run = await runAgainstReference(suites, options);
    const [created] = run.checks.filter((c) => c.id === CREATED);
    expect(created).toMatchObject({ outcome: "fail", flaky: true });
    expect(created?.findings.map((f) => [f.severity, f.instance, f.flaky])).toEqual([["fail", "User", true]]);
    expect(created?.instances.map((i) => [i.instance, i.outcome, i.flaky ?? false]).filter(([, o]) => o === "fail")).toEqual([["User", "fail", true]]);
    expect(run.conformant).toBe(false);
    expect(renderSummary(run, { color: false, width: 120, reportPath: null })).toContain("(flaky)");
    const once = await runAgainstReference(suites, { ...options, confirm: false });
    expect(once.checks.find((c) => c.id === CREATED)).toMatchObject({ outcome: "fail", expectations: { length: created?.expectations.length } });
    expect(once.checks.some((c) => c.flaky === true)).toBe(false);
    expect(run.limits.requests).toBeGreaterThan(once.limits.requests);
    expect(created?.exchanges.filter((id) => run.exchanges.find((e) => e.id === id)?.check === `${CREATED}@User`).length).toBeGreaterThan(once.checks.find((c) => c.id === CREATED)?.exchanges.filter((id) => once.exchanges.find((e) => e.id === id)?.check === `${CREATED}@User`).length ?? 0);
    const clean = { ...options, through: (d: Dispatcher) => d };
    const [confirmed, plain] = [await runAgainstReference(suites, clean), await runAgainstReference(suites, { ...clean, confirm: false })];
    expect(confirmed.limits.requests).toBe(plain.limits.requests);
  });

  test("does not make the run not conformant where the config says report", async () => {
    const run = await runAgainstReference(suites, { ...options, flaky: "report" });
    expect([run.conformant, run.summary.fail]).toEqual([true, 1]);
    const read = (of: Run): string | null => runProblem(JSON.parse(renderJson(of)));
    expect(read(run)).toBe(null);
    expect(read({ ...run, config: { ...run.config, flaky: "gate" } })).toMatch(/said to be conformant/);
  });

  test("stays flaky in a merged run, by the same policy", async () => {
    for (const flaky of ["gate", "report"] as const) {
      const parts = await Promise.all([1, 2].map((index) => runAgainstReference(suites, { ...options, flaky, shard: { index, count: 2 } })));
      const merged = mergeShards(parts.map((run, i) => ({ name: `${i}`, run })), handWritten(suites));
      if (!merged.ok) throw new Error(merged.problems.join("\n"));
      expect(merged.run.checks.find((c) => c.id === CREATED)).toMatchObject({ outcome: "fail", flaky: true });
      expect(merged.run.conformant).toBe(flaky === "report");
    }
  });
});

test("a check that fails again is not flaky, and is no louder for it", async () => {
  const options: SelfTestOptions = { checks: [CREATED], faults: ["create-returns-200"] };
  const run = await runAgainstReference(suites, { ...options, confirm: true, flaky: "report" });
  const once = await runAgainstReference(suites, options);
  expect(run.conformant).toBe(false);
  expect(run.checks.some((c) => c.flaky !== undefined || c.findings.some((f) => f.flaky !== undefined))).toBe(false);
  const counts = (r: typeof run) => r.checks.map((c) => [c.id, c.outcome, c.findings.length, c.kind === "check" ? c.expectations.length : 0]);
  expect(counts(run)).toEqual(counts(once));
});

test("what a confirmation creates changes nothing for the checks that still run", async () => {
  // The first check of the corpus fails, and its confirmation makes another corpus while the others are about to search theirs.
  const order = suites.checks.filter((c) => c.suite === "filter").map((c) => c.id);
  const options: SelfTestOptions = { checks: order, faults: ["filter-lt-inclusive", "filter-members-value-broken"] };
  const found = (r: Awaited<ReturnType<typeof runAgainstReference>>) => r.checks.flatMap((c) => c.findings.map((f) => `${c.id} ${f.requirement}`));
  const [confirmed, once] = [await runAgainstReference(suites, { ...options, confirm: true }), await runAgainstReference(suites, options)];
  expect(found(once).length).toBeGreaterThan(1);
  expect(found(confirmed)).toEqual(found(once));
  const names = confirmed.exchanges.flatMap((e) => (e.request.method === "POST" && e.response?.status === 201 ? [/"userName":"([^"]+)"/.exec(e.request.body ?? "")?.[1] ?? ""] : [])).filter((n) => n !== "");
  expect(names.filter((n, i) => names.indexOf(n) !== i)).toEqual([]);
  const nicks = confirmed.exchanges.flatMap((e) => (e.request.method === "POST" && e.response?.status === 201 ? [/"nickName":"([^"]+)"/.exec(e.request.body ?? "")?.[1] ?? ""] : [])).filter((n) => n.includes("filter-corpus"));
  expect(new Set(nicks.map((n) => /scimspec-([a-z0-9]+)-/.exec(n)?.[1])).size).toBe(2);
});

describe("a property", () => {
  const REQUIREMENT = "7644-3.4.2.2-op-eq";
  let calls = 0;
  const property = (id: string, holds: (n: number) => boolean): CheckDefinition => ({
    id, title: id, failureTitle: id, verifies: [REQUIREMENT], detects: ["create-returns-200"], generates: true, mutates: "nothing", remedy: "none",
    run: ({ forAll }) => forAll({ name: "small" }, integer({ min: 0, max: 1000 }), (n, e) => (e.of(REQUIREMENT).that(holds(n), { message: "does not hold" }), Promise.resolve())),
  });
  const judged = async (definition: CheckDefinition) => {
    const run = await runAgainstReference({ checks: [check(definition)], invariants: [] }, { properties: properties("normal"), confirm: true });
    return run.checks[0];
  };

  test("whose counterexample holds when it is repeated is flaky", async () => {
    const result = await judged(property("sample/once", () => (calls += 1) !== 4));
    expect(result).toMatchObject({ outcome: "fail", flaky: true, findings: { length: 1 } });
  });
  test("whose counterexample fails again is not, and only that case is repeated", async () => {
    calls = 0;
    const after: number[] = [];
    const result = await judged(property("sample/always", (n) => (after.push(n), n < 10)));
    expect(result).toMatchObject({ outcome: "fail", findings: [{ counterexample: { input: 10 } }] });
    expect(result?.flaky).toBe(undefined);
    expect(after.at(-1)).toBe(10);
    expect(result?.expectations.filter((e) => !e.ok)).toHaveLength(1);
  });
  test("that compares nothing is skipped if that may be chance, and else an error", async () => {
    const silent = check({ ...property("sample/silent", () => true), run: ({ forAll }) => forAll({ name: "small" }, integer({ min: 0, max: 1000 }), () => Promise.resolve()) });
    const of = async (runs: number) => (await runAgainstReference({ checks: [silent], invariants: [] }, { properties: { ...properties("normal"), runs } })).checks[0];
    expect(await of(2)).toMatchObject({ outcome: "skip", reason: "no generated case could be judged: nothing was compared in it" });
    expect(await of(50)).toMatchObject({ outcome: "error", reason: expect.stringMatching(/no expectation/) as unknown });
  });
});
