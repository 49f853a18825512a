/** What a filter can name: simple attributes and simple parts of complex ones, with the definitions that govern them. */
import { isObject, type Json, type JsonObject } from "../../model/json.ts";
import type { AttributeInfo } from "../../model/target.ts";
import { pathOf } from "../schema.ts";
import { isUnassigned, member } from "../value.ts";

export interface Leaf {
  /** As a filter names it. */
  readonly path: string;
  /** The simple attribute or sub-attribute itself. */
  readonly attribute: AttributeInfo;
  /** Top-level attribute that it is, or belongs to. */
  readonly top: AttributeInfo;
}

/** All simple places of these attributes. */
export function leavesOf(attributes: readonly AttributeInfo[]): readonly Leaf[] {
  return attributes.flatMap((top): readonly Leaf[] => {
    if (top.type !== "complex") return [{ path: pathOf(top), attribute: top, top }];
    return top.subAttributes.filter((s) => s.type !== "complex").map((s) => ({ path: `${pathOf(top)}.${s.name}`, attribute: s, top }));
  });
}

/** The value of a top-level attribute in a representation, as a list; empty where it has none. */
export function topValues(resource: JsonObject, top: AttributeInfo): readonly Json[] {
  const holder = top.extension ? member(resource, top.schema) : resource;
  const value = isObject(holder) ? member(holder, top.name) : undefined;
  if (isUnassigned(value)) return [];
  return Array.isArray(value) ? (value as Json[]) : [value ?? null];
}

/** The values of a simple place, of all elements together. */
export function leafValues(resource: JsonObject, leaf: Leaf): readonly Json[] {
  const values = topValues(resource, leaf.top);
  if (leaf.top.type !== "complex") return values;
  return values.flatMap((v) => partValues(v, leaf.attribute.name));
}

/** The values of one part of one complex value. */
export function partValues(value: Json, part: string): readonly Json[] {
  const found = isObject(value) ? member(value, part) : undefined;
  if (isUnassigned(found)) return [];
  return Array.isArray(found) ? (found as Json[]) : [found ?? null];
}
