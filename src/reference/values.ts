/** Reading a request body against the schema: canonical names, declared types, unassigned values dropped. */
import { isObject, ScimError, type AttributeDefinition, type Json, type JsonObject, type Stored } from "./types.ts";

// xsd:dateTime with date and time (RFC 7643 section 2.3.5).
const DATE_TIME = /^-?\d{4,}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T(([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?|24:00:00(\.0+)?)(Z|[+-](0\d:[0-5]\d|1[0-3]:[0-5]\d|14:00))?$/;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** True for a dateTime of a day that exists: JavaScript would read 30 February as a day of March. */
function isDateTime(text: string): boolean {
  if (!DATE_TIME.test(text)) return false;
  const [year = 0, month = 1, day = 1] = text.replace(/^-/, "").split("T", 1)[0]?.split("-").map(Number) ?? [];
  const last = month === 2 ? (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return day <= last;
}

function wrong(path: string, expected: string): ScimError {
  return new ScimError(400, `The value of ${path} is not ${expected}.`, "invalidValue");
}

function simple(value: Json, definition: AttributeDefinition, path: string): Json {
  switch (definition.type) {
    case "boolean":
      if (typeof value !== "boolean") throw wrong(path, "a boolean");
      return value;
    case "integer":
      if (typeof value !== "number" || !Number.isInteger(value)) throw wrong(path, "an integer");
      return value;
    case "decimal":
      if (typeof value !== "number") throw wrong(path, "a number");
      return value;
    case "dateTime":
      if (typeof value !== "string" || !isDateTime(value)) throw wrong(path, "a dateTime");
      return value;
    case "binary":
      if (typeof value !== "string" || !BASE64.test(value)) throw wrong(path, "base64");
      return value;
    default:
      if (typeof value !== "string") throw wrong(path, "a string");
      // RFC 7643 section 4.1.2: countries are ISO 3166-1 alpha-2 codes.
      if (definition.name === "country" && !/^[A-Za-z]{2}$/.test(value)) throw wrong(path, "a country code of two letters");
      return value;
  }
}

function single(value: Json, definition: AttributeDefinition, path: string): Json {
  if (definition.type !== "complex") return simple(value, definition, path);
  if (!isObject(value)) throw wrong(path, "an object");
  return readMembers(value, definition.subAttributes ?? [], `${path}.`);
}

/** The values of an attribute, of which there may be none or one. */
export function listOf(value: Json | undefined): readonly Json[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? (value as Json[]) : [value];
}

/** True for what RFC 7643 section 2.5 calls unassigned. */
export function isEmpty(value: Json | undefined): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0) || (isObject(value) && Object.keys(value).length === 0);
}

function readValue(value: Json, definition: AttributeDefinition, path: string): Json | undefined {
  if (value === null) return undefined;
  if (!definition.multiValued) {
    if (Array.isArray(value)) {
      if (value.length === 0) return undefined;
      throw wrong(path, "a single value");
    }
    return single(value, definition, path);
  }
  if (!Array.isArray(value)) throw wrong(path, "an array");
  const list = (value as Json[]).filter((v) => v !== null).map((v) => single(v, definition, path));
  if (list.filter((v) => isObject(v) && v["primary"] === true).length > 1) {
    throw new ScimError(400, `${path} has more than one primary value.`, "invalidValue");
  }
  return list;
}

/** Members of an object by their definitions; names without case, unknown members dropped (RFC 7643 section 2.1). */
export function readMembers(body: JsonObject, definitions: readonly AttributeDefinition[], prefix = ""): Stored {
  const byName = new Map(definitions.map((d) => [d.name.toLowerCase(), d]));
  const result: Stored = {};
  const seen = new Set<string>();
  for (const [name, raw] of Object.entries(body)) {
    const definition = byName.get(name.toLowerCase());
    if (!definition) continue;
    if (seen.has(definition.name)) throw new ScimError(400, `${prefix}${definition.name} is given twice.`, "invalidSyntax");
    seen.add(definition.name);
    // readOnly values are ignored whatever they are (RFC 7644 sections 3.3 and 3.5.1).
    if (definition.mutability === "readOnly") continue;
    const value = readValue(raw, definition, prefix + definition.name);
    if (!isEmpty(value) && value !== undefined) result[definition.name] = value;
  }
  return result;
}

/** One value of an attribute as a client gives it in a PATCH; undefined for null and []. */
export function readMember(value: Json, definition: AttributeDefinition): Json | undefined {
  const read = readValue(value, definition, definition.name);
  return isEmpty(read) ? undefined : read;
}

/** One element of a multi-valued attribute. */
export function readElement(value: Json, definition: AttributeDefinition): Json {
  return single(value, definition, definition.name);
}

/** Text beyond ASCII in one of the forms that Unicode has for it. */
function unified(text: string, definition: AttributeDefinition): string {
  // Full-width letters, digits and signs stand for those of ASCII.
  const mapped = definition.name === "userName" ? text.replace(/[\uFF01-\uFF5E]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)) : text;
  return mapped.normalize("NFC");
}

/** A string as it is compared (RFC 7644 sections 5 and 7.8): userName by the UsernameCaseMapped profile of RFC 7613, others in NFC. */
export function prepared(given: string, definition: AttributeDefinition): string {
  const text = /[\u0080-\uFFFF]/.test(given) ? unified(given, definition) : given;
  return definition.caseExact ? text : text.toLowerCase();
}
