/** The catalogue: requirements, finding codes, characteristics of RFC 7643 section 8.7, exclusions, deferrals. */
import { LineCounter, parseDocument } from "yaml";
import type { Severity } from "../model/expectation.ts";
import type { JsonObject } from "../model/json.ts";
import type { ExclusionKind, Requirement } from "../model/requirement.ts";

/** A finding code and its grade in the two built-in profiles. */
export interface FindingCode {
  readonly code: string;
  readonly requirement: string;
  readonly rfc: Severity;
  readonly strict: Severity;
  readonly why: string;
}

/** One row of the characteristics table. */
export interface Characteristic {
  readonly schema: string;
  readonly path: string;
  readonly printed: JsonObject;
  readonly corrected?: JsonObject;
  readonly also_accept?: JsonObject;
}

/** As JSON in dist/suites/catalogue/catalogue.json. */
export interface Catalogue {
  readonly requirements: readonly Requirement[];
  readonly codes: readonly FindingCode[];
  readonly characteristics: readonly Characteristic[];
}

/** The catalogue's files by name, as text. */
export type CatalogueFiles = Readonly<Record<string, string>>;

interface RawEntry extends Omit<Requirement, "whyNot" | "excluded" | "deferred"> {
  readonly why_not?: string;
}

const LEVELS = ["MUST", "MUST NOT", "SHALL", "SHALL NOT", "REQUIRED", "DEFINES", "SHOULD", "SHOULD NOT", "RECOMMENDED", "MAY", "OPTIONAL"];

function read(files: CatalogueFiles, name: string, problems: string[]): unknown {
  const counter = new LineCounter();
  const document = parseDocument(files[name] ?? "", { lineCounter: counter, uniqueKeys: true });
  for (const error of document.errors) problems.push(`${name}:${counter.linePos(error.pos[0]).line}: ${error.message.split("\n")[0] ?? ""}`);
  return document.errors.length === 0 ? document.toJS() : undefined;
}

function list<T>(value: unknown): readonly T[] {
  return Array.isArray(value) ? (value as T[]) : [];
}

function checkEntry(entry: RawEntry, ids: ReadonlySet<string>, problems: string[]): void {
  const wrong = (what: string) => problems.push(`${entry.id}: ${what}`);
  if (!LEVELS.includes(entry.level)) wrong(`level ${entry.level} is not a keyword`);
  if (!["yes", "conditional", "no"].includes(entry.testable)) wrong(`testable ${entry.testable} is not yes, conditional or no`);
  if (entry.testable === "no" && !entry.why_not) wrong("not testable, but no why_not");
  if (entry.testable !== "no" && !entry.how) wrong("testable, but no how");
  for (const id of entry.restates ?? []) if (!ids.has(id)) wrong(`restates ${id}, which does not exist`);
}

interface Marks {
  readonly areas: ReadonlySet<string>;
  readonly rfcs: ReadonlySet<number>;
  readonly deferred: ReadonlyMap<string, string>;
  readonly excluded: ReadonlyMap<string, { readonly kind: ExclusionKind; readonly reason: string }>;
}

function toRequirement(entry: RawEntry, marks: Marks): Requirement {
  const { why_not, ...rest } = entry;
  const base: Requirement = { ...rest, ...(why_not === undefined ? {} : { whyNot: why_not }) };
  if (entry.testable === "no") return { ...base, excluded: { kind: "not-observable", reason: why_not ?? "not testable" } };
  const excluded = marks.excluded.get(entry.id);
  if (excluded) return { ...base, excluded };
  const needs = marks.deferred.get(entry.id) ?? (marks.rfcs.has(entry.rfc) ? `RFC ${entry.rfc}` : marks.areas.has(entry.area) ? entry.area : undefined);
  if (needs !== undefined) return { ...base, deferred: needs };
  if (!entry.restates?.length) return base;
  return { ...base, excluded: { kind: "restates", reason: `Restates ${entry.restates.join(", ")}; a deviation is counted there.`, restates: entry.restates } };
}

/** Parses and validates the files; problems name file and line, or the entry. */
export function parseCatalogue(files: CatalogueFiles): { readonly catalogue: Catalogue; readonly problems: readonly string[] } {
  const problems: string[] = [];
  const entries = ["rfc7643.yaml", "rfc7644.yaml", "rfc9865.yaml"].flatMap((name) => list<RawEntry>(read(files, name, problems)));
  const ids = new Set<string>();
  for (const { id } of entries) {
    if (ids.has(id)) problems.push(`${id}: the id occurs twice`);
    ids.add(id);
  }
  for (const entry of entries) checkEntry(entry, ids, problems);
  const deferred = (read(files, "deferred.yaml", problems) ?? {}) as { areas?: string[]; rfcs?: number[]; entries?: { id: string; needs: string }[] };
  const exclusions = list<{ id: string; kind: ExclusionKind; reason: string }>(read(files, "exclusions.yaml", problems));
  const codes = list<FindingCode>(read(files, "codes.yaml", problems));
  for (const { id } of [...(deferred.entries ?? []), ...exclusions]) if (!ids.has(id)) problems.push(`${id}: marked as deferred or excluded, but not in the catalogue`);
  for (const { code, requirement } of codes) if (!ids.has(requirement)) problems.push(`codes.yaml: ${code} names ${requirement}, which does not exist`);
  if (new Set(codes.map((c) => c.code)).size !== codes.length) problems.push("codes.yaml: a code occurs twice");
  const marks: Marks = {
    areas: new Set(deferred.areas ?? []),
    rfcs: new Set(deferred.rfcs ?? []),
    deferred: new Map((deferred.entries ?? []).map((e) => [e.id, e.needs])),
    excluded: new Map(exclusions.map(({ id, kind, reason }) => [id, { kind, reason }])),
  };
  const table = JSON.parse(files["schema-characteristics.json"] ?? "{}") as { attributes?: Characteristic[] };
  return { catalogue: { requirements: entries.map((e) => toRequirement(e, marks)), codes, characteristics: table.attributes ?? [] }, problems };
}
