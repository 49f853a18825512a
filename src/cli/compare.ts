/** `scimspec compare` */
import { existsSync } from "node:fs";
import { dirname, extname, join, relative, resolve, sep } from "node:path";
import { compareRuns } from "../../reports/compare/compare.ts";
import type { ComparedRun } from "../../reports/compare/comparison.ts";
import { COMPARE_FORMATS, type CompareFormat } from "../../reports/compare/formats.ts";
import { mixtures } from "../../reports/compare/targets.ts";
import { renderCompareText } from "../../reports/compare/text.ts";
import { EXIT } from "./exit.ts";
import { readRun } from "./run-file.ts";
import { complain, UsageError } from "./target.ts";
import { putFile, said } from "../write.ts";

export interface CompareFlags {
  readonly out?: string;
  readonly format?: readonly string[];
  readonly force?: boolean;
  readonly linkReports?: boolean;
}

const DEFAULT_OUT = "scimspec-compare";
const FORMAT_NAMES = COMPARE_FORMATS.map((f) => f.name).join(", ");

interface Output {
  readonly format: CompareFormat;
  readonly file: string;
}

/** What goes where: a folder with a file for each format, or one file whose ending is its format. */
export function outputs({ out = DEFAULT_OUT, format }: CompareFlags): readonly Output[] {
  const unknown = format?.find((name) => !COMPARE_FORMATS.some((f) => f.name === name));
  if (unknown !== undefined) throw new UsageError(`--format: ${unknown} is not known; allowed: ${FORMAT_NAMES}`);
  const single = COMPARE_FORMATS.find((f) => f.name === extname(out).slice(1));
  if (single) {
    if (format?.some((name) => name !== single.name)) throw new UsageError(`--out: ${out} is one ${single.name} file; for ${format.join(", ")} name a folder`);
    return [{ format: single, file: out }];
  }
  return COMPARE_FORMATS.filter((f) => format?.includes(f.name) ?? true).map((f) => ({ format: f, file: join(out, f.path) }));
}

/** The report that lies beside a run document, as a link from the page; undefined if there is none. */
function reportBeside(runFile: string, page: string): string | undefined {
  const report = join(dirname(resolve(runFile)), "index.html");
  if (!existsSync(report) || resolve(page) === report) return undefined;
  return relative(dirname(resolve(page)), report).split(sep).map(encodeURIComponent).join("/");
}

function load(files: readonly string[], { force, linkReports }: CompareFlags, page: string): readonly ComparedRun[] {
  if (files.length < 2) throw new UsageError("compare needs at least two run documents: scimspec compare a/run.json b/run.json");
  const runs = files.map(readRun);
  const mixed = mixtures(runs);
  if (mixed.length > 0 && force !== true) throw new UsageError(`${mixed.join("\n")}\n${files.map((f, i) => `  ${f}: scimspec ${runs[i]?.suite.version}, profile ${runs[i]?.suite.profile}`).join("\n")}\nRun the targets again with one version and one profile, or compare all the same with --force; the page then says so.`);
  return runs.map((run, i) => {
    const report = linkReports === true ? reportBeside(files[i] ?? "", page) : undefined;
    return report === undefined ? { run } : { run, report };
  });
}

/** Compares run documents and writes the comparison; the return value is the exit code. */
export async function compareCommand(files: readonly string[], flags: CompareFlags): Promise<number> {
  try {
    const targets = outputs(flags);
    const comparison = compareRuns(load(files, flags, targets[0]?.file ?? DEFAULT_OUT));
    const rendered = targets.map(({ format, file }) => ({ file, content: format.render(comparison) }));
    process.stdout.write(renderCompareText(comparison, process.stdout.columns ?? 100));
    for (const { file, content } of rendered) {
      try {
        putFile(file, content);
      } catch (error) {
        process.stderr.write(`scimspec: ${file} cannot be written: ${said(error)}\n`);
        return EXIT.harness;
      }
    }
    process.stdout.write(`Comparison: ${rendered.map((r) => r.file).join(", ")}\n`);
    return EXIT.conformant;
  } catch (error) {
    return complain(error);
  }
}
