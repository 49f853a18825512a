/** A reporter for vitest: writes the run documents and reports of `conformance()`, as the command line does. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import type { Reporter, TestModule, TestSuite, Vitest } from "vitest/node";
import { plain, verdictSentence } from "../../reports/console.ts";
import { checkFormats, writeReports } from "../write.ts";
import { clear, takeOver, type HandedOver, type Marked } from "./handover.ts";
import { PlainError, said } from "./plain-error.ts";
import { cancelOnSignal } from "./signals.ts";

/** Options of the reporter. */
export interface ScimspecReporterOptions {
  /** Folder of the reports, relative to the project's root; `scimspec-report` by default. */
  readonly out?: string;
  /** Formats to write, as those of `scimspec run --format`; html and json by default. */
  readonly formats?: readonly string[];
}

const OUT = "scimspec-report";
const FORMATS: readonly string[] = ["html", "json"];

/** The outermost suites of `conformance()` that ran in a test file. */
function assessed(module: TestModule): readonly TestSuite[] {
  return [...module.children.allSuites()].filter((s) => (s.meta() as Marked).scimspec !== undefined);
}

/**
 * Writes what the command line writes: `run.json`, the HTML report and other formats, for each `conformance()` of the run. If
 * something cannot be written or is missing, the run of vitest fails: its exit code is 1.
 */
export default class ScimspecReporter implements Reporter {
  readonly #options: Required<ScimspecReporterOptions>;
  #vitest: Vitest | null = null;
  #folder = "";
  #undoSignals = (): void => {};

  /** Throws for options that are unknown, with a sentence. */
  constructor(options: ScimspecReporterOptions = {}) {
    const { out = OUT, formats = FORMATS, ...unknown } = options;
    const [key] = Object.keys(unknown);
    if (key !== undefined) throw new PlainError(`scimspec/vitest/reporter: unknown option ${key}. Allowed: out, formats`);
    if (typeof out !== "string" || !Array.isArray(formats)) throw new PlainError("scimspec/vitest/reporter: out is the path of a folder, formats a list");
    try {
      checkFormats(formats as readonly string[], "scimspec/vitest/reporter: formats");
    } catch (error) {
      throw new PlainError(said(error));
    }
    this.#options = { out, formats: formats as readonly string[] };
  }

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
    this.#folder = mkdtempSync(join(tmpdir(), "scimspec-vitest-"));
    const { root } = vitest.config;
    vitest.provide("scimspec", { folder: this.#folder, out: resolve(root, this.#options.out), reports: this.#options.formats, root });
    vitest.onClose(() => {
      this.#undoSignals();
      rmSync(this.#folder, { recursive: true, force: true });
    });
  }

  /** What an earlier run of watch mode handed over is no evidence of this one. */
  onTestRunStart(): void {
    clear(this.#folder);
    this.#undoSignals();
    if (this.#vitest) this.#undoSignals = cancelOnSignal(this.#vitest);
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    this.#undoSignals();
    const vitest = this.#vitest;
    if (!vitest) return;
    // Merging blobs runs no tests: their runs were written where they ran.
    if (vitest.config.mergeReports) return;
    const written = new Map<string, string>();
    for (const suite of modules.flatMap(assessed)) {
      for (const problem of this.#write(suite, written)) {
        vitest.logger.error(`scimspec: ${plain(problem)}`);
        process.exitCode = 1;
      }
    }
  }

  /** Writes the reports of one suite; returns what went wrong. */
  #write(suite: TestSuite, written: Map<string, string>): readonly string[] {
    const where = `${suite.name} in ${suite.module.relativeModuleId}`;
    let handed: HandedOver;
    try {
      handed = takeOver(this.#folder, suite.id);
    } catch {
      return [`the evidence of ${where} is lost: its run was not handed over to the reporter, so that no report could be written. What stands above says why; if nothing does, run the tests again.`];
    }
    const { run, out, reports } = handed;
    if (!run) return [`there is no report of ${where}: nothing was assessed, and its first test says why`];
    const other = written.get(out);
    if (other !== undefined) return [`${where} and ${other} would write to the same folder ${out}; give each conformance() a name: conformance({ name: "..." })`];
    written.set(out, where);
    const { files, problems } = writeReports(run, reports, out);
    // A target that was not assessed is never a success, whatever became of the tests (`test.fails`, retries).
    if (run.preflightFailure !== null) process.exitCode = 1;
    const [main] = files;
    const shown = main === undefined ? "" : ` Report: ${relative(process.cwd(), main)}`;
    this.#vitest?.logger.log(`scimspec: ${plain(`${where}: ${verdictSentence(run)} ${run.gate?.sentences[0] ?? ""}`)}${shown}`);
    return problems;
  }
}
