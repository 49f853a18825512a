/** Schema registry: published Schema resources (RFC 7643 section 7) as typed attribute definitions. */
import { isObject, type Json, type JsonObject } from "../model/json.ts";
import type { AttributeInfo, AttributeType, SchemaInfo } from "../model/target.ts";

/** A row of the characteristics table of RFC 7643 section 8.7, as far as the registry needs it. */
export interface CharacteristicRow {
  readonly schema: string;
  readonly path: string;
  readonly printed: JsonObject;
  readonly corrected?: JsonObject;
}

const TYPES = new Map<string, AttributeType>(
  (["string", "boolean", "decimal", "integer", "dateTime", "binary", "reference", "complex"] as const).map((t) => [t.toLowerCase(), t]),
);
/** A hostile or broken schema must not exhaust the harness. */
const MAX_ATTRIBUTES = 2000;

function keyword<T extends string>(value: Json | undefined, allowed: readonly T[], fallback: T): T {
  return allowed.find((word) => word === value) ?? fallback;
}

function strings(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((v): v is string => typeof v === "string") : [];
}

interface Place {
  readonly schema: string;
  readonly extension: boolean;
  readonly prefix: string;
  readonly source: "published" | "rfc";
}

/** One definition, with the defaults of RFC 7643 section 2.2 for what it leaves out; undefined if it has no name. */
export function parseAttribute(raw: Json, place: Place): AttributeInfo | undefined {
  if (!isObject(raw) || typeof raw["name"] !== "string" || raw["name"] === "") return undefined;
  const path = place.prefix + raw["name"];
  const type = typeof raw["type"] === "string" ? (TYPES.get(raw["type"].toLowerCase()) ?? "string") : "string";
  const nested = place.prefix === "" && Array.isArray(raw["subAttributes"]) ? (raw["subAttributes"] as readonly Json[]) : [];
  return {
    name: raw["name"],
    path,
    schema: place.schema,
    extension: place.extension,
    type,
    multiValued: raw["multiValued"] === true,
    required: raw["required"] === true,
    caseExact: raw["caseExact"] === true || type === "binary" || type === "reference",
    mutability: keyword(raw["mutability"], ["readOnly", "readWrite", "immutable", "writeOnly"], "readWrite"),
    returned: keyword(raw["returned"], ["always", "never", "default", "request"], "default"),
    uniqueness: keyword(raw["uniqueness"], ["none", "server", "global"], "none"),
    canonicalValues: strings(raw["canonicalValues"]),
    referenceTypes: strings(raw["referenceTypes"]),
    subAttributes: nested.slice(0, MAX_ATTRIBUTES).flatMap((sub) => parseAttribute(sub, { ...place, prefix: `${path}.` }) ?? []),
    source: place.source,
  };
}

/** A Schema resource; undefined if it is no object with an id. */
export function parseSchema(raw: Json): SchemaInfo | undefined {
  if (!isObject(raw) || typeof raw["id"] !== "string" || raw["id"] === "") return undefined;
  const id = raw["id"];
  const list = Array.isArray(raw["attributes"]) ? (raw["attributes"] as readonly Json[]) : [];
  const place: Place = { schema: id, extension: false, prefix: "", source: "published" };
  return { id, raw, source: "published", attributes: list.slice(0, MAX_ATTRIBUTES).flatMap((a) => parseAttribute(a, place) ?? []) };
}

/** The schemas of RFC 7643 section 8.7.1 (verified errata applied), for servers that publish none. */
export function rfcSchemas(rows: readonly CharacteristicRow[]): readonly SchemaInfo[] {
  const trees = new Map<string, Map<string, Record<string, Json>>>();
  for (const row of rows) {
    const definition: Record<string, Json> = { ...row.printed };
    for (const [key, value] of Object.entries(row.corrected ?? {})) {
      if (value === null) delete definition[key];
      else definition[key] = value;
    }
    const tree = trees.get(row.schema) ?? new Map<string, Record<string, Json>>();
    trees.set(row.schema, tree);
    tree.set(row.path, { name: row.path.split(".").at(-1) ?? row.path, ...definition });
  }
  return [...trees].map(([id, tree]) => {
    const top = [...tree].filter(([path]) => !path.includes("."));
    const attributes = top.flatMap(([path, definition]) => {
      const subAttributes = [...tree].filter(([p]) => p.startsWith(`${path}.`) && p.split(".").length === 2).map(([, sub]) => sub);
      return parseAttribute({ ...definition, subAttributes }, { schema: id, extension: false, prefix: "", source: "rfc" }) ?? [];
    });
    return { id, raw: undefined, source: "rfc" as const, attributes };
  });
}

const COMMON_DEFINITIONS: readonly JsonObject[] = [
  { name: "schemas", type: "reference", multiValued: true, required: true, caseExact: true, returned: "always", referenceTypes: ["uri"] },
  { name: "id", type: "string", caseExact: true, mutability: "readOnly", returned: "always", uniqueness: "global", required: true },
  { name: "externalId", type: "string", caseExact: true },
  {
    name: "meta",
    type: "complex",
    mutability: "readOnly",
    subAttributes: [
      { name: "resourceType", type: "string", caseExact: true, mutability: "readOnly" },
      { name: "created", type: "dateTime", mutability: "readOnly" },
      { name: "lastModified", type: "dateTime", mutability: "readOnly" },
      { name: "location", type: "reference", caseExact: true, mutability: "readOnly", referenceTypes: ["uri"] },
      { name: "version", type: "string", caseExact: true, mutability: "readOnly" },
    ],
  },
];

/** The common attributes (RFC 7643 section 3.1); its characteristics win over what a schema prints. */
export const COMMON_ATTRIBUTES: readonly AttributeInfo[] = COMMON_DEFINITIONS.flatMap(
  (raw) => parseAttribute(raw, { schema: "", extension: false, prefix: "", source: "rfc" }) ?? [],
);

/** Finds `name.givenName` and the like in a list of top-level attributes, names without case. */
export function findByPath(attributes: readonly AttributeInfo[], path: string): AttributeInfo | undefined {
  const [first = "", second, ...rest] = path.toLowerCase().split(".");
  if (rest.length > 0) return undefined;
  const top = attributes.find((a) => a.name.toLowerCase() === first);
  return second === undefined ? top : top?.subAttributes.find((a) => a.name.toLowerCase() === second);
}

/** As filters, sortBy, attributes and PATCH paths name a top-level attribute of a type (RFC 7644 section 3.10). */
export function pathOf(attribute: AttributeInfo): string {
  return attribute.extension ? `${attribute.schema}:${attribute.name}` : attribute.name;
}
