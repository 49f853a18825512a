/** What the checks of PATCH share: resources with known values, sending with the state before and after, and judging. */
import type { CheckContext } from "../../src/model/check.ts";
import type { Fixture, RequestOptions, ScimResponse } from "../../src/model/client.ts";
import type { Json, JsonObject } from "../../src/model/json.ts";
import type { ResourceTypeInfo } from "../../src/model/target.ts";
import { changedElsewhere } from "../../src/scim/snapshot.ts";
import { PATCH_OP } from "../../src/scim/urn.ts";
import { at, covers, member } from "../../src/scim/value.ts";

/** A PATCH with the resource before and after. */
export interface Step {
  readonly made: Fixture;
  readonly before: JsonObject;
  readonly response: ScimResponse;
  readonly after: ScimResponse;
  /** The resource after it. */
  readonly now: JsonObject;
}

export interface StepOptions extends RequestOptions {
  /** What a read after it must show, for servers that show changes late. */
  readonly until?: (body: JsonObject) => boolean;
}

/** Statuses that say that the server has no PATCH: patch/basic judges those. */
const NO_PATCH = [405, 501];

/** What the last GET of a resource showed: no check needs another one before it goes on. */
const LAST = new WeakMap<Fixture, JsonObject>();

/** Reads it. Without a state to wait for, the client itself waits until writes are visible. */
async function read({ scim }: CheckContext, made: Fixture, accept?: (response: ScimResponse) => boolean): Promise<ScimResponse> {
  const response = await (accept ? scim.settled(() => scim.get(made), accept) : scim.get(made));
  if (response.object) LAST.set(made, response.object);
  else LAST.delete(made);
  return response;
}

/** The resource as GET showed it last; asks if nobody has yet. */
export async function current(context: CheckContext, made: Fixture): Promise<JsonObject> {
  return LAST.get(made) ?? (await read(context, made)).object ?? {};
}

async function patch({ scim, require }: CheckContext, made: Fixture, body: Json, options: RequestOptions = {}): Promise<ScimResponse> {
  const response = await scim.request({ ...options, method: "PATCH", path: made.url, body, operation: "patch", resourceType: made.type.name });
  require(!NO_PATCH.includes(response.status), "patch", `PATCH on an existing ${made.type.name} is answered with ${response.status}`);
  return response;
}

export function patchOp(operations: readonly JsonObject[]): JsonObject {
  return { schemas: [PATCH_OP], Operations: [...operations] };
}

/** Sends any body by PATCH, and reads the resource before (unless a read is at hand) and after. */
export async function sendBody(context: CheckContext, made: Fixture, body: Json, { until, ...options }: StepOptions = {}): Promise<Step> {
  const before = await current(context, made);
  const response = await patch(context, made, body, options);
  const after = await read(context, made, response.ok && until ? (r) => r.object !== undefined && until(r.object) : undefined);
  return { made, before, response, after, now: after.object ?? {} };
}

/** Sends operations in a well-formed PatchOp message, and reads the resource before and after. */
export function send(context: CheckContext, made: Fixture, operations: readonly JsonObject[], options: StepOptions = {}): Promise<Step> {
  return sendBody(context, made, patchOp(operations), options);
}

/** Sends operations and does not look at the resource: where the answer alone is judged. */
export function answer(context: CheckContext, made: Fixture, operations: readonly JsonObject[], options: RequestOptions = {}): Promise<ScimResponse> {
  return patch(context, made, patchOp(operations), options);
}

/**
 * Sends bodies that are to be refused, all to one resource, and looks once at the end. Only where something has changed by
 * then, they are sent again to another resource, with a look after each, to see which one did it.
 */
export async function series(context: CheckContext, make: () => Promise<Fixture>, bodies: readonly Json[] | ((made: Fixture) => readonly Json[])): Promise<readonly Step[]> {
  const bodiesFor = (fixture: Fixture): readonly Json[] => (typeof bodies === "function" ? bodies(fixture) : bodies);
  const made = await make();
  const before = await current(context, made);
  const responses: ScimResponse[] = [];
  for (const body of bodiesFor(made)) responses.push(await patch(context, made, body));
  const after = await read(context, made);
  const steps = responses.map((response) => ({ made, before, response, after, now: after.object ?? {} }));
  if (steps.every((step) => same(context, step))) return steps;
  const again: Step[] = [];
  const other = await make();
  for (const body of bodiesFor(other)) again.push(await sendBody(context, other, body));
  return again;
}

