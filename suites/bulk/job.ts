/** One job with successes and failures of every kind, made once per run; the checks of results read it. */
import type { CheckContext } from "../../src/model/check.ts";
import type { Fixture, ScimResponse } from "../../src/model/client.ts";
import type { Json, JsonObject } from "../../src/model/json.ts";
import type { ResourceTypeInfo } from "../../src/model/target.ts";
import { changeable, demandBulk, makeGone, offersPut, pathOf, resultOf, succeeded, type Result } from "./support.ts";

/** What an operation of the job is about. */
export type Part = "first" | "bad" | "replace" | "spoil" | "replaceUnknown" | "removeUnknown" | "remove" | "last";

export interface Job {
  readonly type: ResourceTypeInfo;
  readonly operations: readonly JsonObject[];
  readonly parts: readonly Part[];
  readonly response: ScimResponse;
  readonly replaced: Fixture;
  readonly removed: Fixture;
  /** The member that PUT changes, and its new value; null if the type has none. */
  readonly change: { readonly member: string; readonly value: string } | null;
  /** What the same requests are answered with when sent alone. */
  readonly alone: Partial<Record<Part, number>>;
}

/** A body that lacks one required attribute; null if the type has none that a client gives. */
function lacking(type: ResourceTypeInfo, { given, target }: Pick<CheckContext, "given" | "target">): JsonObject | null {
  const required = target.attributes(type).find((a) => a.required && !a.extension && a.schema !== "" && a.mutability !== "readOnly" && target.maySend(type, a.name));
  return required ? given.body(type, { [required.name]: undefined }) : null;
}

/** The job and its answer; ends the check where bulk does not work at all. */
export async function sharedJob(context: Pick<CheckContext, "given" | "target" | "skip" | "require">): Promise<Job> {
  const job = await sharedJobAsItIs(context);
  demandBulk(context, job.response);
  return job;
}

/** The same, for the check that judges whether bulk works. */
export function sharedJobAsItIs({ given: own, target }: Pick<CheckContext, "given" | "target">): Promise<Job> {
  // Nothing else of the check that happens to come first: the job must not depend on it.
  return own.once("bulk/job", (given, scim) => make({ given, scim, target }));
}

async function make({ given, scim, target }: Pick<CheckContext, "given" | "target" | "scim">): Promise<Job> {
  const type = target.type("User") ?? target.resourceTypes[0];
  if (!type) throw new Error("the target has no resource type");
  const [replaced, removed] = [await given.resource(type), await given.resource(type)];
  const unknown = await makeGone(given, scim, type);
  const bad = lacking(type, { given, target });
  const member = changeable(target, type);
  const change = member === null ? null : { member, value: `changed ${given.unique()}` };
  const post = (data: Json): JsonObject => ({ method: "POST", path: type.endpoint, bulkId: `Job-${given.unique()}`, data });
  const list: [Part, JsonObject][] = [["first", post(given.body(type))]];
  if (bad) list.push(["bad", post(bad)]);
  if (await offersPut({ given, target })) {
    list.push(["replace", { method: "PUT", path: pathOf(type, replaced.id), data: { ...replaced.sent, ...(change ? { [change.member]: change.value } : {}) } }]);
    list.push(["replaceUnknown", { method: "PUT", path: unknown.path, data: given.body(type) }]);
    // Another resource than the one above, so that both results can be told apart by their location.
    if (bad) list.push(["spoil", { method: "PUT", path: pathOf(type, (await given.resource(type)).id), data: bad }]);
  }
  list.push(["removeUnknown", { method: "DELETE", path: unknown.path }], ["remove", { method: "DELETE", path: pathOf(type, removed.id) }], ["last", post(given.body(type))]);
  const alone: Partial<Record<Part, number>> = { first: replaced.created.status, removeUnknown: unknown.alone };
  if (bad) alone.bad = (await scim.create(type, bad)).status;
  const operations = list.map(([, operation]) => operation);
  const response = await scim.bulk(operations);
  // A server that creates by PUT does so where the journal does not look.
  const created = list.findIndex(([name]) => name === "replaceUnknown");
  if (created >= 0 && succeeded(resultOf(response, operations, created))) await scim.delete(target.baseUrl + unknown.path);
  return { type, operations, parts: list.map(([name]) => name), response, replaced, removed, change, alone };
}

/** The result of a part; undefined if the job has no such operation, or its result is missing. */
export function part(job: Job, name: Part): Result | undefined {
  const index = job.parts.indexOf(name);
  return index < 0 ? undefined : resultOf(job.response, job.operations, index);
}
