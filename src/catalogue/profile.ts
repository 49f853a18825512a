/** Profiles: which requirements and finding codes count, and how severely. */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { isMap, LineCounter, parseDocument, type Node } from "yaml";
import type { Severity } from "../model/expectation.ts";
import type { Catalogue } from "./catalogue.ts";

/** The built-in profiles: strict where the text is and lenient where it is not, or every point by its strictest reading. */
export const BUILT_IN_PROFILES = ["rfc", "strict"] as const;
export type BuiltInProfile = (typeof BUILT_IN_PROFILES)[number];

export interface Profile {
  readonly name: string;
  /** The grade of a finding code or a requirement; null where the profile says nothing and the requirement's class decides. */
  grade(codeOrRequirement: string): Severity | null;
  /** Why the profile's file grades it so; undefined for grades of the built-in profiles. */
  reason(codeOrRequirement: string): string | undefined;
}

/** A profile that cannot be used. The message is for people: one line per mistake, each with file and line. */
export class ProfileError extends Error {}

interface Override {
  readonly is: Severity;
  readonly reason: string;
}

const SEVERITIES: readonly string[] = ["off", "warn", "fail"];

function isBuiltIn(name: string): name is BuiltInProfile {
  return BUILT_IN_PROFILES.some((known) => known === name);
}

function profile(name: string, base: BuiltInProfile, overrides: ReadonlyMap<string, Override>, catalogue: Catalogue): Profile {
  const grades = new Map(catalogue.codes.map((c) => [c.code, c[base]]));
  return {
    name,
    grade: (key) => overrides.get(key)?.is ?? grades.get(key) ?? null,
    reason: (key) => overrides.get(key)?.reason,
  };
}

function override(value: unknown): Override | string {
  const { is, reason, ...rest } = (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;
  if (typeof is !== "string" || !SEVERITIES.includes(is)) return `expected { is: off | warn | fail, reason: "..." }`;
  if (typeof reason !== "string" || reason.trim() === "") return "reason is missing: say why this grade is right for your use";
  const unknown = Object.keys(rest)[0];
  return unknown === undefined ? { is: is as Severity, reason } : `unknown member ${unknown}; allowed: is, reason`;
}

interface RawProfile {
  readonly name?: unknown;
  readonly extends?: unknown;
  readonly severity?: unknown;
}

function membersProblems(raw: RawProfile): readonly (readonly [member: string, problem: string])[] {
  const problems: (readonly [string, string])[] = [];
  for (const key of Object.keys(raw)) if (!["name", "extends", "severity"].includes(key)) problems.push([key, `unknown member ${key}; allowed: name, extends, severity`]);
  if (raw.name !== undefined && (typeof raw.name !== "string" || raw.name === "")) problems.push(["name", "name is a text"]);
  if (raw.name !== undefined && isBuiltIn(String(raw.name))) problems.push(["name", `the name ${String(raw.name)} belongs to a built-in profile; choose another`]);
  if (!isBuiltIn(String(raw.extends))) problems.push(["extends", `extends names a built-in profile: ${BUILT_IN_PROFILES.join(" or ")}`]);
  if (raw.severity !== undefined && (typeof raw.severity !== "object" || raw.severity === null)) problems.push(["severity", "severity maps finding codes and requirement ids to { is, reason }"]);
  return problems;
}

/**
 * Parses a profile file: `{ name, extends: rfc, severity: { "<requirement or code>": { is: warn, reason } } }`.
 * Throws a ProfileError with every mistake. `file` is shown in messages and names the profile where the text does not.
 */
export function parseProfile(text: string, file: string, catalogue: Catalogue): Profile {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, uniqueKeys: true });
  const syntax = document.errors.map((e) => `${file}:${counter.linePos(e.pos[0]).line}: ${e.message.split("\n")[0] ?? ""}`);
  if (syntax.length > 0) throw new ProfileError(syntax.join("\n"));
  if (!isMap(document.contents)) throw new ProfileError(`${file}:1: a profile has the members name, extends and severity`);
  const lineOf = (...path: string[]) => counter.linePos((document.getIn(path, true) as Node | undefined)?.range?.[0] ?? 0).line;
  const raw = document.toJS({ maxAliasCount: 100 }) as RawProfile;
  const problems = membersProblems(raw).map(([member, problem]) => `${file}:${lineOf(member)}: ${problem}`);
  const overrides = new Map<string, Override>();
  const known = new Set([...catalogue.codes.map((c) => c.code), ...catalogue.requirements.map((r) => r.id)]);
  for (const [key, value] of Object.entries((raw.severity ?? {}) as object)) {
    const parsed = known.has(key) ? override(value) : `is no finding code and no requirement; scimspec list requirements shows the ids`;
    if (typeof parsed === "string") problems.push(`${file}:${lineOf("severity", key)}: ${key}: ${parsed}`);
    else overrides.set(key, parsed);
  }
  if (problems.length > 0) throw new ProfileError(problems.join("\n"));
  const name = typeof raw.name === "string" ? raw.name : basename(file).replace(/\.ya?ml$/, "");
  return profile(name, raw.extends === "strict" ? "strict" : "rfc", overrides, catalogue);
}

/** A built-in profile by name, or the profile of a YAML file. Throws a ProfileError if there is none, or if it has mistakes. */
export function loadProfile(nameOrPath: string, catalogue: Catalogue): Profile {
  if (isBuiltIn(nameOrPath)) return profile(nameOrPath, nameOrPath, new Map(), catalogue);
  let text: string;
  try {
    text = readFileSync(nameOrPath, "utf8");
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code === "ENOENT" ? "there is no such file" : `it cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown reason"})`;
    throw new ProfileError(`profile ${nameOrPath}: ${why}; give ${BUILT_IN_PROFILES.join(", ")}, or the path of a YAML file`);
  }
  return parseProfile(text, nameOrPath, catalogue);
}
