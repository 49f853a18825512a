import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { properties } from "../src/config/finish.ts";
import { packageRoot } from "../src/config/validate.ts";
import { normalise } from "../src/engine/normalise.ts";
import { shardOf } from "../src/engine/shard.ts";
import { mergeShards } from "../src/merge.ts";
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

describe("shards, merged, are the unsharded run", () => {
  test.each([
    [3, []],
    [2, ["id-shared-across-types", "error-status-is-number"]],
    [5, ["create-not-allowed", "etag-differs-from-version"]],
  ])("%i of them, with the faults %j", async (count, faults) => {
    const whole = await runAgainstReference(suites, { faults });
    const parts = await shards(count, { faults });
    const run = merged(parts);
    expect(normalise(run)).toEqual(normalise(whole));
    expect(run.shard).toBe(undefined);
    expect(complaints(run)).toEqual([]);
    for (const part of parts) expect(complaints(part)).toEqual([]);
    const ids = run.exchanges.map((e) => e.id);
    expect(new Set(ids).size).toBe(ids.length);
    const named = run.checks.flatMap((c) => [...c.exchanges, ...c.findings.flatMap((f) => f.exchange ?? [])]);
    expect(named.filter((id) => !ids.includes(id))).toEqual([]);
    for (const f of run.checks.flatMap((c) => (c.kind === "check" ? c.findings.map((f) => [c.id, f.exchange] as const) : []))) {
      const shown = run.exchanges.find((e) => e.id === f[1]);
      if (shown) expect([f[0], "fixtures", "discovery", "preflight"]).toContain(shown.check.split("@")[0]);
    }
    expect(run.limits.requests).toBe(parts.reduce((sum, p) => sum + p.limits.requests, 0));
  });

  test("also with generated cases and a selection", async () => {
    const options: SelfTestOptions = { checks: ["properties/*", "create/*", "invariants/*"], properties: { ...properties("normal"), runs: 5 }, faults: ["seeded-filter-precedence-deep#1"], seed: 7 };
    const whole = await runAgainstReference(suites, options);
    const run = merged(await shards(2, options), suites);
    expect(normalise(run)).toEqual(normalise(whole));
    expect(run.notes.filter((n) => n.includes("generated cases that held"))).toHaveLength(1);
  });
});
