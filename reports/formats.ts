/** The formats that a run can be rendered in: each a pure function of the run document, in a file of its own. */
import type { Run } from "../src/model/run.ts";
import { renderCsv } from "./csv.ts";
import { renderCtrf } from "./ctrf.ts";
import { renderHtml } from "./html/report.ts";
import { renderJson } from "./json.ts";
import { renderJunit } from "./junit.ts";
import { renderSarif } from "./sarif.ts";

/** A file of a rendered report. */
export interface RenderedFile {
  /** Relative to the report folder, with forward slashes. */
  readonly path: string;
  readonly content: string;
}

export interface Format {
  readonly name: string;
  /** For whom, in a few words. */
  readonly summary: string;
  /** The main file first. */
  readonly render: (run: Run) => readonly RenderedFile[];
}

const one = (name: string, path: string, summary: string, render: (run: Run) => string): Format => ({ name, summary, render: (run) => [{ path, content: render(run) }] });

export const FORMATS: readonly Format[] = [
  one("html", "index.html", "report for people, one file", renderHtml),
  one("json", "run.json", "the run document: all evidence, versioned", renderJson),
  one("junit", "junit.xml", "JUnit XML for Jenkins and most other tools", (run) => renderJunit(run, "jenkins")),
  one("gitlab", "gitlab-junit.xml", "JUnit XML as GitLab reads it", (run) => renderJunit(run, "gitlab")),
  one("sarif", "scimspec.sarif", "SARIF 2.1.0 for GitHub code scanning", renderSarif),
  one("ctrf", "ctrf.json", "Common Test Report Format", renderCtrf),
  one("csv", "scimspec.csv", "spreadsheet: a row for each check and requirement", renderCsv),
];

/** The names of all formats, for help and complaints. */
export const FORMAT_NAMES: readonly string[] = FORMATS.map((f) => f.name);

/** The format of that name; undefined if there is none. */
export function format(name: string): Format | undefined {
  return FORMATS.find((f) => f.name === name);
}
