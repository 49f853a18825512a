/** A shard never looks like the whole, in no format: neither one in which nothing was found, nor one that is not conformant by itself. */
import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { describe, expect, test } from "vitest";
import type { Run } from "../src/model/run.ts";
import { sample } from "../test/fixtures/runs.ts";
import { renderShieldsJson } from "./badge.ts";
import { renderCsv } from "./csv.ts";
import { renderCtrf } from "./ctrf.ts";
import { diffRuns } from "./diff/diff.ts";
import { FORMATS } from "./formats.ts";
import { renderAnnotations, renderStepSummary } from "./github.ts";
import { renderJunit } from "./junit.ts";
import { renderMarkdown } from "./markdown.ts";
import { renderSarif } from "./sarif.ts";
import { statementView } from "./statement/view.ts";

const SHARD = { index: 1, count: 3, again: [] } as const;
const clean: Run = { ...sample("conformant"), shard: SHARD };
const bad: Run = { ...sample("not-conformant"), shard: SHARD };
const broken: Run = { ...sample("incomplete"), shard: SHARD };
const STATES = [["clean", clean, "shard 1 of 3"], ["not conformant", bad, "shard 1 of 3, not conformant"], ["incomplete", broken, "shard 1 of 3, incomplete"]] as const;

const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
addFormats.default(ajv);
const form = (name: string) => ajv.compile(JSON.parse(readFileSync(new URL(`../test/fixtures/schemas/${name}`, import.meta.url), "utf8")) as object);
const forms = { sarif: form("sarif-2.1.0.schema.json"), ctrf: form("ctrf-0.0.schema.json") };

interface Sarif {
  readonly runs: readonly [{ readonly automationDetails: { readonly id: string }; readonly properties: Readonly<Record<string, unknown>> }];
}

describe.each(STATES)("a shard that is %s", (_state, run, verdict) => {
  test.each(FORMATS.filter((f) => f.name !== "json").map((f) => f.name))("is recognised as one in %s", (name) => {
    for (const { path, content } of FORMATS.find((f) => f.name === name)?.render(run) ?? []) expect(content, path).toMatch(/shard 1( of |\/)3/i);
  });
  test.each(["jenkins", "gitlab"] as const)("has a property and a case of its own in JUnit (%s), and counts that add up", (flavour) => {
    const xml = renderJunit(run, flavour);
    expect(xml).toContain('<property name="shard" value="1/3"');
    expect(xml).toContain(`<property name="verdict" value="${verdict}"`);
    expect(xml).toMatch(/<testcase name="the run is whole"[^>]*><skipped message="This is shard 1 of 3: /);
    expect(xml).toContain(`tests="${run.checks.length + (run.complete ? 1 : 2)}"`);
    const suites = [...xml.matchAll(/<testsuite [^>]*\bskipped="(\d+)"/g)].reduce((sum, m) => sum + Number(m[1]), 0);
    expect([...xml.matchAll(/<skipped /g)]).toHaveLength(suites);
  });
  test("is no complete run in CTRF, and valid", () => {
    const document = JSON.parse(renderCtrf(run)) as { readonly extra: { readonly scimspec: unknown } };
    expect(document.extra.scimspec).toMatchObject({ shard: "1/3", complete: false, verdict });
    expect([forms.ctrf(document), forms.ctrf.errors]).toEqual([true, null]);
  });
  test("has a category of its own in SARIF, and is valid", () => {
    const document = JSON.parse(renderSarif(run)) as Sarif;
    expect(document.runs[0].automationDetails.id).toMatch(/^scimspec\/[^/]+\/rfc\/shard-1-of-3\/$/);
    expect(document.runs[0].properties).toMatchObject({ shard: "1/3", verdict });
    expect([forms.sarif(document), forms.sarif.errors]).toEqual([true, null]);
  });
  test("is named in every row of CSV", () => {
    const rows = renderCsv(run).trimEnd().split("\r\n").slice(1);
    expect(rows.filter((row) => !row.includes(run.complete ? ",shard 1 of 3," : ',"shard 1 of 3, incomplete",'))).toEqual([]);
  });
  test("has a grey badge", () => {
    const badge = JSON.parse(renderShieldsJson(run)) as { readonly message: string; readonly color: string };
    expect([badge.message.split(" · ")[1], badge.color]).toEqual([verdict.replace("1 of 3", "1/3").replace("incomplete", "incomplete run"), "5b6068"]);
  });
});

test("a whole run says nothing of shards", () => {
  const run = sample("not-conformant");
  for (const { path, content } of FORMATS.flatMap((f) => f.render(run))) expect(content, path).not.toMatch(/shard \d|"shard"/i);
  expect((JSON.parse(renderSarif(run)) as Sarif).runs[0].automationDetails.id).toMatch(/\/rfc\/$/);
});

test("the difference to an incomplete shard says that it is incomplete", () => {
  expect(diffRuns(sample("conformant"), broken).notes.join()).toContain("The new run is incomplete");
});

describe("a flaky finding is marked", () => {
  const run = sample("not-conformant");
  const flaky: Run = { ...run, checks: run.checks.map((c) => (c.outcome === "fail" ? { ...c, flaky: true, findings: c.findings.map((f) => ({ ...f, flaky: true })) } : c)) };
  const found = flaky.checks.filter((c) => c.flaky === true);
  test.each([["the GitHub summary", renderStepSummary], ["the annotations", renderAnnotations], ["Markdown", renderMarkdown], ["JUnit", (r: Run) => renderJunit(r, "gitlab")], ["SARIF", renderSarif], ["CTRF", renderCtrf]] as const)("in %s", (_name, render) => {
    expect(found.length).toBeGreaterThan(0);
    expect(render(flaky)).toMatch(/flaky/i);
    expect(render(run)).not.toMatch(/(?<!"|`)flaky(?!": 0)/i);
  });
  test("in the statement", () => {
    const notes = (r: Run): string => statementView(r).rfcs.flatMap((f) => f.sections.flatMap((s) => s.items.map((i) => i.note))).join("\n");
    expect(notes(flaky)).toContain("flaky, gone when repeated: ");
    expect(notes(run)).not.toContain("flaky");
  });
});
