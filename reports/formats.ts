/** The formats that a run can be rendered in: each a pure function of the run document, in a file of its own. */
import type { Run } from "../src/model/run.ts";
import { renderCsv } from "./csv.ts";
import { renderCtrf } from "./ctrf.ts";
import { renderJunit } from "./junit.ts";
import { renderSarif } from "./sarif.ts";
import { renderBadgeSvg, renderShieldsJson } from "./badge.ts";
import { renderAnnotations, renderStepSummary } from "./github.ts";
import { renderHar } from "./har.ts";
import { renderHtml } from "./html/report.ts";
import { renderJson } from "./json.ts";
import { renderMarkdown } from "./markdown.ts";
import { renderStatementHtml, renderStatementMarkdown } from "./statement.ts";

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
const several = (name: string, summary: string, files: Readonly<Record<string, (run: Run) => string>>): Format => ({ name, summary, render: (run) => Object.entries(files).map(([path, render]) => ({ path, content: render(run) })) });

export const FORMATS: readonly Format[] = [
  one("html", "index.html", "report for people, one file", renderHtml),
  one("json", "run.json", "the run document: all evidence, versioned", renderJson),
  one("junit", "junit.xml", "JUnit XML for Jenkins and most other tools", (run) => renderJunit(run, "jenkins")),
  one("gitlab", "gitlab-junit.xml", "JUnit XML as GitLab reads it", (run) => renderJunit(run, "gitlab")),
  one("sarif", "scimspec.sarif", "SARIF 2.1.0 for GitHub code scanning", renderSarif),
  one("ctrf", "ctrf.json", "Common Test Report Format", renderCtrf),
  one("csv", "scimspec.csv", "spreadsheet: a row for each check and requirement", renderCsv),
  one("har", "run.har", "HTTP Archive 1.2 of all exchanges, for browsers and proxies", (run) => renderHar(run)),
  one("markdown", "report.md", "report for wikis, issues and pull requests", renderMarkdown),
  several("github", "step summary and annotations of GitHub Actions", { "github-summary.md": renderStepSummary, "github-annotations.txt": renderAnnotations }),
  several("badge", "badge for a README: SVG, and JSON for shields.io", { "badge.svg": renderBadgeSvg, "badge.json": renderShieldsJson }),
  several("statement", "implementation conformance statement for customers", { "statement.html": renderStatementHtml, "statement.md": renderStatementMarkdown }),
];

/** The names of all formats, for help and complaints. */
export const FORMAT_NAMES: readonly string[] = FORMATS.map((f) => f.name);

/** The format of that name; undefined if there is none. */
export function format(name: string): Format | undefined {
  return FORMATS.find((f) => f.name === name);
}
