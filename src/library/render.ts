/** Reports for callers of the library. */
import type { RenderedFile } from "../../reports/formats.ts";
import { ConfigError } from "../config/error.ts";
import type { Run } from "../model/run.ts";

/** Name of a report format. */
export type FormatName = "html" | "json" | "junit" | "gitlab" | "sarif" | "ctrf" | "csv" | "har" | "markdown" | "github" | "badge" | "statement";

const LISTS = ["checks", "requirements", "exchanges", "leftovers", "capabilities", "incompleteBecause"] as const;
const OBJECTS = ["tool", "suite", "target", "summary", "config", "environment", "limits"] as const;

/** Refuses what is no run document, for callers without types, and for files that were never one. */
function checkRun(run: unknown): void {
  const what = "a run document, as assess() gives it or run.json holds it";
  if (typeof run !== "object" || run === null || Array.isArray(run)) throw new ConfigError(`render(): takes ${what}, not ${run instanceof Object ? "a list" : run === null ? "null" : typeof run}`);
  if (run instanceof Promise || "then" in run) throw new ConfigError(`render(): takes ${what}, not a promise of one: await it first`);
  const members = run as Readonly<Record<string, unknown>>;
  const isObject = (value: unknown): boolean => typeof value === "object" && value !== null && !Array.isArray(value);
  const missing = [...["schemaVersion"].filter((m) => typeof members[m] !== "string"), ...LISTS.filter((m) => !Array.isArray(members[m])), ...OBJECTS.filter((m) => !isObject(members[m]))];
  if (missing.length > 0) throw new ConfigError(`render(): takes ${what}; this object has no ${missing.join(", ")}`);
}

/**
 * Renders a run in a format, as files that are yours to write: the main one first, paths relative to a folder of your choice,
 * with forward slashes. A pure function of the run. Rejects with a ConfigError for a format that does not exist, and for what is
 * no run document of this version.
 */
export async function render(run: Run, format: FormatName): Promise<readonly RenderedFile[]> {
  const { format: find, FORMAT_NAMES } = await import("../../reports/formats.ts");
  const found = find(format);
  if (found) {
    checkRun(run);
    return found.render(run);
  }
  const { nearest } = await import("../config/words.ts");
  const near = nearest(String(format), FORMAT_NAMES);
  throw new ConfigError(`render(): the format ${String(format)} is not known${near === undefined ? "." : `; did you mean ${near}?`} Allowed: ${FORMAT_NAMES.join(", ")}`);
}
