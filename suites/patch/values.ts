/** Values of multi-valued attributes, and what else a resource shows. */
import type { CheckContext } from "../../src/model/check.ts";
import { isObject, type Json, type JsonObject } from "../../src/model/json.ts";
import { sameUrn } from "../../src/scim/urn.ts";
import { at, covers, isUnassigned, member } from "../../src/scim/value.ts";
import type { Step } from "./support.ts";

/** The values of a multi-valued attribute as GET shows them; the server may give none, null or []. */
export function items(resource: JsonObject | undefined, name: string): readonly Json[] {
  const value = member(resource, name);
  return Array.isArray(value) ? (value as readonly Json[]) : value === undefined || value === null ? [] : [value];
}

/** Those of them that are objects. */
export function elements(resource: JsonObject | undefined, name: string): readonly JsonObject[] {
  return items(resource, name).filter((v): v is JsonObject => isObject(v));
}

/** The values of their `value` sub-attributes, sorted. */
export function values(resource: JsonObject | undefined, name: string): readonly string[] {
  return elements(resource, name).map((e) => String(member(e, "value"))).sort();
}

/** True if the attribute shows exactly these elements, in any order; the server may add to each. */
export function showsExactly(resource: JsonObject, name: string, expected: readonly Json[]): boolean {
  return covers([...items(resource, name)], [...expected]);
}

/** Expects that a multi-valued attribute shows exactly these elements. */
export function exactly({ expect }: CheckContext, id: string, { after, now }: Step, name: string, expected: readonly Json[], message: string): boolean {
  return expect.of(id).that(showsExactly(now, name, expected), { message, expected: [...expected], actual: [...items(now, name)], at: after, pointer: `/${name}` });
}

/** True if `schemas` of the resource lists the URN. */
export function listed(resource: JsonObject, urn: string): boolean {
  return items(resource, "schemas").some((s) => typeof s === "string" && sameUrn(s, urn));
}

/** True if the resource shows nothing there: absent, null, [] or {}. */
export function empty(resource: JsonObject, pointer: string): boolean {
  return isUnassigned(at(resource, pointer));
}
