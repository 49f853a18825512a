/** What must hold for the catalogue's files beyond being YAML: vocabularies, references, one meaning per id. */
import { LEVELS, type Exclusion, type Requirement } from "../model/requirement.ts";
import type { AmbiguousPoint, FindingCode } from "./catalogue.ts";
import type { Located, Problems } from "./source.ts";

/** An entry as written: `why_not` where the model has `whyNot`, and marks that come from other files. */
export interface RawEntry extends Omit<Requirement, "whyNot" | "excluded" | "deferred"> {
  readonly why_not?: string;
}

export interface RawDeferral {
  readonly id: string;
  /** The area whose evidence the entry needs. */
  readonly needs: string;
}

export interface RawExclusion extends Exclusion {
  readonly id: string;
}

const SUBJECTS = ["server", "client", "both", "schema-author"];
const SEVERITIES = ["off", "warn", "fail"];
const EXCLUSIONS = ["not-observable", "needs-operator-knowledge", "offered-by-no-server"];
/** Ids of ambiguous points inside a sentence. */
export function pointIds(text: string): readonly string[] {
  return text.match(/\b[AP]\d{2,3}\b/g) ?? [];
}

/** All areas. */
export const AREAS: readonly string[] =
  "discovery schema resource-type attributes create read replace patch delete filter sort pagination cursor projection search me bulk etag errors http auth security multi-valued extension group user".split(
    " ",
  );

function unknownMembers(value: object, allowed: readonly string[]): readonly string[] {
  return Object.keys(value)
    .filter((key) => !allowed.includes(key))
    .map((key) => `unknown member ${key}; allowed: ${allowed.join(", ")}`);
}

function oneOf(value: unknown, name: string, allowed: readonly string[]): readonly string[] {
  return allowed.includes(String(value)) ? [] : [`${name} is ${String(value)}; allowed: ${allowed.join(", ")}`];
}

/** Complaints about ids that occur twice; each names both places. */
export function duplicates<T>(list: readonly Located<T>[], key: (value: T) => string, problems: Problems): void {
  const seen = new Map<string, string>();
  for (const { value, at } of list) {
    const first = seen.get(key(value));
    if (first === undefined) seen.set(key(value), at);
    else problems.push(`${at}: ${key(value)} occurs twice; the first is at ${first}`);
  }
}

const ENTRY_MEMBERS = "id rfc section lines level subject area summary testable condition how why_not note ambiguity errata errata_note restates attr".split(" ");

function reasons(e: RawEntry): readonly string[] {
  const problems: string[] = [];
  if (e.testable === "no" && !e.why_not) problems.push("testable is no, but why_not is missing");
  if (e.testable !== "no" && !e.how) problems.push("testable, but how is missing");
  if ((e.testable === "conditional") !== (e.condition !== undefined)) problems.push("a condition is given exactly where testable is conditional");
  if (!e.summary) problems.push("summary is missing");
  const [first, last] = Array.isArray(e.lines) ? e.lines : [];
  if (!Number.isInteger(first) || !Number.isInteger(last) || Number(first) < 1 || Number(first) > Number(last)) problems.push("lines must be [first, last]");
  if (!e.id.startsWith(`${e.rfc}-${e.section}-`)) problems.push(`the id must start with ${e.rfc}-${e.section}-`);
  return problems;
}

/** What entries may refer to. */
export interface Known {
  readonly entries: ReadonlyMap<string, RawEntry>;
  readonly points: ReadonlySet<string>;
  readonly attributes: ReadonlySet<string>;
}

/** Validates one requirement. */
export function checkEntry({ value: e, at }: Located<RawEntry>, known: Known, problems: Problems): void {
  const found = [
    ...unknownMembers(e, ENTRY_MEMBERS),
    ...oneOf(e.level, "level", LEVELS),
    ...oneOf(e.subject, "subject", SUBJECTS),
    ...oneOf(e.area, "area", AREAS),
    ...oneOf(e.testable, "testable", ["yes", "conditional", "no"]),
    ...reasons(e),
  ];
  for (const id of e.restates ?? []) {
    if (id === e.id) found.push("restates itself");
    else if (!known.entries.has(id)) found.push(`restates ${id}, which does not exist`);
    else if (known.entries.get(id)?.restates?.includes(e.id)) found.push(`restates ${id}, which restates it: nothing would judge either`);
  }
  for (const id of e.ambiguity ?? []) if (!known.points.has(id)) found.push(`ambiguity ${id} is not in ambiguities.yaml`);
  if (e.attr !== undefined && !known.attributes.has(e.attr)) found.push(`attr ${e.attr} is not in schema-characteristics.json`);
  for (const text of found) problems.push(`${at}: ${e.id}: ${text}`);
}

