/** Own checks on the command line: which plugins a command loads, and how their mistakes are said. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { readExtend } from "../config/extend.ts";
import type { PluginReference } from "../config/types.ts";
import type { Suites } from "../suites.ts";
import { UsageError } from "./target.ts";

type Flags = Readonly<Record<string, unknown>>;

/** Modules named with --extend, relative to the working folder. */
export function flagged(flags: Flags): readonly PluginReference[] {
  const modules = Array.isArray(flags["extend"]) ? (flags["extend"] as readonly string[]) : [];
  return modules.map((module) => ({ module, folder: resolve(".") }));
}

/** The suites with these plugins. Throws PluginError for one that cannot be used. */
export async function extended(references: readonly PluginReference[]): Promise<Suites> {
  const [{ loadSuites }, { withPlugins }] = await Promise.all([import("../suites.ts"), import("../plugins.ts")]);
  return withPlugins(await loadSuites(), references);
}

/**
 * The plugins of commands that need no target: those of --extend, and those of --config or of the scimspec.yaml that is there. Of the
 * config nothing else is read, so that its variables need not be set.
 */
export function namedPlugins(flags: Flags): readonly PluginReference[] {
  const file = typeof flags["config"] === "string" ? flags["config"] : existsSync("scimspec.yaml") ? "scimspec.yaml" : undefined;
  if (file === undefined) return flagged(flags);
  const read = readExtend(file);
  if (!Array.isArray(read)) throw new UsageError(`${file}: ${String(read)}`);
  return [...(read as readonly PluginReference[]), ...flagged(flags)];
}
