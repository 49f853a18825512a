/** Attributes of a type that fit the targets of a PATCH, chosen from the server's own schema. */
import type { CheckContext } from "../../src/model/check.ts";
import type { Json, JsonObject } from "../../src/model/json.ts";
import type { AttributeInfo, ResourceTypeInfo, TargetView } from "../../src/model/target.ts";
import { freeText, pointsToResources, sampleValue } from "../../src/scim/sample.ts";
import { pointerToken } from "../../src/scim/value.ts";

const shown = (a: AttributeInfo): boolean => a.returned === "default" || a.returned === "always";

function writable(target: TargetView, type: ResourceTypeInfo, a: AttributeInfo): boolean {
  const path = a.extension ? `${a.schema}:${a.name}` : a.name;
  return a.schema !== "" && !a.required && shown(a) && a.uniqueness === "none" && target.mayChange(type, path) && target.maySend(type, path);
}

const plain = (sub: AttributeInfo): boolean => sub.mutability === "readWrite" && !sub.multiValued && shown(sub);

const rank = (order: readonly string[], a: AttributeInfo): number => {
  const place = order.indexOf(a.name.toLowerCase());
  return place < 0 ? order.length : place;
};

/** Why a check does not apply to a type. */
export function lacks(type: ResourceTypeInfo, what: string): string {
  return `the schema of ${type.name} has no ${what} (/Schemas)`;
}

/** A singular text attribute that a client can change: an optional one, or the displayName of a group. */
export function text(target: TargetView, type: ResourceTypeInfo): string | null {
  const free = freeText(target, type);
  if (free !== null) return free;
  const name = target.attribute(type, "displayName");
  return name && name.type === "string" && name.returned !== "never" && target.maySend(type, name.name) && target.mayChange(type, name.name) ? name.name : null;
}

/** As `text`; skips if the type has none. */
export function aText({ target, type, skip }: CheckContext): string {
  return text(target, type) ?? skip(lacks(type, "text attribute that a client can change"));
}

/** An optional singular text attribute; skips if the type has none. */
export function optionalText({ target, type, skip }: CheckContext): string {
  return freeText(target, type) ?? skip(lacks(type, "optional free text attribute"));
}

/** A multi-valued complex attribute whose elements have a value and a type. */
export interface Plural {
  readonly name: string;
  /** Three different labels. */
  readonly types: readonly [string, string, string];
  /** An element with a value of its own, of which `unique` is the beginning. */
  readonly element: (unique: string, type?: string) => JsonObject & { readonly value: string };
  /** What all values end with. */
  readonly ending: string;
  /** The elements have a `display` that clients may write. */
  readonly display: boolean;
}

const PLURALS = ["emails", "ims", "interfaces"] as const;
/** Their values mean something to the server, or have a format. */
const NOT_FREE = new Set(["phonenumbers", "photos", "x509certificates", "roles", "entitlements", "addresses"]);

function sub(a: AttributeInfo, name: string): AttributeInfo | undefined {
  return a.subAttributes.find((s) => s.name.toLowerCase() === name && plain(s));
}

/** An optional multi-valued complex attribute of free values with a type (emails, where there are). */
export function plural(target: TargetView, type: ResourceTypeInfo): Plural | null {
  const fit = target.attributes(type).filter((a) => !a.extension && a.multiValued && a.type === "complex" && writable(target, type, a) && !NOT_FREE.has(a.name.toLowerCase()) && !pointsToResources(a) && sub(a, "value")?.type === "string" && sub(a, "value")?.canonicalValues.length === 0 && sub(a, "type") !== undefined && a.subAttributes.every((s) => !s.required || s.name === "value"));
  const found = fit.toSorted((a, b) => rank(PLURALS, a) - rank(PLURALS, b))[0];
  const known = (found && sub(found, "type")?.canonicalValues) ?? [];
  const [first, second, third] = known.length > 0 ? known : ["work", "home", "other"];
  if (!found || first === undefined || second === undefined || third === undefined) return null;
  const ending = found.name.toLowerCase() === "emails" ? "@example.com" : ".example";
  return { name: found.name, types: [first, second, third], element: (unique, label) => ({ value: `${unique}${ending}`, ...(label === undefined ? {} : { type: label }) }), ending, display: sub(found, "display") !== undefined };
}

