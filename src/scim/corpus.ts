/**
 * A few resources of one type that belong to the run and that a filter tells from all others: what checks of sorting
 * and paging work on. Other checks create and delete resources meanwhile, and the server may hold many more.
 */
import type { CheckContext, Given } from "../model/check.ts";
import type { Fixture, ScimClient, ScimResponse } from "../model/client.ts";
import { isObject, type Json, type JsonObject } from "../model/json.ts";
import type { AttributeInfo, AttributeType, ResourceTypeInfo, TargetView } from "../model/target.ts";
import { freeTexts, pointsToResources } from "./sample.ts";

/** How many resources a corpus has. */
export const SIZE = 5;

/** An attribute whose values differ between the members. */
export interface Sortable {
  /** As sortBy names it. */
  readonly path: string;
  readonly type: AttributeType;
  readonly caseExact: boolean;
  readonly kind: "name" | "singular" | "sub-attribute" | "extension" | "multi-valued";
}

export interface Corpus {
  readonly members: readonly Fixture[];
  readonly ids: ReadonlySet<string>;
  /** A filter that gives the members and nothing else; null if there is none. */
  readonly filter: string | null;
  /** Why there is no filter. */
  readonly reason: string;
  readonly sortables: readonly Sortable[];
  /** An attribute with a different value in each member, by which they can be put into one order; null if none. */
  readonly name: string | null;
  /** Lists of the members, by query: nobody changes them, so each is asked once per run. */
  readonly lists: Map<string, Promise<ScimResponse>>;
}

const WORDS = ["alpha", "Bravo", "charlie", "Delta", "echo"];
const VALUES: Readonly<Partial<Record<AttributeType, readonly Json[]>>> = {
  string: WORDS,
  // In the order of their digits as text: 10, 100, 2, 250, 33.
  integer: [2, 10, 33, 100, 250],
  decimal: [1.5, 9.25, 10.5, 33.125, 100.75],
  // In time order, but not as text.
  dateTime: ["2024-03-01T12:00:00+14:00", "2024-03-01T00:00:00Z", "2024-02-29T23:30:00-05:00", "2024-03-01T05:30:00Z", "2024-03-01T01:00:00-06:00"],
};
const LACKING = 2;
const DEPARTMENTS = ["department", "division", "organization", "costcenter"];

/** A different order for each attribute, and none of them the order of creation. */
const rank = (attribute: number, index: number): number => ((2 + (attribute % 2)) * index + attribute) % SIZE;

function pick<T extends AttributeInfo>(list: readonly T[], type: AttributeType): readonly T[] {
  const found = list.find((a) => a.type === type && !a.multiValued && a.canonicalValues.length === 0);
  return found ? [found] : [];
}

interface Plan {
  readonly tag: string;
  readonly tagAttribute: string | null;
  readonly name: AttributeInfo | null;
  readonly externalId: boolean;
  readonly singular: readonly AttributeInfo[];
  readonly complex: { readonly attribute: AttributeInfo; readonly subs: readonly AttributeInfo[] } | null;
  readonly extension: AttributeInfo | null;
  readonly multiValued: AttributeInfo | null;
}

