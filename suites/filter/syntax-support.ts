/** Shared by the checks of filter syntax: where to filter, how a refusal and a result are judged. */
import type { CheckContext, Given } from "../../src/model/check.ts";
import type { Fixture, ScimClient, ScimResponse } from "../../src/model/client.ts";
import type { Json, JsonObject } from "../../src/model/json.ts";
import type { AttributeInfo, ResourceTypeInfo, TargetView } from "../../src/model/target.ts";

/** An attribute that may stand in a filter, and how to give it a value. */
export interface Place {
  readonly type: ResourceTypeInfo;
  readonly path: string;
  write(value: string): JsonObject;
}

const NAMES = ["displayName", "nickName", "title", "model", "name.familyName", "externalId", "userName"];

function isText(target: TargetView, type: ResourceTypeInfo, a: AttributeInfo): boolean {
  return a.type === "string" && !a.multiValued && a.mutability !== "readOnly" && (a.returned === "default" || a.returned === "always") && a.canonicalValues.length === 0 && target.maySend(type, a.path);
}

function placesOf(target: TargetView, type: ResourceTypeInfo): readonly Place[] {
  const known = NAMES.flatMap((path) => target.attribute(type, path) ?? []);
  const others = target.attributes(type).filter((a) => !a.extension && a.schema !== "" && a.required);
  return [...new Set([...known, ...others])].filter((a) => isText(target, type, a)).map(({ path }) => {
    const [top = "", sub] = path.split(".");
    return { type, path, write: (value) => ({ [top]: sub === undefined ? value : { [sub]: value } }) };
  });
}

/** The type on which syntax is tried: User if there is one. */
export function subjectType(target: TargetView): ResourceTypeInfo {
  const type = target.type("User") ?? target.type("Group") ?? target.resourceTypes[0];
  if (!type) throw new Error("the target has no resource type");
  return type;
}

/** The attribute for filters that must be refused whatever it holds. */
export function plainPath(target: TargetView): { readonly type: ResourceTypeInfo; readonly path: string } {
  const type = subjectType(target);
  const path = ["userName", "displayName"].find((name) => target.attribute(type, name) !== undefined);
  return { type, path: path ?? placesOf(target, type)[0]?.path ?? "id" };
}

export interface Found {
  readonly place: Place;
  /** A resource with a value of letters, digits and hyphens at the place. */
  readonly fixture: Fixture;
  readonly value: string;
  /** The answer to the plain filter with eq, which finds the fixture alone. */
  readonly answer: ScimResponse;
}

/** What came of the plain filters with eq: the first that found its resource alone, or the answers to all. */
export interface Search {
  readonly found: Found | undefined;
  readonly tried: readonly { readonly filter: string; readonly response: ScimResponse; readonly id: string }[];
}

/** Looks for a text attribute by which the server finds a resource; once per run. */
export function textSearch({ given, target }: Pick<CheckContext, "given" | "target">): Promise<Search> {
  return given.once("filter-text", (own, scim) => search(own, scim, target));
}

/** A text attribute by which the server finds a resource. Skips where it declines all, ends as blocked where it finds the wrong ones. */
export async function textPlace(context: Pick<CheckContext, "given" | "target" | "skip" | "require">): Promise<Found> {
  const { found, tried } = await textSearch(context);
  if (found) return found;
  const answered = tried.find(({ response }) => response.status !== 400);
  context.require(answered === undefined, "list", `the filter ${answered?.filter ?? ""} does not find the resource that has the value, and it alone`);
  return context.skip(`the server declines filters on text: ${tried.map((t) => t.filter).join(", ") || "there is no attribute to try"}`);
}

/** Ends the check as blocked on servers that leave filters out of account altogether: one finding is enough. */
export async function requireApplied({ given, target, require }: Pick<CheckContext, "given" | "target" | "require">): Promise<void> {
  const control = await controlAnswer({ given, target });
  require(!(control.ok && control.resources.length > 0), "list", `a filter that nothing matches gives ${control.resources.length} resources: filters are ignored`);
}

/** The answer to a plain filter that no resource matches; asked once per run. */
export function controlAnswer({ given, target }: Pick<CheckContext, "given" | "target">): Promise<ScimResponse> {
  const { type, path } = plainPath(target);
  return given.once("filter-control", async (own, scim) => {
    // An empty server shows nothing whether it filters or not; where nothing can be created, that has to do.
    await own.shared(type).catch(() => undefined);
    return scim.list(type, { filter: `${path} eq "scimspec-no-such-value"`, count: "2" });
  });
}

async function search(given: Given, scim: ScimClient, target: TargetView): Promise<Search> {
  const type = subjectType(target);
  const fixture = await given.filled(type);
  const places = placesOf(target, type).filter((p) => plain(valueAt(fixture.body, p.path)));
  const tried: { filter: string; response: ScimResponse; id: string }[] = [];
  for (const place of places) {
    const value = String(valueAt(fixture.body, place.path));
    const filter = `${place.path} eq ${JSON.stringify(value)}`;
    const response = await lookUp(scim, type, filter);
    if (response.ok && response.resources.length === 1 && response.resources[0]?.["id"] === fixture.id) return { found: { place, fixture, value, answer: response }, tried };
    tried.push({ filter, response, id: fixture.id });
  }
  return { found: undefined, tried };
}

/** Unique and free of anything that could need an escape. */
const plain = (value: Json | undefined): boolean => typeof value === "string" && value.includes("scimspec") && /^[A-Za-z0-9@. -]+$/.test(value);

/** The value at `name` or `name.sub`. */
export function valueAt(resource: JsonObject, path: string): Json | undefined {
  let current: Json | undefined = resource;
  for (const part of path.split(".")) {
    const holder: Json | undefined = current;
    current = typeof holder === "object" && holder !== null && !Array.isArray(holder) ? (holder as JsonObject)[part] : undefined;
  }
  return current;
}