/** As `plural`; skips if the type has none. */
export function aPlural({ target, type, skip }: CheckContext): Plural {
  return plural(target, type) ?? skip(lacks(type, "multi-valued attribute of free values with three types"));
}

/** A multi-valued attribute of plain strings; null if the type has none. */
export function labels(target: TargetView, type: ResourceTypeInfo): string | null {
  return target.attributes(type).find((a) => !a.extension && a.multiValued && a.type === "string" && a.canonicalValues.length === 0 && writable(target, type, a))?.name ?? null;
}

/** A singular complex attribute: one text sub-attribute to change or remove, and others with values that must stay. */
export interface Complex {
  readonly name: string;
  readonly sub: string;
  readonly others: JsonObject;
  /** JSON pointers of what a server may derive from it. */
  readonly derived: readonly string[];
}

/** Many servers want a family name without saying so. */
const SUBS = ["middlename", "building", "givenname", "familyname"] as const;

/** An optional singular complex attribute with two parts at least (name, where there is). */
export function complex(target: TargetView, type: ResourceTypeInfo): Complex | null {
  for (const a of target.attributes(type)) {
    if (a.extension || a.multiValued || a.type !== "complex" || !writable(target, type, a) || pointsToResources(a)) continue;
    const subs = a.subAttributes.filter((s) => plain(s) && !["formatted", "$ref", "display"].includes(s.name) && !s.name.startsWith("honorific"));
    const chosen = subs.toSorted((x, y) => rank(SUBS, x) - rank(SUBS, y)).find((s) => s.type === "string" && !s.required && s.canonicalValues.length === 0);
    const others: Record<string, Json> = {};
    for (const s of subs.filter((o) => o !== chosen)) {
      const value = sampleValue(s, "other");
      if (value !== undefined) others[s.name] = value;
    }
    if (chosen && Object.keys(others).length > 0) return { name: a.name, sub: chosen.name, others, derived: [`/${a.name}/formatted`, "/displayName", "/nickName"] };
  }
  return null;
}

/** As `complex`; skips if the type has none. */
export function aComplex({ target, type, skip }: CheckContext): Complex {
  return complex(target, type) ?? skip(lacks(type, "singular complex attribute with two parts that a client can change"));
}

/** A text attribute of an extension. */
export interface Extension {
  readonly urn: string;
  readonly name: string;
  readonly path: string;
  readonly pointer: string;
  readonly container: string;
  /** A value for another attribute of the extension; empty if it has none. */
  readonly beside: JsonObject;
}

const EXTENSION_FIELDS = ["department", "division", "costcenter", "organization"] as const;

/** A text attribute of an extension that asks for no values by itself. */
export function extension(target: TargetView, type: ResourceTypeInfo): Extension | null {
  for (const { schema } of type.extensions) {
    const all = target.attributes(type).filter((a) => a.extension && a.schema === schema);
    if (all.some((a) => a.required)) continue;
    const fit = all.filter((a) => !a.multiValued && a.type !== "complex" && writable(target, type, a)).toSorted((x, y) => rank(EXTENSION_FIELDS, x) - rank(EXTENSION_FIELDS, y));
    const chosen = fit.find((a) => a.type === "string" && a.canonicalValues.length === 0);
    if (!chosen) continue;
    const samples = fit.filter((a) => a !== chosen).map((a) => [a.name, sampleValue(a, "beside")] as const);
    const other = samples.find(([, value]) => value !== undefined);
    const container = `/${pointerToken(schema)}`;
    return { urn: schema, name: chosen.name, path: `${schema}:${chosen.name}`, pointer: `${container}/${chosen.name}`, container, beside: other?.[1] === undefined ? {} : { [other[0]]: other[1] } };
  }
  return null;
}

/** As `extension`; skips if the type has none. */
export function anExtension({ target, type, skip }: CheckContext): Extension {
  return extension(target, type) ?? skip(lacks(type, "text attribute in an extension"));
}
