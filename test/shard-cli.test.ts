import { execFile } from "node:child_process";
import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { Run } from "../src/model/run.ts";
import { startReferenceServer } from "../src/reference/index.ts";
import { folder, MAIN, scimspec } from "./command.ts";

const runIn = (cwd: string, name: string): Run => JSON.parse(readFileSync(join(cwd, name, "run.json"), "utf8")) as Run;

/** As a pipeline does: three jobs, side by side, then one that joins them. */
async function pipeline(args: readonly string[]): Promise<{ readonly cwd: string; readonly codes: readonly number[]; readonly outs: readonly string[] }> {
  const cwd = folder();
  const jobs = await Promise.all([1, 2, 3].map((i) => scimspec(["run", "--suite", "create,read", "--seed", "7", "--shard", `${i}/3`, "--out", `shard-${i}`, "--format", "html", ...args], cwd)));
  return { cwd, codes: jobs.map((j) => j.code), outs: jobs.map((j) => j.out) };
}

const DOCUMENTS = ["shard-1/run.json", "shard-2/run.json", "shard-3/run.json"];

describe("scimspec run --shard and scimspec merge", () => {
  test("on the embedded server: three shards, one conformant run, reports in the formats asked for", async () => {
    const { cwd, codes, outs } = await pipeline([]);
    expect(codes).toEqual([0, 0, 0]);
    expect(outs[1]).toContain("shard 2 of 3");
    expect(outs[1]).toContain("Shard 2 of 3, not the whole run.");
    const { code, out, err } = await scimspec(["merge", ...DOCUMENTS, "--out", "all", "--format", "json,junit"], cwd);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(/^Conformant/m);
    expect(runIn(cwd, "all").shard).toBe(undefined);
    expect(existsSync(join(cwd, "all", "junit.xml"))).toBe(true);
    expect(runIn(cwd, "all").checks.length).toBeGreaterThan(runIn(cwd, "shard-1").checks.length);
    const again = await scimspec(["merge", "all/run.json"], cwd);
    expect([again.code, again.err]).toEqual([2, "all/run.json is no shard: it was run without --shard, or is merged already\n"]);
  });

  test("on one server with a mistake: exit 1, and a baseline excuses it, which merge can write", async () => {
    const server = await startReferenceServer({ faults: ["create-returns-200"] });
    const { cwd, codes } = await pipeline(["--base-url", server.baseUrl, "--token", server.token]);
    await server.close();
    expect(codes).toContain(1);
    expect((await scimspec(["merge", ...DOCUMENTS], cwd)).code).toBe(1);
    const updated = await scimspec(["merge", ...DOCUMENTS, "--baseline", "known.yaml", "--update-baseline"], cwd);
    expect(updated.out).toMatch(/known\.yaml: [1-9]\d* added, 0 removed/);
    const excused = await scimspec(["merge", ...DOCUMENTS, "--baseline", "known.yaml", "--quiet"], cwd);
    expect([excused.code, excused.err]).toEqual([0, ""]);
    const lost = await scimspec(["merge", ...DOCUMENTS.slice(1)], cwd);
    expect([lost.code, lost.err]).toEqual([2, "shard 1 of 3 is missing; given: shard-2/run.json (2), shard-3/run.json (3)\n"]);
    writeFileSync(join(cwd, "shard-2/run.json"), readFileSync(join(cwd, "shard-2/run.json"), "utf8").replace('"conformant": false', '"conformant": true').slice(0, -9));
    const cut = await scimspec(["merge", ...DOCUMENTS], cwd);
    expect(cut.code).toBe(2);
    expect(cut.err).toMatch(/^shard-2\/run\.json: not valid JSON; was it cut\?/);
  });

  test.each([
    [["--shard", "2/3"], /--shard needs the same seed in all shards.*give --seed/],
    [["--shard", "4/3", "--seed", "1"], /--shard: 4\/3 is no shard; write 2\/3/],
    [["--shard", "0/3", "--seed", "1"], /is no shard/],
    [["--shard", "1/999", "--seed", "1"], /at most 256/],
    [["--shard", "two", "--seed", "1"], /is no shard/],
    [["--shard", "1/2", "--seed", "12345678901"], /--seed: 12345678901 is larger than 4294967295/],
    [["--shard", "1/2", "--seed", "1", "--baseline", "b.yaml", "--update-baseline"], /give it to scimspec merge/],
    [["--shard", "1/2", "--replay", "properties/filter-oracle@User:found-is-what-matches:7:3:0:1"], /cannot be combined with --shard/],
  ])("run %j is a usage error", async (args, expected) => {
    const { code, err } = await scimspec(["run", ...args], folder());
    expect(code).toBe(2);
    expect(err).toMatch(expected);
  });
});

/** The commands of scimspec in an example of the documentation, in order. */
function commands(example: unknown): readonly string[] {
  if (typeof example === "string") return example.startsWith("npx scimspec ") ? [example] : [];
  return typeof example === "object" && example !== null ? Object.values(example).flatMap(commands) : [];
}

describe("the examples of docs/sharding.md", () => {
  const text = readFileSync(new URL("../docs/sharding.md", import.meta.url), "utf8");
  const examples = [...text.matchAll(/```yaml\n(.*?)```/gs)].map((m) => parse(m[1] ?? "") as unknown);
  /** What each service puts in place of its variables, in job `i` of three. */
  const services = [
    { name: "GitHub Actions", collected: (i: number) => `shards/scim-${i}`, fill: (line: string, i: number) => line.replace("${{ github.run_number }}", "12").replace("${{ matrix.shard }}", String(i)), produced: () => "shard" },
    { name: "GitLab", collected: (i: number) => `shard-${i}`, fill: (line: string, i: number) => line.replace("$CI_PIPELINE_IID", "12").replaceAll("$CI_NODE_INDEX", String(i)).replace("$CI_NODE_TOTAL", "3"), produced: (i: number) => `shard-${i}` },
  ];

  test.each(services.map((s, i) => [s.name, s, examples[i]] as const))("%s: the jobs run as written, and the last one gates", async (_name, { collected, fill, produced }, example) => {
    const [run = "", merge = "", ...others] = commands(example);
    expect([run.startsWith("npx scimspec run"), merge.startsWith("npx scimspec merge"), others]).toEqual([true, true, []]);
    const server = await startReferenceServer({ faults: ["create-returns-200"] });
    const bin = folder();
    writeFileSync(join(bin, "npx"), `#!/bin/sh\nshift\nexec "${process.execPath}" "${MAIN}" "$@"\n`, { mode: 0o755 });
    const sh = (cwd: string, line: string): Promise<number> => new Promise((resolve) => execFile("sh", ["-c", line], { cwd, env: { ...process.env, PATH: `${bin}:${process.env["PATH"] ?? ""}`, SCIM_TOKEN: server.token } }, (error) => resolve(error ? Number(error.code ?? 1) : 0)));
    const last = folder();
    await Promise.all([1, 2, 3].map(async (i) => {
      const job = folder();
      writeFileSync(join(job, "scimspec.yaml"), `target: { baseUrl: "${server.baseUrl}", auth: { type: bearer, token: "\${SCIM_TOKEN}" } }\nselect: { suites: [create] }\n`);
      expect([0, 1]).toContain(await sh(job, fill(run, i)));
      cpSync(join(job, produced(i)), join(last, collected(i)), { recursive: true });
    }));
    await server.close();
    expect(await sh(last, merge)).toBe(1);
    expect(existsSync(join(last, "scimspec-report", "index.html"))).toBe(true);
  });
});
