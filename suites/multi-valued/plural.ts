/** A multi-valued complex attribute on which values can be tried, chosen from the target's own schema. */
import { isObject, type Json, type JsonObject } from "../../src/model/json.ts";
import type { AttributeInfo, ResourceTypeInfo, TargetView } from "../../src/model/target.ts";
import { pointsToResources, sampleValue } from "../../src/scim/sample.ts";
import { member } from "../../src/scim/value.ts";

export interface Plural {
  readonly name: string;
  /** Labels that `type` may have: those of the schema, or of RFC 7643 for e-mail addresses. */
  readonly labels: readonly string[];
  /** A value that differs for each unique text. */
  value(unique: string): string;
  /** An element with that value, and a sample for each sub-attribute that is required besides. */
  element(value: string, members?: JsonObject): JsonObject;
}

/** Attributes whose values are bound to a format that a made-up text would break. */
const BOUND = new Set(["phonenumbers", "photos", "x509certificates", "roles", "entitlements"]);

function sub(attribute: AttributeInfo, name: string): AttributeInfo | undefined {
  return attribute.subAttributes.find((s) => s.name.toLowerCase() === name);
}

function usable(attribute: AttributeInfo, subs: readonly string[]): boolean {
  if (attribute.extension || attribute.schema === "" || !attribute.multiValued || attribute.type !== "complex" || attribute.mutability !== "readWrite") return false;
  if (BOUND.has(attribute.name.toLowerCase()) || pointsToResources(attribute) || !["default", "always"].includes(attribute.returned)) return false;
  const value = sub(attribute, "value");
  if (value?.type !== "string" || value.canonicalValues.length > 0) return false;
  return ["value", ...subs].every((name) => ["readWrite", "immutable"].includes(sub(attribute, name)?.mutability ?? ""));
}

/** The first such attribute of the type that also has these sub-attributes, `emails` before others; null if it has none. */
export function choosePlural(target: TargetView, type: ResourceTypeInfo, subs: readonly string[]): Plural | null {
  const all = target.attributes(type).filter((a) => usable(a, subs) && target.maySend(type, a.name) && target.mayChange(type, a.name));
  const found = all.find((a) => a.name.toLowerCase() === "emails") ?? all[0];
  if (!found) return null;
  const mail = found.name.toLowerCase() === "emails";
  const canonical = sub(found, "type")?.canonicalValues ?? [];
  return {
    name: found.name,
    labels: canonical.length > 1 || !mail ? canonical : ["work", "home"],
    value: (unique) => (mail ? `${unique}@example.com` : unique),
    element(value, members = {}) {
      const needed = found.subAttributes.filter((s) => s.required && s.name !== "value" && members[s.name] === undefined).map((s) => [s.name, sampleValue(s, value) ?? value] as const);
      return { value, ...Object.fromEntries(needed), ...members };
    },
  };
}

/** Why a type is skipped. */
export function noPlural(type: ResourceTypeInfo, subs: readonly string[]): string {
  return `the schema of ${type.name} has no multi-valued attribute with ${["value", ...subs].join(", ")} that a client may change (/Schemas)`;
}

/** The elements of a multi-valued attribute that are objects. */
export function elementsOf(resource: JsonObject | undefined, name: string): readonly JsonObject[] {
  const value = member(resource, name);
  return Array.isArray(value) ? (value as Json[]).filter((v): v is JsonObject => isObject(v)) : [];
}

/** The element with that value; letter case is the server's affair (RFC 7643 section 2.4: values may be canonicalised). */
export function withValue(resource: JsonObject | undefined, name: string, value: string): JsonObject | undefined {
  return elementsOf(resource, name).find((e) => String(e["value"] ?? "").toLowerCase() === value.toLowerCase());
}

/** The values that are marked as primary. */
export function primaries(resource: JsonObject | undefined, name: string): readonly Json[] {
  return elementsOf(resource, name).filter((e) => e["primary"] === true).map((e) => e["value"] ?? null);
}
