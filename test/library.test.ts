/** The library as its callers use it. */
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { normalise } from "../src/engine/normalise.ts";
import { assess, ConfigError, listChecks, listFaults, loadConfig, render, startReferenceServer, type AssessOptions, type Run, type RunEvent, type TargetInput } from "../src/index.ts";
import { FORMAT_NAMES } from "../reports/formats.ts";
import { AUTH, LOCAL, localServer } from "./library-subject.ts";

const CREATE: AssessOptions = { seed: 1, properties: "off", select: { suites: ["create"] } };
const local = (faults: readonly string[] = []): TargetInput => ({ baseUrl: LOCAL, auth: AUTH, handler: localServer(faults).listener });
const folder = (): string => mkdtempSync(join(tmpdir(), "scimspec-library-"));

async function all(events: AsyncIterable<RunEvent>): Promise<RunEvent[]> {
  const list: RunEvent[] = [];
  for await (const event of events) list.push(event);
  return list;
}

describe("a run under way", () => {
  test("gives events as they happen, and then the run", async () => {
    const assessment = assess(local(), CREATE);
    let over = false;
    void assessment.then(() => (over = true));
    const early: boolean[] = [];
    for await (const event of assessment) if (event.kind === "check-start") early.push(over);
    expect(early.length).toBeGreaterThan(20);
    expect(early).not.toContain(true);
    const run = await assessment;
    expect(run.conformant).toBe(true);
    expect(run.gate?.passed).toBe(true);
  });
  test("loses no event for one who comes late, or twice", async () => {
    const assessment = assess(local(), CREATE);
    const first = all(assessment);
    await assessment;
    const late = await all(assessment);
    expect(late).toEqual(await first);
    expect(late.find((e) => e.kind === "plan")).toEqual({ kind: "plan", checks: late.filter((e) => e.kind === "check-end").length });
  });
  test("goes on when an iteration is left", async () => {
    const assessment = assess(local(), CREATE);
    for await (const event of assessment) if (event.kind === "check-start") break;
    expect((await assessment).complete).toBe(true);
  });
  test("says to those who iterate, too, that it could not be made", async () => {
    await expect(all(assess({ baseUrl: "nowhere" }, CREATE))).rejects.toThrow(ConfigError);
  });
});

test("two assessments at the same time do not disturb each other", async () => {
  const faults = ["create-returns-200", "create-client-id-honoured"];
  const alone = [await assess(local(), CREATE), await assess(local(faults), CREATE)];
  const together = await Promise.all([assess(local(), CREATE), assess(local(faults), { ...CREATE, profile: "strict", failOn: "never" }), assess(local(faults), CREATE)]);
  expect(together[0].conformant).toBe(true);
  expect(normalise(together[0])).toEqual(normalise(alone[0] as Run));
  expect(normalise(together[2])).toEqual(normalise(alone[1] as Run));
  expect(together[2].checks.filter((c) => c.outcome === "fail").map((c) => c.id)).toContain("create/created");
  expect([together[1].suite.profile, together[1].failOn, together[1].gate?.passed]).toEqual(["strict", "never", true]);
});

describe("aborting", () => {
  const counts = (server: ReturnType<typeof localServer>): readonly number[] => ["User", "Group", "Device"].map((type) => server.count(type));
  test("cleans up, and gives an incomplete run", async () => {
    const server = localServer([], 2);
    const before = counts(server);
    const controller = new AbortController();
    const assessment = assess({ baseUrl: LOCAL, auth: AUTH, handler: server.listener }, { ...CREATE, signal: controller.signal });
    let most = 0;
    for await (const event of assessment) {
      most = Math.max(most, server.count("User"));
      if (event.kind === "check-end" && server.count("User") > (before[0] ?? 0)) controller.abort();
    }
    const run = await assessment;
    expect(most).toBeGreaterThan(before[0] ?? 0);
    expect([run.complete, run.conformant, run.leftovers]).toEqual([false, false, []]);
    expect(run.checks.some((c) => c.outcome === "blocked")).toBe(true);
    expect(counts(server)).toEqual(before);
  });
  test("before anything began sends nothing", async () => {
    let asked = 0;
    const run = await assess({ baseUrl: LOCAL, handler: (_, response) => { asked += 1; response.end(); } }, { ...CREATE, signal: AbortSignal.abort() });
    expect([run.complete, asked]).toEqual([false, 0]);
  });
});

