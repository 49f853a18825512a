/** What of a target's attributes generated cases may use. */
import { isObject, type Json, type JsonObject } from "../model/json.ts";
import type { AttributeInfo, ResourceTypeInfo, TargetView } from "../model/target.ts";
import { pathOf } from "../scim/schema.ts";
import { isUnassigned, member } from "../scim/value.ts";
import { canMakeUp } from "./values.ts";

/** A schema may be enormous; cases stay small. */
export const MOST_ATTRIBUTES = 60;

/**
 * Top-level attributes that a client may set, change and see unasked, and whose values it can make up; without unique
 * and required ones, which fixtures set. `dropped` counts what a very large schema has besides.
 */
export function freeAttributes(target: TargetView, type: ResourceTypeInfo): { readonly attributes: readonly AttributeInfo[]; readonly dropped: number } {
  const all = target.attributes(type).filter((a) => a.schema !== "" && !a.required && a.uniqueness === "none" && canMakeUp(a) && isChangeable(target, type, a) && !isSpecial(a, type));
  return { attributes: all.slice(0, MOST_ATTRIBUTES), dropped: Math.max(0, all.length - MOST_ATTRIBUTES) };
}

function isChangeable(target: TargetView, type: ResourceTypeInfo, a: AttributeInfo): boolean {
  return (a.returned === "default" || a.returned === "always") && a.mutability === "readWrite" && target.maySend(type, pathOf(a)) && target.mayChange(type, pathOf(a));
}

/** Attributes whose values mean more than themselves: access, and the name by which a group or a user is known. */
function isSpecial(a: AttributeInfo, type: ResourceTypeInfo): boolean {
  const name = a.name.toLowerCase();
  return ["active", "username", "password", "groups", "members", "x509certificates"].includes(name) || (type.isGroup && name === "displayname");
}

/** What a property says of attributes that it leaves out; nothing if there are none. */
export function leftOut(dropped: number): { readonly note?: string } {
  return dropped === 0 ? {} : { note: `${dropped} more attributes of a very large schema were left out` };
}

/** A body with the values at these paths put in place: extensions in their containers, their URNs in `schemas`. */
export function withValues(body: JsonObject, attributes: readonly AttributeInfo[], values: JsonObject): JsonObject {
  const result: Record<string, Json> = { ...body };
  for (const attribute of attributes) {
    const value = values[pathOf(attribute)];
    if (value === undefined) continue;
    if (!attribute.extension) {
      result[attribute.name] = value;
      continue;
    }
    const container = result[attribute.schema];
    // The value of an attribute whose name is a URN's last part stands in the container of its schema (RFC 7643 section 3.3).
    result[attribute.schema] = { ...(typeof container === "object" ? (container as JsonObject) : {}), [attribute.name]: value };
    const schemas = Array.isArray(result["schemas"]) ? (result["schemas"] as Json[]) : [];
    if (!schemas.includes(attribute.schema)) result["schemas"] = [...schemas, attribute.schema];
  }
  return result;
}

/** The value of an attribute in a representation; undefined where it has none. */
export function readAt(resource: JsonObject | undefined, attribute: AttributeInfo): Json | undefined {
  const holder = attribute.extension ? member(resource, attribute.schema) : resource;
  const value = isObject(holder) ? member(holder, attribute.name) : undefined;
  return isUnassigned(value) ? undefined : value;
}
