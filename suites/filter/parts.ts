/** What the members of the filter corpus have, aspect by aspect: each aspect (part) gives each member a role of its own. */
import type { Given } from "../../src/model/check.ts";
import type { Json } from "../../src/model/json.ts";
import type { AttributeInfo, AttributeType, ResourceTypeInfo, TargetView } from "../../src/model/target.ts";

/** Attributes of one resource of the corpus; undefined values are not sent. */
export type Row = Readonly<Record<string, Json | undefined>>;
/** The attributes by role. */
export type Rows = Readonly<Record<string, Row>>;

export interface Part {
  readonly key: string;
  rows(tag: string): Rows;
}

type Values = Readonly<Record<string, Json | undefined>>;

/** Texts by role: letters of one case only, so that collations cannot matter. A required attribute is never empty. */
export function textValues(tag: string, required: boolean): Readonly<Record<string, string | undefined>> {
  const base = tag.toLowerCase();
  return { equal: `${base}-bravo`, longer: `${base}-bravo-charlie`, lower: `${base}-alpha`, empty: required ? `zulu-${base}` : undefined, ending: `xray-${base}-bravo` };
}

/** Values by data type and role; null is sent as no value. */
const TYPED: Readonly<Partial<Record<AttributeType, (tag: string) => Readonly<Record<string, Json>>>>> = {
  boolean: () => ({ yes: true, no: false, silent: null, off: false }),
  // At another offset the text order differs from the order in time; half a second is lost by servers that compare whole ones.
  dateTime: () => ({ pivot: "2024-01-01T00:30:00Z", later: "2024-01-01T00:30:00.500Z", earlierThoughTextIsLater: "2024-01-01T01:00:00+02:00", earliest: "2023-06-01T12:00:00Z", none: null }),
  integer: () => ({ nine: 9, ten: 10, hundred: 100, none: null, zero: 0 }),
  decimal: () => ({ pivot: 9.5, larger: 10.25, smaller: 9.25, none: null, smallest: 0.5 }),
  reference: (tag) => ({ one: `https://example.com/${tag}/One`, two: `https://example.com/${tag}/One/more`, none: null }),
  binary: () => ({ one: "c2NpbXNwZWMgb25l++//", two: "c2NpbXNwZWMgdHdv", none: null }),
};

/** The roles of a data type; a required attribute has a value in each. */
export function typedValues(kind: AttributeType, tag: string, required: boolean): Readonly<Record<string, Json>> {
  return Object.fromEntries(Object.entries(TYPED[kind]?.(tag) ?? {}).filter(([, v]) => v !== null || !required));
}

/** A singular attribute of that type that a client may set and see. */
export function attributeOf(target: TargetView, type: ResourceTypeInfo, kind: AttributeType): AttributeInfo | undefined {
  return target.attributes(type).find(
    (a) => a.type === kind && a.schema !== "" && !a.extension && !a.multiValued && (a.mutability === "readWrite" || a.mutability === "immutable") && (a.returned === "default" || a.returned === "always") && (kind !== "reference" || a.referenceTypes.every((t) => t === "external" || t === "uri")) && target.maySend(type, a.name),
  );
}

/** The first text attribute of an optional extension that a client may set. */
export function extensionText(target: TargetView, type: ResourceTypeInfo): AttributeInfo | undefined {
  const optional = type.extensions.filter((e) => !e.required).map((e) => e.schema);
  return target.attributes(type).find((a) => a.extension && optional.includes(a.schema) && a.type === "string" && !a.multiValued && a.mutability === "readWrite" && a.returned === "default" && a.uniqueness === "none" && a.canonicalValues.length === 0 && target.maySend(type, `${a.schema}:${a.name}`));
}

/** A list of plain strings that a client may set. */
export function stringList(target: TargetView, type: ResourceTypeInfo): AttributeInfo | undefined {
  return target.attributes(type).find((a) => a.schema !== "" && !a.extension && a.multiValued && a.type === "string" && a.mutability === "readWrite" && a.returned !== "never" && a.canonicalValues.length === 0 && target.maySend(type, a.name));
}

