/** Bulk requests (RFC 7644 section 3.7). */
import type { Call } from "./behaviour.ts";
import { Job } from "./bulk-job.ts";
import { referencesIn } from "./bulk-references.ts";
import { isObject, ScimError, type BulkOperation, type Headers, type Json, type JsonObject, type ServerRequest, type ServerResponse } from "./types.ts";
import { givenMember, requireSchema, syntax } from "./message.ts";

const REQUEST_SCHEMA = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";
const RESPONSE_SCHEMA = "urn:ietf:params:scim:api:messages:2.0:BulkResponse";
const METHODS = ["POST", "PUT", "PATCH", "DELETE"];
export const MAX_OPERATIONS = 50;
/** In bytes. */
export const MAX_PAYLOAD = 262_144;

/** The endpoint of a type, or a resource below one. */
const RESOURCE_PATH = /^\/(?!(Bulk|Me|\.search)$)[^/?#]+(\/[^/?#]+)?$/;


/** A BulkRequest, validated in form. */
export interface BulkRequest {
  readonly failOnErrors: number | null;
  readonly operations: readonly BulkOperation[];
}

/** One entry of the BulkResponse, with what later operations need. */
export interface BulkResult {
  readonly entry: Record<string, Json>;
  readonly failed: boolean;
  /** Id of the resource that a POST created. */
  readonly id: string | null;
}

function text(raw: JsonObject, name: string): string | null {
  const value = givenMember(raw, name);
  if (value !== undefined && typeof value !== "string") throw syntax(`${name} of a bulk operation is not a string.`);
  return value ?? null;
}

function readOperation(raw: Json): BulkOperation {
  if (!isObject(raw)) throw syntax("A bulk operation is not an object.");
  return { method: (text(raw, "method") ?? "").toUpperCase(), path: text(raw, "path") ?? "", bulkId: text(raw, "bulkId"), version: text(raw, "version"), data: givenMember(raw, "data") };
}

/** Reads a BulkRequest; throws 400 for a malformed one and 413 for one above a limit. */
export function readBulk(body: JsonObject, size: number): BulkRequest {
  requireSchema(body, REQUEST_SCHEMA);
  const operations = givenMember(body, "Operations");
  if (!Array.isArray(operations)) throw syntax("Operations is not an array.");
  if (size > MAX_PAYLOAD) throw new ScimError(413, `The size of the bulk operation exceeds the maxPayloadSize (${MAX_PAYLOAD}).`);
  if (operations.length > MAX_OPERATIONS) throw new ScimError(413, `The number of operations exceeds maxOperations (${MAX_OPERATIONS}).`);
  const failOnErrors = givenMember(body, "failOnErrors");
  if (failOnErrors !== undefined && (typeof failOnErrors !== "number" || !Number.isInteger(failOnErrors) || failOnErrors < 1)) throw new ScimError(400, "failOnErrors is not a positive integer.", "invalidValue");
  const list = (operations as Json[]).map(readOperation);
  const ids = list.flatMap((o) => (o.method === "POST" && o.bulkId !== null ? [o.bulkId] : []));
  if (new Set(ids).size !== ids.length) throw new ScimError(400, "Two operations have the same bulkId.", "invalidValue");
  return { failOnErrors: failOnErrors ?? null, operations: list };
}

function isDecodable(path: string): boolean {
  try {
    return decodeURIComponent(path) !== "";
  } catch {
    return false;
  }
}

/** Throws 400 for an operation that lacks what its method needs (RFC 7644 section 3.7). */
export function checkOperation(operation: BulkOperation): void {
  const { method, path, bulkId, data } = operation;
  if (!METHODS.includes(method)) throw syntax(`${method || "Nothing"} is no method of a bulk operation.`);
  if (!RESOURCE_PATH.test(path)) throw syntax("path is not that of a resource type or of a resource.");
  if (method === "POST" && bulkId === null) throw syntax("POST needs a bulkId.");
  if (!isDecodable(path)) throw syntax("path is not percent-encoded correctly.");
  if ((method === "POST") !== (path.split("/").length === 2)) throw syntax(`${method} does not fit the path ${path}.`);
  if (method !== "DELETE" && !isObject(data)) throw syntax(`${method} needs data.`);
  const [unknown] = [...referencesIn(data), ...referencesIn(path.split("/")[2])];
  if (unknown !== undefined) throw new ScimError(409, `No operation of this job has created ${unknown}.`);
}

/** One operation as a request of its own. */
function toRequest(operation: BulkOperation, original: ServerRequest): ServerRequest {
  const { authorization } = original.headers;
  const headers = { ...(authorization === undefined ? {} : { authorization }), "content-type": "application/scim+json", ...(operation.version === null ? {} : { "if-match": operation.version }) };
  return {
    method: operation.method,
    path: decodeURIComponent(operation.path),
    target: operation.path,
    query: new URLSearchParams(),
    headers,
    body: Buffer.from(operation.data === undefined ? "" : JSON.stringify(operation.data)),
  };
}

const headerOf = (headers: Headers, name: string): string | undefined => headers.find(([n]) => n.toLowerCase() === name)?.[1];

/** The entry of the response for one operation. */
export function toResult(operation: BulkOperation, response: ServerResponse, call: Call): BulkResult {
  const body = response.body;
  const failed = response.status >= 400;
  const id = !failed && operation.method === "POST" && isObject(body) ? String(body["id"]) : null;
  const named = /^\/[^/?#]+\/(?!bulkId:)[^/?#]+$/.test(operation.path) ? `${call.context.baseUrl()}${operation.path}` : undefined;
  const own = operation.method === "POST" ? headerOf(response.headers, "location") : named;
  const version = failed ? undefined : headerOf(response.headers, "etag");
  return {
    failed,
    id,
    entry: {
      method: operation.method,
      ...(operation.bulkId === null ? {} : { bulkId: operation.bulkId }),
      ...(version === undefined ? {} : { version }),
      ...(own === undefined || (failed && operation.method === "POST") ? {} : { location: own }),
      status: String(response.status),
      ...(failed ? { response: body as Json } : {}),
    },
  };
}

/** Processes one operation by what processes single requests; its refusal is its result. */
export function runOperation(operation: BulkOperation, call: Call, send: (request: ServerRequest) => ServerResponse): BulkResult {
  const { behaviour } = call.context;
  try {
    behaviour.checkBulkOperation(operation);
    return behaviour.bulkResult(operation, send(toRequest(operation, call.request)), call);
  } catch (error) {
    if (!(error instanceof ScimError)) throw error;
    return behaviour.bulkResult(operation, behaviour.error(error), call);
  }
}

/** Answers a BulkRequest. `send` handles one operation as if it had come alone. */
export function bulk(request: BulkRequest, call: Call, send: (request: ServerRequest) => ServerResponse): ServerResponse {
  const { behaviour } = call.context;
  const results = new Job(request, call, (operation) => behaviour.bulkOperation(operation, call, send)).results();
  return { status: 200, headers: [["Content-Type", "application/scim+json"]], body: { schemas: [RESPONSE_SCHEMA], Operations: results.map((r) => r.entry) } };
}
