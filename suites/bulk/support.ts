/** Bulk jobs: sending them, and reading their results in whatever form they come. */
import type { CheckContext, Given, RequirementExpectation } from "../../src/model/check.ts";
import type { ScimClient, ScimResponse } from "../../src/model/client.ts";
import { isObject, type Json, type JsonObject } from "../../src/model/json.ts";
import type { ResourceTypeInfo, TargetView } from "../../src/model/target.ts";
import { notOffered } from "../../src/scim/offered.ts";
import { freeText } from "../../src/scim/sample.ts";

/** One entry of Operations in a BulkResponse. */
export interface Result {
  readonly entry: JsonObject;
  /** `/Operations/0`. */
  readonly pointer: string;
  readonly method: string | null;
  readonly bulkId: Json | undefined;
  /** From the string, the number or the object form (P85); null if there is none. */
  readonly status: number | null;
  readonly location: string | null;
}

export function statusOf(entry: JsonObject): number | null {
  const raw = isObject(entry["status"]) ? entry["status"]["code"] : entry["status"];
  const number = typeof raw === "string" && /^\d{3}$/.test(raw) ? Number(raw) : raw;
  return typeof number === "number" && Number.isInteger(number) ? number : null;
}

export function resultsOf(response: ScimResponse): readonly Result[] {
  const list = response.object?.["Operations"];
  if (!Array.isArray(list)) return [];
  return (list as Json[]).flatMap((entry, i) => {
    if (!isObject(entry)) return [];
    const { method, location, bulkId } = entry;
    return [{ entry, pointer: `/Operations/${i}`, method: typeof method === "string" ? method : null, bulkId, status: statusOf(entry), location: typeof location === "string" && location !== "" ? location : null }];
  });
}

/** True if the location is that of the path, whatever stands before it. */
export const endsWith = (location: string | null, path: string): boolean => location !== null && (location.endsWith(path) || safeDecode(location).endsWith(safeDecode(path)));

/** The result of one operation: by bulkId, by method and location, or by its place where every operation has a result. */
export function resultOf(response: ScimResponse, operations: readonly JsonObject[], index: number): Result | undefined {
  const results = resultsOf(response);
  const { method, bulkId, path } = operations[index] ?? {};
  const posted = method === "POST" && bulkId !== undefined ? results.filter((r) => r.bulkId === bulkId) : [];
  if (posted.length === 1) return posted[0];
  const named = method === "POST" ? [] : results.filter((r) => r.method === method && endsWith(r.location, String(path)));
  if (named.length === 1) return named[0];
  const placed = results.length === operations.length ? results[index] : undefined;
  return placed && (placed.method === null || placed.method === method) ? placed : undefined;
}

export const succeeded = (result: Result | undefined): boolean => result?.status !== null && result !== undefined && result.status >= 200 && result.status < 300;
export const refused = (result: Result | undefined): boolean => result?.status !== null && result !== undefined && ((result.status >= 400 && result.status < 500) || result.status === 501);

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Id of the resource that a result is about; null if the result does not tell. */
export function idOf(result: Result | undefined): string | null {
  const response = result?.entry["response"];
  const own = isObject(response) ? response["id"] : undefined;
  if (result?.location) return safeDecode(result.location.replace(/\/$/, "").split("/").at(-1) ?? "");
  return typeof own === "string" ? own : null;
}

/** The path of a resource in an operation. */
export function pathOf(type: ResourceTypeInfo, id: string): string {
  return `${type.endpoint}/${encodeURIComponent(id)}`;
}

type Ending = Pick<CheckContext, "skip" | "require" | "target">;

/** Ends the check unless the answer is that of a processed job. */
export function demandBulk({ target, skip, require }: Ending, response: ScimResponse): void {
  const reason = target.supports("bulk") === true ? null : notOffered(response, "/Bulk");
  if (reason !== null) skip(reason);
  require(response.ok && Array.isArray(response.object?.["Operations"]), "bulk", `POST /Bulk with a well-formed job is answered with ${response.status}${response.ok ? " and no Operations" : ""}`);
}

/** Sends a job that a server with bulk must process. */
export async function processed(context: Ending & Pick<CheckContext, "scim">, operations: readonly JsonObject[], members: JsonObject = {}): Promise<ScimResponse> {
  const response = await context.scim.bulk(operations, members);
  demandBulk(context, response);
  return response;
}

