/** How a run document gets from vitest's worker to the reporter: by a file in a folder that the reporter provides. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Run } from "../model/run.ts";

/** What the reporter tells the workers. */
export interface Provided {
  /** Folder for the files of this hand-over. */
  readonly folder: string;
  /** Folder of the reports, absolute. */
  readonly out: string;
  readonly reports: readonly string[];
  /** The project's root. */
  readonly root: string;
}

/** What a worker hands over. */
export interface HandedOver {
  /** Null if there was none, since the target could not be had; the first test says why. */
  readonly run: Run | null;
  /** Folder of its report, absolute. */
  readonly out: string;
  readonly reports: readonly string[];
}

declare module "vitest" {
  interface ProvidedContext {
    /** Set where `scimspec/vitest/reporter` is at work. */
    scimspec?: Provided;
  }
}

/** What marks the outermost suite of a `conformance()` that ran, within vitest's metadata of tasks. */
export interface Marked {
  scimspec?: { readonly conformance: true };
}

/** A name as part of a path: letters, digits and hyphens. */
function slug(name: string): string {
  return name.normalize("NFKD").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "").toLowerCase() || "unnamed";
}

/** The folder of a report. */
export function reportFolder({ root, out }: Provided, own: string | null, name: string | null): string {
  const base = own === null ? out : resolve(root, own);
  return name === null ? base : join(base, slug(name));
}

const fileOf = (folder: string, suite: string): string => join(folder, `${suite.replace(/[^\w-]/g, "_")}.json`);

/** Hands a run over. Throws if the file cannot be written. */
export function handOver(folder: string, suite: string, handed: HandedOver): void {
  writeFileSync(fileOf(folder, suite), JSON.stringify(handed));
}

/** Removes what was handed over. The folder stays, which only its owner can read. */
export function clear(folder: string): void {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, force: true });
}

/** What was handed over for the suite. Throws if there is nothing. */
export function takeOver(folder: string, suite: string): HandedOver {
  return JSON.parse(readFileSync(fileOf(folder, suite), "utf8")) as HandedOver;
}
