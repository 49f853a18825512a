/** Sample values: plausible, valid values for attributes, built from their definitions. */
import type { Json, JsonObject } from "../model/json.ts";
import type { AttributeInfo, ResourceTypeInfo, TargetView } from "../model/target.ts";

/** A smallest self-signed-looking DER body would say nothing more; any octets are valid base64 (RFC 7643 section 2.3.6). */
const BINARY = "c2NpbXNwZWMgc2FtcGxlIG9jdGV0cw==";

/** Strings by attribute name, where a made-up word would look wrong or be refused. */
const BY_NAME: Readonly<Record<string, (unique: string) => string>> = {
  username: (u) => `${u}@example.com`,
  displayname: (u) => `Sample ${u}`,
  formatted: () => "Ms. Barbara Sample",
  familyname: () => "Sample",
  givenname: () => "Barbara",
  middlename: () => "Jane",
  honorificprefix: () => "Ms.",
  honorificsuffix: () => "III",
  preferredlanguage: () => "en-US",
  locale: () => "en-US",
  timezone: () => "America/Los_Angeles",
  country: () => "US",
  postalcode: () => "91608",
  region: () => "CA",
  locality: () => "Hollywood",
  streetaddress: () => "100 Universal City Plaza",
  // Short, and without any part of the name: what the usual policies want.
  password: (u) => `Qv7!${digest(u)}kT4#`,
};

/** Eight letters that depend on a text. */
function digest(text: string): string {
  let hash = 0x811c9dc5;
  for (const c of text) hash = Math.imul(hash ^ (c.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash.toString(36).padStart(8, "z").slice(-8);
}

function stringFor(attribute: AttributeInfo, unique: string): string {
  const top = attribute.path.split(".")[0]?.toLowerCase() ?? "";
  if (attribute.name.toLowerCase() === "value" || !attribute.path.includes(".")) {
    if (top === "emails") return `${unique}@example.com`;
    if (top === "phonenumbers") return "tel:+1-201-555-0123";
    if (top === "ims") return `im-${unique}`;
  }
  const canonical = attribute.canonicalValues[0];
  if (canonical !== undefined) return canonical;
  const named = BY_NAME[attribute.name.toLowerCase()];
  return named ? named(unique) : `${attribute.name} ${unique}`;
}

function referenceFor(attribute: AttributeInfo): string {
  return attribute.referenceTypes.includes("uri") && !attribute.referenceTypes.includes("external")
    ? `urn:example:scimspec:${attribute.name}`
    : `https://example.com/${attribute.name}/sample`;
}

/**
 * A valid single value. Undefined for what only the server knows: references to SCIM resources, and complex
 * attributes of which nothing may be sent.
 */
export function sampleValue(attribute: AttributeInfo, unique: string): Json | undefined {
  switch (attribute.type) {
    case "boolean":
      return true;
    case "integer":
      return 42;
    case "decimal":
      return 3.25;
    case "dateTime":
      return "2024-02-29T12:34:56Z";
    case "binary":
      return BINARY;
    case "reference":
      return attribute.referenceTypes.some((t) => t !== "external" && t !== "uri") ? undefined : referenceFor(attribute);
    case "complex":
      return complexFor(attribute, unique);
    default:
      return stringFor(attribute, unique);
  }
}

/** Attributes whose elements point to other resources: made-up values would be dangling. */
export function pointsToResources(attribute: AttributeInfo): boolean {
  return attribute.subAttributes.some(
    (sub) => sub.name.toLowerCase() === "$ref" && sub.referenceTypes.some((t) => t !== "external" && t !== "uri"),
  );
}

function complexFor(attribute: AttributeInfo, unique: string): JsonObject | undefined {
  if (pointsToResources(attribute)) return undefined;
  const value: Record<string, Json> = {};
  for (const sub of attribute.subAttributes) {
    // `display` is often generated, and `$ref` belongs to resources that do not exist here.
    if (sub.mutability === "readOnly" || sub.name === "display" || sub.name === "$ref") continue;
    // A made-up label could clash with a list of allowed ones that is not published.
    if (sub.name === "type" && sub.canonicalValues.length === 0) continue;
    const sample = sampleAttribute(sub, unique);
    if (sample !== undefined) value[sub.name] = sample;
  }
  return Object.keys(value).length > 0 ? value : undefined;
}

/** A valid value for the attribute as a whole: an array of one element if it is multi-valued. */
export function sampleAttribute(attribute: AttributeInfo, unique: string): Json | undefined {
  const value = sampleValue(attribute, unique);
  if (value === undefined) return undefined;
  return attribute.multiValued ? [value] : value;
}

/**
 * An id that does not exist but has the form of a real one. Counters are left far behind, so that a request for it, a
 * DELETE above all, cannot reach somebody's data; of long random ids the last letters and digits are changed.
 */
export function alteredId(id: string): string {
  if (/^\d+$/.test(id)) return id.length < 15 ? `9${id.padStart(14, "7")}` : `99${id.slice(2)}`;
  if (id.replace(/[^A-Za-z0-9]/g, "").length < 16) return `${id}-unknown-to-all`;
  const chars = Array.from(id);
  for (let i = chars.length - 1, changed = 0; i >= 0 && changed < 6; i -= 1) {
    const c = chars[i] ?? "";
    if (/[0-9]/.test(c)) chars[i] = String((Number(c) + 7) % 10);
    else if (/[a-f]/.test(c)) chars[i] = "fedcba"["abcdef".indexOf(c)] ?? c;
    else if (/[A-Fg-zG-Z]/.test(c)) chars[i] = c === "z" ? "g" : c === "Z" ? "G" : c === "F" ? "A" : String.fromCharCode(c.charCodeAt(0) + 1);
    else continue;
    changed += 1;
  }
  return chars.join("") === id ? `${id}9` : chars.join("");
}

/** True if base64 text (standard alphabet, padding optional) decodes to exactly these octets. */
export function decodesTo(text: string, octets: readonly number[]): boolean {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return false;
  const binary = atob(text.replace(/=+$/, ""));
  return binary.length === octets.length && octets.every((o, i) => binary.charCodeAt(i) === o);
}

const FREE_TEXT = ["nickname", "title", "usertype", "model"];

/** Optional, singular free text attributes that a client may set and change, the likeliest to be taken as they are first. */
export function freeTexts(target: TargetView, type: ResourceTypeInfo): readonly string[] {
  const plain = target.attributes(type).filter((a) => !a.extension && a.schema !== "" && a.type === "string" && !a.multiValued && !a.required && !(type.isGroup && a.name.toLowerCase() === "displayname") && a.uniqueness === "none" && a.returned === "default" && target.mayChange(type, a.name) && target.maySend(type, a.name));
  // Well-known names first: an unknown attribute may be bound to a format.
  const known = FREE_TEXT.flatMap((n) => plain.find((a) => a.name.toLowerCase() === n) ?? []);
  return [...known, ...plain.filter((a) => a.canonicalValues.length === 0 && !known.includes(a))].map((a) => a.name);
}

/** The first of the free text attributes; null if the type has none. */
export function freeText(target: TargetView, type: ResourceTypeInfo): string | null {
  return freeTexts(target, type)[0] ?? null;
}
