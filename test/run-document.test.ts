import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { renderSummary } from "../reports/console.ts";
import { renderHtml } from "../reports/html/report.ts";
import { packageRoot } from "../src/config/validate.ts";
import { runAgainstReference } from "../src/selftest.ts";
import { loadSuites } from "../src/suites.ts";

const schema = JSON.parse(readFileSync(new URL("schemas/run.schema.json", packageRoot()), "utf8")) as object;

test.each([[[]], [["create-returns-200", "error-status-is-number"]]])("a run with faults %j has the published form, shows every check, and no token", async (faults) => {
  const run = await runAgainstReference(await loadSuites(), { faults });
  const document = JSON.parse(JSON.stringify(run)) as unknown;
  const validate = new Ajv2020({ allErrors: true, strictTypes: false, strictTuples: false }).compile(schema);
  expect(validate(document) ? [] : validate.errors).toEqual([]);
  const html = renderHtml(run);
  for (const check of run.checks) expect(html).toContain(`id="check/${check.id}"`);
  const ids = new Set([...html.matchAll(/ id="([^"]+)"/g)].map((m) => m[1]));
  const dangling = [...html.matchAll(/href="#([^"]+)"/g)].map((m) => m[1] ?? "").filter((id) => !ids.has(id));
  expect([...new Set(dangling)]).toEqual([]);
  for (const text of [JSON.stringify(document), html]) expect(text).not.toContain("scimspec-reference-token");
  const summary = renderSummary(run, { color: false, width: 100, reportPath: "report/index.html" });
  expect(summary.split("\n").length).toBeLessThan(55);
  expect(summary).toContain(faults.length === 0 ? "Conformant" : "Not conformant");
});

test("one broken operation is one cause, with its dependants folded under it, and nothing is hidden", async () => {
  const run = await runAgainstReference(await loadSuites(), { faults: ["create-not-allowed"] });
  const summary = renderSummary(run, { color: false, width: 100, reportPath: null });
  const entries = summary.split("\n").filter((l) => /^(fail|warn|error) {2}/.test(l));
  expect(entries, "a check that fails wherever creation does must name create/created in `after`").toEqual(["fail  POST to a resource endpoint does not create the resource, or not with 201 and a body"]);
  expect(summary).toMatch(new RegExp(`^ {6}blocks ${run.summary.blocked} other checks: \\S+, .* and \\d+ more$`, "m"));
  expect(summary).toMatch(/^ {6}probably follows: \S+, .* and \d+ more$/m);
  expect(summary).toContain(`${run.summary.fail} fail, ${run.summary.warn} warn`);
  expect(run.summary.fail).toBeGreaterThan(1);
  const narrow = renderSummary(run, { color: false, width: 60, reportPath: null }).split("\n").filter((l) => l.startsWith("      "));
  expect(narrow.filter((l) => l.length > 60)).toEqual([]);
  expect(narrow.find((l) => l.includes("blocks"))).toMatch(/ and \d+ more$/);
  const html = renderHtml(run);
  const folded = /<details class="dependants">.*?<\/details>/s.exec(html)?.[0] ?? "";
  for (const check of run.checks.filter((c) => ["fail", "warn", "blocked"].includes(c.outcome) && c.id !== "create/created")) {
    expect(folded).toContain(`href="#check/${check.id}"`);
    expect(html).toContain(`id="check/${check.id}"`);
  }
});

test("strings of a target are never markup in the report, nor escapes on a terminal", async () => {
  const run = await runAgainstReference(await loadSuites(), { faults: ["error-detail-object"], checks: ["invariants/*", "errors/*"] });
  const evil = JSON.parse(JSON.stringify(run).replaceAll("Error", "<script>alert(1)</script>{{x}}\\u001b[31m")) as typeof run;
  const html = renderHtml(evil);
  expect(html.match(/<script/g)).toHaveLength(1);
  const summary = renderSummary(evil, { color: false, width: 100, reportPath: null });
  expect(Array.from(summary).filter((c) => c === "\u001b")).toEqual([]);
});