describe("what cannot be used is refused, in words, before anything is sent", () => {
  const never: TargetInput = { baseUrl: LOCAL, handler: (_, response) => { throw new Error(`asked ${String(response.req.url)}`); } };
  const wrong = (value: unknown): AssessOptions => value as AssessOptions;
  test.each<[string, AssessOptions, RegExp]>([
    ["an unknown option", wrong({ profil: "rfc" }), /^assess\(\) profil: unknown key profil; did you mean profile\?/],
    ["an option of other functions", wrong({ target: {}, out: "x", reports: ["html"], config: "x" }), /^assess\(\) target: unknown key target\. Allowed: profile, .*, allow, signal, journal, shard, replay\.\n[^]*out: unknown key out[^]*reports: unknown key reports[^]*config: unknown key config/],
    ["a wrong type", wrong({ http: { timeout: 5 } }), /^assess\(\) http\.timeout: must be string, not 5/],
    ["several things at once", wrong({ seed: -1, mode: "none" }), /mode: none is not known[^]*seed: must be >= 0/],
    ["a check that does not exist", { select: { checks: ["create/creatd"] } }, /nothing matches create\/creatd; did you mean create\/created\?/],
    ["a profile that does not exist", { profile: "lenient" }, /profile lenient: there is no such file/],
    ["an area that does not exist", { thresholds: { creat: "must" } }, /there is no area creat; did you mean create\?/],
    ["a baseline that is not there", { baseline: "no-such-baseline.yaml" }, /no-such-baseline\.yaml cannot be read/],
    ["a template that is none", { resources: { User: { template: { userName: "{{unique" } } } }, /resources\.User\.template\.userName/],
    ["a shard that is none", { seed: 1, shard: "3/2" }, /shard: 3\/2 is no shard/],
    ["a shard without a seed", { shard: { index: 1, count: 2 } }, /give seed/],
    ["a token that is none", { replay: "again" }, /replay: again is no replay token/],
    ["a property that does not exist", { replay: "properties/none@User:x:7:3:0" }, /no property properties\/none/],
    ["a journal that is no path", wrong({ journal: 5 }), /journal: must be the path of a file, or null/],
    ["a signal that is none", wrong({ signal: {} }), /signal: must be an AbortSignal/],
  ])("%s", async (_, options, message) => {
    const error: unknown = await assess(never, options).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ConfigError);
    expect((error as Error).message).toMatch(message);
  });
  test.each<[string, unknown, RegExp]>([
    ["nothing", undefined, /^a target cannot be undefined; a target is an object with baseUrl or handler/],
    ["a text", "https://scim.example.com", /^a target cannot be a string;/],
    ["an object without a place", { name: "x" }, /target\.baseUrl is missing/],
    ["a base URL that is none", { baseUrl: "scim.example.com" }, /target\.baseUrl: scim\.example\.com is not an absolute URL/],
    ["a misspelt member", { baseUrl: LOCAL, nmae: "x" }, /target\.nmae: unknown key nmae; did you mean name\?/],
    ["half a credential", { baseUrl: LOCAL, auth: { type: "bearer" } }, /target\.auth: token is missing/],
    ["a handler that is none", { handler: { get: 1 } }, /target\.handler is neither/],
    ["a function that throws", () => { throw new TypeError("no database"); }, /^the target function threw, so that nothing was assessed: TypeError: no database \(/],
    ["a function that throws for a reason of its own", () => { throw new Error("db is down"); }, /^the target function threw, so that nothing was assessed: Error: db is down$/],
    ["a function that rejects", { handler: () => Promise.reject(new Error("no app")) }, /the target\.handler function threw.*no app/],
    ["a listener whose parameters cannot be seen", (...both: unknown[]) => both, /^what the target function returned cannot be a target: a list; .*use fromListener\(\) or fromFetch\(\)$/],
  ])("a target that is %s", async (_, target, message) => {
    const error: unknown = await assess(target as TargetInput, CREATE).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ConfigError);
    expect((error as Error).message).toMatch(message);
  });
});

