/** `scimspec diff` */
import { diffRuns, isWorse, type Diff } from "../../reports/diff/diff.ts";
import { diffSentence, renderDiffJson, renderDiffMarkdown, renderDiffText } from "../../reports/diff/render.ts";
import { EXIT } from "./exit.ts";
import { readRun } from "./run-file.ts";
import { complain } from "./target.ts";
import { putFile, said } from "../write.ts";

const RENDER: Readonly<Record<string, (diff: Diff) => string>> = { text: renderDiffText, markdown: renderDiffMarkdown, json: renderDiffJson };

/** Compares two run documents; 1 if the new one has new findings, or judges less. */
export async function diffCommand(before: string, after: string, flags: { readonly format: string; readonly out?: string }): Promise<number> {
  let diff: Diff;
  try {
    diff = diffRuns(readRun(before), readRun(after));
  } catch (error) {
    return complain(error);
  }
  const text = (RENDER[flags.format] ?? renderDiffText)(diff);
  if (flags.out === undefined) process.stdout.write(text);
  else {
    try {
      putFile(flags.out, text);
    } catch (error) {
      process.stderr.write(`scimspec: ${flags.out} cannot be written: ${said(error)}\n`);
      return EXIT.harness;
    }
    process.stdout.write(`${diffSentence(diff)}\n`);
  }
  return isWorse(diff) ? EXIT.notConformant : EXIT.conformant;
}
