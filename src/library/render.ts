/** Reports for callers of the library. */
import type { RenderedFile } from "../../reports/formats.ts";
import { ConfigError } from "../config/error.ts";
import type { Run } from "../model/run.ts";

/** Name of a report format. */
export type FormatName = "html" | "json" | "junit" | "gitlab" | "sarif" | "ctrf" | "csv" | "har" | "markdown" | "github" | "badge" | "statement";

/**
 * Renders a run in a format, as files that are yours to write: the main one first, paths relative to a folder of your choice,
 * with forward slashes. A pure function of the run. Rejects with a ConfigError for a format that does not exist.
 */
export async function render(run: Run, format: FormatName): Promise<readonly RenderedFile[]> {
  const { format: find, FORMAT_NAMES } = await import("../../reports/formats.ts");
  const found = find(format);
  if (found) return found.render(run);
  const { nearest } = await import("../config/words.ts");
  const near = nearest(String(format), FORMAT_NAMES);
  throw new ConfigError(`render(): the format ${String(format)} is not known${near === undefined ? "." : `; did you mean ${near}?`} Allowed: ${FORMAT_NAMES.join(", ")}`);
}