const EMAILS: Readonly<Record<string, readonly (readonly [type: string, local: string, domain: string])[]>> = {
  straight: [["work", "one", "a"], ["home", "two", "b"]],
  crossed: [["work", "three", "b"], ["home", "four", "a"]],
  homeOnly: [["home", "five", "a"]],
  none: [],
  three: [["other", "six", "c"], ["work", "seven", "c"], ["home", "eight", "a"]],
};

/** The ending of all addresses of a domain. */
export const mailEnding = (tag: string, domain: string): string => `@${domain}.${tag.toLowerCase().slice(-50).replace(/^-+/, "")}.example.com`;

/** Addresses by role. */
export function mails(tag: string): Readonly<Record<string, Json[]>> {
  return Object.fromEntries(Object.entries(EMAILS).map(([name, list]) => [name, list.map(([type, local, domain]) => ({ type, value: local + mailEnding(tag, domain) }))]));
}

const under = (name: string, values: Values): Rows => Object.fromEntries(Object.entries(values).map(([role, value]) => [role, { [name]: value ?? undefined }]));

const mayChange = (target: TargetView, type: ResourceTypeInfo, name: string): boolean => target.attribute(type, name) !== undefined && target.maySend(type, name) && target.mayChange(type, name);

export const stringLists = (tag: string): Readonly<Record<string, string[]>> => ({ both: [`${tag}-red`, `${tag}-blue`], one: [`${tag}-blue`], joined: [`${tag}-red-green`] });
export const externalIds = (tag: string): Readonly<Record<string, string>> => ({ own: `${tag}-AbC`, longer: `${tag}-AbC-2` });
export const accented = (tag: string): string => `${tag} Élan`.normalize("NFC");

function userParts(target: TargetView, type: ResourceTypeInfo, given: Given): readonly Part[] {
  if (!type.isUser) return [];
  return [
    ...(mayChange(target, type, "emails") ? [{ key: "emails", rows: (tag: string) => under("emails", Object.fromEntries(Object.entries(mails(tag)).map(([role, list]) => [role, list.length > 0 ? list : null]))) }] : []),
    ...(mayChange(target, type, "addresses") ? [{ key: "complex", rows: () => under("addresses", { placed: [{ locality: "Hollywood", type: "work" }], street: [{ type: "work", streetAddress: "100 Universal City Plaza" }], nowhere: null }) }] : []),
    ...(mayChange(target, type, "title") ? [{ key: "unicode", rows: (tag: string) => under("title", { accent: accented(tag), plain: `${tag} Elan` }) }] : []),
    ...(target.attribute(type, "password") && target.maySend(type, "password") ? [{ key: "secret", rows: () => under("password", { keeper: given.value("password", type) }) }] : []),
  ];
}

/** All parts of a type: what its schema has. `text` is the attribute of the text part. */
export function partsOf(target: TargetView, type: ResourceTypeInfo, text: string | undefined, given: Given): readonly Part[] {
  const extended = extensionText(target, type);
  const list = stringList(target, type);
  const typed = (Object.keys(TYPED) as AttributeType[]).flatMap((kind) => {
    const found = attributeOf(target, type, kind);
    return found ? [{ key: kind.toLowerCase(), rows: (tag: string) => under(found.name, typedValues(kind, tag, found.required)) }] : [];
  });
  const inExtension = (tag: string, role: string, { schema, name }: AttributeInfo): Row => ({ schemas: [type.schema, schema], [schema]: { [name]: `${tag}-${role}` } });
  return [
    ...(text === undefined ? [] : [{ key: "text", rows: (tag: string) => under(text, textValues(tag, target.attribute(type, text)?.required === true)) }]),
    ...(target.maySend(type, "externalId") ? [{ key: "external", rows: (tag: string) => under("externalId", externalIds(tag)) }] : []),
    ...(extended ? [{ key: "extension", rows: (tag: string) => ({ one: inExtension(tag, "one", extended), two: inExtension(tag, "two", extended), without: {} }) }] : []),
    ...(list ? [{ key: "strings", rows: (tag: string) => under(list.name, stringLists(tag)) }] : []),
    ...typed,
    ...userParts(target, type, given),
  ];
}
