/** Renders and writes report files; what cannot be rendered or written harms nothing else. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { format, FORMAT_NAMES } from "../reports/formats.ts";
import { nearest } from "./config/words.ts";
import type { Run } from "./model/run.ts";
import { ConfigError } from "./config/error.ts";

export interface Written {
  /** Paths as the user gave the folder, in the order of the formats; the main file of each format. */
  readonly files: readonly string[];
  /** One sentence for each format that is not there. */
  readonly problems: readonly string[];
}

/** Refuses formats that do not exist. */
export function checkFormats(names: readonly string[], flag = "--format"): void {
  for (const name of names) {
    if (format(name)) continue;
    const near = nearest(name, FORMAT_NAMES);
    throw new ConfigError(`${flag}: ${name} is not known${near === undefined ? "." : `; did you mean ${near}?`} Allowed: ${FORMAT_NAMES.join(", ")}`);
  }
}

/** What an error says. */
export const said = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Writes a file, with the folders that it stands in. Throws if that cannot be. */
export function putFile(file: string, content: string): void {
  mkdirSync(dirname(resolve(file)), { recursive: true });
  writeFileSync(file, content);
}

/** Writes the run in these formats, which exist, into the folder. */
export function writeReports(run: Run, formats: readonly string[], folder: string): Written {
  const files: string[] = [];
  const problems: string[] = [];
  for (const name of new Set(formats)) {
    try {
      const rendered = format(name)?.render(run) ?? [];
      for (const { path, content } of rendered) putFile(resolve(folder, path), content);
      if (rendered[0]) files.push(join(folder, rendered[0].path));
    } catch (error) {
      problems.push(`the report ${name} could not be written to ${resolve(folder)}: ${said(error)}`);
    }
  }
  return { files, problems };
}
