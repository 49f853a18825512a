/** `scimspec report` */
import { dirname } from "node:path";
import { EXIT } from "./exit.ts";
import { readRun } from "./run-file.ts";
import { complain } from "./target.ts";
import { checkFormats, writeReports } from "../write.ts";

/** Renders an earlier run again, in the formats asked for; HTML if none is. */
export async function reportCommand(file: string, flags: { readonly out?: string; readonly format?: readonly string[] }): Promise<number> {
  const formats = flags.format ?? ["html"];
  try {
    checkFormats(formats);
    const { files, problems } = writeReports(readRun(file), formats, flags.out ?? dirname(file));
    for (const problem of problems) process.stderr.write(`scimspec: ${problem}\n`);
    for (const written of files) process.stdout.write(`Report: ${written}\n`);
    return problems.length === 0 ? EXIT.conformant : EXIT.harness;
  } catch (error) {
    return complain(error);
  }
}