/**
 * Creates a resource with these values. Skips if the server refuses or changes them: it may have rules that it publishes
 * nowhere, and whether values are kept at all is judged by the suites of create.
 */
export async function holding(context: CheckContext, attributes: JsonObject, type: ResourceTypeInfo = context.type): Promise<Fixture> {
  const { scim, given, skip, target, require } = context;
  const names = Object.keys(attributes).join(" and ");
  const sent = withUrns(given.body(type, attributes));
  const created = await scim.create(type, sent);
  const id = created.object?.["id"];
  if (!created.object || !created.ok || typeof id !== "string") {
    await given.resource(type);
    return skip(`the server does not create a ${type.name} with the ${names} sent here (${created.status})`);
  }
  const made: Fixture = { type, id, url: `${target.baseUrl}${type.endpoint}/${encodeURIComponent(id)}`, sent, created, body: created.object };
  const kept = (r: ScimResponse): boolean => r.ok && Object.entries(attributes).every(([name, value]) => covers(member(r.object, name), value));
  const seen = await read(context, made, kept);
  require(seen.ok, "read", `the new ${type.name} is answered with ${seen.status} to GET`);
  if (!kept(seen)) return skip(`the server does not keep the ${names} sent here as they are`);
  return made;
}

function withUrns(body: JsonObject): JsonObject {
  const schemas = (body["schemas"] ?? []) as readonly Json[];
  return { ...body, schemas: [...schemas, ...Object.keys(body).filter((k) => k.startsWith("urn:") && !schemas.includes(k))] };
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
export async function apply(context: CheckContext, made: Fixture, operations: readonly JsonObject[], { id, code, what, shows }: Judging): Promise<Step | null> {
  const step = await send(context, made, operations, { until: shows });
  const named = typeof code !== "function" ? code : step.response.ok ? undefined : await code(step.response);
  if (!succeeded(context, id, step, what, named)) return null;
  context.require(step.after.ok && step.after.object !== undefined, "read", `after PATCH the GET of the ${made.type.name} is answered with ${step.after.status}`);
  return step;
}

/** Records that a PATCH succeeded; returns whether it did. */
export function succeeded({ expect }: CheckContext, requirement: string, { response }: Step, what: string, code?: string): boolean {
  return expect.of(requirement, code).that(response.ok, { message: `${what} is answered with ${response.status}`, expected: "success", actual: response.status, at: response, pointer: "status" });
}

/** Records that the resource reads as it should at a JSON pointer. */
export function reads({ expect }: CheckContext, requirement: string, { after, now }: Step, pointer: string, holds: (value: Json | undefined) => boolean, message: string, expected: Json, code?: string): boolean {
  const actual = at(now, pointer);
  return expect.of(requirement, code).that(holds(actual), { message, expected, actual: actual ?? null, at: after, pointer });
}

/** Places that changed outside those addressed. What only the server writes may move at any time. */
export function moved(context: CheckContext, { made, before, after, now }: Step, addressed: readonly string[]): readonly string[] {
  if (!after.object) return ["/"];
  const own = (pointer: string): boolean => {
    const top = pointer.split("/")[1] ?? "";
    return top !== "id" && top !== "meta" && context.target.attribute(made.type, top)?.mutability === "readOnly";
  };
  return changedElsewhere(before, now, addressed).filter((p) => !own(p));
}

/** Records that nothing changed but what was addressed (JSON pointers). */
export function untouched(context: CheckContext, requirement: string, step: Step, addressed: readonly string[], what = "PATCH", code?: string): boolean {
  const places = moved(context, step, addressed);
  return context.expect.of(requirement, code).that(places.length === 0, { message: places.length === 0 ? `${what} changed nothing else` : `${what} changed ${places.join(", ")}`, expected: addressed.length === 0 ? "an unchanged resource" : `a change of ${addressed.join(", ")} alone`, actual: [...places], at: step.after, pointer: places[0] ?? "" });
}

/** True if the resource is as before, apart from what moves with every write. */
export function same(context: CheckContext, step: Step): boolean {
  return moved(context, step, []).length === 0;
}