function plan(target: TargetView, type: ResourceTypeInfo, tag: string): Plan {
  const settable = target.attributes(type).filter((a) => target.mayChange(type, a.extension ? `${a.schema}:${a.name}` : a.name) && target.maySend(type, a.name) && (a.returned === "default" || a.returned === "always"));
  const [own, extended] = [settable.filter((a) => !a.extension && a.schema !== ""), settable.filter((a) => a.extension)];
  const texts = freeTexts(target, type);
  const subsOf = (a: AttributeInfo): readonly AttributeInfo[] => {
    const subs = a.subAttributes.filter((s) => s.mutability === "readWrite" && s.uniqueness === "none" && s.name !== "formatted");
    return (["string", "integer", "dateTime"] as const).flatMap((t) => pick(subs, t));
  };
  const complex = own.find((a) => a.type === "complex" && !a.multiValued && !pointsToResources(a) && subsOf(a).length > 0);
  const plural = own.filter((a) => a.type === "complex" && a.multiValued && !pointsToResources(a) && !/^(phoneNumbers|photos|ims|roles|entitlements|x509Certificates|addresses)$/i.test(a.name));
  const labels = extended.filter((a) => a.type === "string" && !a.multiValued && a.uniqueness === "none" && a.canonicalValues.length === 0);
  return {
    tag,
    tagAttribute: texts[0] ?? null,
    name: ["username", "displayname", "name"].flatMap((n) => own.find((a) => a.name.toLowerCase() === n && a.type === "string" && !a.multiValued) ?? [])[0] ?? null,
    externalId: target.maySend(type, "externalId"),
    singular: [...own.filter((a) => a.name === texts[1]), ...(["integer", "decimal", "dateTime"] as const).flatMap((t) => pick(own, t))],
    complex: complex ? { attribute: complex, subs: subsOf(complex) } : null,
    extension: DEPARTMENTS.flatMap((n) => labels.find((a) => a.name.toLowerCase() === n) ?? [])[0] ?? labels[0] ?? null,
    multiValued: plural.find((a) => ["value", "primary"].every((n) => a.subAttributes.some((s) => s.name === n && (n !== "value" || s.type === "string")))) ?? null,
  };
}

function nameOf(p: Plan, index: number): string {
  const word = `${p.tag}-${WORDS[rank(0, index)] ?? ""}`;
  return p.name?.name.toLowerCase() === "username" ? `${word}@example.com` : word;
}

/** Two values, of which in members with an even number the second one is primary, and in the others none. */
function pluralFor(p: Plan, index: number): Json {
  const [low, high] = [`${(WORDS[rank(1, index)] ?? "").toLowerCase()}.${p.tag}@example.com`, `zulu${SIZE - index}.${p.tag}@example.com`];
  return index % 2 === 0 ? [{ value: high }, { value: low, primary: true }] : [{ value: low }, { value: high }];
}

function valueFor(attribute: AttributeInfo, number: number, index: number): Json {
  return VALUES[attribute.type]?.[rank(number, index)] ?? "";
}

/** What every member gets whatever else the server refuses. */
function essential(p: Plan, index: number): Record<string, Json> {
  return { ...(p.name ? { [p.name.name]: nameOf(p, index) } : {}), ...(p.tagAttribute === null ? {} : { [p.tagAttribute]: p.tag }) };
}

/** All values of a member. One member lacks the optional ones. */
function rich(p: Plan, index: number, body: JsonObject): Record<string, Json> {
  const values = essential(p, index);
  if (p.externalId) values["externalId"] = `${(WORDS[rank(3, index)] ?? "").toLowerCase()}-${p.tag}`;
  if (p.multiValued) values[p.multiValued.name] = pluralFor(p, index);
  if (index === LACKING) return values;
  p.singular.forEach((a, n) => (values[a.name] = valueFor(a, 4 + n, index)));
  if (p.complex) values[p.complex.attribute.name] = Object.fromEntries(p.complex.subs.map((s, n) => [s.name, valueFor(s, 7 + n, index)]));
  if (p.extension) {
    const [urn, schemas, container] = [p.extension.schema, body["schemas"], body[p.extension.schema]];
    values[urn] = { ...(isObject(container) ? container : {}), [p.extension.name]: valueFor(p.extension, 2, index) };
    values["schemas"] = [...new Set([...(Array.isArray(schemas) ? (schemas as Json[]) : []), urn])];
  }
  return values;
}

