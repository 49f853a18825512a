/** What the checks of PATCH remove, replace and of group members share: resources with known values, and judging one PATCH. */
import { attribute, capability, resourceType } from "../../src/engine/api.ts";
import type { CheckContext, Need } from "../../src/model/check.ts";
import type { Fixture, ScimResponse } from "../../src/model/client.ts";
import { isObject, type Json, type JsonObject } from "../../src/model/json.ts";
import type { ResourceTypeInfo } from "../../src/model/target.ts";
import { changedElsewhere } from "../../src/scim/snapshot.ts";
import { covers, member } from "../../src/scim/value.ts";

export const MEMBER_NEEDS: readonly Need[] = [capability("patch"), resourceType("User"), attribute.writable("Group", "members")];

/** A name may be shown anew wherever a part of it changes: the server composes these from its parts. */
export const COMPOSED = ["/name/formatted", "/displayName"] as const;

/** A resource with what GET shows of it before the PATCH. */
export interface Held {
  readonly fixture: Fixture;
  readonly before: JsonObject;
}

/** A successful PATCH, and what GET shows after it. */
export interface Applied {
  readonly before: JsonObject;
  readonly response: ScimResponse;
  readonly read: ScimResponse;
  readonly after: JsonObject;
}

function withUrns(body: JsonObject): JsonObject {
  const schemas = (body["schemas"] ?? []) as readonly Json[];
  const urns = Object.keys(body).filter((k) => k.startsWith("urn:") && !schemas.includes(k));
  return { ...body, schemas: [...schemas, ...urns] };
}

/**
 * Creates a resource with these values. Skips if the server refuses or changes them: it may have rules that it publishes
 * nowhere, and whether values are kept at all is judged by the suites of create.
 */
export async function holding(context: CheckContext, attributes: JsonObject, type: ResourceTypeInfo = context.type): Promise<Held> {
  const { scim, given, skip, target, require } = context;
  const names = Object.keys(attributes).join(" and ");
  const sent = withUrns(given.body(type, attributes));
  const created = await scim.create(type, sent);
  const id = created.object?.["id"];
  if (!created.object || !created.ok || typeof id !== "string") {
    await given.resource(type);
    return skip(`the server does not create a ${type.name} with the ${names} sent here (${created.status})`);
  }
  const fixture: Fixture = { type, id, url: `${target.baseUrl}${type.endpoint}/${encodeURIComponent(id)}`, sent, created, body: created.object };
  const kept = (r: ScimResponse): boolean => r.ok && Object.entries(attributes).every(([name, value]) => covers(member(r.object, name), value));
  const read = await scim.settled(() => scim.get(fixture), kept);
  require(read.ok, "read", `the new ${type.name} is answered with ${read.status} to GET`);
  if (!read.object || !kept(read)) return skip(`the server does not keep the ${names} sent here as they are`);
  return { fixture, before: read.object };
}

/** How one PATCH is judged. */
export interface Judging {
  /** The requirement by which it has to succeed, and the finding code if it does not. */
  readonly id: string;
  readonly code?: string | ((refusal: ScimResponse) => Promise<string | undefined>);
  /** The PATCH in words, as the subject of a sentence. */
  readonly what: string;
  /** What GET shows in the end; waited for on eventually consistent servers. */
  readonly shows: (resource: JsonObject) => boolean;
}

/** Sends a PATCH that has to succeed and looks again; null if it does not succeed, which is recorded. */
export async function apply(context: CheckContext, { fixture, before }: Held, operations: readonly JsonObject[], { id, code, what, shows }: Judging): Promise<Applied | null> {
  const { scim, expect } = context;
  const response = await send(context, fixture, operations);
  const named = typeof code !== "function" ? code : response.ok ? undefined : await code(response);
  if (!expect.of(id, named).that(response.ok, { message: `${what} is answered with ${response.status}`, expected: "200 or 204", actual: response.status, at: response, pointer: "status" })) return null;
  const read = await scim.settled(() => scim.get(fixture), (r) => r.object !== undefined && shows(r.object));
  context.require(read.ok && read.object !== undefined, "read", `after PATCH the GET of the ${fixture.type.name} is answered with ${read.status}`);
  return { before, response, read, after: read.object ?? {} };
}

