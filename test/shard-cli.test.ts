import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { Run } from "../src/model/run.ts";
import { startReferenceServer } from "../src/reference/index.ts";

const MAIN = fileURLToPath(new URL("../dist/src/cli/main.js", import.meta.url));
const folder = (): string => mkdtempSync(join(tmpdir(), "scimspec-shard-"));

function scimspec(cwd: string, ...args: readonly string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [MAIN, ...args], { cwd, env: { ...process.env, NO_COLOR: "1" } }, (error, out, err) => resolve({ code: error ? Number(error.code ?? 1) : 0, out, err }));
  });
}

const runIn = (cwd: string, name: string): Run => JSON.parse(readFileSync(join(cwd, name, "run.json"), "utf8")) as Run;

/** As a pipeline does: three jobs, side by side, then one that joins them. */
async function pipeline(args: readonly string[]): Promise<{ readonly cwd: string; readonly codes: readonly number[]; readonly outs: readonly string[] }> {
  const cwd = folder();
  const jobs = await Promise.all([1, 2, 3].map((i) => scimspec(cwd, "run", "--suite", "create,read", "--seed", "7", "--shard", `${i}/3`, "--out", `shard-${i}`, "--format", "html", ...args)));
  return { cwd, codes: jobs.map((j) => j.code), outs: jobs.map((j) => j.out) };
}

const DOCUMENTS = ["shard-1/run.json", "shard-2/run.json", "shard-3/run.json"];

describe("scimspec run --shard and scimspec merge", () => {
  test("on the embedded server: three shards, one conformant run, reports in the formats asked for", async () => {
    const { cwd, codes, outs } = await pipeline([]);
    expect(codes).toEqual([0, 0, 0]);
    expect(outs[1]).toContain("shard 2 of 3");
    expect(outs[1]).toContain("Shard 2 of 3, not the whole run.");
    const { code, out, err } = await scimspec(cwd, "merge", ...DOCUMENTS, "--out", "all", "--format", "json,junit");
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(/^Conformant/m);
    expect(runIn(cwd, "all").shard).toBe(undefined);
    expect(existsSync(join(cwd, "all", "junit.xml"))).toBe(true);
    expect(runIn(cwd, "all").checks.length).toBeGreaterThan(runIn(cwd, "shard-1").checks.length);
    const again = await scimspec(cwd, "merge", "all/run.json");
    expect([again.code, again.err]).toEqual([2, "all/run.json is no shard: it was run without --shard, or is merged already\n"]);
  });

  test("on one server with a mistake: exit 1, and a baseline excuses it, which merge can write", async () => {
    const server = await startReferenceServer({ faults: ["create-returns-200"] });
    const { cwd, codes } = await pipeline(["--base-url", server.baseUrl, "--token", server.token]);
    await server.close();
    expect([...codes].sort()).toContain(1);
    expect((await scimspec(cwd, "merge", ...DOCUMENTS)).code).toBe(1);
    const updated = await scimspec(cwd, "merge", ...DOCUMENTS, "--baseline", "known.yaml", "--update-baseline");
    expect(updated.out).toMatch(/known\.yaml: [1-9]\d* added, 0 removed/);
    const excused = await scimspec(cwd, "merge", ...DOCUMENTS, "--baseline", "known.yaml", "--quiet");
    expect([excused.code, excused.err]).toEqual([0, ""]);
    const lost = await scimspec(cwd, "merge", ...DOCUMENTS.slice(1));
    expect([lost.code, lost.err]).toEqual([2, "shard 1 of 3 is missing; given: shard-2/run.json (2), shard-3/run.json (3)\n"]);
    writeFileSync(join(cwd, "shard-2/run.json"), readFileSync(join(cwd, "shard-2/run.json"), "utf8").replace('"conformant": false', '"conformant": true').slice(0, -9));
    const cut = await scimspec(cwd, "merge", ...DOCUMENTS);
    expect(cut.code).toBe(2);
    expect(cut.err).toMatch(/^shard-2\/run\.json: not valid JSON; was it cut\?/);
  });

  test.each([
    [["--shard", "2/3"], /--shard needs the same seed in all shards.*give --seed/],
    [["--shard", "4/3", "--seed", "1"], /--shard: 4\/3 is no shard; write 2\/3/],
    [["--shard", "0/3", "--seed", "1"], /is no shard/],
    [["--shard", "1/999", "--seed", "1"], /at most 256/],
    [["--shard", "two", "--seed", "1"], /is no shard/],
    [["--shard", "1/2", "--seed", "1", "--baseline", "b.yaml", "--update-baseline"], /give it to scimspec merge/],
    [["--shard", "1/2", "--replay", "properties/filter-oracle@User:found-is-what-matches:7:3:0:1"], /cannot be combined with --shard/],
  ])("run %j is a usage error", async (args, expected) => {
    const { code, err } = await scimspec(folder(), "run", ...args);
    expect(code).toBe(2);
    expect(err).toMatch(expected);
  });
});
