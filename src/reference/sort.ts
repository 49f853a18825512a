/** Sorting (RFC 7644 section 3.4.2.3). */
import type { Call } from "./behaviour.ts";
import { locate, named, urnsOf } from "./definitions.ts";
import { parseAttributePath } from "./filter/parse.ts";
import { isObject, ScimError, type AttributeDefinition, type AttributePath, type Found, type Json } from "./types.ts";


/** The value by which a resource is sorted; undefined if it has none. */
export interface SortKey {
  readonly value: string | number | undefined;
}

function comparable(value: Json | undefined, definition: AttributeDefinition): string | number | undefined {
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "number") return value;
  if (typeof value !== "string") return undefined;
  if (definition.type === "dateTime") return Date.parse(value);
  return definition.caseExact ? value : value.toLowerCase();
}

/** Of a multi-valued attribute the primary value, or else the first (RFC 7644 section 3.4.2.3). */
export function representative(value: Json | undefined): Json | undefined {
  if (!Array.isArray(value)) return value;
  const values = value as Json[];
  return values.find((v) => isObject(v) && v["primary"] === true) ?? values[0];
}

/** The sort key of a resource for a path. */
export function sortKey(path: AttributePath, { type, resource }: Found, call: Call): SortKey {
  const found = locate(path.urn, path.attribute, type, call.context);
  if (!found) return { value: undefined };
  const holder = found.extension === null ? resource : resource[found.extension];
  const value = call.context.behaviour.representative(isObject(holder) ? holder[found.definition.name] : undefined);
  if (found.definition.type !== "complex") return { value: comparable(value, found.definition) };
  const sub = named(found.definition.subAttributes ?? [], path.sub ?? "value");
  return { value: sub && isObject(value) ? comparable(value[sub.name], sub) : undefined };
}

/** Negative if a comes first in ascending order; resources without a value come last. */
export function compareKeys(a: SortKey, b: SortKey): number {
  if (a.value === undefined || b.value === undefined) return Number(a.value === undefined) - Number(b.value === undefined);
  if (typeof a.value === "string" && typeof b.value === "string") return byCodePoint(a.value, b.value);
  return a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
}

/** Unicode order: by code points, not by UTF-16 code units. */
function byCodePoint(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  for (let i = 0; i < Math.min(left.length, right.length); i += 1) {
    const difference = (left[i]?.codePointAt(0) ?? 0) - (right[i]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

function refusePath(path: AttributePath, found: readonly Found[], call: Call): void {
  for (const type of new Set(found.map((f) => f.type))) {
    const definition = locate(path.urn, path.attribute, type, call.context)?.definition;
    if (definition?.type === "complex" && !named(definition.subAttributes ?? [], path.sub ?? "value")) {
      throw new ScimError(400, `${definition.name} is complex; sort by one of its sub-attributes.`, "invalidPath");
    }
    if (definition?.returned === "never") throw new ScimError(400, `${definition.name} cannot be used for sorting.`, "invalidPath");
  }
}

/** The resources in the order asked for; as they are without sortBy. The sort is stable. */
export function sort(found: readonly Found[], call: Call): readonly Found[] {
  const { behaviour, types } = call.context;
  const { sortBy, sortOrder } = call.query;
  if (sortOrder !== null && !["ascending", "descending"].includes(sortOrder.toLowerCase())) throw new ScimError(400, `sortOrder is neither ascending nor descending.`, "invalidValue");
  if (sortBy === null) return found;
  const path = parseAttributePath(sortBy, urnsOf(types), "invalidPath");
  refusePath(path, found, call);
  const direction = sortOrder?.toLowerCase() === "descending" ? -1 : 1;
  const keyed = found.map((f) => ({ f, key: behaviour.sortKey(path, f, call) }));
  return keyed.sort((a, b) => direction * behaviour.compareKeys(a.key, b.key)).map(({ f }) => f);
}
