/** Which run documents a command takes: all that scimspec writes, and none that was edited by hand. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { renderJson } from "../reports/json.ts";
import { runProblem } from "../src/cli/run-file.ts";
import { decideGate, type GatePolicy } from "../src/engine/gate.ts";
import { assess, type AssessOptions } from "../src/index.ts";
import { mergeShards } from "../src/merge.ts";
import type { BaselineEntry } from "../src/model/gate.ts";
import type { CheckResult, Run } from "../src/model/run.ts";
import { handWritten } from "../src/selftest.ts";
import { loadSuites } from "../src/suites.ts";
import { folder } from "./command.ts";
import { sample, SAMPLES } from "./fixtures/runs.ts";
import { AUTH, LOCAL, localServer } from "./library-subject.ts";

const suites = await loadSuites();
const CREATE: AssessOptions = { seed: 1, properties: "off", select: { checks: ["create/*", "invariants/id"] } };
const FAULTS = ["create-returns-200", "error-status-is-number"];
const local = (options: AssessOptions, faults: readonly string[] = []) => assess({ baseUrl: LOCAL, auth: AUTH, handler: localServer(faults).listener }, { ...CREATE, ...options });

/** As the json format writes it and a command reads it. */
const written = (run: Run): Run => JSON.parse(renderJson(run)) as Run;
/** As the first version of the document had it. */
function old({ integrity: _digest, gate: _gate, shard: _shard, own: _own, ...run }: Run): unknown {
  return JSON.parse(JSON.stringify({ ...run, schemaVersion: "1.0" }));
}

const PLUGIN = `
export const name = "acme";
export const requirements = [{ id: "acme/nickname", level: "MUST", text: "Each user has a nickname.", link: "https://acme.example/rules" }];
const common = { kind: "check", detects: [], failureTitle: "wrong", remedy: "Mend it.", mutates: "own-resources", for: "User", title: "t" };
export const checks = [
  { ...common, id: "acme/nick", verifies: ["acme/nickname", "7644-3.3-create-201"], async run({ scim, given, expect }) {
    expect.of("acme/nickname").at(await scim.get(await given.user({ nickName: undefined })), "/nickName").exists();
    expect.of("7644-3.3-create-201").that(false, { message: "not as I like it" });
  } },
  { ...common, id: "acme/throws", verifies: ["acme/nickname"], async run() { throw new RangeError("too far"); } },
];
`;
function plugin(): AssessOptions["extend"] {
  const at = folder();
  writeFileSync(join(at, "acme.mjs"), PLUGIN);
  return [{ module: "./acme.mjs", folder: at }];
}

async function interrupted(): Promise<Run> {
  const controller = new AbortController();
  const assessment = local({ signal: controller.signal });
  for await (const event of assessment) if (event.kind === "check-end") controller.abort();
  return assessment;
}

async function shards(options: AssessOptions, faults: readonly string[] = []): Promise<readonly Run[]> {
  return Promise.all([1, 2].map((index) => local({ ...options, shard: { index, count: 2 } }, faults)));
}

async function merged(options: AssessOptions, faults: readonly string[] = []): Promise<Run> {
  const result = mergeShards((await shards(options, faults)).map((run, i) => ({ name: `${i}`, run: written(run) })), handWritten(suites));
  if (!result.ok) throw new Error(result.problems.join("\n"));
  return result.run;
}

describe("what scimspec writes is taken", () => {
  test.each<readonly [string, () => PromiseLike<readonly Run[]>]>([
    ["conformant and not", async () => [await local({}), await local({}, FAULTS)]],
    ["with every policy", async () => Promise.all([local({ failOn: "should" }, FAULTS), local({ failOn: "never" }, FAULTS), local({ flaky: "report" }, FAULTS), local({ profile: "strict" }, FAULTS), local({ thresholds: { create: "never", invariants: "never" } }, FAULTS)])],
    ["read-only", async () => [await local({ mode: "read-only", select: { suites: ["read", "create"] } })]],
    ["of a server that blocks much", async () => [await local({ select: { suites: ["create", "read", "delete", "patch"] } }, ["create-not-allowed"])]],
    ["interrupted", async () => [await interrupted(), await local({ signal: AbortSignal.abort() })]],
    ["of no SCIM server", async () => [await assess({ baseUrl: LOCAL, handler: (_request, response) => void response.end() }, CREATE)]],
    ["shards", async () => [...(await shards({})), ...(await shards({}, ["create-not-allowed"])), ...(await shards({ failOn: "should" }, FAULTS))]],
    ["merged", async () => [await merged({}), await merged({}, ["create-not-allowed"]), await merged({ extend: plugin() ?? [] }, FAULTS)]],
    ["with own checks, and with those alone", async () => [await local({ extend: plugin() ?? [] }), await local({ extend: plugin() ?? [], select: { checks: ["acme/nick"] } }), await local({ extend: plugin() ?? [], select: { checks: ["acme/*"] }, failOn: "never" })]],
  ])("%s", async (_what, make) => {
    for (const run of await make()) expect(runProblem(written(run)), run.notes.join()).toBe(null);
  });
  test.each(SAMPLES)("the sample %s, also in the form of the first version", (name) => {
    expect([runProblem(sample(name)), runProblem(old(sample(name)))]).toEqual([null, null]);
  });
});