/** Sends a PATCH. A server that nowhere says that it knows PATCH, and answers that it does not, is not judged further. */
export async function send({ scim, target, require }: CheckContext, fixture: Fixture, operations: readonly JsonObject[]): Promise<ScimResponse> {
  const response = await scim.patch(fixture, operations);
  require(target.supports("patch") === true || ![405, 501].includes(response.status), "patch", `PATCH is answered with ${response.status}`);
  return response;
}

/** Expects that nothing changed outside the places addressed (JSON pointers). What only the server writes may move. */
export function nothingElse({ expect, target }: CheckContext, id: string, fixture: Fixture, { before, read, after }: Pick<Applied, "before" | "read" | "after">, addressed: readonly string[]): void {
  const own = (pointer: string): boolean => {
    const top = pointer.split("/")[1] ?? "";
    return top !== "id" && top !== "meta" && target.attribute(fixture.type, top)?.mutability === "readOnly";
  };
  const changed = changedElsewhere(before, after, addressed).filter((p) => !own(p));
  const detail = { expected: "nothing else changed", actual: [...changed], at: read };
  expect.of(id).that(changed.length === 0, changed.length === 0 ? { ...detail, message: "PATCH changed nothing but its target" } : { ...detail, message: `PATCH also changed ${changed.join(", ")}`, pointer: changed[0] ?? "" });
}

/** Reads again after a refused PATCH and expects the old state. */
export async function unchanged(context: CheckContext, id: string, { fixture, before }: Held): Promise<boolean> {
  const read = await context.scim.get(fixture);
  const changed = changedElsewhere(before, read.object ?? {}, []);
  return context.expect.of(id).that(changed.length === 0, { message: changed.length === 0 ? "the resource is as before" : `${changed.join(", ")} changed although nothing should`, expected: "nothing changed", actual: [...changed], at: read, pointer: changed[0] ?? "" });
}

/** The elements of a multi-valued attribute as GET shows them; the server may give none, null or []. */
export function elementsOf(resource: JsonObject, name: string): readonly Json[] {
  const value = member(resource, name);
  return Array.isArray(value) ? (value as readonly Json[]) : value === undefined || value === null ? [] : [value];
}

/** The `value` of each element, sorted. */
export function valuesOf(resource: JsonObject, name: string): readonly Json[] {
  return elementsOf(resource, name).map((e) => (isObject(e) ? (member(e, "value") ?? null) : e)).toSorted((a, b) => (String(a) < String(b) ? -1 : 1));
}

/** True if the attribute shows exactly these elements, in any order; the server may add to each. */
export function showsExactly(resource: JsonObject, name: string, elements: readonly Json[]): boolean {
  return covers([...elementsOf(resource, name)], [...elements]);
}

/** Expects that a multi-valued attribute shows exactly these elements. */
export function exactly({ expect }: CheckContext, id: string, { read, after }: Pick<Applied, "read" | "after">, name: string, elements: readonly Json[], message: string): boolean {
  return expect.of(id).that(showsExactly(after, name, elements), { message, expected: [...elements], actual: [...elementsOf(after, name)], at: read, pointer: `/${name}` });
}

/** Users to be members, and a group that holds those of them that `inside` counts. */
export async function groupOf(context: CheckContext, users: number, inside: number): Promise<Held & { readonly ids: readonly string[] }> {
  const ids: string[] = [];
  for (let i = 0; i < users; i += 1) ids.push((await context.given.user()).id);
  const held = await holding(context, inside === 0 ? {} : { members: membersOf(ids.slice(0, inside)) });
  return { ...held, ids };
}

/** Members in the shape in which they are sent. */
export function membersOf(ids: readonly string[]): JsonObject[] {
  return ids.map((value) => ({ value }));
}

/** Expects that a group has exactly these members. */
export function membersAre({ expect }: CheckContext, id: string, { read, after }: Pick<Applied, "read" | "after">, ids: readonly string[], message: string): boolean {
  const found = valuesOf(after, "members");
  const ok = found.length === ids.length && ids.every((v) => found.includes(v));
  return expect.of(id).that(ok, { message, expected: ids.toSorted(), actual: [...found], at: read, pointer: "/members" });
}

/** True if a group shows these members, each once. */
export const hasMembers = (ids: readonly string[]) => (group: JsonObject): boolean => {
  const found = valuesOf(group, "members");
  return found.length === ids.length && ids.every((v) => found.includes(v));
};