function sortablesOf(p: Plan): readonly Sortable[] {
  const of = (a: AttributeInfo, kind: Sortable["kind"], path = a.name): Sortable => ({ path, kind, type: a.type, caseExact: a.caseExact });
  const value = p.multiValued?.subAttributes.find((s) => s.name === "value");
  return [
    ...(p.name ? [of(p.name, "name")] : []),
    ...(p.externalId ? [{ path: "externalId", kind: "singular", type: "string", caseExact: true } as const] : []),
    ...p.singular.map((a) => of(a, "singular")),
    ...(p.complex?.subs.map((s) => of(s, "sub-attribute", `${p.complex?.attribute.name ?? ""}.${s.name}`)) ?? []),
    ...(p.extension ? [of(p.extension, "extension", `${p.extension.schema}:${p.extension.name}`)] : []),
    ...(p.multiValued && value ? [of(value, "multi-valued", `${p.multiValued.name}.value`)] : []),
  ];
}

const inside = (response: ScimResponse, ids: ReadonlySet<string>): boolean => response.ok && response.resources.length > 0 && response.resources.every((r) => ids.has(String(r["id"])));

/** The first of the filters, or one by id at last, that gives these members alone; null if none does. */
export async function isolating(filters: readonly string[], members: readonly Fixture[], type: ResourceTypeInfo, scim: ScimClient): Promise<string | null> {
  const ids = new Set(members.map((m) => m.id));
  for (const filter of [...filters, members.map((m) => `id eq "${m.id}"`).join(" or ")]) {
    const response = await scim.settled(() => scim.list(type, { filter }), (r) => r.resources.length === members.length);
    if (inside(response, ids)) return filter;
  }
  return null;
}

function isolate(p: Plan, members: readonly Fixture[], type: ResourceTypeInfo, scim: ScimClient): Promise<string | null> {
  return isolating([...(p.tagAttribute === null ? [] : [`${p.tagAttribute} eq "${p.tag}"`]), ...(p.name ? [`${p.name.name} sw "${p.tag}-"`] : [])], members, type, scim);
}

async function make(given: Given, scim: ScimClient, target: TargetView, type: ResourceTypeInfo): Promise<Corpus> {
  const p = plan(target, type, given.unique());
  const members: Fixture[] = [];
  let full = true;
  for (let i = 0; i < SIZE; i += 1) {
    const body = given.body(type);
    const made = full ? await given.resource(type, rich(p, i, body)).catch(() => null) : null;
    if (made === null) full = false;
    members.push(made ?? (await given.resource(type, essential(p, i))));
  }
  const ids = new Set(members.map((m) => m.id));
  const filters = target.supports("filter") !== false;
  const filter = filters ? await isolate(p, members, type, scim) : null;
  const reason = filters
    ? `no filter by ${[p.tagAttribute, p.name?.name, "id"].filter((n) => n !== undefined && n !== null).join(" or ")} gives exactly the ${type.name} resources of this run, so that they cannot be told from others in lists`
    : `without filters the ${type.name} resources of this run cannot be told from others in lists (ServiceProviderConfig filter.supported is false)`;
  return { members, ids, filter, reason, sortables: sortablesOf(p), name: p.name?.name ?? null, lists: new Map() };
}

/** The corpus of a type: made once per run, never changed. */
export function corpus(given: Given, target: TargetView, type: ResourceTypeInfo): Promise<Corpus> {
  return given.once(`corpus ${type.name}`, (own, scim) => make(own, scim, target, type));
}

/** A list of the members (all resources, where no filter tells them apart), which is sent once per run, whichever check asks first. */
export function listed({ scim, type }: Pick<CheckContext, "scim" | "type">, c: Corpus, query: Readonly<Record<string, string>> = {}): Promise<ScimResponse> {
  const key = JSON.stringify(Object.entries(query).sort(([a], [b]) => (a < b ? -1 : 1)));
  const asked = c.lists.get(key) ?? scim.list(type, { ...(c.filter === null ? {} : { filter: c.filter }), ...query });
  c.lists.set(key, asked);
  return asked;
}

/** Ids on a page, in order. */
export function idsOf(response: ScimResponse): readonly string[] {
  return response.resources.map((r) => String(r["id"]));
}
