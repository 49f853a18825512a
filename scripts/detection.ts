/**
 * `npm run detection`: the full fault matrix. Writes docs/detection.md, docs/coverage.md, docs/checks and
 * suites/fault-matrix.json, or with --check compares them and fails on any difference. Faults that the pinned matrix can
 * tell apart are run together (src/fault-matrix.ts); --alone runs each by itself. `--only text` limits it to faults whose
 * id holds the text (nothing is written then).
 */
import { parse } from "yaml";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { renderCoverage, verifiedRequirements } from "../src/coverage.ts";
import { loadCatalogue } from "../src/catalogue/load.ts";
import { packageRoot } from "../src/config/validate.ts";
import { detect } from "../src/detect.ts";
import { detectByMatrix, pin, type Matrix } from "../src/fault-matrix.ts";
import { conforming } from "../src/reference/conforming.ts";
import { renderFigures, withFigures } from "../src/figures.ts";
import { replacedBy } from "../src/reference/faults/index.ts";
import { renderCheckPage } from "../src/docs.ts";
import { listFaults } from "../src/reference/index.ts";
import { faultIds, handWritten, runAgainstReference, type FaultResult } from "../src/selftest.ts";
import { loadSuites } from "../src/suites.ts";

const at = (name: string): URL => new URL(name, packageRoot());
const only = process.argv.includes("--only") ? (process.argv[process.argv.indexOf("--only") + 1] ?? "") : "";
const check = process.argv.includes("--check");

function matrix(results: readonly FaultResult[]): string {
  const titles = new Map(listFaults().map((f) => [f.id, f]));
  const rows = results.map((r) => `| ${r.fault} | ${titles.get(r.fault)?.strength ?? ""} | ${titles.get(r.fault)?.title ?? ""} | ${r.detectedBy.join(", ")} | ${r.sideEffects.length} |`);
  return ["# Detection", "", "Written by `npm run detection`: each fault of the reference server, and the checks that notice it. Side effects are pinned in `suites/fault-matrix.json`.", "", "| Fault | Strength | What the server does | Detected by | Side effects |", "|---|---|---|---|---|", ...rows, ""].join("\n");
}

const suites = await loadSuites();
const clean = await runAgainstReference(suites);
const wrong: string[] = [];
for (const c of clean.checks) {
  if (c.outcome !== "pass" && c.outcome !== "skip") wrong.push(`clean server: ${c.id} is ${c.outcome}: ${c.findings[0]?.message ?? c.reason ?? ""}`);
  else if (c.outcome === "skip") wrong.push(`clean server: ${c.id} skips: ${c.reason ?? ""}`);
}
const faults = faultIds().filter((f) => f.includes(only));
const pinnedFile = at("suites/fault-matrix.json");
const pinned: Matrix = existsSync(pinnedFile) ? (JSON.parse(readFileSync(pinnedFile, "utf8")) as Matrix) : {};
let shown = 0;
const options = {
  onProgress: (done: number): void => {
    if (done < shown + 50) return;
    shown = done;
    process.stderr.write(`${done} of ${faults.length} faults\n`);
  },
};
const alone = only !== "" || process.argv.includes("--alone");
const results = alone ? await detect(faults, options) : await detectByMatrix(faults.map((id) => ({ id, replaces: replacedBy(id, conforming) })), pinned, options);
const grades = new Map(listFaults().map((f) => [f.id, f.strength]));
for (const r of results) {
  if (r.missedBy.length > 0) wrong.push(`${r.fault}: not noticed by ${r.missedBy.join(", ")}, which declare it`);
  const graded = grades.get(r.fault) === "must" || grades.get(r.fault) === "should";
  if (graded && r.detectedBy.length === 0) wrong.push(`${r.fault}: no check declares and notices it (side effects: ${r.sideEffects.join(", ")})`);
  if (!graded && r.failing.length > 0) wrong.push(`${r.fault} (${grades.get(r.fault) ?? ""}): nobody may fail, but ${r.failing.join(", ")} do`);
  if (r.wronglyBlocked.length > 0) wrong.push(`${r.fault}: blocked without a detecting cause: ${r.wronglyBlocked.join(", ")}`);
}
const detected = new Set(results.flatMap((r) => r.detectedBy));
if (only === "") for (const c of [...handWritten(suites).checks, ...suites.invariants]) if (c.detects.length > 0 && !detected.has(c.id)) wrong.push(`${c.id}: no fault proves it`);
const verified = verifiedRequirements(clean, results);
if (only === "") {
  const catalogued = new Set(loadCatalogue().requirements.map((r) => r.id));
  for (const c of clean.checks) for (const r of c.requirements) {
    if (catalogued.has(r.id) && !verified.verified.has(r.id) && !verified.observed.has(r.id)) wrong.push(`${c.id}: claims ${r.id} (${r.level}), which no fault proves${clean.checks.some((k) => k.expectations.some((e) => e.requirement === r.id)) ? "" : " and no expectation records"}`);
  }
  const rows = parse(readFileSync(at("docs/peers.yaml"), "utf8")) as readonly { readonly not?: string }[];
  const figures = renderFigures({ catalogue: loadCatalogue(), verified, checks: clean.checks.length, faults: results.length, peers: { all: rows.length, mapped: rows.filter((r) => r.not === undefined).length } });
  const files: readonly (readonly [string, string])[] = [
    ["README.md", withFigures(readFileSync(at("README.md"), "utf8"), figures)],
    ["docs/detection.md", matrix(results)],
    ["docs/coverage.md", renderCoverage(loadCatalogue(), verified)],
    ...[...suites.checks, ...suites.invariants].map((c) => [`docs/checks/${c.id}.md`, renderCheckPage(c, loadCatalogue())] as const),
    ["suites/fault-matrix.json", `{\n${results.map((r) => ` ${JSON.stringify(r.fault)}: ${JSON.stringify(pin(r))}`).join(",\n")}\n}\n`],
  ];
  for (const [name, text] of files) {
    if (!check) {
      mkdirSync(new URL(".", at(name)), { recursive: true });
      writeFileSync(at(name), text);
    }
    else if (!existsSync(at(name)) || readFileSync(at(name), "utf8") !== text) wrong.push(`${name} is out of date: run npm run detection`);
  }
}
else for (const r of results) process.stdout.write(`${r.fault}\n  detected by ${r.detectedBy.join(", ")}\n  side effects ${r.sideEffects.join(", ")}\n  on ${r.requirements.join(", ")}\n`);
process.stdout.write(`${results.length} faults, ${clean.checks.length} checks, ${verified.verified.size} requirements verified, ${verified.observed.size} observed, ${wrong.length} problems\n`);
for (const w of wrong) process.stdout.write(`  ${w}\n`);
process.exitCode = wrong.length > 0 ? 1 : 0;