const good = sample("conformant");
const bad = sample("not-conformant");
const failing = (change: (c: CheckResult) => CheckResult): Partial<Run> => ({ checks: bad.checks.map((c) => (c.outcome === "fail" ? change(c) : c)) });
const judging = bad.requirements.findIndex((r) => r.outcome === "fail");

/** Edits that leave the published form whole; each of a document that says otherwise elsewhere. */
const EDITS: readonly (readonly [string, Run, RegExp])[] = [
  ["conformant with failing checks", { ...bad, conformant: true }, /said to be conformant, and its checks \(\d+ fail, \d+ warn, \d+ blocked\) say otherwise/],
  ["conformant with warnings, by a policy that counts them", { ...good, failOn: "should", ...warned(good) }, /said to be conformant/],
  ["failing checks without findings", { ...bad, ...failing((c) => ({ ...c, findings: [] })) }, /is said to fail, and has no finding that fails/],
  ["a failing check that is said to be skipped", { ...bad, summary: { ...bad.summary, fail: bad.summary.fail - 1, skip: bad.summary.skip + 1 }, checks: first(bad.checks, (c) => c.outcome === "fail", (c) => ({ ...c, outcome: "skip" })) }, /is said to skip, and has a finding that fails/],
  ["all checks but one cut", { ...good, checks: good.checks.slice(0, 1), summary: { pass: 0, fail: 0, warn: 0, skip: 0, blocked: 0, error: 0, [good.checks[0]?.outcome ?? "pass"]: 1 } }, /the requirement \S+ names the check \S+, which is missing/],
  ["no requirements", { ...good, requirements: [] }, /it lists no requirement/],
  ["a requirement cut that a check judges", { ...bad, requirements: bad.requirements.filter((_r, i) => i !== judging) }, /the requirement \S+ that a check judges is missing/],
  ["a failed requirement that is said to pass", { ...bad, requirements: bad.requirements.map((r, i) => (i === judging ? { ...r, outcome: "pass" as const } : r)) }, /is said to be pass, and its checks say fail/],
  ["a requirement that nothing judged and that is said to pass", { ...good, requirements: first(good.requirements, (r) => r.outcome === "excluded", (r) => ({ ...r, outcome: "pass" })) }, /is said to be pass, and no check judges it/],
  ["a judgement that no longer names its requirement", { ...bad, checks: first(bad.checks, (c) => c.requirements.length > 0, (c) => ({ ...c, requirements: [] })) }, /names the check \S+, which (does not name it|is missing)/],
  ["a check twice", { ...good, checks: [...good.checks, ...good.checks.slice(0, 1)] }, /the check \S+ is in it twice/],
  ["an exchange twice", { ...good, exchanges: [...good.exchanges, ...good.exchanges.slice(0, 1)] }, /the exchange x\d+ is in it twice/],
  ["no time", { ...good, startedAt: "yesterday" }, /it began at "yesterday", which is no time/],
  ["a day that is none", { ...good, startedAt: "2026-13-45T00:00:00Z" }, /which is no time/],
  ["complete, with reasons against it", { ...good, incompleteBecause: ["the run was interrupted"] }, /said to be complete, and to be incomplete because: the run was interrupted/],
  ["conformant and incomplete", { ...good, complete: false, incompleteBecause: ["x"] }, /said to be conformant, and is incomplete/],
  ["complete, with a broken check", { ...sample("incomplete"), complete: true, incompleteBecause: [] }, /and a check of it ended with an error/],
];

function first<T>(list: readonly T[], matches: (item: T) => boolean, change: (item: T) => T): readonly T[] {
  const at = list.findIndex(matches);
  return list.map((item, i) => (i === at ? change(item) : item));
}

