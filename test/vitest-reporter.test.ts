/** scimspec/vitest/reporter in real runs of vitest, against a reference server of this process. */
import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { InlineConfig, Reporter, Vitest } from "vitest/node";
import { normalise } from "../src/engine/normalise.ts";
import type { Run } from "../src/model/run.ts";
import { startReferenceServer } from "../src/reference/index.ts";
import { scimspec } from "./command.ts";
import { collected, FIXTURES, freshFolder, REPORTER, REPOSITORY, runVitest, withVitest } from "./vitest-run.ts";

let server: Awaited<ReturnType<typeof startReferenceServer>>;
beforeAll(async () => {
  server = await startReferenceServer({ seedUsers: 3, faults: ["create-returns-200"] });
});
afterAll(async () => {
  await server.close();
});

const target = (): Record<string, string> => ({ SCIMSPEC_TEST_BASE_URL: server.baseUrl, SCIMSPEC_TEST_TOKEN: server.tokens.primary });
/** In one worker, without isolation, which is cheaper. */
const SHARED = { maxWorkers: 1, isolate: false };
/** The types of vitest know its own reporters by name, and others not with options. */
const reporters = (...list: readonly (Reporter | readonly [string, object])[]): Pick<InlineConfig, "reporters"> => ({ reporters: list as unknown as NonNullable<InlineConfig["reporters"]> });
const reporting = (options: object): Pick<InlineConfig, "reporters"> => reporters([REPORTER, options]);
const read = (...path: string[]): Run => JSON.parse(readFileSync(join(...path), "utf8")) as Run;

