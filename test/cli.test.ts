import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Run } from "../src/model/run.ts";
import { startReferenceServer } from "../src/reference/index.ts";
import { folder, MAIN, scimspec } from "./command.ts";

const readRun = (cwd: string): Run => JSON.parse(readFileSync(join(cwd, "scimspec-report", "run.json"), "utf8")) as Run;

/** Users of the reference server itself: those behind its two credentials of the main tenant. */
const OWN_USERS = 2;

describe("scimspec run", () => {
  test("assesses the embedded server when no target is named, and writes the report", async () => {
    const { code, out, cwd } = await scimspec(["run"]);
    expect(code).toBe(0);
    expect(out).toContain("embedded reference server");
    expect(out).toContain("Conformant");
    expect(existsSync(join(cwd, "scimspec-report", "index.html"))).toBe(true);
    expect(readRun(cwd).summary.fail).toBe(0);
  });
  test("exits 1 for findings, and names them with their requirement", async () => {
    const server = await startReferenceServer({ faults: ["create-returns-200"] });
    const { code, out, cwd } = await scimspec(["run", "--base-url", server.baseUrl, "--token", server.token, "--suite", "create", "--seed", "5"]);
    await server.close();
    expect(code).toBe(1);
    expect(out).toContain("7644-3.3-create-201");
    expect(readRun(cwd).seed).toBe(5);
    expect(JSON.stringify(readRun(cwd))).not.toContain(server.token);
  });
  test("never gates with --fail-on never", async () => {
    const server = await startReferenceServer({ faults: ["create-returns-200"] });
    const { code } = await scimspec(["run", "--base-url", server.baseUrl, "--token", server.token, "--suite", "create", "--fail-on", "never"]);
    await server.close();
    expect(code).toBe(0);
  });
  test.each([
    [["run", "--suite", "craete"], 2, /nothing matches craete; did you mean create\?/],
    [["run", "--base-url", "http://127.0.0.1:9/?x"], 2, /a base URL has no query/],
    [["run", "--config", "missing.yaml"], 2, /missing.yaml:1:1: the file cannot be read/],
    [["run", "--concurrency", "none"], 2, /not a whole number/],
    [["run", "--no-such-flag"], 2, /unknown option/],
    [["run", "--thorough", "--properties", "off"], 2, /--thorough and --properties off contradict each other/],
    [["run", "--check", "properties/sorting", "--properties", "off"], 0, /0 pass, 0 fail, 0 warn, 1 skip[^]*No check judged anything/],
    [["run", "--base-url", "http://127.0.0.1:9", "--quiet"], 3, /Not assessed/],
    [["list", "nonsense"], 2, /allowed: checks, requirements, faults, ambiguities, codes/],
    [["explain", "create/creatd"], 2, /did you mean create\/created\?/],
    [["explain", "P9"], 2, /did you mean P09\?/],
    [["explain", "etag/version-from"], 2, /did you mean etag\/version-form\?/],
    [["explain", "create-return-200"], 2, /did you mean create-returns-200\?/],
    [["report", "missing.json"], 2, /cannot be read/],
    [["serve", "--fault", "create-returns-201"], 2, /did you mean/],
    [["serve", "--without", "everything"], 2, /allowed: patch/],
    [["clean", "missing.ndjson"], 2, /cannot be read/],
  ])("%j ends with %i", async (args, expected, message) => {
    const { code, out, err } = await scimspec(args as string[]);
    expect(out + err).toMatch(message as RegExp);
    expect(err).not.toMatch(/^\s+at /m);
    expect(code).toBe(expected);
  });
  test("exits 4 when the report cannot be written", async () => {
    const cwd = folder();
    writeFileSync(join(cwd, "occupied"), "");
    const { code, err } = await scimspec(["run", "--out", "occupied", "--suite", "discovery"], cwd);
    expect(code).toBe(4);
    expect(err).not.toMatch(/^\s+at /m);
  });
  test("reads a config, and keeps its secrets out of every file", async () => {
    const server = await startReferenceServer({ token: "very-s3cret-token" });
    const cwd = folder();
    writeFileSync(join(cwd, "scimspec.yaml"), `target: { baseUrl: ${server.baseUrl}, auth: { type: bearer, token: \${TOKEN} } }\nselect: { suites: [create, read] }\nseed: 3\n`);
    const { code, out } = await scimspec(["run"], cwd, { TOKEN: server.token });
    await server.close();
    expect(code).toBe(0);
    for (const name of ["run.json", "index.html", "journal.ndjson"]) expect(readFileSync(join(cwd, "scimspec-report", name), "utf8")).not.toContain(server.token);
    expect(out).not.toContain(server.token);
  });
  test("cleans up after Ctrl-C and exits 130", async () => {
    const server = await startReferenceServer({ latencyMs: 60 });
    const cwd = folder();
    const child = spawn(process.execPath, [MAIN, "run", "--base-url", server.baseUrl, "--token", server.token, "--concurrency", "2"], { cwd });
    const journal = join(cwd, "scimspec-report", "journal.ndjson");
    while (!existsSync(journal) || readFileSync(journal, "utf8").split('"created"').length < 6) await new Promise((r) => setTimeout(r, 30));
    child.kill("SIGINT");
    const code = await new Promise((resolve) => child.on("exit", resolve));
    const run = readRun(cwd);
    const list = (await (await fetch(`${server.baseUrl}/Users`, { headers: { Authorization: `Bearer ${server.token}` } })).json()) as { totalResults: number };
    await server.close();
    expect(code).toBe(130);
    expect(run.complete).toBe(false);
    expect(run.leftovers).toEqual([]);
    expect(list.totalResults).toBe(OWN_USERS);
  });
  test("a killed run leaves a journal from which clean removes everything", async () => {
    const server = await startReferenceServer({ latencyMs: 60 });
    const cwd = folder();
    const child = spawn(process.execPath, [MAIN, "run", "--base-url", server.baseUrl, "--token", server.token], { cwd });
    const journal = join(cwd, "scimspec-report", "journal.ndjson");
    while (!existsSync(journal) || readFileSync(journal, "utf8").split('"created"').length < 12) await new Promise((r) => setTimeout(r, 20));
    child.kill("SIGKILL");
    await new Promise((resolve) => child.on("exit", resolve));
    await new Promise((r) => setTimeout(r, 200));
    const users = async () => ((await (await fetch(`${server.baseUrl}/Users`, { headers: { Authorization: `Bearer ${server.token}` } })).json()) as { totalResults: number; Resources: { userName: string }[] });
    expect((await users()).totalResults).toBeGreaterThan(OWN_USERS);
    const { code, out } = await scimspec(["clean", journal, "--base-url", server.baseUrl, "--token", server.token], cwd);
    const left = await users();
    await server.close();
    expect(out).toMatch(/removed or already gone/);
    expect(left.totalResults).toBe(OWN_USERS);
    expect(code).toBe(0);
  });
});

