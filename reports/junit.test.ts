import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { validateXML } from "xmllint-wasm";
import type { Run } from "../src/model/run.ts";
import { hostile, large, processorTime, sample, SAMPLES } from "../test/fixtures/runs.ts";
import { renderJunit, type JunitFlavour } from "./junit.ts";

const SCHEMA: Readonly<Record<JunitFlavour, string>> = { jenkins: schema("jenkins-junit-10.xsd"), gitlab: schema("gitlab-junit.xsd") };
const RUNS: readonly (readonly [string, () => Run])[] = [...SAMPLES.map((n) => [n, () => sample(n)] as const), ...SAMPLES.map((n) => [`hostile ${n}`, () => hostile(n)] as const), ["a shard", () => ({ ...sample("not-conformant"), shard: { index: 1, count: 3, again: [] } })], ["an incomplete shard", () => ({ ...sample("incomplete"), shard: { index: 1, count: 3, again: [] } })], ["empty", () => ({ ...sample("conformant"), checks: [] })]];

function schema(name: string): string {
  return readFileSync(new URL(`../test/fixtures/schemas/${name}`, import.meta.url), "utf8");
}

async function complaints(xml: string, flavour: JunitFlavour): Promise<readonly string[]> {
  const result = await validateXML({ xml: [{ fileName: "report.xml", contents: xml }], schema: [SCHEMA[flavour]], maxMemoryPages: 8192 });
  return result.errors.map((e) => e.message);
}

const count = (xml: string, pattern: RegExp): number => [...xml.matchAll(pattern)].length;
const caseOf = (xml: string, id: string): string => new RegExp(`<testcase name="${id}: [\\s\\S]*?(?:</testcase>|/>\n)`).exec(xml)?.[0] ?? "";

describe.each(["jenkins", "gitlab"] as const)("JUnit for %s", (flavour) => {
  test.each(RUNS)("%s is valid against the schema", async (_, make) => {
    expect(await complaints(renderJunit(make(), flavour), flavour)).toEqual([]);
  });

  test("the schema can fail", async () => {
    expect(await complaints(renderJunit(sample("conformant"), flavour).replace(' classname="', ' class="'), flavour)).not.toEqual([]);
  });

  test("every outcome has its element, and the counts are those of the elements", () => {
    const run = sample("not-conformant");
    const xml = renderJunit(run, flavour);
    const { fail, blocked, skip, warn } = run.summary;
    expect(count(xml, /<testcase /g)).toBe(run.checks.length);
    expect(count(xml, /<failure type="fail"/g)).toBe(fail);
    expect(count(xml, /<failure type="blocked"/g)).toBe(blocked);
    expect(count(xml, /<skipped message="[^"]+"/g)).toBe(skip);
    expect(count(xml, /<system-out>/g)).toBe(warn);
    const sum = (name: string): number => [...xml.matchAll(new RegExp(`<testsuite [^>]*\\b${name}="(\\d+)"`, "g"))].reduce((n, m) => n + Number(m[1]), 0);
    expect([sum("tests"), sum("failures"), sum("errors"), sum("skipped")]).toEqual([run.checks.length, fail + blocked, 0, skip]);
    expect(xml).toContain(`tests="${run.checks.length}" failures="${fail + blocked}" errors="0"`);
  });

  test("a failed case says what is needed to fix it", () => {
    const text = caseOf(renderJunit(sample("not-conformant"), flavour), "create/created");
    for (const part of ["7644-3.3-post-to-resource-endpoint (RFC 7644 section 3.3, DEFINES)", "Expected: a success status (2xx)", "Actual: 400", "Request: POST https://scim.example.com/scim/v2/Groups", "Answer: HTTP 400", "curl -sS -i -X 'POST'", "What to do: Answer a POST", "scimspec run --check 'create/created' --seed 7"]) expect(text).toContain(part);
  });

  test("a failed property has its smallest case and the command that repeats it", () => {
    const text = caseOf(renderJunit(sample("not-conformant"), flavour), "properties/filter-oracle");
    expect(text).toMatch(/Smallest case: \S+/);
    expect(text).toContain("scimspec run --replay 'properties/filter-oracle@");
  });

  test("an incomplete run has an error more, whatever its checks say", () => {
    const run: Run = { ...sample("conformant"), complete: false, incompleteBecause: ["interrupted"] };
    const xml = renderJunit(run, flavour);
    expect(xml).toMatch(/<testcase name="the run is complete"[^>]*><error type="incomplete" message="interrupted">interrupted</);
    expect(xml).toMatch(/<testsuites [^>]*errors="1"/);
    expect(renderJunit(sample("conformant"), flavour)).not.toContain("the run is complete");
    expect(renderJunit({ ...sample("conformant"), preflightFailure: "no SCIM here" }, flavour)).toContain('<error type="incomplete" message="no SCIM here">');
  });

  test("an error of scimspec is an error", () => {
    expect(caseOf(renderJunit(sample("incomplete"), flavour), "sample/breaks")).toContain('<error type="error" message="the check itself failed');
  });

  test("nothing hostile stays as it was", () => {
    const xml = renderJunit(hostile("not-conformant"), flavour);
    expect(count(xml, /[^\P{Cc}\n\t]|\p{Cs}|[\ufffe\uffff\u202e]/gu)).toBe(0);
    // In attributes nobody looks for attachments.
    expect(count(xml, />[^<]*\[\[ATTACHMENT/g)).toBe(0);
    expect(count(xml, /<script/g)).toBe(0);
    expect(xml).toContain("\\u001b[31m\\u0000");
    expect(xml).toContain("\\ud800");
  });

  test("the properties name target, profile, seed and verdict", () => {
    const xml = renderJunit(sample("not-conformant"), flavour);
    for (const [name, value] of [["target", "reference"], ["profile", "rfc"], ["seed", "7"], ["verdict", "not conformant"]]) expect(xml).toContain(`<property name="${name}" value="${value}"/>`);
  });
});

test("GitLab finds the text of a skipped case and a file, Jenkins a package", () => {
  const gitlab = caseOf(renderJunit(sample("conformant"), "gitlab"), "invariants/allow-header");
  expect(gitlab).toContain('classname="invariants"');
  expect(gitlab).toContain('file="scimspec.yaml"');
  expect(gitlab).toMatch(/<skipped message="no exchange[^"]*">no exchange/);
  expect(renderJunit(sample("conformant"), "jenkins")).toContain('classname="scimspec.invariants"');
});

test("a file stays under GitLab's 30 MB, however long the texts are", () => {
  const run = sample("not-conformant");
  const finding = run.checks.flatMap((c) => c.findings)[0];
  const check = run.checks.find((c) => c.outcome === "fail");
  if (!finding || !check) throw new Error("the sample has no finding");
  const long = "\u0000&".repeat(50_000);
  const findings = Array.from({ length: 5 }, () => ({ ...finding, message: long, expected: long, actual: long, pointer: long }));
  const checks = Array.from({ length: 6000 }, (_, i) => ({ ...check, id: `create/${i}`, failureTitle: long, findings }));
  expect(Buffer.byteLength(renderJunit({ ...run, checks }, "gitlab"))).toBeLessThan(30_000_000);
});

test("a run of normal size takes less than 150 ms of the processor", () => {
  const run = large();
  expect(processorTime(() => renderJunit(run, "jenkins"))).toBeLessThan(150);
});
