import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { renderSummary, verdictSentence } from "../reports/console.ts";
import { renderHtml } from "../reports/html/report.ts";
import { exitCodeOf } from "../src/cli/exit.ts";
import { properties } from "../src/config/finish.ts";
import { packageRoot } from "../src/config/validate.ts";
import { normalise } from "../src/engine/normalise.ts";
import { MAX_SHARDS, ownedBy, shardOf } from "../src/engine/shard.ts";
import { mergeShards } from "../src/merge.ts";
import type { JsonObject } from "../src/model/json.ts";
import type { Run } from "../src/model/run.ts";
import { handWritten, runAgainstReference, type SelfTestOptions } from "../src/selftest.ts";
import { loadSuites } from "../src/suites.ts";

const suites = await loadSuites();
const form = new Ajv2020({ allErrors: true, strictTypes: false, strictTuples: false }).compile(JSON.parse(readFileSync(new URL("schemas/run.schema.json", packageRoot()), "utf8")) as object);

/** All shards of a run, as they come back from their files. */
async function shards(count: number, options: SelfTestOptions): Promise<readonly Run[]> {
  const runs: Run[] = [];
  for (let index = 1; index <= count; index += 1) runs.push(await runAgainstReference(suites, { ...options, shard: { index, count } }));
  return runs.map((r) => JSON.parse(JSON.stringify(r)) as Run);
}

function merged(runs: readonly Run[], of = handWritten(suites)): Run {
  const result = mergeShards(runs.map((run, i) => ({ name: `${i + 1}.json`, run })), of);
  if (!result.ok) throw new Error(result.problems.join("\n"));
  return result.run;
}

function complaints(value: unknown): unknown {
  return form(JSON.parse(JSON.stringify(value))) ? [] : form.errors;
}

/** What each check shows as evidence, whatever its number. */
function evidence(run: Run): ReadonlyMap<string, readonly unknown[]> {
  const { exchanges, checks } = run;
  const shown = new Map(exchanges.map((e) => [e.id, `${e.check} ${e.request.method} ${e.request.url} ${e.startedAt}`]));
  return new Map(checks.filter((c) => c.kind === "check").map((c) => [c.id, [...c.exchanges, ...c.expectations.map((e) => e.exchange ?? "")].map((id) => shown.get(id) ?? null)]));
}

describe("shards, merged, are the unsharded run", () => {
  test.each([
    [3, []],
    [2, ["error-status-is-number", "id-missing-in-lists"]],
    [5, ["create-not-allowed", "etag-differs-from-version"]],
  ])("%i of them, with the faults %j", async (count, faults) => {
    const whole = await runAgainstReference(suites, { faults });
    const parts = await shards(count, { faults });
    const run = merged(parts);
    expect(normalise(run)).toEqual(normalise(whole));
    expect(run.shard).toBe(undefined);
    for (const document of [run, ...parts]) expect(complaints(document)).toEqual([]);
    const ids = run.exchanges.map((e) => e.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(evidence(run)).toEqual(new Map(parts.flatMap((p) => [...evidence(p)])));
    expect(run.limits.requests).toBe(parts.reduce((sum, p) => sum + p.limits.requests, 0));
  });

  test("also with generated cases and a selection", async () => {
    const options: SelfTestOptions = { checks: ["properties/f*", "properties/patch-*", "create/*", "invariants/*"], properties: { ...properties("normal"), runs: 5 }, faults: ["seeded-filter-precedence-deep#1"], seed: 7 };
    const whole = await runAgainstReference(suites, options);
    const run = merged(await shards(2, options), suites);
    expect(normalise(run)).toEqual(normalise(whole));
    expect(run.notes.filter((n) => n.includes("generated cases that held"))).toHaveLength(1);
  });

  test("in any number", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: MAX_SHARDS }), fc.constantFrom(...suites.checks), (count, check) => {
        const owners = Array.from({ length: count }, (_v, i) => ownedBy([check], { index: i + 1, count })).filter((owned) => owned.length > 0);
        expect(owners).toHaveLength(1);
      }),
    );
    for (const count of [2, 3, 4, 8]) {
      const sizes = Array.from({ length: count }, (_v, i) => ownedBy(suites.checks, { index: i + 1, count }).length);
      expect(Math.max(...sizes), `${count} shards: ${sizes.join(" ")}`).toBeLessThan(((suites.checks.length / count) * 3) / 2);
    }
  });
});

