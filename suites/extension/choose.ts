/** An extension attribute on which values can be tried, and bodies that carry extensions. */
import { isObject, type Json, type JsonObject } from "../../src/model/json.ts";
import type { ResourceTypeInfo, TargetView } from "../../src/model/target.ts";
import { sameUrn } from "../../src/scim/urn.ts";
import { isUnassigned, member } from "../../src/scim/value.ts";

export const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

export interface ExtensionAttribute {
  readonly urn: string;
  readonly name: string;
}

/** A plain, optional text attribute of one of the type's extensions that a client may set and change; null if there is none. */
export function chooseExtension(target: TargetView, type: ResourceTypeInfo): ExtensionAttribute | null {
  const fits = target.attributes(type).filter((a) => {
    const path = `${a.schema}:${a.name}`;
    const plain = a.extension && a.type === "string" && !a.multiValued && a.canonicalValues.length === 0 && a.uniqueness === "none" && a.returned === "default";
    return plain && target.maySend(type, path) && target.mayChange(type, path);
  });
  const found = fits.find((a) => a.name === "department") ?? fits[0];
  return found ? { urn: found.schema, name: found.name } : null;
}

/** Why a type is skipped. */
export function noExtension(type: ResourceTypeInfo): string {
  return `the resource type ${type.name} has no extension with a text attribute that a client may change (/ResourceTypes, /Schemas)`;
}

/** The body with members of an extension, whose URI schemas then names. */
export function withExtension(body: JsonObject, urn: string, members: JsonObject): JsonObject {
  const schemas = Array.isArray(body["schemas"]) ? (body["schemas"] as Json[]) : [];
  const container = isObject(body[urn]) ? body[urn] : {};
  return { ...body, schemas: schemas.includes(urn) ? schemas : [...schemas, urn], [urn]: { ...container, ...members } };
}

/** The body without an extension. */
export function withoutExtension(body: JsonObject, urn: string): JsonObject {
  const schemas = Array.isArray(body["schemas"]) ? (body["schemas"] as Json[]) : [];
  const rest = Object.fromEntries(Object.entries(body).filter(([name]) => !sameUrn(name, urn)));
  return { ...rest, schemas: schemas.filter((s) => s !== urn) };
}

/** The value of an extension attribute in a representation; the letter case of the URN is judged elsewhere. */
export function valueIn(resource: JsonObject | undefined, { urn, name }: ExtensionAttribute): Json | undefined {
  const container = member(resource, urn);
  return isObject(container) ? member(container, name) : undefined;
}

/** True if a representation carries values of the extension. */
export function carries(resource: JsonObject | undefined, urn: string): boolean {
  return !isUnassigned(member(resource, urn));
}
