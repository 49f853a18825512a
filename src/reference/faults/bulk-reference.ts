/** Faults in the references of bulk jobs, and in its limits. */
import type { BulkRequest } from "../bulk.ts";
import { MAX_OPERATIONS } from "../bulk.ts";
import { referencesIn } from "../bulk-references.ts";
import type { Behaviour } from "../behaviour.ts";
import { isObject, ScimError, type BulkOperation, type Json, type JsonObject } from "../types.ts";
import { faultsOf, onBody, onDocument, type Fault, type Info } from "./fault.ts";

const { must, should, gray } = faultsOf("bulk");

const REPLACED = "7644-3.7.2-bulkid-replaced";

/** A fault that changes the operations of a job before it is processed. */
const rewrites = (info: Info, change: (operations: readonly BulkOperation[]) => readonly BulkOperation[]): Fault => ({ ...info, apply: (b) => ({ bulk: (request, call, send) => b.bulk({ ...request, operations: change(request.operations) }, call, send) }) });
/** A fault that resolves references in its own way. */
const resolves = (info: Info, resolve: (value: Json, usual: (value: Json) => Json, ids: ReadonlyMap<string, string>) => Json): Fault => ({ ...info, apply: (b) => ({ resolveReferences: (value, ids, call) => resolve(value, (v) => b.resolveReferences(v, ids, call), ids) }) });

/** Members of a group without those that refer to a bulkId. */
function withoutMembers(operation: BulkOperation, drop: (bulkId: string) => boolean): BulkOperation {
  const { data } = operation;
  if (!isObject(data) || !Array.isArray(data["members"])) return operation;
  return { ...operation, data: { ...data, members: (data["members"] as Json[]).filter((m) => !referencesIn(m).some(drop)) } };
}
/** Data whose references lead nowhere. */
const renamed = (data: Json | undefined): Json | undefined => (data === undefined ? undefined : (JSON.parse(JSON.stringify(data).replaceAll('"bulkId:', '"bulkId:unknown-')) as Json));
/** The bulkIds that an operation of the list creates from a place on. */
const createdFrom = (operations: readonly BulkOperation[], from: number): ReadonlySet<string> => new Set(operations.slice(from).flatMap((o) => (o.method === "POST" && o.bulkId !== null ? [o.bulkId] : [])));
/** True for an operation of a circle of two. */
const circular = (operation: BulkOperation, operations: readonly BulkOperation[]): boolean =>
  operation.bulkId !== null && operations.some((o) => o.bulkId !== null && referencesIn(operation.data).includes(o.bulkId) && referencesIn(o.data).includes(operation.bulkId ?? ""));
/** A fault that answers for circles in its own way. */
const circles = (info: Info, refuse: () => ScimError): Fault => ({
  ...info,
  apply: (b) => {
    let request: BulkRequest = { failOnErrors: null, operations: [] };
    return {
      bulk(job, call, send) {
        request = job;
        return b.bulk(job, call, send);
      },
      bulkOperation(o, call, send) {
        const own = request.operations.find((x) => x.bulkId !== null && x.bulkId === o.bulkId);
        return own && circular(own, request.operations) ? b.bulkResult(o, call.context.behaviour.error(refuse()), call) : b.bulkOperation(o, call, send);
      },
    };
  },
});
const withoutUrns = (o: BulkOperation): BulkOperation => ({ ...o, ...(isObject(o.data) ? { data: Object.fromEntries(Object.entries(o.data).filter(([k]) => !k.startsWith("urn:"))) } : {}) });
/** References that no operation of the job creates. */
const unresolved = (info: Info, change: (b: Behaviour) => Partial<Behaviour>): Fault => ({ ...info, apply: change });

const limits = (info: Info, change: (bulk: Record<string, Json>) => void): Fault => onDocument(info, "ServiceProviderConfig", (document) => {
  const bulk = { ...(document["bulk"] as JsonObject) } as Record<string, Json>;
  change(bulk);
  document["bulk"] = bulk;
});

