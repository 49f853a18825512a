/** The formats that a run can be rendered in: each a pure function of the run document, in a file of its own. */
import type { Run } from "../src/model/run.ts";
import { renderHtml } from "./html/report.ts";
import { renderJson } from "./json.ts";

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
];

/** The names of all formats, for help and complaints. */
export const FORMAT_NAMES: readonly string[] = FORMATS.map((f) => f.name);

/** The format of that name; undefined if there is none. */
export function format(name: string): Format | undefined {
  return FORMATS.find((f) => f.name === name);
}
