/** Profiles: which grade a finding code or requirement has. `rfc` and `strict` are built in; a file extends one of them. */
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { nearest } from "../config/words.ts";
import type { Severity } from "../model/expectation.ts";
import { isObject } from "../model/json.ts";
import type { Catalogue } from "./catalogue.ts";

/** Grades by finding code or requirement id; null where the profile says nothing. */
export interface Profile {
  readonly name: string;
  readonly grade: (codeOrRequirement: string) => Severity | null;
}

/** A profile that cannot be used, in a sentence for people. */
export class ProfileError extends Error {
  override readonly name = "ProfileError";
}

const BUILT_IN = ["rfc", "strict"] as const;

function builtIn(name: string, catalogue: Catalogue): Profile | undefined {
  const known = BUILT_IN.find((n) => n === name);
  if (!known) return undefined;
  const grades = new Map(catalogue.codes.map((c) => [c.code, c[known]]));
  return { name, grade: (key) => grades.get(key) ?? null };
}

function read(path: string): unknown {
  try {
    return parse(readFileSync(path, "utf8"));
  } catch {
    throw new ProfileError(`profile ${path}: neither ${BUILT_IN.join(" nor ")}, nor a readable YAML file`);
  }
}

/**
 * The profile of that name or file. A file holds `extends: rfc` and `severity`, a mapping of finding codes and
 * requirement ids to `off`, `warn` or `fail`. Throws ProfileError with everything that is wrong.
 */
export function loadProfile(nameOrPath: string, catalogue: Catalogue): Profile {
  const found = builtIn(nameOrPath, catalogue);
  if (found) return found;
  const raw = read(nameOrPath);
  const severity = isObject(raw) ? raw["severity"] : undefined;
  const base = builtIn(isObject(raw) && typeof raw["extends"] === "string" ? raw["extends"] : "rfc", catalogue);
  if (!isObject(raw) || !isObject(severity) || !base) throw new ProfileError(`profile ${nameOrPath}: needs \`extends: rfc\` (or strict) and a mapping \`severity\``);
  const keys = [...catalogue.codes.map((c) => c.code), ...catalogue.requirements.map((r) => r.id)];
  const problems = Object.entries(severity).flatMap(([key, grade]) => {
    const near = nearest(key, keys);
    if (!keys.includes(key)) return [`${key} is no finding code and no requirement${near === undefined ? "" : `; did you mean ${near}?`}`];
    return grade === "off" || grade === "warn" || grade === "fail" ? [] : [`${key}: ${JSON.stringify(grade)} is not off, warn or fail`];
  });
  if (problems.length > 0) throw new ProfileError(problems.map((p) => `profile ${nameOrPath}: ${p}`).join("\n"));
  const own = new Map(Object.entries(severity) as [string, Severity][]);
  return { name: nameOrPath, grade: (key) => own.get(key) ?? base.grade(key) };
}