describe("other commands", () => {
  test("list --json gives checks, requirements, faults, ambiguities and codes", async () => {
    const { code, out } = await scimspec(["list", "--json"]);
    const listed = JSON.parse(out) as Record<string, { id: string }[]>;
    expect(code).toBe(0);
    const members = (name: string) => Object.keys(listed[name]?.[0] ?? {});
    expect(listed["checks"]?.map((c) => c.id)).toContain("create/created");
    expect(listed["requirements"]?.length).toBeGreaterThan(1000);
    expect(listed["faults"]?.length).toBeGreaterThan(100);
    // A contract: other tools read these members.
    expect(members("checks")).toEqual(["id", "title", "suite", "verifies", "detects", "needs"]);
    expect(members("requirements")).toEqual(["id", "rfc", "section", "level", "area", "testable", "verifiedBy", "observedBy", "excluded", "deferred"]);
    expect(members("faults")).toEqual(["id", "area", "strength", "title"]);
    expect(members("ambiguities")).toEqual(["id", "rfc", "title", "verdict", "carriedBy", "codes", "requirements"]);
    expect(members("codes")).toEqual(["id", "requirement", "rfc", "strict", "why"]);
  });
  test.each([["decisions", "ambiguities (199)", "P09  replace with a value filter"], ["ambiguities", "ambiguities (199)", "A01  "], ["codes", "codes (", "etag/version-form  warn in rfc, fail in strict"]])("list %s", async (what, heading, item) => {
    const { code, out } = await scimspec(["list", what]);
    expect(code).toBe(0);
    expect(out.startsWith(heading)).toBe(true);
    expect(out).toContain(item);
  });
  test.each([["create/created"], ["7644-3.3-create-201"], ["create-returns-200"]])("explain %s", async (id) => {
    const { code, out } = await scimspec(["explain", id]);
    expect(code).toBe(0);
    expect(out).toContain(id);
    expect(out.split("\n").length).toBeGreaterThan(4);
  });
  test("explain shows an ambiguous point with its readings, verdict, codes, requirements, checks and page, in any letter case", async () => {
    const { code, out } = await scimspec(["explain", "a23"]);
    expect(code).toBe(0);
    for (const part of ["A23", "What the text gives", "Strict reading", "Lenient reading", "Verdict", "etag/version-form  warn in profile rfc, fail in profile strict", "7643-3.1-meta-version-equals-etag", "Judged by invariants/entity-tag", "docs/decisions/A23.md"]) expect(out).toContain(part);
    expect((await scimspec(["explain", "A23"])).out).toBe(out);
    expect(out).not.toContain("**");
  });
  test("explain shows a finding code with its grades, requirement and point", async () => {
    const { code, out } = await scimspec(["explain", "etag/version-form"]);
    expect(code).toBe(0);
    for (const part of ["warn in profile rfc, fail in profile strict", "Why: A23", "7643-3.1-meta-version-equals-etag", "Unclear point A23", "docs/decisions/A23.md"]) expect(out).toContain(part);
  });
  test("report renders an earlier run again, and refuses what is no run", async () => {
    const { cwd } = await scimspec(["run", "--suite", "discovery"]);
    const again = await scimspec(["report", "scimspec-report/run.json", "--out", "again"], cwd);
    expect(again.code).toBe(0);
    expect(readFileSync(join(cwd, "again", "index.html"), "utf8")).toContain("Conformant");
    const document = readRun(cwd);
    for (const [text, message] of [["{", /was it cut/], ["{}", /no schemaVersion/], [JSON.stringify({ ...document, schemaVersion: "9.0" }), /schemaVersion is 9.0/], [JSON.stringify({ ...document, checks: undefined }), /published form/]] as const) {
      writeFileSync(join(cwd, "bad.json"), text);
      const bad = await scimspec(["report", "bad.json"], cwd);
      expect(bad.code).toBe(2);
      expect(bad.err).toMatch(message);
    }
  });
  test("serve prints one line of JSON when it is ready", async () => {
    const child = spawn(process.execPath, [MAIN, "serve"]);
    const line = await new Promise<string>((resolve) => child.stdout.once("data", (d: Buffer) => resolve(d.toString())));
    const ready = JSON.parse(line) as { baseUrl: string; token: string; tokens: Record<string, string> };
    const answer = await fetch(`${ready.baseUrl}/Users`, { headers: { Authorization: `Bearer ${ready.token}` } });
    child.kill("SIGTERM");
    expect(answer.status).toBe(200);
    expect(Object.keys(ready.tokens)).toEqual(["primary", "otherTenant", "lowPrivilege"]);
  });
});
