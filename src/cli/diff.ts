/** `scimspec diff` */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { plain } from "../../reports/console.ts";
import { diffRuns, isWorse, type Diff } from "../../reports/diff/diff.ts";
import { diffSentence, renderDiffJson, renderDiffMarkdown, renderDiffText } from "../../reports/diff/render.ts";
import { EXIT } from "./exit.ts";
import { readRun } from "./run-file.ts";
import { UsageError } from "./target.ts";

const RENDER: Readonly<Record<string, (diff: Diff) => string>> = { text: renderDiffText, markdown: renderDiffMarkdown, json: renderDiffJson };

/** Compares two run documents; 1 if the new one has new findings, or judges less. */
export async function diffCommand(before: string, after: string, flags: { readonly format: string; readonly out?: string }): Promise<number> {
  let diff: Diff;
  try {
    diff = diffRuns(readRun(before), readRun(after));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message.split("\n").map(plain).join("\n")}\n`);
    return EXIT.usage;
  }
  const text = (RENDER[flags.format] ?? renderDiffText)(diff);
  if (flags.out === undefined) process.stdout.write(text);
  else {
    try {
      mkdirSync(dirname(flags.out), { recursive: true });
      writeFileSync(flags.out, text);
    } catch (error) {
      process.stderr.write(`scimspec: ${flags.out} cannot be written: ${error instanceof Error ? error.message : String(error)}\n`);
      return EXIT.harness;
    }
    process.stdout.write(`${diffSentence(diff)}\n`);
  }
  return isWorse(diff) ? EXIT.notConformant : EXIT.conformant;
}
