/** Gate, baseline, diff and formats as a pipeline uses them. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FORMATS } from "../reports/formats.ts";
import { renderJson } from "../reports/json.ts";
import type { Run } from "../src/model/run.ts";
import { startReferenceServer, type ReferenceServer } from "../src/reference/index.ts";
import { folder, MAIN, scimspec } from "./command.ts";

const SAMPLES = fileURLToPath(new URL("../reports/samples/", import.meta.url));
const runIn = (cwd: string): Run => JSON.parse(readFileSync(join(cwd, "scimspec-report", "run.json"), "utf8")) as Run;

describe("a baseline in the life of a server", () => {
  let broken: ReferenceServer;
  let whole: ReferenceServer;
  beforeAll(async () => {
    [broken, whole] = [await startReferenceServer({ faults: ["create-returns-200"] }), await startReferenceServer({})];
  });
  afterAll(() => Promise.all([broken.close(), whole.close()]));
  const run = (server: ReferenceServer, cwd: string, ...more: readonly string[]) => scimspec(["run", "--base-url", server.baseUrl, "--token", server.token, "--suite", "create", "--seed", "5", ...more], cwd);
  const BASELINE = ["--baseline", "known.yaml"];

  test("is written, lets pass what it knows, and fails when it is stale, expired or not enough", async () => {
    const cwd = folder();
    expect(await run(broken, cwd, ...BASELINE)).toMatchObject({ code: 2, err: expect.stringMatching(/known\.yaml cannot be read; write one with .*--update-baseline/) as unknown });
    const written = await run(broken, cwd, ...BASELINE, "--update-baseline");
    expect(written.out).toMatch(/known\.yaml: \d+ added, 0 removed; say in each reason/);
    expect(written.code).toBe(0);
    const text = readFileSync(join(cwd, "known.yaml"), "utf8");
    expect(text).toContain("check: create/created");
    writeFileSync(join(cwd, "known.yaml"), text.replace("findings:", "findings: # ours").replace("not explained yet", "ticket 42"));
    const again = await run(broken, cwd, ...BASELINE);
    expect(again).toMatchObject({ code: 0, out: expect.stringMatching(/Not conformant[^]*Gate passed: [^]*known ones? in the baseline/) as unknown });
    expect(runIn(cwd)).toMatchObject({ conformant: false, gate: { passed: true, unexpected: [] } });
    const fixed = await run(whole, cwd, ...BASELINE);
    expect(fixed).toMatchObject({ code: 1, out: expect.stringMatching(/Conformant[^]*Gate failed[^]*stale[^]*known\.yaml:\d+/) as unknown });
    const updated = await run(whole, cwd, ...BASELINE, "--update-baseline");
    expect(updated).toMatchObject({ code: 0, out: expect.stringMatching(/known\.yaml: 0 added, \d+ removed/) as unknown });
    expect(readFileSync(join(cwd, "known.yaml"), "utf8")).toContain("# ours");
    writeFileSync(join(cwd, "known.yaml"), text.replaceAll(/reason: .*/g, "$&\n    expires: 2026-01-01"));
    expect(await run(broken, cwd, ...BASELINE)).toMatchObject({ code: 1, out: expect.stringContaining("accepted until 2026-01-01") as unknown });
  });
  test("that cannot be used is refused before anything is sent", async () => {
    const cwd = folder();
    writeFileSync(join(cwd, "known.yaml"), "version: 1\nfindings:\n  - check: create/created\n    requirement: x\n    reasons: y\n");
    const { code, err } = await run(broken, cwd, ...BASELINE);
    expect(code).toBe(2);
    expect(err).toMatch(/known\.yaml:5:5 .*unknown key reasons; did you mean reason\?/);
    expect(existsSync(join(cwd, "scimspec-report"))).toBe(false);
  });
  test("thresholds of an area that does not exist are refused, and those of one that does are kept to", async () => {
    const cwd = folder();
    const config = (thresholds: string): void => writeFileSync(join(cwd, "c.yaml"), `target: { baseUrl: "${broken.baseUrl}", auth: { type: bearer, token: ${broken.token} } }\nseed: 5\nselect: { suites: [create, invariants] }\nthresholds: ${thresholds}\n`);
    config("{ craete: never }");
    expect(await scimspec(["run", "--config", "c.yaml"], cwd)).toMatchObject({ code: 2, err: expect.stringMatching(/no area craete; did you mean create\?/) as unknown });
    config("{ create: never, invariants: never }");
    expect((await scimspec(["run", "--config", "c.yaml"], cwd)).code).toBe(0);
    config("{ create: { atMost: 1000 } }");
    expect((await scimspec(["run", "--config", "c.yaml"], cwd)).code).toBe(0);
  });
});