describe("a shard alone", () => {
  test("names the cause of what is blocked as the whole run does, reports only its own, and says that it is a part", async () => {
    const faults = ["create-not-allowed"];
    const whole = await runAgainstReference(suites, { faults });
    for (const index of [1, 2, 3]) {
      const part = await runAgainstReference(suites, { faults, shard: { index, count: 3 } });
      const checks = part.checks.filter((c) => c.kind === "check");
      expect(checks.map((c) => shardOf(c.id, 3)).filter((owner) => owner !== index)).toEqual([]);
      expect(checks.map((c) => [c.id, c.outcome, c.blockedBy])).toEqual(whole.checks.filter((c) => c.kind === "check" && shardOf(c.id, 3) === index).map((c) => [c.id, c.outcome, c.blockedBy]));
      expect(part.shard?.again.map((c) => shardOf(c.id, 3))).not.toContain(index);
      expect(verdictSentence(part)).toContain(`Shard ${index} of 3, not the whole run.`);
      const others = part.requirements.filter((r) => r.outcome === "not-selected");
      expect(others.length).toBeGreaterThan(50);
      expect(others.some((r) => r.checks.length > 0)).toBe(false);
      const html = renderHtml(part);
      const ids = new Set([...html.matchAll(/ id="([^"]+)"/g)].map((m) => m[1]));
      expect([...html.matchAll(/href="#([^"]+)"/g)].map((m) => m[1] ?? "").filter((id) => !ids.has(id))).toEqual([]);
    }
  });
  test("of a conforming server finds nothing, and is not called conformant", async () => {
    const part = await runAgainstReference(suites, { shard: { index: 2, count: 3 }, checks: ["read/*", "create/*"] });
    expect([part.conformant, part.shard]).toEqual([true, { index: 2, count: 3, again: [] }]);
    expect(verdictSentence(part)).toBe("Shard 2 of 3, not the whole run. Nothing in it stands against conformance (profile rfc, fails on must).");
    for (const text of [renderSummary(part, { color: false, width: 100, reportPath: null }), renderHtml(part)]) expect(text).not.toMatch(/>Conformant<|^Conformant/m);
  });
});

describe("what cannot be merged", () => {
  const options: SelfTestOptions = { checks: ["read/*", "invariants/id"] };
  const parts = shards(3, options);
  const problems = async (change: (runs: readonly Run[]) => readonly Run[]): Promise<string> => {
    const result = mergeShards(change(await parts).map((run, i) => ({ name: `file${i + 1}.json`, run })), handWritten(suites));
    return result.ok ? "merged" : result.problems.join("\n");
  };
  const second = (change: Partial<Run>) => ([a, b, c]: readonly Run[]): readonly Run[] => [a, { ...b, ...change }, c] as readonly Run[];
  const targetOf = (change: (target: JsonObject) => JsonObject) => (r: readonly Run[]) => second({ config: { ...r[1]?.config, target: change(r[1]?.config["target"] as JsonObject) } })(r);

  test.each<[string, (runs: readonly Run[]) => readonly Run[], RegExp]>([
    ["a missing shard", (r) => r.slice(1), /^shard 1 of 3 is missing; given: file1\.json \(2\), file2\.json \(3\)$/],
    ["a shard given twice", (r) => [...r, ...r.slice(2)], /^shard 3 of 3 is given twice: file3\.json and file4\.json$/],
    ["other numbers of shards", second({ shard: { index: 2, count: 4, again: [] } }), /different splits: file1\.json is shard 1 of 3, file2\.json is shard 2 of 4/],
    ["another suite", second({ suite: { version: "9.9.9", profile: "rfc" } }), /^file1\.json and file2\.json differ in the suite version: \d.* and 9\.9\.9$/],
    ["another profile", second({ suite: { version: "0.1.0", profile: "strict" } }), /differ in the profile: rfc and strict/],
    ["another seed", second({ seed: 5 }), /differ in the seed: 1 and 5/],
    ["another target", second({ target: { name: "other", baseUrl: "https://a.example", embedded: false } }), /differ in the target: the embedded reference server and other \(https:\/\/a\.example\)/],
    ["other settings", (r) => second({ config: { ...r[1]?.config, failOn: "should" } })(r), /^file1\.json and file2\.json differ in the config: failOn$/],
    ["fewer credentials", targetOf((t) => ({ ...t, otherCredentials: { otherTenant: { type: "bearer", token: "***" } } })), /^file1\.json and file2\.json differ in the config: target\.otherCredentials$/],
    ["another kind of credential", targetOf((t) => ({ ...t, auth: { type: "basic", username: "u", password: "***" } })), /differ in the config: target\.auth$/],
    ["other headers", targetOf((t) => ({ ...t, headers: { "X-Tenant": "***" } })), /differ in the config: target\.headers$/],
    ["other trust", targetOf((t) => ({ ...t, tls: { skipVerify: true, ca: null } })), /differ in the config: target\.tls$/],
    ["a whole run", ([a, b, c]) => [a, { ...b, shard: undefined }, c] as unknown as readonly Run[], /^file2\.json is no shard/],
    ["a check of another shard", (r) => second({ checks: [...(r[1]?.checks ?? []), ...(r[0]?.checks ?? []).filter((c) => c.kind === "check").slice(0, 1)] })(r), /^file2\.json has the check \S+, which belongs to shard 1/],
    ["a check lost", (r) => second({ checks: (r[1]?.checks ?? []).filter((c) => c.kind !== "check") })(r), /^file2\.json lacks the check read\/\S+, which it owns/],
    ["a version that is not at hand", (r) => r.map((run) => ({ ...run, suite: { ...run.suite, version: "9.9.9" } })), /^file1\.json was written by scimspec 9\.9\.9/],
    ["nothing", () => [], /no run document/],
  ])("%s", async (_what, change, expected) => {
    expect(await problems(change)).toMatch(expected);
  });

  test("the order of the files does not matter, and HTTP settings may differ", async () => {
    const other = async (runs: Promise<readonly Run[]>) => (await runs).map((r, i) => ({ ...r, config: { ...r.config, http: { concurrency: i + 1 }, out: `out-${i}` } }));
    expect(normalise(merged((await other(parts)).toReversed()))).toEqual(normalise(merged(await parts)));
  });
  test("the order of members in the config does not matter, nor how names of headers are written", async () => {
    const written = (headers: JsonObject, turn: boolean) => (r: Run): Run => {
      const { auth, headers: _none, ...others } = r.config["target"] as JsonObject;
      return { ...r, config: { ...r.config, target: (turn ? { headers, auth, ...others } : { ...others, auth, headers }) as JsonObject } };
    };
    const [a, ...others] = await parts;
    if (!a) throw new Error("there is no shard");
    expect(merged([written({ "X-A": "***", "X-B": "***" }, false)(a), ...others.map(written({ "x-b": "***", "x-a": "***" }, true))]).checks.length).toBeGreaterThan(0);
  });
  test("the verdict is formed anew from the expectations", async () => {
    const lying = (await parts).map((r) => ({ ...r, conformant: true, checks: r.checks.map((c) => (c.kind === "check" ? { ...c, outcome: "pass" as const, findings: [], expectations: c.expectations.map((e) => ({ ...e, ok: false })) } : c)) }));
    const run = merged(lying);
    expect([run.conformant, run.summary.fail > 0]).toEqual([false, true]);
  });
  test("an incomplete shard makes the run incomplete, one that met no server exit 3", async () => {
    const interrupted = merged(second({ complete: false, incompleteBecause: ["the run was interrupted"] })(await parts));
    expect([interrupted.complete, interrupted.conformant, interrupted.incompleteBecause]).toEqual([false, false, ["shard 2 of 3: the run was interrupted"]]);
    expect(exitCodeOf(interrupted, false, true)).toBe(4);
    const lost = merged(second({ complete: false, incompleteBecause: ["preflight failed"], preflightFailure: "The target gives no answer." })(await parts));
    expect([lost.preflightFailure, exitCodeOf(lost, false, true)]).toEqual(["In shard 2 of 3: The target gives no answer.", 3]);
  });
});
