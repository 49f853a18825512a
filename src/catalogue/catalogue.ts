/** The catalogue: requirements, finding codes, ambiguous points, characteristics of RFC 7643 section 8.7, exclusions, deferrals. */
import type { Severity } from "../model/expectation.ts";
import type { JsonObject } from "../model/json.ts";
import type { Exclusion, Requirement } from "../model/requirement.ts";
import { readList, readObject, type CatalogueFiles, type Problems } from "./source.ts";
import {
  checkAreas,
  checkCode,
  checkDeferral,
  checkEntry,
  checkExclusion,
  checkPoint,
  duplicates,
  type Known,
  type RawDeferral,
  type RawEntry,
  type RawExclusion,
} from "./validate.ts";

export type { CatalogueFiles } from "./source.ts";

/** A finding code and its grade in the two built-in profiles. */
export interface FindingCode {
  readonly code: string;
  readonly requirement: string;
  readonly rfc: Severity;
  readonly strict: Severity;
  /** The ambiguous point (`A35`), or the text, that decides the grade. */
  readonly why: string;
}

/** A point at which the RFCs are unclear, and what this harness makes of it. Texts may hold Markdown emphasis. */
export interface AmbiguousPoint {
  /** `A01`: RFC 7643; `P01`: RFC 7644 and RFC 9865. */
  readonly id: string;
  readonly rfc: number;
  readonly title: string;
  /** What the text gives; numbers are lines of the RFC's text rendering. */
  readonly where?: string;
  readonly strict?: string;
  readonly lenient?: string;
  readonly verdict: string;
  /** Public examples of divergence, not authority. */
  readonly seen?: string;
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
  readonly ambiguities: readonly AmbiguousPoint[];
  readonly characteristics: readonly Characteristic[];
}

interface Marks {
  readonly areas: ReadonlySet<string>;
  readonly rfcs: ReadonlySet<number>;
  readonly deferred: ReadonlyMap<string, string>;
  readonly excluded: ReadonlyMap<string, Exclusion>;
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

function readCharacteristics(files: CatalogueFiles, problems: Problems): readonly Characteristic[] {
  try {
    return (JSON.parse(files["schema-characteristics.json"] ?? "{}") as { attributes?: Characteristic[] }).attributes ?? [];
  } catch (error) {
    problems.push(`schema-characteristics.json: ${(error as Error).message}`);
    return [];
  }
}

function attributeKeys(rows: readonly Characteristic[]): ReadonlySet<string> {
  // The extension schema is named ...enterprise:2.0:User; its short name is the one of RFC 7643 section 8.7.1.
  const short = (urn: string) => (urn.includes(":enterprise:") ? "EnterpriseUser" : urn.slice(urn.lastIndexOf(":") + 1));
  return new Set(rows.map((row) => `${short(row.schema)}.${row.path}`));
}

/** Parses and validates the files; each problem names file and line. */
export function parseCatalogue(files: CatalogueFiles): { readonly catalogue: Catalogue; readonly problems: readonly string[] } {
  const problems: Problems = [];
  const entries = ["rfc7643.yaml", "rfc7644.yaml", "rfc9865.yaml"].flatMap((name) => readList<RawEntry>(files, name, "id", problems));
  const points = readList<AmbiguousPoint>(files, "ambiguities.yaml", "id", problems);
  const inFolder = (folder: string) => Object.keys(files).filter((name) => name.startsWith(`${folder}/`));
  const codes = ["codes.yaml", ...inFolder("codes")].flatMap((name) => readList<FindingCode>(files, name, "code", problems));
  const exclusions = ["exclusions.yaml", ...inFolder("exclusions")].flatMap((name) => readList<RawExclusion>(files, name, "id", problems));
  const deferred = readObject<{ areas: string[]; rfcs: number[] }, RawDeferral>(files, "deferred.yaml", "entries", problems);
  const characteristics = readCharacteristics(files, problems);
  const known: Known = {
    entries: new Map(entries.map((e) => [e.value.id, e.value])),
    points: new Set(points.map((p) => p.value.id)),
    attributes: attributeKeys(characteristics),
  };
  const areas = deferred.value.areas ?? [];
  const marks: Marks = {
    areas: new Set(areas),
    rfcs: new Set(deferred.value.rfcs ?? []),
    deferred: new Map(deferred.entries.map((e) => [e.value.id, e.value.needs])),
    excluded: new Map(exclusions.map(({ value: { id, kind, reason } }) => [id, { kind, reason }])),
  };
  for (const list of [entries, points, exclusions, deferred.entries]) duplicates(list, (value: { readonly id: string }) => value.id, problems);
  duplicates(codes, (value) => value.code, problems);
  for (const entry of entries) checkEntry(entry, known, problems);
  for (const point of points) checkPoint(point, problems);
  for (const code of codes) checkCode(code, known, problems);
  for (const entry of deferred.entries) checkDeferral(entry, marks.areas, known, problems);
  for (const exclusion of exclusions) checkExclusion(exclusion, new Set(marks.deferred.keys()), known, problems);
  checkAreas(areas, deferred.at, problems);
  const requirements = entries.map((e) => toRequirement(e.value, marks));
  return { catalogue: { requirements, codes: codes.map((c) => c.value), ambiguities: points.map((p) => p.value), characteristics }, problems };
}
