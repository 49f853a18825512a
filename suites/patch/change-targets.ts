/** Attributes of a type that fit the targets of a PATCH, chosen from the server's own schema. */
import type { CheckContext } from "../../src/model/check.ts";
import type { Json, JsonObject } from "../../src/model/json.ts";
import type { AttributeInfo } from "../../src/model/target.ts";
import { freeText, pointsToResources, sampleValue } from "../../src/scim/sample.ts";

function writable({ target, type }: CheckContext, a: AttributeInfo): boolean {
  const path = a.extension ? `${a.schema}:${a.name}` : a.name;
  return a.schema !== "" && !a.required && ["default", "always"].includes(a.returned) && a.uniqueness === "none" && target.mayChange(type, path) && target.maySend(type, path);
}

const plain = (sub: AttributeInfo): boolean => sub.mutability === "readWrite" && !sub.multiValued && ["default", "always"].includes(sub.returned);

const rank = (order: readonly string[], a: AttributeInfo): number => {
  const place = order.indexOf(a.name.toLowerCase());
  return place < 0 ? order.length : place;
};

/** An optional single string attribute; skips if the type has none. */
export function simple({ target, type, skip }: CheckContext): string {
  return freeText(target, type) ?? skip(`the schema of ${type.name} has no optional free text attribute (/Schemas)`);
}

/** A multi-valued complex attribute whose elements have a value and a type. */
export interface Plural {
  readonly name: string;
  /** Three different labels. */
  readonly types: readonly [string, string, string];
  /** An element of that label with a value of its own; `mark` becomes part of the value. */
  readonly element: (type: string, mark: string) => JsonObject & { readonly value: string; readonly type: string };
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

/** A multi-valued complex attribute with value and type (emails, where there are); skips if the type has none. */
export function plural(context: CheckContext): Plural {
  const found = findPlural(context);
  return typeof found === "string" ? context.skip(found) : found;
}

/** As plural, or the reason why there is none. */
export function findPlural(context: CheckContext): Plural | string {
  const { target, type } = context;
  const fit = target.attributes(type).filter((a) => !a.extension && a.multiValued && a.type === "complex" && writable(context, a) && !NOT_FREE.has(a.name.toLowerCase()) && !pointsToResources(a) && sub(a, "value")?.type === "string" && sub(a, "value")?.canonicalValues.length === 0 && sub(a, "type") !== undefined && a.subAttributes.every((s) => !s.required || s.name === "value"));
  const found = fit.toSorted((a, b) => rank(PLURALS, a) - rank(PLURALS, b))[0];
  if (!found) return `the schema of ${type.name} has no multi-valued attribute of free values with a type (/Schemas)`;
  const known = sub(found, "type")?.canonicalValues ?? [];
  const [first, second, third] = known.length > 0 ? known : ["work", "home", "other"];
  if (first === undefined || second === undefined || third === undefined) return `${type.name}.${found.name}.type knows fewer than three labels (/Schemas)`;
  const ending = found.name.toLowerCase() === "emails" ? "@example.com" : ".example";
  return { name: found.name, types: [first, second, third], element: (label, mark) => ({ value: `${mark}${ending}`, type: label }), ending, display: sub(found, "display") !== undefined };
}

/** A multi-valued attribute of plain strings; null if the type has none. */
export function labels(context: CheckContext): string | null {
  return context.target.attributes(context.type).find((a) => !a.extension && a.multiValued && a.type === "string" && a.canonicalValues.length === 0 && writable(context, a))?.name ?? null;
}

/** A single complex attribute with one string in focus and others beside it. */
export interface Complex {
  readonly name: string;
  /** The sub-attribute that a check changes. */
  readonly field: string;
  /** Values for the others. */
  readonly others: JsonObject;
}

const FIELDS = ["familyname", "givenname", "middlename"] as const;
/** To be removed: many servers want a family name without saying so. */
const REMOVABLE = ["middlename", "givenname", "familyname"] as const;

/** A single complex attribute (name, where there is), with a part to change or to remove in focus; skips if the type has none. */
export function complex(context: CheckContext, focus: "change" | "remove" = "change"): Complex {
  const found = findComplex(context, focus);
  return typeof found === "string" ? context.skip(found) : found;
}

/** As complex, or the reason why there is none. */
export function findComplex(context: CheckContext, focus: "change" | "remove" = "change"): Complex | string {
  const { target, type, given } = context;
  const order = focus === "remove" ? REMOVABLE : FIELDS;
  for (const a of target.attributes(type)) {
    if (a.extension || a.multiValued || a.type !== "complex" || !writable(context, a) || pointsToResources(a)) continue;
    const subs = a.subAttributes.filter((s) => plain(s) && s.name !== "formatted" && !s.name.startsWith("honorific")).toSorted((x, y) => rank(order, x) - rank(order, y));
    const field = subs.find((s) => s.type === "string" && !s.required && s.canonicalValues.length === 0);
    const others: Record<string, Json> = {};
    for (const s of subs.filter((o) => o !== field)) {
      const value = sampleValue(s, given.unique());
      if (value !== undefined) others[s.name] = value;
    }
    if (field && Object.keys(others).length > 0) return { name: a.name, field: field.name, others };
  }
  return `the schema of ${type.name} has no single complex attribute with two parts that clients may change (/Schemas)`;
}

/** Two attributes of one extension. */
export interface Extension {
  readonly urn: string;
  /** A string that a check changes. */
  readonly field: string;
  readonly sibling: string;
  readonly siblingValue: Json;
}

const EXTENSION_FIELDS = ["department", "division", "costcenter", "organization"] as const;

/** An extension with a string and another attribute; skips if the type has none. */
export function extension(context: CheckContext): Extension {
  const { target, type, given, skip } = context;
  for (const { schema } of type.extensions) {
    const all = target.attributes(type).filter((a) => a.extension && a.schema === schema);
    if (all.some((a) => a.required)) continue;
    const fit = all.filter((a) => !a.multiValued && a.type !== "complex" && writable(context, a)).toSorted((x, y) => rank(EXTENSION_FIELDS, x) - rank(EXTENSION_FIELDS, y));
    const field = fit.find((a) => a.type === "string" && a.canonicalValues.length === 0);
    const sibling = fit.find((a) => a !== field);
    const siblingValue = sibling && sampleValue(sibling, given.unique());
    if (field && sibling && siblingValue !== undefined) return { urn: schema, field: field.name, sibling: sibling.name, siblingValue };
  }
  return skip(`${type.name} has no extension with two attributes that clients may change (/ResourceTypes, /Schemas)`);
}