/** GET with a filter; looks again, on servers that show writes late, until there are as many resources as expected. */
export function lookUp(scim: ScimClient, type: ResourceTypeInfo, filter: string, expected = 1): Promise<ScimResponse> {
  return scim.settled(() => scim.list(type, { filter }), (r) => !r.ok || r.resources.length >= expected);
}

/** A resource that stores exactly this text; undefined where the server refuses or alters it. */
export async function holding({ scim, given }: Pick<CheckContext, "scim" | "given">, place: Place, text: string): Promise<string | undefined> {
  const created = await scim.create(place.type, given.body(place.type, place.write(text)));
  const id = created.object?.["id"];
  return created.ok && created.object && valueAt(created.object, place.path) === text && typeof id === "string" ? id : undefined;
}

/** True if the answer holds that resource and no other. */
export const findsAlone = (response: ScimResponse, id: string): boolean => response.ok && response.resources.length === 1 && response.resources[0]?.["id"] === id;

export interface Together {
  readonly id: string;
  readonly text: string;
  readonly filter: string;
  readonly response: ScimResponse;
}

/** The texts all in one, stored and found by eq, alone; undefined where that fails, so that they have to be tried one by one. */
export async function foundTogether(context: Pick<CheckContext, "scim" | "given">, place: Place, texts: readonly string[]): Promise<Together | undefined> {
  const text = `${context.given.unique()} ${texts.join(" ")} end`;
  const id = await holding(context, place, text);
  if (id === undefined) return undefined;
  const filter = `${place.path} eq ${JSON.stringify(text)}`;
  const response = await lookUp(context.scim, place.type, filter);
  return findsAlone(response, id) ? { id, text, filter, response } : undefined;
}

export const total = (response: ScimResponse): Json => response.object?.["totalResults"] ?? null;

export interface Wanted {
  readonly requirement: string;
  /** Code for a refusal with 400, where the server may decline the form. */
  readonly declined?: string | undefined;
  /** Code for any other deviation. */
  readonly code?: string | undefined;
  readonly filter: string;
  readonly ids: readonly string[];
}

/** The result holds exactly these resources. */
export function judgeFound({ expect }: Pick<CheckContext, "expect">, response: ScimResponse, wanted: Wanted): boolean {
  const got = response.resources.map((r) => r["id"] ?? null);
  const same = response.ok && got.length === wanted.ids.length && wanted.ids.every((id) => got.includes(id));
  const outcome = response.ok ? `gives ${got.length} resources, ${wanted.ids.filter((id) => !got.includes(id)).length} of those that match are missing` : `is answered with ${response.status}`;
  return expect.of(wanted.requirement, response.status === 400 ? (wanted.declined ?? wanted.code) : wanted.code).that(same, {
    message: `the filter ${shorten(wanted.filter)} ${outcome}`, expected: [...wanted.ids], actual: response.ok ? got.slice(0, 5) : response.status, at: response, pointer: response.ok ? "/Resources" : "status",
  });
}

export interface Refused {
  readonly requirement: string;
  readonly filter: string;
  /** What is wrong with it, in words: "has no operator". */
  readonly flaw: string;
  /** True where the text demands scimType invalidFilter itself, and not only table 9. */
  readonly keyword?: boolean;
  /** Code for 200 with any number of resources. */
  readonly accepted?: string | undefined;
  /** Code for 200 without resources, where that is milder. */
  readonly none?: string | undefined;
}

function refusalCode(response: ScimResponse, refused: Refused): string | undefined {
  if (response.ok) return response.resources.length === 0 && total(response) === 0 ? (refused.none ?? refused.accepted) : refused.accepted;
  if ([403, 405, 501].includes(response.status)) return "filter/refused-otherwise";
  return response.status < 500 && !refused.keyword ? "filter/refusal-status" : undefined;
}

/** The answer is 400 with scimType invalidFilter. */
export function judgeRefused({ expect }: Pick<CheckContext, "expect">, response: ScimResponse, refused: Refused): boolean {
  const what = response.ok ? `${response.status} and totalResults ${JSON.stringify(total(response))}` : String(response.status);
  const ok = expect.of(refused.requirement, refusalCode(response, refused)).that(response.status === 400, {
    message: `the filter ${shorten(refused.filter)} ${refused.flaw}, and is answered with ${what}`, expected: 400, actual: response.status, at: response, pointer: "status",
  });
  if (!ok) return false;
  const said = response.object?.["scimType"] ?? null;
  const close = typeof said === "string" && said.toLowerCase() === "invalidfilter";
  const code = close ? "filter/keyword-case" : refused.keyword ? undefined : "filter/syntax-keyword";
  return expect.of(refused.requirement, code).that(said === "invalidFilter", {
    message: `the filter ${shorten(refused.filter)} is refused with ${said === null ? "no scimType" : `scimType ${JSON.stringify(said)}`}`, expected: "invalidFilter", actual: said, at: response, pointer: "/scimType",
  });
}

/** Sends each filter to the subject type and expects its refusal. */
export async function judgeAllRefused(context: Pick<CheckContext, "scim" | "expect" | "target" | "given" | "require">, requirement: string, cases: readonly Omit<Refused, "requirement">[]): Promise<void> {
  await requireApplied(context);
  const type = subjectType(context.target);
  for (const c of cases) judgeRefused(context, await context.scim.list(type, { filter: c.filter, count: "2" }), { requirement, ...c });
}

function shorten(filter: string): string {
  return filter.length > 120 ? `${filter.slice(0, 60)}… (${filter.length} characters)` : filter === "" ? "(empty)" : filter;
}
