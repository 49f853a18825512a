/** What the projection checks share: which attributes of a resource can show whether a projection was honoured. */
import type { CheckContext } from "../../src/model/check.ts";
import type { Fixture, ScimResponse } from "../../src/model/client.ts";
import { isObject, type Json, type JsonObject } from "../../src/model/json.ts";
import type { AttributeInfo } from "../../src/model/target.ts";
import { isUnassigned, member } from "../../src/scim/value.ts";

/** Members that may come although nobody asked for them (P77, A28). */
const TOLERATED = new Set(["id", "schemas", "meta"]);

/** Top-level attributes of the base schema that a resource has and that are returned by default. */
export function shownByDefault({ target, type }: CheckContext, resource: JsonObject): readonly AttributeInfo[] {
  return target.attributes(type).filter((a) => !a.extension && a.returned === "default" && !TOLERATED.has(a.name) && !isUnassigned(member(resource, a.name)));
}

/** Default attributes in a representation that the list does not name. */
export function unasked(context: CheckContext, resource: JsonObject, asked: readonly string[]): readonly string[] {
  const lower = new Set(asked.map((n) => n.toLowerCase()));
  return shownByDefault(context, resource).map((a) => a.name).filter((n) => !lower.has(n.toLowerCase()));
}

export interface Subject {
  readonly fixture: Fixture;
  /** At least two, in the order of the schema. */
  readonly attributes: readonly AttributeInfo[];
}

/** A resource with a value for all it can have, and its default attributes; skips where there are fewer than two. */
export async function subject(context: CheckContext): Promise<Subject> {
  const fixture = await context.given.shared(context.type);
  const attributes = shownByDefault(context, fixture.body);
  return attributes.length >= 2 ? { fixture, attributes } : context.skip(`a ${context.type.name} of this server has fewer than two attributes that are returned by default`);
}

/** A complex attribute with two assigned sub-attributes that are returned by default; skips where there is none. */
export async function complexSubject(context: CheckContext): Promise<{ readonly fixture: Fixture; readonly attribute: AttributeInfo; readonly subs: readonly AttributeInfo[] }> {
  const { fixture, attributes } = await subject(context);
  for (const attribute of attributes) {
    const value = member(fixture.body, attribute.name);
    const object = (Array.isArray(value) ? value[0] : value) as JsonObject | undefined;
    const subs = attribute.type === "complex" ? attribute.subAttributes.filter((s) => s.returned === "default" && !isUnassigned(member(object, s.name))) : [];
    if (subs.length >= 2) return { fixture, attribute, subs };
  }
  return context.skip(`a ${context.type.name} of this server has no complex attribute with two values`);
}

/** The list that holds one resource, where filters allow that, projected as the query says; skips where it cannot be had. */
export async function projectedList({ scim, target, type, skip }: CheckContext, fixture: Fixture, projection: Readonly<Record<string, string>>): Promise<ScimResponse> {
  const filter = target.supports("filter") === false ? {} : { filter: `id eq ${JSON.stringify(fixture.id)}` };
  const list = await scim.list(type, { ...filter, count: "3", ...projection });
  if (!list.ok || list.resources.length === 0) skip(`a list of one ${type.name} cannot be had: it is answered with ${list.status}, and ${list.resources.length} resources`);
  return list;
}

/** The objects that an attribute holds: its elements, or the one value. */
export function elements(value: Json | undefined): readonly JsonObject[] {
  return (Array.isArray(value) ? (value as Json[]) : [value ?? null]).filter(isObject);
}
