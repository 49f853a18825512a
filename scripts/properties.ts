/**
 * `npm run properties:proof`: proves the properties, and writes docs/properties.md and suites/properties/proof.json.
 * families: each family of seeded faults with 20 fault seeds, found within the default budget by the checks that declare it;
 * silent: all families at once with each of these seeds, which no hand-written check may notice;
 * clean: the conforming server with 200 seeds at the level thorough, without a finding.
 * kinds: conforming servers of other kinds (src/reference/faults/quirks*.ts) with 5 seeds each, without a finding.
 * `--part families` makes one of them; `--clean 20` makes fewer seeds of clean; `--check` makes two seeds of each (one of each kind), writes nothing, and fails if docs/properties.md is not
 * what the figures say.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { packageRoot } from "../src/config/validate.ts";
import type { FaultInfo } from "../src/model/fault.ts";
import type { Trial, TrialResult } from "../src/proof.ts";
import { listFaults, triggerOf } from "../src/reference/index.ts";
import { loadSuites } from "../src/suites.ts";

const at = (name: string): URL => new URL(name, packageRoot());
const FIGURES = "suites/properties/proof.json";
const PAGE = "docs/properties.md";
const check = process.argv.includes("--check");
const part = process.argv.includes("--part") ? process.argv[process.argv.indexOf("--part") + 1] : undefined;
const SEEDS = check ? 2 : 20;
const CLEAN = check ? 2 : process.argv.includes("--clean") ? Number(process.argv[process.argv.indexOf("--clean") + 1]) : 200;

const suites = await loadSuites();
const generated = suites.checks.filter((c) => c.generates);
const families = listFaults().filter((f) => f.seeded);
const quirks = listFaults().filter((f) => f.id.startsWith("quirk-"));
const declaring = (family: string): readonly string[] => generated.filter((c) => c.detects.includes(family)).map((c) => c.id);
const range = (n: number): readonly number[] => Array.from({ length: n }, (_v, i) => i);

const trials: readonly Trial[] = [
  ...families.flatMap((f) => range(SEEDS).map((seed): Trial => ({ kind: "family", faults: [`${f.id}#${seed}`], seed: seed + 100, level: "normal", checks: declaring(f.id) }))),
  ...range(SEEDS).map((seed): Trial => ({ kind: "silent", faults: families.map((f) => `${f.id}#${seed}`), seed, level: "off", checks: [] })),
  ...range(CLEAN).map((seed): Trial => ({ kind: "clean", faults: [], seed: seed + 1000, level: check ? "normal" : "thorough", checks: generated.map((c) => c.id) })),
  ...quirks.flatMap((f) => range(check ? 1 : 5).map((seed): Trial => ({ kind: "kinds", faults: [f.id], seed: seed + 2000, level: "normal", checks: generated.map((c) => c.id) }))),
].filter((t) => part === undefined || part === (t.kind === "family" ? "families" : t.kind));

async function run(): Promise<readonly TrialResult[]> {
  const queue = [...trials];
  const results: TrialResult[] = [];
  const feed = (worker: Worker): Promise<void> =>
    new Promise((resolve, reject) => {
      const next = (): void => {
        const trial = queue.shift();
        if (trial) worker.postMessage(trial);
        else void worker.terminate().then(() => resolve());
      };
      worker.on("message", (result: TrialResult) => {
        results.push(result);
        for (const w of result.wrong) process.stderr.write(`${result.trial.kind}, seed ${result.trial.seed}: ${w}\n`);
        if (results.length % 50 === 0) process.stderr.write(`${results.length} of ${trials.length} runs\n`);
        next();
      });
      worker.on("error", reject);
      next();
    });
  const count = Number(process.env["PROOF_WORKERS"] ?? availableParallelism());
  await Promise.all(Array.from({ length: count }, () => feed(new Worker(new URL("../src/proof-worker.js", import.meta.url)))));
  return results;
}

interface FamilyFigures {
  readonly id: string;
  readonly found: number;
  readonly of: number;
  readonly by: readonly string[];
  readonly medianCases: number;
  readonly medianNodes: number;
  readonly mostNodes: number;
}

interface Figures {
  readonly families?: readonly FamilyFigures[];
  readonly silent?: { readonly seeds: number; readonly noticed: number };
  readonly clean?: { readonly seeds: number; readonly findings: number; readonly requests: number };
  readonly kinds?: { readonly runs: number; readonly findings: number };
}

const median = (list: readonly number[]): number => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;

function familyFigures(family: FaultInfo, results: readonly TrialResult[]): FamilyFigures {
  const mine = results.filter((r) => r.trial.kind === "family" && r.trial.faults[0]?.startsWith(`${family.id}#`));
  const best = mine.flatMap((r) => [...r.found].sort((a, b) => a.nodes - b.nodes).slice(0, 1));
  return { id: family.id, found: best.length, of: mine.length, by: [...new Set(mine.flatMap((r) => r.found.map((f) => f.check)))].sort(), medianCases: median(best.map((f) => f.cases)), medianNodes: median(best.map((f) => f.nodes)), mostNodes: Math.max(0, ...best.map((f) => f.nodes)) };
}

function render(figures: Figures): string {
  const byId = new Map(families.map((f) => [f.id, f]));
  const rows = (figures.families ?? []).map((f) => `| ${f.id.replace("seeded-", "")} | ${byId.get(f.id)?.title ?? ""} | ${triggerOf(`${f.id}#1`) ?? ""} | ${f.found} of ${f.of} | ${f.by.map((c) => c.replace("properties/", "")).join(", ")} | ${f.medianCases} | ${f.medianNodes} (${f.mostNodes}) |`);
  const of = (n: number | undefined): string => (n === undefined ? "-" : String(n));
  return [
    "# Properties",
    "",
    "Written by `npm run properties:proof`: what the checks over generated cases (`suites/properties`) find, and that they find nothing where nothing is wrong.",
    "",
    `- **Detection.** ${families.length} families of faults, each with a trigger that is drawn from a fault seed (\`scimspec serve --fault 'seeded-store-number#3'\`). Found means: by a check that declares the family, within the default budget.`,
    `- **Silence.** With all families switched on at once, hand-written checks noticed something with ${of(figures.silent?.noticed)} of ${of(figures.silent?.seeds)} fault seeds: what is found below is found by generated cases alone.`,
    `- **Precision.** The conforming server gave ${of(figures.clean?.findings)} findings with ${of(figures.clean?.seeds)} seeds at the level thorough (${of(figures.clean?.requests)} requests); ${quirks.length} conforming servers of other kinds gave ${of(figures.kinds?.findings)} findings in ${of(figures.kinds?.runs)} runs at the level normal.`,
    "",
    "Size is that of the smallest input after shrinking, median and most: values, or words of a filter or of commands.",
    "",
    "| Family | What the server does | For example when | Found with seeds | By properties/ | Cases until found, median | Size |",
    "|---|---|---|---|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}

const results = await run();
const wrong: string[] = results.flatMap((r) => r.wrong.map((w) => `${r.trial.kind}, ${r.trial.faults.length === 1 ? `${r.trial.faults[0]}, ` : ""}seed ${r.trial.seed}: ${w}`));
const measured = families.map((f) => familyFigures(f, results));
if (part === undefined || part === "families") {
  for (const f of families) if (declaring(f.id).length === 0) wrong.push(`${f.id}: no check declares it`);
  for (const c of generated) if (!measured.some((m) => m.by.includes(c.id))) wrong.push(`${c.id}: no family proves it`);
  for (const m of measured) if (m.found < m.of) wrong.push(`${m.id}: found with ${m.found} of ${m.of} seeds; missed ${results.filter((r) => r.trial.faults[0]?.startsWith(`${m.id}#`) && r.found.length === 0).map((r) => `${r.trial.faults[0]} (${triggerOf(r.trial.faults[0] ?? "")})`).join(", ")}`);
}
const known: Figures = existsSync(at(FIGURES)) ? (JSON.parse(readFileSync(at(FIGURES), "utf8")) as Figures) : {};
if (check) {
  if (!existsSync(at(PAGE)) || readFileSync(at(PAGE), "utf8") !== render(known)) wrong.push(`${PAGE} is out of date: run npm run properties:proof`);
} else {
  const made = (kind: Trial["kind"]): readonly TrialResult[] => results.filter((r) => r.trial.kind === kind);
  const has = (kind: string): boolean => part === undefined || part === kind;
  const figures: Figures = {
    ...known,
    ...(has("families") ? { families: measured } : {}),
    ...(has("silent") ? { silent: { seeds: made("silent").length, noticed: made("silent").filter((r) => r.wrong.length > 0).length } } : {}),
    ...(has("kinds") ? { kinds: { runs: made("kinds").length, findings: made("kinds").reduce((sum, r) => sum + r.wrong.length, 0) } } : {}),
    ...(has("clean") ? { clean: { seeds: made("clean").length, findings: made("clean").reduce((sum, r) => sum + r.wrong.length, 0), requests: made("clean").reduce((sum, r) => sum + r.requests, 0) } } : {}),
  };
  writeFileSync(at(FIGURES), `${JSON.stringify(figures, null, 1)}\n`);
  writeFileSync(at(PAGE), render(figures));
}
process.stdout.write(`${results.length} runs, ${measured.reduce((sum, m) => sum + m.found, 0)} of ${measured.reduce((sum, m) => sum + m.of, 0)} seeded faults found, ${wrong.length} problems\n`);
for (const w of wrong) process.stdout.write(`  ${w}\n`);
process.exitCode = wrong.length > 0 ? 1 : 0;
