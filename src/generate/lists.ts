/** Lists: resources that can be put into an order, and parameters of paging, sorting and projection. */
import { array, boolean, constantFrom, integer, oneof, option, record, tuple, type Arbitrary } from "fast-check";
import type { Json, JsonObject } from "../model/json.ts";
import type { AttributeInfo, AttributeType } from "../model/target.ts";
import { pathOf } from "../scim/schema.ts";
import { attributeValue, partsOf, valueOf } from "./values.ts";

/** Words whose order no collation disputes: letters and digits of ASCII. Few, so that some are equal. */
const WORDS = ["a", "B", "ab", "Abc", "b1", "b10", "b2", "b10", "b9", "c2", "c10", "cd", "Delta", "zz", "0a", "9"];

/** Instants whose order is not that of their texts. */
const INSTANTS = ["2024-03-01T12:00:00+14:00", "2024-03-01T00:00:00Z", "2024-02-29T23:30:00-05:00", "2024-03-01T05:30:00Z", "2024-03-01T01:00:00-06:00", "2024-02-29T23:59:59.5Z", "2024-03-01T00:00:00.25Z", "2024-03-01T09:15:00+05:30"];

const SORTABLE: ReadonlySet<AttributeType> = new Set(["string", "integer", "decimal", "dateTime"]);

/** An attribute by which a list can be sorted, as sortBy names it. */
export interface SortKey {
  readonly path: string;
  readonly type: AttributeType;
  readonly caseExact: boolean;
}

const isSortable = (a: AttributeInfo): boolean => !a.multiValued && SORTABLE.has(a.type);

/** Singular simple attributes, and such parts of singular complex ones. */
export function sortKeys(attributes: readonly AttributeInfo[]): readonly SortKey[] {
  return attributes.flatMap((a) => {
    if (isSortable(a)) return [{ path: pathOf(a), type: a.type, caseExact: a.caseExact }];
    if (a.multiValued || a.type !== "complex") return [];
    return partsOf(a).filter(isSortable).map((p) => ({ path: `${pathOf(a)}.${p.name}`, type: p.type, caseExact: p.caseExact }));
  });
}

function orderly(attribute: AttributeInfo): Arbitrary<Json> {
  if (attribute.multiValued) return attributeValue(attribute, "plain", 3);
  if (attribute.type === "complex") return record<Record<string, Json>>(Object.fromEntries(partsOf(attribute).map((p) => [p.name, p.multiValued ? attributeValue(p, "plain", 2) : orderly(p)])), { requiredKeys: [] }).map((v) => (Object.keys(v).length > 0 ? v : null));
  if (attribute.type === "dateTime") return constantFrom(...INSTANTS);
  return attribute.type === "string" && attribute.canonicalValues.length === 0 && !/^(preferredLanguage|locale|timezone|country)$/i.test(attribute.name) ? constantFrom(...WORDS) : valueOf(attribute);
}

/** Values of a member of a list, by path; some are missing. */
export function listMember(attributes: readonly AttributeInfo[]): Arbitrary<JsonObject> {
  return record<Record<string, Json>>(Object.fromEntries(attributes.map((a) => [pathOf(a), orderly(a)])), { requiredKeys: [] }).map((values) => Object.fromEntries(Object.entries(values).filter(([, v]) => v !== null)));
}

/** One walk through the pages of a list. */
export interface Walk {
  readonly count: number;
  /** Where it begins, counted from 1. */
  readonly from: number;
  readonly descending: boolean;
  readonly by: "index" | "cursor";
  readonly through: "GET" | "POST /.search";
}

export function walks(size: number, ways: { readonly index: boolean; readonly cursor: boolean; readonly search: boolean }): Arbitrary<Walk> {
  const count = oneof({ weight: 4, arbitrary: integer({ min: 2, max: Math.ceil(size / 2) }) }, { weight: 2, arbitrary: integer({ min: 1, max: size + 2 }) });
  return record({
    count,
    from: oneof({ weight: 3, arbitrary: constantFrom(1) }, { weight: 1, arbitrary: integer({ min: 1, max: size + 1 }) }),
    descending: boolean(),
    by: constantFrom<"index" | "cursor">(...(ways.index ? (["index", "index"] as const) : []), ...(ways.cursor ? (["cursor"] as const) : [])),
    through: constantFrom<"GET" | "POST /.search">("GET", ...(ways.search ? (["POST /.search"] as const) : [])),
  });
}

/** How a name is written: attribute names are without case (RFC 7643 section 2.1), and may carry their schema (RFC 7644 section 3.10). */
export type Spelling = "plain" | "upper" | "qualified";

export interface Pick {
  readonly attribute: number;
  /** Of a complex attribute: which of its parts; null for the whole. */
  readonly part: number | null;
  readonly spelling: Spelling;
}

/** One projected read. */
export interface Projection {
  readonly parameter: "attributes" | "excludedAttributes";
  readonly picks: readonly Pick[];
  readonly member: number;
  readonly through: "GET" | "list" | "POST /.search";
}

/** Projections over that many attributes, each at most once. */
export function projections(attributes: number, members: number, ways: { readonly list: boolean; readonly search: boolean }): Arbitrary<Projection> {
  const pick = record({ attribute: integer({ min: 0, max: attributes - 1 }), part: option(integer({ min: 0, max: 5 })), spelling: constantFrom<Spelling>("plain", "plain", "upper", "qualified") });
  const picks = array(pick, { minLength: 1, maxLength: Math.min(6, attributes) }).map((list) => list.filter((p, i) => list.findIndex((q) => q.attribute === p.attribute) === i));
  const through = constantFrom<Projection["through"]>("GET", ...(ways.list ? (["list"] as const) : []), ...(ways.search ? (["POST /.search"] as const) : []));
  return tuple(constantFrom<Projection["parameter"]>("attributes", "excludedAttributes"), picks, integer({ min: 0, max: members - 1 }), through).map(([parameter, chosen, member, way]) => ({ parameter, picks: chosen, member, through: way }));
}