/** The run with the first check that passes turned into one that warns, everywhere. */
function warned(run: Run): Pick<Run, "checks" | "requirements" | "summary"> {
  const alone = run.checks.find((c) => c.outcome === "pass" && c.requirements.some((r) => run.requirements.find((q) => q.id === r.id)?.checks.length === 1));
  const judged = alone?.requirements.find((r) => run.requirements.find((q) => q.id === r.id)?.checks.length === 1)?.id ?? "";
  const finding = { requirement: judged, severity: "warn", message: "m", expected: 1, actual: 2 } as const;
  return {
    checks: run.checks.map((c) => (c === alone ? { ...c, outcome: "warn", findings: [finding], requirements: c.requirements.map((r) => (r.id === judged ? { ...r, outcome: "warn" } : r)) } : c)),
    requirements: run.requirements.map((r) => (r.id === judged ? { ...r, outcome: "warn" } : r)),
    summary: { ...run.summary, pass: run.summary.pass - 1, warn: run.summary.warn + 1 },
  };
}

describe("what was edited is refused", () => {
  test("without the digest that every document of its version has", () => {
    const { integrity: _cut, ...rest } = good;
    expect(runProblem(rest)).toMatch(/^it has no integrity member, with which scimspec writes every document: use the run\.json that scimspec wrote/);
  });
  test.each(EDITS)("%s: in a document of the first version, which had no digest", (_what, run, problem) => {
    expect(runProblem(old(run))).toMatch(problem);
    expect(runProblem(old(run))).toMatch(/; was it edited\?$/);
  });
  test.each(EDITS)("%s: also under a digest that was computed anew", (_what, run, problem) => {
    expect(runProblem(written(run))).toMatch(problem);
  });
  test("a document that calls itself older than what it holds", () => {
    const { integrity: _cut, ...rest } = { ...good, gate: decideGate(good, POLICY), schemaVersion: "1.0" };
    expect(runProblem(JSON.parse(JSON.stringify(rest)))).toMatch(/its schemaVersion is 1\.0, and it has the member gate, which came with 1\.1/);
  });
  test("`never` lets the gate pass, and does not make a failing server conformant", () => {
    expect(runProblem(written({ ...bad, failOn: "never", conformant: true }))).toMatch(/it is said to be conformant, and its checks \(\d+ fail/);
    expect(runProblem(written({ ...bad, failOn: "never", conformant: false }))).toBe(null);
  });
});

const POLICY: GatePolicy = { failOn: "must", thresholds: {}, baseline: null, flaky: "gate", today: "2026-11-26" };
const entry = (finding: Pick<BaselineEntry, "check" | "requirement" | "code" | "instance">, more: Partial<BaselineEntry> = {}): BaselineEntry => ({ ...finding, reason: "known", where: "b.yaml:1", ...more });

test("own checks that are said to pass against their findings, or cut", async () => {
  const run = await local({ extend: plugin() ?? [], select: { checks: ["acme/nick"] } });
  if (!run.own) throw new Error("no own part");
  expect(runProblem(written({ ...run, own: { ...run.own, passed: true } }))).toMatch(/its own checks are said to pass, and their findings say otherwise/);
  expect(runProblem(written({ ...run, checks: [], own: { ...run.own, summary: { ...run.own.summary, fail: 0 } } }))).toMatch(/the requirement acme\/nickname names the check acme\/nick, which is missing/);
});

describe("a gate that is said to have passed", () => {
  const found = decideGate(bad, POLICY).unexpected;
  const forged = (run: Run, policy: GatePolicy, from = run): Run => written({ ...run, gate: { ...decideGate(from, policy), passed: true } });
  const known = found.map((f) => entry(f));

  test.each<readonly [string, Run, RegExp]>([
    ["against what is unexpected", forged(bad, POLICY), /its gate is said to have passed, and lists what fails it: \d+ unexpected/],
    ["against what is stale", forged(good, { ...POLICY, baseline: [entry({ check: good.checks.find((c) => c.outcome === "pass")?.id ?? "", requirement: "x" })] }), /lists what fails it: 1 stale/],
    ["against what has expired", forged(bad, { ...POLICY, baseline: known.map((e) => ({ ...e, expires: "2026-01-01" })) }), /lists what fails it: \d+ expired/],
    ["in an incomplete run", forged(sample("incomplete"), { ...POLICY, failOn: "never" }), /said to have passed, and the run is incomplete/],
  ])("%s", (_what, run, problem) => {
    expect(runProblem(run)).toMatch(problem);
  });
  test("is believed where a baseline or a threshold lets the findings through", () => {
    for (const policy of [{ ...POLICY, baseline: known }, { ...POLICY, failOn: "never" as const }]) {
      const gate = decideGate(bad, policy);
      expect(gate.unexpected).toEqual([]);
      expect(runProblem(written({ ...bad, gate }))).toBe(null);
    }
  });
});
