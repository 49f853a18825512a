/** Faults in how a bulk job is read and carried out. */
import type { BulkResult } from "../bulk.ts";
import type { Behaviour, Context } from "../behaviour.ts";
import { ScimError, type BulkOperation, type JsonObject, type ServerRequest, type ServerResponse, type Stored } from "../types.ts";
import { faultsOf, onResponse, type Fault, type Info } from "./fault.ts";

const { must, should, gray } = faultsOf("bulk");

/** A fault that alters single operations before they are processed. */
const operation = (info: Info, change: (o: BulkOperation) => BulkOperation): Fault => ({ ...info, apply: (b) => ({ bulkOperation: (o, call, send) => b.bulkOperation(change(o), call, send) }) });
/** A fault that processes some operations in its own way. */
const processing = (info: Info, when: (o: BulkOperation) => boolean, result: (o: BulkOperation, usual: () => BulkResult, say: (response: ServerResponse) => BulkResult) => BulkResult): Fault => ({
  ...info,
  apply: (b) => ({ bulkOperation: (o, call, send) => (when(o) ? result(o, () => b.bulkOperation(o, call, send), (r) => b.bulkResult(o, r, call)) : b.bulkOperation(o, call, send)) }),
});
/** A fault that reads the job in its own way. */
const reading = (info: Info, read: (usual: (body: JsonObject, size?: number) => ReturnType<Behaviour["readBulk"]>, body: JsonObject, size: number) => ReturnType<Behaviour["readBulk"]>): Fault => ({
  ...info,
  apply: (b) => ({ readBulk: (body, size) => read((changed, other) => b.readBulk(changed, other ?? size), body, size) }),
});
const done = (status = 200, body: unknown = {}): ServerResponse => ({ status, headers: [], body });
const operationsIn = (body: JsonObject): unknown[] => (Array.isArray(body["Operations"]) ? (body["Operations"] as unknown[]) : []);

/** What the stores hold, and how to put it back. */
function snapshot(context: Context): () => void {
  const kept = context.types.map((t) => [context.store("main", t.name), new Map(context.store("main", t.name))] as const);
  return () => {
    for (const [store, before] of kept) {
      store.clear();
      for (const [id, resource] of before) store.set(id, resource);
    }
  };
}
const failedIn = (response: ServerResponse): number => ((response.body as Stored)["Operations"] as Stored[]).filter((e) => Number(e["status"]) >= 400).length;
/** A fault that undoes a job. */
const undoes = (info: Info, when: (errors: number, limit: number | null) => boolean): Fault => ({
  ...info,
  apply: (b) => ({
    bulk(request, call, send) {
      const undo = snapshot(call.context);
      const response = b.bulk(request, call, send);
      if (when(failedIn(response), request.failOnErrors)) undo();
      return response;
    },
  }),
});
const limitOf = (info: Info, change: (limit: number | null) => number | null): Fault => ({ ...info, apply: (b) => ({ bulk: (request, call, send) => b.bulk({ ...request, failOnErrors: change(request.failOnErrors) }, call, send) }) });

/** True while a job is processed. */
function whileBulk(b: Behaviour, apply: (inside: () => boolean) => Partial<Behaviour>): Partial<Behaviour> {
  let inside = false;
  return {
    ...apply(() => inside),
    respond(call, next) {
      return b.respond(call, (request: ServerRequest) => {
        inside = request.path === "/Bulk";
        try {
          return next(request);
        } finally {
          inside = false;
        }
      });
    },
  };
}

