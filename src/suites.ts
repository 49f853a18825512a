/** Loads the suites: every *.check and *.invariant file below suites/, with its metadata validated. */
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Check, Invariant } from "./model/check.ts";
import type { Plugin } from "./model/plugin.ts";
import type { Requirement } from "./model/requirement.ts";
import { classOf } from "./model/requirement.ts";

export interface Suites {
  readonly checks: readonly Check[];
  readonly invariants: readonly Invariant[];
  /** Plugins whose checks and invariants are among those above; absent without any (src/plugins.ts). */
  readonly plugins?: readonly Plugin[];
}

const FILE = /\.(check|invariant)\.(ts|js)$/;

/** True for a text that still is, or holds, the placeholder that `scimspec new` writes. */
export function unwritten(text: string): boolean {
  return /\bTODO\b/.test(text);
}

/** What is wrong with a check's metadata; empty if nothing. `faults` are the ids that exist. */
export function metadataProblems(c: Check | Invariant, catalogue: ReadonlyMap<string, Requirement>, faults: ReadonlySet<string>): readonly string[] {
  const problems: string[] = [];
  const wrong = (text: string) => problems.push(`${c.id}: ${text}`);
  for (const member of ["title", "failureTitle", "remedy"] as const) if (c[member].trim() === "" || unwritten(c[member])) wrong(`${member} is empty${unwritten(c[member]) ? ", but for the placeholder of the skeleton: write it" : ""}`);
  for (const id of c.verifies) if (!catalogue.has(id)) wrong(`verifies ${id}, which is not in the catalogue`);
  for (const id of c.detects) if (!faults.has(id)) wrong(`detects ${id}, which is no fault of the reference server`);
  const graded = c.verifies.some((id) => classOf(catalogue.get(id)?.level ?? "MUST") !== "may");
  if (graded && c.detects.length === 0) wrong("detects no fault, so nothing proves that it can fail");
  return problems;
}

/** Reads all suite files. Throws, naming the file, if one does not declare a check with the id of its path. */
export async function loadSuites(): Promise<Suites> {
  const folder = new URL("../suites/", import.meta.url);
  const names = readdirSync(fileURLToPath(folder), { recursive: true, encoding: "utf8" }).filter((n) => FILE.test(n)).sort();
  const loaded = await Promise.all(
    names.map(async (name) => {
      const module = (await import(new URL(name.split("\\").join("/"), folder).href)) as { readonly default?: Check | Invariant };
      const id = name.split("\\").join("/").replace(FILE, "");
      if (module.default?.id !== id) throw new Error(`suites/${name} must export by default a check or invariant with the id ${id}`);
      return module.default;
    }),
  );
  return { checks: loaded.filter((c) => c.kind === "check"), invariants: loaded.filter((c) => c.kind === "invariant") };
}