test("the files are those of the command line, and vitest's own reporters work beside them", async () => {
  const [out, cli] = [freshFolder(), freshFolder()];
  const [json, junit] = [join(out, "vitest.json"), join(out, "vitest.xml")];
  const all = reporters([REPORTER, { out, formats: ["html", "json", "junit"] }], ["json", { outputFile: json }], ["junit", { outputFile: junit }]);
  writeFileSync(join(cli, "scimspec.yaml"), `target: { baseUrl: "${server.baseUrl}", auth: { type: bearer, token: "${server.tokens.primary}" } }\nproperties: { runs: 2, time: 10m }\n`);
  const { exitCode, output } = await runVitest(["reported"], { ...SHARED, env: target(), ...all });
  const command = await scimspec(["run", "--quiet", "--suite", "create", "--check", "properties/round-trip", "--seed", "7", "--out", "."], cli);
  expect([exitCode, command.code]).toEqual([1, 1]);
  const [mine, other] = [read(out, "run.json"), read(cli, "run.json")];
  expect(normalise(mine)).toEqual(normalise(other));
  expect({ ...mine.gate, unexpected: mine.gate?.unexpected.length }).toEqual({ ...other.gate, unexpected: other.gate?.unexpected.length });
  expect(readdirSync(out).sort()).toEqual(["index.html", "journal.ndjson", "junit.xml", "run.json", "vitest.json", "vitest.xml"]);
  expect(readFileSync(join(out, "index.html"), "utf8")).toContain("create/created");
  expect(output).toContain("SCIM conformance in reported.conformance.js: Not conformant");
  const own = JSON.parse(readFileSync(json, "utf8")) as { readonly numFailedTests: number; readonly testResults: readonly { readonly assertionResults: readonly { readonly status: string; readonly failureMessages: readonly string[]; readonly ancestorTitles: readonly string[] }[] }[] };
  const failed = own.testResults.flatMap((r) => r.assertionResults).filter((a) => a.status === "failed");
  expect(failed.map((a) => a.ancestorTitles)).toEqual([["SCIM conformance", "create"]]);
  expect(failed[0]?.failureMessages[0]).toMatch(/^ConformanceError: POST to a resource endpoint does not create/);
  expect(readFileSync(junit, "utf8")).toMatch(/<failure message="POST to a resource endpoint does not create/);
});

test("what cannot be written, is lost, or would be overwritten fails a run whose tests all pass; watch mode and -t assess anew", async () => {
  const out = freshFolder();
  // A folder where a file has to be.
  mkdirSync(join(out, "index.html"));
  const { value, output, exitCode } = await withVitest({ ...SHARED, env: target(), watch: true, ...reporting({ out }) }, ["from-config", "unseeded", "lost"], async (vitest) => {
    const { tests } = collected(vitest.state.getTestModules());
    const again = vitest.state.getTestModules().filter((m) => m.moduleId.includes("unseeded")).map((m) => m.toTestSpecification());
    await vitest.rerunTestSpecifications(again);
    const whole = read(out, "run.json");
    vitest.setGlobalTestNamePattern("create/created");
    await vitest.rerunTestSpecifications(again);
    return { tests, whole, part: read(out, "run.json") };
  });
  expect(Object.values(value.tests).flatMap((tests) => [...tests.values()]).filter((e) => e.state === "failed")).toEqual([]);
  expect(exitCode).toBe(1);
  expect(output).toMatch(/scimspec: the report html could not be written to .*: .*EISDIR/);
  expect(output).toMatch(/scimspec: the evidence of SCIM conformance: Lost in lost\.conformance\.js is lost/);
  expect(output).toMatch(/scimspec: SCIM conformance in .* and SCIM conformance in .* would write to the same folder .*; give each conformance\(\) a name/);
  const { whole, part } = value;
  expect(whole.checks.length).toBeGreaterThan(10);
  expect(part.seed).not.toBe(whole.seed);
  // Nothing is sent for the checks whose tests do not run.
  expect(part.checks.map((c) => c.id)).toEqual(["create/created"]);
  expect(part.exchanges.filter((e) => e.check.includes("/") && !e.check.startsWith("create/created"))).toEqual([]);
});

test("unknown options of the reporter are refused", async () => {
  await expect(runVitest(["lost"], reporting({ folder: "x" }))).rejects.toThrow("scimspec/vitest/reporter: unknown option folder. Allowed: out, formats");
  await expect(runVitest(["lost"], reporting({ formats: ["htm"] }))).rejects.toThrow("formats: htm is not known; did you mean html?");
});

/** Users of a server that answers slowly, so that a run can be stopped in its middle. */
async function slowServer(): Promise<{ readonly env: Record<string, string>; readonly count: () => Promise<number>; readonly close: () => Promise<void> }> {
  const slow = await startReferenceServer({ latencyMs: 30 });
  const headers = { authorization: `Bearer ${slow.tokens.primary}` };
  return {
    env: { SCIMSPEC_TEST_BASE_URL: slow.baseUrl, SCIMSPEC_TEST_TOKEN: slow.tokens.primary },
    count: async () => ((await (await fetch(`${slow.baseUrl}/Users?count=0`, { headers })).json()) as { totalResults: number }).totalResults,
    close: () => slow.close(),
  };
}

/** Stops the run as Ctrl-C does, once a first test has its result: then there is something to clean up. */
class Canceller implements Reporter {
  #vitest: Vitest | undefined;

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  onTestCaseResult(): void {
    // Only once: a second Ctrl-C waits for nothing. Its promise waits for this hook.
    void this.#vitest?.cancelCurrentRun("keyboard-input");
    this.#vitest = undefined;
  }
}

test("a cancelled run ends early and deletes what it created", async () => {
  const slow = await slowServer();
  const { env, count } = slow;
  const out = freshFolder();
  try {
    const before = await count();
    await runVitest(["unseeded"], { ...SHARED, env, ...reporters(new Canceller(), [REPORTER, { out }]) });
    const run = read(out, "run.json");
    expect(run.complete).toBe(false);
    expect(run.incompleteBecause).toEqual(["the run was interrupted"]);
    expect(run.leftovers).toEqual([]);
    expect(await count()).toBe(before);
  } finally {
    await slow.close();
  }
});

/** `vitest run` as a process of its own, in a group of its own, as a terminal starts it. */
function vitestProcess(env: Readonly<Record<string, string>>): { readonly pid: number; readonly ended: Promise<number | null> } {
  const command = [join(REPOSITORY, "node_modules/vitest/vitest.mjs"), "run", "--root", FIXTURES, "--config", "signal.config.js"];
  const child = spawn(process.execPath, command, { detached: true, stdio: "ignore", env: { ...process.env, VITEST: undefined, SCIMSPEC_TEST_REPORTER: REPORTER, ...env } });
  return { pid: child.pid ?? 0, ended: new Promise((resolve) => child.on("close", resolve)) };
}

// Windows has neither process groups nor signals that can be handled.
test.skipIf(process.platform === "win32")("Ctrl-C in `vitest run` is a cancelled run, in all processes of the terminal", async () => {
  const slow = await slowServer();
  const out = freshFolder();
  try {
    const before = await slow.count();
    const { pid, ended } = vitestProcess({ ...slow.env, SCIMSPEC_TEST_OUT: out });
    await expect.poll(slow.count, { timeout: 20_000, interval: 20 }).toBeGreaterThan(before);
    process.kill(-pid, "SIGINT");
    expect(await ended).not.toBe(0);
    expect(await slow.count()).toBe(before);
    expect(read(out, "run.json")).toMatchObject({ complete: false, incompleteBecause: expect.arrayContaining(["the run was interrupted"]), leftovers: [] });
  } finally {
    await slow.close();
  }
}, 60_000);

test("a target that was not assessed, and a journal that cannot be written, end with exit code 1 and say what to change", async () => {
  const out = join(freshFolder(), "file");
  writeFileSync(out, "no folder");
  const { tests, exitCode } = await runVitest(["unseeded"], { ...SHARED, env: target(), ...reporting({ out: join(out, "report") }) });
  const texts = [...(tests["unseeded"]?.values() ?? [])].map((e) => e.message).filter((m) => m !== "");
  expect(texts).toEqual([expect.stringMatching(/^the journal cannot be written to .*file.report \(ENOTDIR.*\): change `out` of scimspec\/vitest\/reporter/), expect.stringMatching(/^Nothing was assessed: /)]);
  expect(exitCode).toBe(1);
  const accepted = await runVitest(["excused"], { ...SHARED, ...reporting({ out: freshFolder() }) });
  expect([...(accepted.tests["excused"]?.values() ?? [])].filter((e) => e.state === "failed")).toEqual([]);
  expect(accepted.exitCode).toBe(1);
});