/** Validates one finding code. */
export function checkCode({ value: c, at }: Located<FindingCode>, known: Known, problems: Problems): void {
  const found = [
    ...unknownMembers(c, ["code", "requirement", "rfc", "strict", "why"]),
    ...oneOf(c.rfc, "rfc", SEVERITIES),
    ...oneOf(c.strict, "strict", SEVERITIES),
    ...oneOf(c.code.split("/")[0], "the area before the slash", AREAS),
  ];
  if (!/^[a-z-]+\/[a-z0-9]+(-[a-z0-9]+)*$/.test(c.code)) found.push("a code is an area, a slash and lower-case words joined by hyphens");
  if (SEVERITIES.indexOf(c.strict) < SEVERITIES.indexOf(c.rfc)) found.push(`strict grades it ${c.strict}, milder than rfc (${c.rfc})`);
  if (!known.entries.has(c.requirement)) found.push(`names the requirement ${c.requirement}, which does not exist`);
  if (!c.why) found.push("why is missing: the ambiguous point, or the text that decides the grade");
  for (const id of pointIds(c.why ?? "")) if (!known.points.has(id)) found.push(`${id} is not in ambiguities.yaml`);
  for (const text of found) problems.push(`${at}: ${c.code}: ${text}`);
}

/** Validates one ambiguous point. */
export function checkPoint({ value: p, at }: Located<AmbiguousPoint>, problems: Problems): void {
  const found = unknownMembers(p, ["id", "rfc", "title", "where", "strict", "lenient", "verdict", "seen"]).slice();
  if (!/^[AP]\d{2,3}$/.test(p.id)) found.push("the id is A (RFC 7643) or P (protocol) and a number");
  for (const member of ["rfc", "title", "verdict"] as const) if (!p[member]) found.push(`${member} is missing`);
  for (const text of found) problems.push(`${at}: ${p.id}: ${text}`);
}

/** Validates one deferral. */
export function checkDeferral({ value: d, at }: Located<RawDeferral>, areas: ReadonlySet<string>, known: Known, problems: Problems): void {
  const entry = known.entries.get(d.id);
  const found = [...unknownMembers(d, ["id", "needs"])];
  if (!d.needs) found.push("needs is missing: the area whose evidence it needs");
  if (!entry) found.push("there is no such requirement");
  else if (entry.testable === "no") found.push("it is not testable, so it cannot be deferred");
  else if (areas.has(entry.area)) found.push(`its area ${entry.area} is deferred as a whole`);
  for (const text of found) problems.push(`${at}: ${d.id}: ${text}`);
}

/** Validates one exclusion. */
export function checkExclusion({ value: x, at }: Located<RawExclusion>, deferred: ReadonlySet<string>, known: Known, problems: Problems): void {
  const entry = known.entries.get(x.id);
  const found = [...unknownMembers(x, ["id", "kind", "reason"]), ...oneOf(x.kind, "kind", EXCLUSIONS)];
  if (!x.reason?.trim().endsWith(".")) found.push("reason is a whole sentence that would convince the author of the RFC");
  if (!entry) found.push("there is no such requirement");
  else if (entry.testable === "no") found.push("it is not testable, and its why_not says so already");
  if (deferred.has(x.id)) found.push("it is deferred as well; it can be one of the two");
  for (const text of found) problems.push(`${at}: ${x.id}: ${text}`);
}

/** Areas that deferred.yaml names must exist. */
export function checkAreas(areas: readonly string[], at: string, problems: Problems): void {
  for (const area of areas) if (!AREAS.includes(area)) problems.push(`${at}: ${area} is no area; allowed: ${AREAS.join(", ")}`);
}
