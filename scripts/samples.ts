/**
 * `npm run samples`: renders reports/samples/<name>.run.json in every format, into reports/samples/<name>/, and
 * compares two of them, into reports/samples/compare/. With `--record` the runs themselves are made anew, against the reference
 * server with a few faults; with `--check` nothing is written, and a rendering that differs from the committed one is an error.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { compareRuns } from "../reports/compare/compare.ts";
import { COMPARE_FORMATS } from "../reports/compare/formats.ts";
import { FORMATS } from "../reports/formats.ts";
import { renderJson } from "../reports/json.ts";
import { check as defineCheck } from "../src/engine/api.ts";
import { packageRoot } from "../src/config/validate.ts";
import { properties } from "../src/config/finish.ts";
import type { Run } from "../src/model/run.ts";
import { runAgainstReference, type SelfTestOptions } from "../src/selftest.ts";
import { loadSuites, type Suites } from "../src/suites.ts";

const FOLDER = new URL("reports/samples/", packageRoot());
const SELECTED = ["create/created", "create/duplicate-user-name", "create/group-members", "create/external-id", "create/round-trip", "create/active-false", "read/*", "replace/usable*", "filter/equality", "filter/precedence", "filter/value-path", "filter/usable", "patch/remove-*", "patch/add-member*", "etag/*", "errors/unknown-endpoint", "errors/malformed-json", "discovery/service-provider-config*", "discovery/resource-types*", "group/members", "group/nested", "sort/*", "properties/patch-model", "properties/filter-oracle"];

/** Enough to show what a page without findings looks like. */
const FEW = ["create/created", "create/duplicate-user-name", "read/by-id", "replace/usable", "filter/equality", "sort/order", "group/members", "etag/if-match", "patch/remove-value-filter", "properties/filter-oracle"];

interface Sample extends SelfTestOptions {
  readonly name: string;
  readonly selected: readonly string[];
  /** Adds a check that breaks, so that the run has an error of the harness. */
  readonly broken?: true;
}

/** One run of each kind of verdict; together they hold every outcome. */
const SAMPLES: readonly Sample[] = [
  { name: "conformant", selected: FEW, without: ["bulk", "sort"] },
  {
    name: "not-conformant",
    selected: SELECTED,
    faults: ["create-location-missing", "patch-remove-filter-removes-all", "patch-remove-member-without-effect", "etag-differs-from-version", "create-group-echoes-unstored-members", "error-status-is-number", "create-empty-group-rejected", "seeded-filter-precedence-deep#1"],
    without: ["sort"],
  },
  { name: "incomplete", selected: FEW, faults: ["error-status-is-number"], broken: true },
];

/** The checks that a sample runs, by id; patterns are those of --check. */
function matching(suites: Suites, patterns: readonly string[]): readonly string[] {
  const ids = suites.checks.map((c) => c.id).filter((id) => patterns.some((p) => p === id || (p.endsWith("*") && id.startsWith(p.slice(0, -1)))));
  return [...ids, ...suites.invariants.map((i) => i.id)];
}

function withBroken(suites: Suites): Suites {
  const broken = defineCheck({
    id: "sample/breaks",
    title: "A check that breaks, for the sample",
    failureTitle: "A check that breaks, for the sample",
    verifies: ["7644-3.3-create-201"],
    detects: ["create-returns-200"],
    mutates: "nothing",
    remedy: "Nothing: the mistake is the harness's.",
    run: () => Promise.reject(new Error("this check is broken on purpose")),
  });
  return { ...suites, checks: [...suites.checks, broken] };
}

async function record({ name, selected, broken, ...options }: Sample): Promise<void> {
  const loaded = await loadSuites();
  const suites = broken ? withBroken(loaded) : loaded;
  const checks = [...matching(suites, selected), ...(broken ? ["sample/breaks"] : [])];
  const run = await runAgainstReference(suites, { ...options, checks, seed: 7, properties: { ...properties("normal"), runs: 12 } });
  writeFileSync(new URL(`${name}.run.json`, FOLDER), renderJson(run));
  process.stdout.write(`${name} ${JSON.stringify(run.summary)}\n`);
}

if (process.argv.includes("--record")) for (const sample of SAMPLES) await record(sample);
const stale: string[] = [];

/** Writes a rendering below reports/samples; with --check, notes one that differs. */
function keep(path: string, content: string): void {
  const file = new URL(path, FOLDER);
  if (existsSync(file) && readFileSync(file, "utf8") === content) return;
  if (process.argv.includes("--check")) stale.push(`reports/samples/${path}`);
  else {
    mkdirSync(dirname(file.pathname), { recursive: true });
    writeFileSync(file, content);
  }
}

const recorded = (name: string): Run => JSON.parse(readFileSync(new URL(`${name}.run.json`, FOLDER), "utf8")) as Run;
for (const { name } of SAMPLES) {
  for (const { path, content } of FORMATS.filter((f) => f.name !== "json").flatMap((f) => f.render(recorded(name)))) keep(`${name}/${path}`, content);
}
// Both runs are of the reference server: the names are those that a reader would compare.
const compared = compareRuns((["conformant", "not-conformant"] as const).map((name, i) => ({ run: { ...recorded(name), target: { ...recorded(name).target, name: i === 0 ? "Acme Directory" : "Globex People" } }, report: `../${name}/index.html` })));
for (const { path, render } of COMPARE_FORMATS) keep(`compare/${path}`, render(compared));
for (const file of stale) process.stderr.write(`${file} is out of date: run npm run samples\n`);
if (stale.length > 0) process.exitCode = 1;