describe("options", () => {
  test("a baseline decides the gate, and not the verdict", async () => {
    const found = await assess(local(["create-returns-200"]), CREATE);
    const entries = (found.gate?.unexpected ?? []).map(({ check, requirement, code, instance }) => ({ check, requirement, ...(code ? { code } : {}), ...(instance ? { instance } : {}), reason: "known" }));
    const baseline = join(folder(), "baseline.yaml");
    writeFileSync(baseline, JSON.stringify({ version: 1, findings: entries }));
    const excused = await assess(local(["create-returns-200"]), { ...CREATE, baseline });
    expect([found.gate?.passed, excused.gate?.passed, excused.conformant]).toEqual([false, true, false]);
  });
  test("the journal names what is created; shards share the checks", async () => {
    const journal = join(folder(), "deep", "journal.ndjson");
    const [one, two] = await Promise.all([assess(local(), { ...CREATE, shard: "1/2", journal }), assess(local(), { ...CREATE, shard: { index: 2, count: 2 } })]);
    const whole = (await listChecks()).filter((c) => c.suite === "create").map((c) => c.id);
    expect([...one.checks, ...two.checks].map((c) => c.id).sort()).toEqual(whole);
    expect(readFileSync(journal, "utf8")).toMatch(/"event":"creating"/);
  });
  test("a counterexample can be repeated", async () => {
    const faulty = local(["seeded-store-latin-letter#3"]);
    const run = await assess(faulty, { seed: 5, select: { checks: ["properties/round-trip*"] } });
    const token = run.checks.flatMap((c) => c.findings).flatMap((f) => f.counterexample?.replay ?? [])[0] ?? "";
    const again = await assess(faulty, { replay: token });
    expect(again.checks).toHaveLength(1);
    expect(again.checks[0]?.findings[0]?.counterexample?.cases).toBe(1);
  });
  test("options of the target and of the call both hold, and undefined is nothing", async () => {
    const run = await assess({ baseUrl: LOCAL, auth: AUTH, handler: localServer().listener, resources: { Device: { ignore: true } } }, { ...CREATE, profile: undefined, resources: { Group: { ignore: true } } } as unknown as AssessOptions);
    expect([...new Set(run.checks.flatMap((c) => c.instances.map((i) => i.instance)))].filter((i) => i !== "")).toEqual(["User"]);
  });
});

test("a target in this process has no finding, although its base URL is a name", async () => {
  const conforming = localServer([], 0, "http://app.test/scim/v2");
  const run = await assess({ baseUrl: "http://app.test/scim/v2", auth: AUTH, handler: conforming.listener }, { seed: 1, select: { suites: ["security", "discovery"] } });
  expect(run.checks.flatMap((c) => c.findings)).toEqual([]);
  expect(run.notes.join()).toContain("TLS is not judged");
});

describe("a config file", () => {
  test("gives target and options, for assess", async () => {
    const at = folder();
    writeFileSync(join(at, "scimspec.yaml"), `target: { baseUrl: "${LOCAL}", name: Acme, auth: { type: bearer, token: \${SCIM_TOKEN} } }\nselect: { suites: [create] }\nproperties: off\nseed: 7\nbaseline: known.yaml\nreports: [junit]\n`);
    writeFileSync(join(at, "known.yaml"), "version: 1\nfindings: []\n");
    const config = await loadConfig(join(at, "scimspec.yaml"), { SCIM_TOKEN: AUTH.token });
    expect(config.reports).toEqual(["junit"]);
    expect(config.options.baseline).toBe(join(at, "known.yaml"));
    const run = await assess({ ...config.target, handler: localServer().listener }, config.options);
    expect([run.target.name, run.seed, run.conformant, run.gate?.passed]).toEqual(["Acme", 7, true, true]);
  });
  test("names file, line and column of what is wrong", async () => {
    await expect(loadConfig({ text: "target:\n  baseUrl: https://x.example\n  nmae: x\n", folder: "/acme" })).rejects.toThrow("/acme/scimspec.yaml:3:3 target.nmae: unknown key nmae; did you mean name?");
    await expect(loadConfig({ text: "target: { baseUrl: 'https://x.example', auth: { type: bearer, token: '${NO}' } }" })).rejects.toThrow(/the environment variable NO is not set/);
    await expect(loadConfig("/no/such/scimspec.yaml")).rejects.toThrow(/cannot be read/);
  });
});