export const bulkJobFaults: readonly Fault[] = [
  // The request
  reading(should("bulk-request-schema-ignored", "Jobs without the BulkRequest URI are processed", "7644-3.7-bulk-request-schema"), (usual, body) => usual({ ...body, schemas: ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"] })),
  reading(must("bulk-operations-missing-accepted", "A job without Operations is answered with 200", "7644-3.7-operations-required"), (usual, body) => usual({ Operations: [], ...body })),
  onResponse(must("bulk-malformed-answered-200", "A job that is no JSON is answered with 200", "7644-3.7-bulk-error-status"), (r, { request }) => {
    if (request.path === "/Bulk" && r.status === 400 && !request.body.toString("utf8").trim().endsWith("}")) return done(200, { schemas: ["urn:ietf:params:scim:api:messages:2.0:BulkResponse"], Operations: [] });
    return r;
  }),
  operation(must("bulk-method-defaults-to-post", "An operation without method counts as POST", "7644-3.7-op-method-required"), (o) => (o.method === "" ? { ...o, method: "POST" } : o)),
  processing(gray("bulk-get-executed", "GET operations are carried out", "7644-3.7-bulk-ops-methods"), (o) => o.method === "GET", (_o, _usual, say) => say(done())),
  processing(must("bulk-missing-path-500", "An operation without path has the status 500", "7644-3.7-op-path-required"), (o) => o.path === "", (_o, _usual, say) => say(done(500, { schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"], status: "500", detail: "Null reference." }))),
  operation(must("bulk-post-to-resource-creates", "POST to a resource creates another one", "7644-3.7-op-path-required"), (o) => (o.method === "POST" ? { ...o, path: o.path.replace(/^(\/[^/]+)\/.*$/, "$1") } : o)),
  processing(must("bulk-unknown-path-accepted", "Operations on unknown endpoints are skipped with success", "7644-3.7-op-path-required"), (o) => o.path !== "" && !/^\/(Users|Groups|Devices)(\/|$)/.test(o.path), (_o, _usual, say) => say(done())),
  processing(must("bulk-put-without-data-accepted", "PUT without data has the status 200", "7644-3.7-op-data-required"), (o) => o.method === "PUT" && o.data === undefined, (_o, _usual, say) => say(done())),
  processing(must("bulk-without-bulkid-500", "POST without bulkId has the status 500", "7644-3.7-op-bulkid-required-post"), (o) => o.method === "POST" && o.bulkId === null, (_o, _usual, say) => say(done(500, { schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"], status: "500", detail: "Null reference." }))),
  reading(must("bulk-same-bulkid-swallowed", "Of two operations with the same bulkId one is dropped silently", "7644-3.7-op-bulkid-required-post"), (usual, body) => {
    const list = operationsIn(body) as JsonObject[];
    return usual({ ...body, ...(Array.isArray(body["Operations"]) ? { Operations: list.filter((o, i) => o["bulkId"] === undefined || list.findIndex((p) => p["bulkId"] === o["bulkId"]) === i) } : {}) });
  }),

  // Single operations
  processing(must("bulk-patch-wants-bare-array", "PATCH operations take a bare array as data only", "7644-3.7-op-data-required", "7644-3.7-bulk-ops-methods"), (o) => o.method === "PATCH" && o.data !== undefined && !Array.isArray(o.data), (_o, _usual, say) => say(done(400, { schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"], status: "400", detail: "data is not an array." }))),
  processing(must("bulk-delete-without-effect", "DELETE of a Device is reported, but not done", "7644-3.7-bulk-ops-methods"), (o) => o.method === "DELETE" && o.path.startsWith("/Devices/"), (_o, _usual, say) => say(done(204, undefined))),
  processing(must("bulk-put-without-effect", "PUT of a Device is reported, but not done", "7644-3.7-bulk-ops-methods"), (o) => o.method === "PUT" && o.path.startsWith("/Devices/"), (_o, _usual, say) => say(done())),
  processing(must("bulk-groups-not-possible", "Only users can be created in bulk jobs", "7644-3.7-op-path-required", "7644-3.7-bulk-ops-methods"), (o) => o.method === "POST" && o.path !== "/Users", (_o, _usual, say) => say(done(501, { schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"], status: "501", detail: "Only users." }))),
  operation(must("bulk-version-ignored", "version of operations is ignored", "7644-3.7-op-version-optional", "7644-3.7.3-error-codes-per-op"), (o) => ({ ...o, version: null })),
  processing(must("bulk-current-version-refused", "Operations with a version are always refused with 412", "7644-3.7-op-version-optional"), (o) => o.version !== null, (_o, _usual, say) => say(done(412, { schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"], status: "412", detail: "The resource has changed." }))),
  operation(gray("bulk-stale-version-deletes", "DELETE with an old version is carried out", "7644-3.7-op-version-optional"), (o) => (o.method === "DELETE" ? { ...o, version: null } : o)),
  {
    ...gray("bulk-stale-version-409", "An old version has the status 409", "7644-3.7.3-error-codes-per-op"),
    apply: (b) => ({ bulkResult: (o, r, call) => b.bulkResult(o, r.status === 412 ? call.context.behaviour.error(new ScimError(409, "The resource has changed.")) : r, call) }),
  },

  // The job as a whole
  limitOf(must("bulk-failonerrors-defaults-to-one", "Without failOnErrors the job ends at the first error", "7644-3.7-bulk-continue", "7644-3.7.3-continue-below-limit"), (limit) => limit ?? 1),
  limitOf(must("bulk-failonerrors-ignored", "failOnErrors is ignored", "7644-3.7.3-stop-at-limit"), () => null),
  limitOf(must("bulk-failonerrors-always-one", "Any failOnErrors ends the job at the first error", "7644-3.7.3-continue-below-limit"), (limit) => (limit === null ? null : 1)),
  limitOf(gray("bulk-failonerrors-off-by-one", "failOnErrors 2 ends the job at the third error", "7644-3.7.3-stop-at-limit"), (limit) => (limit !== null && limit > 1 ? limit + 1 : limit)),
  undoes(must("bulk-rolls-back", "A job with an error is undone", "7644-3.7-bulk-continue"), (errors, limit) => errors > 0 && limit === null),
  undoes(must("bulk-stop-undoes", "A job that failOnErrors ends is undone", "7644-3.7.3-stop-at-limit"), (errors, limit) => limit === 1 && errors >= limit),
  {
    ...must("bulk-stopped-reported-as-done", "Operations after the end of the job are reported as success", "7644-3.7.3-stop-response-content"),
    apply: (b) => ({
      bulk(request, call, send) {
        const response = b.bulk(request, call, send);
        const list = (response.body as Stored)["Operations"] as Stored[];
        const rest = request.operations.slice(list.length).map((o) => ({ method: o.method, location: `${call.context.baseUrl()}${o.path}`, status: "204" }));
        return { ...response, body: { ...(response.body as Stored), Operations: [...list, ...rest] } };
      },
    }),
  },
  {
    ...must("bulk-stop-without-error", "A job that failOnErrors 1 ends is answered without the error", "7644-3.7.3-stop-response-content"),
    apply: (b) => ({
      bulk(request, call, send) {
        const response = b.bulk(request, call, send);
        if (request.failOnErrors !== 1) return response;
        const list = (response.body as Stored)["Operations"] as Stored[];
        return { ...response, body: { ...(response.body as Stored), Operations: list.filter((e) => Number(e["status"]) < 400) } };
      },
    }),
  },
  {
    ...must("bulk-put-order-reversed", "PUT operations are carried out in reverse order", "7644-3.7-bulk-intent-preserved"),
    apply: (b) => ({
      bulk(request, call, send) {
        const puts = request.operations.filter((o) => o.method === "PUT");
        return b.bulk({ ...request, operations: request.operations.map((o) => (o.method === "PUT" ? (puts.pop() ?? o) : o)) }, call, send);
      },
    }),
  },
  {
    ...must("bulk-deletes-last", "DELETE operations are carried out last", "7644-3.7-bulk-intent-preserved"),
    apply: (b) => ({
      bulk: (request, call, send) => b.bulk(request.failOnErrors === null ? { ...request, operations: [...request.operations.filter((o) => o.method !== "DELETE"), ...request.operations.filter((o) => o.method === "DELETE")] } : request, call, send),
    }),
  },
  {
    ...must("bulk-duplicate-in-job-created", "Both of two users with the same userName are reported as created", "7644-3.7.3-status-code-member"),
    apply: (b) => ({
      bulkResult(o, r, call) {
        const name = (o.data as JsonObject | undefined)?.["userName"];
        const taken = [...call.context.store("main", "User").values()].find((u) => u["userName"] === name);
        if (o.method !== "POST" || r.status !== 409 || !taken) return b.bulkResult(o, r, call);
        return b.bulkResult(o, { status: 201, headers: [["Location", `${call.context.baseUrl()}/Users/${String(taken["id"])}`]], body: taken }, call);
      },
    }),
  },
  { ...must("bulk-unauthenticated", "/Bulk needs no credential", "7644-3.12-status-401", "7643-9.3-restrict-access-need-to-know"), apply: (b) => whileBulk(b, (inside) => ({ authenticate: (request, context) => b.authenticate(request, context) ?? (inside() ? { tenant: "main", mayWrite: true, subject: null } : null) })) },
  { ...must("bulk-skips-authorization", "Any credential may write by /Bulk", "7644-2-map-client-to-policy"), apply: (b) => whileBulk(b, (inside) => ({ mayWrite: (principal) => inside() || b.mayWrite(principal) })) },
];
