/** Walks a resource along its attribute definitions. */
import { isObject, type Json, type JsonObject } from "../model/json.ts";
import type { AttributeInfo, ResourceTypeInfo, TargetView } from "../model/target.ts";
import { pointerToken } from "./value.ts";

/** One value of one attribute inside a resource. */
export interface FoundValue {
  readonly attribute: AttributeInfo;
  /** The member's value; an element of the array if the attribute is multi-valued and the value is an array. */
  readonly value: Json;
  readonly pointer: string;
  /** True for an element of an array. */
  readonly element: boolean;
}

/** Definitions by name in lower case; the first of a name counts. Definitions stay as they are while a run lasts. */
const indexes = new WeakMap<readonly AttributeInfo[], ReadonlyMap<string, AttributeInfo>>();

function indexOf(definitions: readonly AttributeInfo[]): ReadonlyMap<string, AttributeInfo> {
  const known = indexes.get(definitions);
  if (known) return known;
  const index = new Map(definitions.toReversed().map((a) => [a.name.toLowerCase(), a]));
  indexes.set(definitions, index);
  return index;
}

function member(attribute: AttributeInfo, value: Json, pointer: string, found: FoundValue[]): void {
  const list = Array.isArray(value) && attribute.multiValued;
  const values: readonly Json[] = list ? (value as readonly Json[]) : [value];
  for (const [i, v] of values.entries()) {
    const at = list ? `${pointer}/${i}` : pointer;
    found.push({ attribute, value: v, pointer: at, element: list });
    if (attribute.type === "complex" && isObject(v)) members(attribute.subAttributes, v, at, found);
  }
}

function members(definitions: readonly AttributeInfo[], object: JsonObject, pointer: string, found: FoundValue[]): void {
  const index = indexOf(definitions);
  for (const name of Object.keys(object)) {
    const value = object[name];
    const attribute = index.get(name.toLowerCase());
    // null stands for unassigned, for any type (RFC 7643 section 2.5).
    if (attribute && value !== undefined && value !== null) member(attribute, value, `${pointer}/${pointerToken(name)}`, found);
  }
}

/** The definitions of a type by where their values stand: "" for the resource itself, else the extension's URN. */
const partitions = new WeakMap<readonly AttributeInfo[], Map<string, readonly AttributeInfo[]>>();

function standingIn(all: readonly AttributeInfo[], container: string): readonly AttributeInfo[] {
  const parts = partitions.get(all) ?? new Map<string, readonly AttributeInfo[]>();
  partitions.set(all, parts);
  const part = parts.get(container) ?? all.filter((a) => (container === "" ? !a.extension : a.extension && a.schema === container));
  parts.set(container, part);
  return part;
}

/** Every value of a declared attribute in a resource, extensions included. */
export function values(resource: JsonObject, type: ResourceTypeInfo, target: TargetView, pointer: string): readonly FoundValue[] {
  const all = target.attributes(type);
  const found: FoundValue[] = [];
  members(standingIn(all, ""), resource, pointer, found);
  for (const { schema } of type.extensions) {
    const container = resource[schema];
    if (isObject(container)) members(standingIn(all, schema), container, `${pointer}/${pointerToken(schema)}`, found);
  }
  return found;
}