test.each<[unknown, string]>([
  [undefined, "loadConfig(): takes the path of a file, or { text, folder }, not undefined"],
  [null, "not null"],
  [5, "not 5"],
  ["", "not an empty text"],
  [{ text: 5 }, "not an object with other members"],
])("loadConfig(%j) is refused in words", async (source, said) => {
  const error: unknown = await loadConfig(source as string).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(ConfigError);
  expect((error as Error).message).toContain(said);
});

test.each<[unknown, RegExp]>([
  [null, /^render\(\): takes a run document, as assess\(\) gives it or run\.json holds it, not null$/],
  [[], /not a list$/],
  ["run.json", /not string$/],
  [{}, /this object has no schemaVersion, checks, requirements/],
  [Promise.resolve({}), /not a promise of one: await it first$/],
])("render() refuses %j in words", async (run, said) => {
  for (const name of ["html", "json"] as const) {
    const error: unknown = await render(run as Run, name).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ConfigError);
    expect((error as Error).message).toMatch(said);
  }
});

describe("what there is", () => {
  test("checks are described", async () => {
    const checks = await listChecks();
    expect(checks.length).toBeGreaterThan(500);
    expect(checks.find((c) => c.id === "create/created")).toMatchObject({ suite: "create", kind: "check", class: "must", generates: false });
    expect(new Set(checks.map((c) => c.class))).toEqual(new Set(["must", "should", "may"]));
  });
  test("each format is rendered", async () => {
    const run = await assess(local(["create-returns-200"]), { ...CREATE, select: { checks: ["create/created"] } });
    for (const name of FORMAT_NAMES) expect((await render(run, name as "html"))[0]?.content.length).toBeGreaterThan(50);
    expect(JSON.parse((await render(run, "json"))[0]?.content ?? "")).toMatchObject({ seed: 1 });
    await expect(render(run, "junti" as "junit")).rejects.toThrow("the format junti is not known; did you mean junit?");
  });
});

describe("the reference server", () => {
  test("answers late where it is asked to, and has its faults", async () => {
    const server = await startReferenceServer({ latency: 60, faults: ["create-returns-200"], token: "t" });
    const before = performance.now();
    const answer = await fetch(`${server.baseUrl}/Users`, { method: "POST", headers: { authorization: "Bearer t", "content-type": "application/scim+json" }, body: '{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"x"}' });
    expect(answer.status).toBe(200);
    expect(performance.now() - before).toBeGreaterThan(55);
    await server.close();
    await expect(fetch(server.baseUrl)).rejects.toThrow();
  });
  test.each<[unknown, RegExp]>([
    [{ nope: 1 }, /^startReferenceServer\(\): unknown key nope\. Allowed: faults, latency, without, seedUsers, port, token\.$/],
    [{ fault: ["create-returns-200"] }, /unknown key fault; did you mean faults\?/],
    [{ latencyMs: 5 }, /unknown key latencyMs; did you mean latency\?/],
    [{ host: "::" }, /unknown key host/],
    ["x", /the options are an object, not "x"\. Allowed: faults/],
    [null, /the options are an object, not null/],
    [{ token: "" }, /token must be a text of letters/],
    [{ token: "a b\n" }, /token must be a text of letters/],
    [{ faults: "create-duplicate-400" }, /faults is a list of texts, such as faults: \["create-returns-200"\], not "create-duplicate-400"/],
    [{ without: "sort" }, /without is a list of texts/],
    [{ faults: ["create-returns-201"] }, /unknown fault create-returns-201; did you mean .*create-returns-200/],
    [{ without: ["pach"] }, /there is no capability pach; allowed: patch/],
    [{ latency: -1 }, /latency must be a whole number from 0/],
    [{ port: 70_000 }, /port must be a whole number from 0 to 65535/],
  ])("refuses %j", async (options, message) => {
    const error: unknown = await startReferenceServer(options as object).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ConfigError);
    expect((error as Error).message).toMatch(message);
  });
  test("lists its faults", async () => {
    expect((await listFaults()).find((f) => f.id === "create-returns-200")?.requirements.length).toBeGreaterThan(0);
  });
});