/** Ids of the created resources by operation; ends the check where a good POST has failed, which other checks judge. */
export function createdId({ require }: Pick<CheckContext, "require">, response: ScimResponse, operations: readonly JsonObject[], index: number): string {
  const result = resultOf(response, operations, index);
  const id = succeeded(result) ? idOf(result) : null;
  require(id !== null, "bulk", `a POST operation to ${String(operations[index]?.["path"])} has ${result === undefined ? "no result" : `the status ${result.status ?? "(none)"}${result.location === null ? " and no location" : ""}`}`);
  return id ?? "";
}

/** A resource that no longer exists. Its id is this run's own: a made-up one could be that of somebody's resource. */
export interface Gone {
  /** Path in an operation. */
  readonly path: string;
  /** What DELETE of it is answered with when sent alone. */
  readonly alone: number;
}

export async function makeGone(given: Given, scim: ScimClient, type: ResourceTypeInfo | undefined): Promise<Gone> {
  const made = await given.resource(type);
  await scim.delete(made);
  const again = await scim.settled(() => scim.delete(made), (r) => !r.ok);
  return { path: pathOf(made.type, made.id), alone: again.status };
}

/** One such resource per run; nothing but DELETE may be tried on it. */
export function goneResource({ given, target }: Pick<CheckContext, "given" | "target">): Promise<Gone> {
  return given.once("bulk/gone", (own, scim) => makeGone(own, scim, target.type("User") ?? target.resourceTypes[0]));
}

/** Whether the server has PUT at all: nothing declares it, so one request per run finds out. */
export async function offersPut({ given, target }: Pick<CheckContext, "given" | "target">): Promise<boolean> {
  if (target.supports("put") === false) return false;
  return given.once("bulk/put", async (own, scim) => {
    const made = await own.resource(target.type("User") ?? target.resourceTypes[0]);
    return notOffered(await scim.replace(made, made.sent), "PUT") === null;
  });
}

/** A member of a type that a client can change and read back as text; null if there is none. */
export function changeable(target: TargetView, type: ResourceTypeInfo): string | null {
  return freeText(target, type) ?? (type.isGroup && target.mayChange(type, "displayName") ? "displayName" : null);
}

/** An element of a group's members, with its type where the schema lets a client give it (as in section 3.7.2). */
export function memberOf(target: TargetView, group: ResourceTypeInfo, value: string, type: "User" | "Group"): JsonObject {
  const typed = target.attribute(group, "members.type");
  return typed && typed.mutability !== "readOnly" ? { type, value } : { value };
}

/** Ids in members of a group. */
export function memberIds(group: JsonObject | undefined): readonly string[] {
  const members = group?.["members"];
  return Array.isArray(members) ? (members as Json[]).flatMap((m) => (isObject(m) && typeof m["value"] === "string" ? [m["value"]] : [])) : [];
}

/** Removes what a malformed operation has created although it must not: the journal knows well-formed ones only. */
export async function sweep({ scim, target, given }: Pick<CheckContext, "scim" | "target" | "given">, response: ScimResponse): Promise<void> {
  const mark = given.unique().split("-").slice(0, 2).join("-");
  for (const result of resultsOf(response)) {
    if (result.status !== 201 || result.location === null) continue;
    const path = new URL(result.location, `${target.baseUrl}/`).pathname;
    const type = target.resourceTypes.find((t) => path.includes(`${t.endpoint}/`));
    const id = idOf(result);
    if (!type || id === null || id === "") continue;
    // A faulty server could name somebody else's resource: only what bears the mark of this run is removed.
    const url = target.baseUrl + pathOf(type, id);
    if ((await scim.get(url)).text?.includes(`${mark}-`) === true) await scim.delete(url);
  }
}

/** Judges that a malformed operation is refused: the request as a whole (400), or the operation (4xx or 501). */
export function judgeRefused(judge: RequirementExpectation, response: ScimResponse, what: string): boolean {
  const [only] = resultsOf(response);
  const whole = response.status >= 400 && response.status < 500;
  const status = response.ok ? (only?.status ?? null) : response.status;
  return judge.that(whole || (response.ok && refused(only)), {
    message: response.ok ? `${what} has the status ${status ?? "(no result)"}` : `a job with ${what} is answered with ${response.status}`,
    expected: "status 400 of the operation or of the request",
    actual: status,
    at: response,
    pointer: only ? `${only.pointer}/status` : "status",
  });
}
