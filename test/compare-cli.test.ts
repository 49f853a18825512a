import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { renderJson } from "../reports/json.ts";
import { isObject } from "../src/model/json.ts";
import type { Comparison } from "../reports/compare/comparison.ts";
import type { Run } from "../src/model/run.ts";
import { scimspec, type Ended } from "./command.ts";
import { hostileRun, sampleRun } from "./compared.ts";

const isRun = (value: unknown): value is Run => isObject(value) && "schemaVersion" in value;

/** A folder with the run documents given, each as `<name>/run.json` with a report beside it. */
function folder(runs: Readonly<Record<string, unknown>>): string {
  const cwd = mkdtempSync(join(tmpdir(), "scimspec-compare-"));
  for (const [name, run] of Object.entries(runs)) {
    mkdirSync(join(cwd, name));
    writeFileSync(join(cwd, name, "run.json"), typeof run === "string" ? run : isRun(run) ? renderJson(run) : JSON.stringify(run));
    writeFileSync(join(cwd, name, "index.html"), "the report");
  }
  return cwd;
}

const compare = (cwd: string, ...args: readonly string[]): Promise<Ended> => scimspec(["compare", ...args], cwd);

const acme = sampleRun("conformant", { name: "Acme" });
const globex = sampleRun("not-conformant", { name: "Globex" });
const otherSuite: Run = { ...globex, suite: { version: "9.9.9", profile: "strict" } };

describe("scimspec compare", () => {
  test("writes page, CSV and JSON, and prints a short table", async () => {
    const cwd = folder({ acme, globex });
    const { code, out, err } = await compare(cwd, "acme/run.json", "globex/run.json");
    expect([code, err]).toEqual([0, ""]);
    expect(readdirSync(join(cwd, "scimspec-compare")).sort()).toEqual(["compare.csv", "compare.json", "index.html"]);
    expect(out).toMatch(/Acme +Globex\nVerdict +Conformant +Not conformant\n/);
    expect(out).toContain("scimspec-compare/index.html");
    const page = readFileSync(join(cwd, "scimspec-compare", "index.html"), "utf8");
    expect(page).not.toContain("acme/index.html");
  });
  test("links the reports beside the run documents, if asked to", async () => {
    const cwd = folder({ "acme & co": acme, globex });
    const { code } = await compare(cwd, "acme & co/run.json", "globex/run.json", "--link-reports", "--out", "out/deep", "--format", "json");
    expect(code).toBe(0);
    expect(readdirSync(join(cwd, "out/deep"))).toEqual(["compare.json"]);
    const { targets } = JSON.parse(readFileSync(join(cwd, "out/deep/compare.json"), "utf8")) as Comparison;
    expect(targets.map((t) => t.report)).toEqual(["../../acme%20%26%20co/index.html", "../../globex/index.html"]);
  });
  test("writes one file if --out names one", async () => {
    const cwd = folder({ acme, globex });
    expect((await compare(cwd, "acme/run.json", "globex/run.json", "--out", "both.html")).code).toBe(0);
    expect(existsSync(join(cwd, "both.html")) && !existsSync(join(cwd, "scimspec-compare"))).toBe(true);
    const { code, err } = await compare(cwd, "acme/run.json", "globex/run.json", "--out", "both.csv", "--format", "html");
    expect([code, err]).toEqual([2, "--out: both.csv is one csv file; for html name a folder\n"]);
  });
  test("refuses mixed versions and profiles, and with --force says so on the page", async () => {
    const cwd = folder({ acme, globex: otherSuite });
    const refused = await compare(cwd, "acme/run.json", "globex/run.json");
    expect(refused.code).toBe(2);
    for (const part of ["different versions of the test suite (0.1.0, 9.9.9)", "different profiles (rfc, strict)", "globex/run.json: scimspec 9.9.9, profile strict", "--force"]) expect(refused.err).toContain(part);
    expect(existsSync(join(cwd, "scimspec-compare"))).toBe(false);
    const forced = await compare(cwd, "acme/run.json", "globex/run.json", "--force");
    expect(forced.code).toBe(0);
    expect(forced.out).toContain("Note: The runs were made with different versions");
    expect(readFileSync(join(cwd, "scimspec-compare/index.html"), "utf8")).toContain("The runs were made with different versions of the test suite (0.1.0, 9.9.9).");
  });
  test.each([
    ["a missing file", null, /b\/run.json: the file cannot be read/],
    ["a cut file", JSON.stringify(globex).slice(0, 5000), /b\/run.json: not valid JSON; was it cut\?/],
    ["a foreign document", { hello: 1 }, /b\/run.json: not a run document that can be used: it has no schemaVersion/],
    ["a newer document", { ...globex, schemaVersion: "2.0" }, /b\/run.json: not a run document that can be used: its schemaVersion is 2.0/],
    ["a document without its checks", { ...globex, checks: undefined }, /b\/run.json: not a run document that can be used: it does not have the published form: .*checks/],
    ["a document with a list that is none", { ...globex, requirements: 7 }, /b\/run.json: not a/],
    ["a document with a name that is none", { ...globex, target: { name: 7 } }, /b\/run.json: not a/],
    ["a document with empty checks", { ...globex, checks: [{}] }, /b\/run.json: not a/],
  ])("%s ends with 2, names the file and what to do, and writes nothing", async (_, document, message) => {
    const cwd = folder({ a: acme, ...(document === null ? {} : { b: document }) });
    const { code, out, err } = await compare(cwd, "a/run.json", "b/run.json");
    expect(err).toMatch(message);
    expect(err).toContain("run.json");
    expect(err).not.toMatch(/^\s+at /m);
    expect([code, out]).toEqual([2, ""]);
    expect(existsSync(join(cwd, "scimspec-compare"))).toBe(false);
  });
  test("needs two documents, and known formats", async () => {
    const cwd = folder({ a: acme });
    expect(await compare(cwd, "a/run.json")).toMatchObject({ code: 2, err: expect.stringContaining("at least two run documents") });
    expect(await compare(cwd, "a/run.json", "a/run.json", "--format", "pdf")).toMatchObject({ code: 2, err: "--format: pdf is not known; allowed: html, csv, json\n" });
  });
  test("exits 4 if it cannot write", async () => {
    const cwd = folder({ acme, globex });
    writeFileSync(join(cwd, "occupied"), "");
    const { code, err } = await compare(cwd, "acme/run.json", "globex/run.json", "--out", "occupied");
    expect(code).toBe(4);
    expect(err).toContain("occupied/index.html cannot be written");
  });
  test("nothing from a target acts on the terminal, or becomes a path", async () => {
    const cwd = folder({ a: hostileRun("not-conformant", { formal: true }), b: { ...acme, suite: { version: "\u001b[2J\u0007", profile: "rfc\n\u009b1m" } } });
    const refused = await compare(cwd, "a/run.json", "b/run.json");
    const forced = await compare(cwd, "a/run.json", "b/run.json", "--force");
    expect([refused.code, forced.code]).toEqual([2, 0]);
    // oxlint-disable-next-line no-control-regex -- control characters are what must not be there
    for (const text of [refused.err, forced.out, forced.err]) expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(readdirSync(cwd).sort()).toEqual(["a", "b", "scimspec-compare"]);
  });
});