describe("scimspec diff", () => {
  const [good, bad] = [join(SAMPLES, "conformant.run.json"), join(SAMPLES, "not-conformant.run.json")];
  test("exits 0 for nothing new, and 1 for new findings", async () => {
    expect(await scimspec(["diff", bad, bad])).toMatchObject({ code: 0, out: expect.stringContaining("No worse:") as unknown });
    const worse = await scimspec(["diff", good, bad]);
    expect(worse.code).toBe(1);
    expect(worse.out).toMatch(/New \(\d+\)[^]*create\/created/);
    const { out, cwd } = await scimspec(["diff", good, bad, "--format", "markdown", "--out", "d/diff.md"]);
    expect(out).toMatch(/^Worse:/);
    expect(readFileSync(join(cwd, "d", "diff.md"), "utf8")).toMatch(/^## SCIM conformance: Worse:/);
  });
  test("exits 2 for what is no run document", async () => {
    expect(await scimspec(["diff", good, MAIN])).toMatchObject({ code: 2, err: expect.stringContaining("not valid JSON") as unknown });
  });
});

describe("formats", () => {
  test("all of them, from an earlier run", async () => {
    const { code, out, cwd } = await scimspec(["report", join(SAMPLES, "not-conformant.run.json"), "--format", FORMATS.map((f) => f.name).join(","), "--out", "all"]);
    expect(code).toBe(0);
    const run = JSON.parse(readFileSync(join(SAMPLES, "not-conformant.run.json"), "utf8")) as Run;
    for (const { path } of FORMATS.flatMap((f) => f.render(run))) expect(existsSync(join(cwd, "all", path)), path).toBe(true);
    expect(out.match(/^Report: /gm)).toHaveLength(FORMATS.length);
  });
  test("that do not exist are refused by name", async () => {
    expect(await scimspec(["run", "--format", "junitt"])).toMatchObject({ code: 2, err: expect.stringMatching(/--format: junitt is not known; did you mean junit\?/) as unknown });
    expect((await scimspec(["report", join(SAMPLES, "conformant.run.json"), "--format", "pdf"])).code).toBe(2);
  });
  test("one that cannot be written harms no other, and the exit code tells", async () => {
    const cwd = folder();
    mkdirSync(join(cwd, "out", "index.html"), { recursive: true });
    const { code, err } = await scimspec(["report", join(SAMPLES, "conformant.run.json"), "--format", "html,markdown", "--out", "out"], cwd);
    expect(code).toBe(4);
    expect(err).toMatch(/the report html could not be written/);
    expect(readFileSync(join(cwd, "out", "report.md"), "utf8")).toContain("Conformant");
  });
  test("are named in the help and in the schema of the config", async () => {
    const names = FORMATS.map((f) => f.name);
    const { out } = await scimspec(["run", "--help"]);
    expect(out.replaceAll(/\s+/g, " ")).toContain(names.join(", "));
    const schema = JSON.parse(readFileSync(new URL("../schemas/config.schema.json", import.meta.url), "utf8")) as { properties: { reports: { items: { enum: string[] } } } };
    expect(schema.properties.reports.items.enum).toEqual(names);
  });
});

describe("a run document that was not written so", () => {
  const text = readFileSync(join(SAMPLES, "conformant.run.json"), "utf8");
  const run = JSON.parse(text) as Run;
  const edited = (change: Partial<Run>): string => renderJson({ ...run, ...change });
  const cases: readonly (readonly [string, string, RegExp])[] = [
    ["cut", text.slice(0, text.length / 2), /not valid JSON; was it cut\?/],
    ["foreign", '{"version":"2.1.0","runs":[]}', /no schemaVersion/],
    ["newer", edited({ schemaVersion: "1.99" }), /schemaVersion is 1\.99.*newer scimspec/],
    ["of another major version", edited({ schemaVersion: "2.0" }), /schemaVersion is 2\.0/],
    ["without a part", edited({ exchanges: undefined as never }), /published form/],
    ["with other counts", edited({ summary: { ...run.summary, pass: 1 } }), /summary counts 1 checks as pass/],
    ["with a lost exchange", edited({ checks: run.checks.map((c, i) => (i === 0 ? { ...c, outcome: c.outcome, findings: [{ requirement: "x", severity: "fail", message: "m", expected: 1, actual: 2, exchange: "x99999" }] } : c)) }), /pass, and has a finding|exchange x99999/],
    ["without its digest", JSON.stringify({ ...run, integrity: undefined }), /no integrity member/],
    ["changed after it was written", text.replace('"startedAt": "2026', '"startedAt": "2025'), /does not match its integrity/],
  ];
  test.each(cases)("%s: exit 2, a sentence, and no report", async (_name, content, expected) => {
    const cwd = folder();
    writeFileSync(join(cwd, "run.json"), content);
    const { code, err } = await scimspec(["report", "run.json", "--out", "out"], cwd);
    expect(code).toBe(2);
    expect(err).toMatch(expected);
    expect(err).not.toMatch(/\n\s+at /);
    expect(existsSync(join(cwd, "out"))).toBe(false);
  });
});