export const bulkReferenceFaults: readonly Fault[] = [
  resolves(must("bulk-references-unknown", "References are not resolved", REPLACED), (value) => value),
  rewrites(must("bulk-member-reference-dropped", "Members that are references are left out", REPLACED), (list) => list.map((o) => (o.method === "POST" ? withoutMembers(o, () => true) : o))),
  {
    ...must("bulk-references-in-post-only", "References in PATCH and PUT are not resolved", REPLACED),
    // What Job resolves before an operation is sent is undone for PATCH and PUT: they fail as unknown references do.
    apply: (b) => ({ bulk: (request, call, send) => b.bulk({ ...request, operations: request.operations.map((o) => (o.method === "PATCH" || o.method === "PUT" ? { ...o, data: renamed(o.data) } : o)) }, call, send) }),
  },
  rewrites(gray("bulk-forward-reference-refused", "References to later operations are refused with 409", REPLACED), (list) =>
    list.map((o, i) => (referencesIn(o.data).some((name) => createdFrom(list, i + 1).has(name)) ? { ...o, data: renamed(o.data) } : o))),
  rewrites(must("bulk-forward-reference-dropped", "References to later operations are left out", REPLACED), (list) => list.map((o, i) => (circular(o, list) ? o : withoutMembers(o, (name) => createdFrom(list, i + 1).has(name))))),
  {
    ...must("bulk-extension-reference-kept", "References in extensions are stored as they are", "7644-3.7.2-bulkid-in-extensions"),
    apply: (b) => ({
      resolveReferences(value, ids, call) {
        const resolved = b.resolveReferences(value, ids, call);
        if (!isObject(value) || !isObject(resolved)) return resolved;
        return { ...resolved, ...Object.fromEntries(Object.entries(value).filter(([k]) => k.startsWith("urn:"))) };
      },
      checkBulkOperation: (o) => b.checkBulkOperation(withoutUrns(o)),
    }),
  },
  rewrites(must("bulk-extension-reference-dropped", "Extensions with references are left out", "7644-3.7.2-bulkid-in-extensions"), (list) => list.map((o) => (isObject(o.data) && Object.entries(o.data).some(([k, v]) => k.startsWith("urn:") && referencesIn(v).length > 0) ? withoutUrns(o) : o))),
  circles(must("bulk-circle-500", "Circular references have the status 500", "7644-3.7.1-circular-try"), () => new ScimError(500, "Stack overflow.")),
  circles(gray("bulk-circle-400", "Circular references have the status 400", "7644-3.7.1-circular-409"), () => new ScimError(400, "Circular reference.", "invalidValue")),
  rewrites(must("bulk-circle-half", "Of circular references only one is kept", "7644-3.7.1-circular-try"), (list) => list.map((o, i) => (circular(o, list) && i === 0 ? withoutMembers(o, () => true) : o))),
  unresolved(must("bulk-unknown-reference-stored", "References that cannot be resolved are stored as they are", REPLACED), (b) => ({
    checkBulkOperation: (o) => b.checkBulkOperation(withoutMembers(o, () => true)),
    checkReferences: (resource, type, call) => b.checkReferences(Array.isArray(resource["members"]) ? { ...resource, members: (resource["members"] as Json[]).filter((m) => referencesIn(m).length === 0) } : resource, type, call),
  })),
  unresolved(gray("bulk-unknown-reference-dropped", "References that cannot be resolved are left out", REPLACED), (b) => ({
    bulkOperation: (o, call, send) => b.bulkOperation(withoutMembers(o, () => true), call, send),
  })),
  unresolved(must("bulk-unknown-reference-500", "References that cannot be resolved have the status 500", REPLACED), (b) => ({
    checkBulkOperation(o) {
      if (referencesIn(o.data).length > 0) throw new ScimError(500, "No such key.");
      b.checkBulkOperation(o);
    },
  })),
  resolves(should("bulk-reference-without-prefix", "Values equal to a bulkId are taken for references", "7644-3.7.2-bulkid-prefix"), (value, usual, ids) => {
    const plain = (v: Json): Json => {
      if (typeof v === "string") return ids.get(v) ?? v;
      if (Array.isArray(v)) return (v as Json[]).map(plain);
      return isObject(v) ? Object.fromEntries(Object.entries(v).map(([k, inner]) => [k, plain(inner)])) : v;
    };
    return plain(usual(value));
  }),
  {
    ...must("bulk-id-reserved-word", "Ids of Devices begin with bulkId", "7643-3.1-id-no-bulkid"),
    apply: (b) => ({ newId: (type, context) => `${type.name === "Device" ? "bulkId-" : ""}${b.newId(type, context)}` }),
  },

  // Limits
  limits(must("bulk-limits-missing", "The configuration has no limits", "7643-5-bulk-max-operations-required", "7643-5-bulk-max-payload-size-required", "7644-3.7.4-limits-defined"), (bulk) => {
    delete bulk["maxOperations"];
    delete bulk["maxPayloadSize"];
  }),
  limits(must("bulk-limits-text", "The limits are strings", "7643-5-bulk-max-operations-required", "7643-5-bulk-max-payload-size-required"), (bulk) => void Object.assign(bulk, { maxOperations: "50", maxPayloadSize: "262144" })),
  limits(gray("bulk-limit-zero", "maxOperations is 0 although bulk is supported", "7644-3.7.4-limits-defined"), (bulk) => void (bulk["maxOperations"] = 0)),
  limits(gray("bulk-payload-limit-tiny", "maxPayloadSize is 10 although bulk is supported", "7644-3.7.4-limits-defined"), (bulk) => void (bulk["maxPayloadSize"] = 10)),
  { ...must("bulk-limit-not-enforced", "More operations than maxOperations are processed", "7644-3.7.4-limit-413"), apply: (b) => ({ readBulk: (body, size) => withoutCount(b, body, size) }) },
  { ...must("bulk-payload-limit-not-enforced", "More bytes than maxPayloadSize are processed", "7644-3.7.4-limit-413"), apply: (b) => ({ readBulk: (body) => b.readBulk(body, 0) }) },
  onBody(must("bulk-limit-400", "Too many operations are answered with 400 tooMany", "7644-3.7.4-limit-413", "7644-3.12-status-413"), (r, c) => r.status === 413 && c.request.path === "/Bulk", (body, _c, r) => {
    if (!String(body["detail"]).includes("maxOperations")) return;
    r.status = 400;
    Object.assign(body, { status: "400", scimType: "tooMany" });
  }),
  onBody(should("bulk-limit-unnamed", "413 does not say which limit was exceeded", "7644-3.7.4-limit-named", "7644-3.12-status-413"), (r, c) => r.status === 413 && c.request.path === "/Bulk", (body) => void (String(body["detail"]).includes("maxOperations") && (body["detail"] = "Too large."))),
  onBody(should("bulk-payload-limit-unnamed", "413 for the size does not name the limit", "7644-3.7.4-limit-named", "7644-3.12-status-413"), (r, c) => r.status === 413 && c.request.path === "/Bulk", (body) => void (String(body["detail"]).includes("maxPayloadSize") && (body["detail"] = "Too large."))),
  {
    ...must("bulk-limit-off-by-one", "A job with exactly maxOperations is refused", "7643-5-bulk-max-operations-required"),
    apply: (b) => ({
      readBulk(body, size) {
        const job = b.readBulk(body, size);
        if (job.operations.length === MAX_OPERATIONS) throw new ScimError(413, `The number of operations exceeds maxOperations (${MAX_OPERATIONS}).`);
        return job;
      },
    }),
  },
  {
    ...gray("bulk-limit-partly-executed", "Of too many operations the first are carried out before 413", "7644-3.7.4-limit-413"),
    apply: (b) => ({
      readBulk: (body, size) => withoutCount(b, body, size),
      bulk(request, call, send) {
        const response = b.bulk({ ...request, operations: request.operations.slice(0, MAX_OPERATIONS) }, call, send);
        if (request.operations.length <= MAX_OPERATIONS) return response;
        throw new ScimError(413, `The number of operations exceeds maxOperations (${MAX_OPERATIONS}).`);
      },
    }),
  },
];

/** Reads a job of any length. */
function withoutCount(b: Behaviour, body: JsonObject, size: number): BulkRequest {
  const list = body["Operations"];
  if (!Array.isArray(list) || list.length <= MAX_OPERATIONS) return b.readBulk(body, size);
  const head = b.readBulk({ ...body, Operations: (list as Json[]).slice(0, MAX_OPERATIONS) }, size);
  const tail = b.readBulk({ ...body, Operations: (list as Json[]).slice(MAX_OPERATIONS) }, size);
  return { ...head, operations: [...head.operations, ...tail.operations] };
}
