/** Faults of bulk answers: their envelope and their results. How a job is carried out: bulk-job.ts, bulk-reference.ts. */
import type { Call } from "../behaviour.ts";
import { ScimError, type BulkOperation, type Json, type JsonObject, type ServerResponse, type Stored } from "../types.ts";
import { faultsOf, onDocument, onResponse, type Fault, type Info } from "./fault.ts";

const { must, should, gray } = faultsOf("bulk");

interface Reported {
  readonly operation: BulkOperation;
  readonly response: ServerResponse;
  readonly call: Call;
}

/** A fault that alters results. */
const onEntry = (info: Info, change: (entry: Stored, reported: Reported) => void): Fault => ({
  ...info,
  apply: (b) => ({
    bulkResult(operation, response, call) {
      const result = b.bulkResult(operation, response, call);
      const entry = { ...result.entry };
      change(entry, { operation, response, call });
      return { ...result, entry };
    },
  }),
});

/** A fault that alters the answer to a processed job. */
const onJob = (info: Info, change: (body: Stored, response: ServerResponse, sent: JsonObject) => void): Fault =>
  onResponse(info, (response, { request }) => {
    if (request.path !== "/Bulk" || response.status !== 200) return;
    const body = structuredClone(response.body) as Stored;
    response.body = body;
    change(body, response, JSON.parse(request.body.toString("utf8")) as JsonObject);
  });

const entries = (body: Stored): Stored[] => body["Operations"] as Stored[];
const failed = (response: ServerResponse): boolean => response.status >= 400;
const withoutBulk = (document: Stored): void => void (document["bulk"] = { ...(document["bulk"] as JsonObject), supported: false });

/** A fault that alters one answer to POST /Bulk as well as what the configuration says of bulk. */
const undeclared = (info: Info, answer: (response: ServerResponse, path: string) => ServerResponse | void): Fault => ({
  ...info,
  apply: (b) => {
    const document = onDocument(info, "ServiceProviderConfig", withoutBulk).apply(b);
    return onResponse(info, (response, { request }) => answer(response, request.path)).apply({ ...b, ...document });
  },
});

const NOT_FOUND: ServerResponse = { status: 404, headers: [["Content-Type", "text/plain"]], body: "404 page not found\n" };

export const bulkAnswerFaults: readonly Fault[] = [
  // Whether there is bulk at all
  onResponse(must("bulk-declared-but-missing", "bulk is declared, but /Bulk answers 404", "7644-3.7-bulk-optional"), (r, { request, context }) => (request.path === "/Bulk" && r.status !== 401 ? context.behaviour.error(new ScimError(404, "There is nothing at /Bulk.")) : r)),
  undeclared(should("unimplemented-endpoint-404", "Unsupported /Me and /Bulk answer a bare 404", "7644-3.11-me-501", "7644-3.12-status-501"), (r, path) => (path === "/Bulk" || path === "/Me" ? { ...NOT_FOUND } : r)),
  undeclared(gray("bulk-unsupported-pretends", "bulk is declared as not supported; /Bulk answers 200 with failed operations", "7644-3.7-bulk-optional"), (r, path) => {
    if (path === "/Bulk" && r.status === 200) for (const entry of entries(r.body as Stored)) Object.assign(entry, { status: "501", response: { schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"], status: "501", detail: "Not supported." } });
  }),

  // The envelope
  onJob(must("bulk-answers-207", "Jobs are answered with 207", "7644-3.7-bulk-200"), (_b, r) => void (r.status = 207)),
  onJob(must("bulk-all-failed-400", "A job is answered with 400 if all operations fail", "7644-3.7-bulk-200"), (b, r) => {
    if (entries(b).length > 0 && entries(b).every((e) => Number(e["status"]) >= 400)) Object.assign(r, { status: 400, body: { schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"], status: "400", detail: "All operations failed." } });
  }),
  onJob(must("bulk-response-schema-missing", "The answer does not name BulkResponse", "7644-3.7-bulk-response-schema"), (b) => void delete b["schemas"]),
  onJob(must("bulk-response-results-renamed", "The answer to a job without success has Resources instead of Operations", "7644-3.7-operations-required"), (b) => {
    if (entries(b).some((e) => Number(e["status"]) < 300)) return;
    b["Resources"] = b["Operations"] as Json;
    delete b["Operations"];
  }),
  onJob(must("bulk-echoes-failonerrors", "The answer repeats failOnErrors", "7644-3.7-failonerrors-not-in-response"), (b, _r, sent) => void (sent["failOnErrors"] !== undefined && (b["failOnErrors"] = sent["failOnErrors"]))),

  // Results
  onJob(must("bulk-failed-results-omitted", "Results of failed POST operations are left out", "7644-3.7.3-all-processed-reported"), (b) => void (b["Operations"] = entries(b).filter((e) => e["method"] !== "POST" || Number(e["status"]) < 400))),
  onEntry(must("bulk-method-not-returned", "Results of DELETE have no method", "7644-3.7-op-method-required", "7644-3.7-bulk-shared-attributes"), (e) => void (e["method"] === "DELETE" && delete e["method"])),
  onEntry(must("bulk-bulkid-lost-on-failure", "Results of failed POST operations have no bulkId", "7644-3.7-bulkid-returned"), (e, { response }) => void (failed(response) && delete e["bulkId"])),
  onEntry(must("bulk-bulkid-lower-cased", "bulkId is returned in lower case", "7644-3.7-bulkid-returned"), (e) => void (typeof e["bulkId"] === "string" && (e["bulkId"] = e["bulkId"].toLowerCase()))),
  onEntry(should("bulk-status-object", "status is an object with a code", "7644-3.7-op-status", "7644-3.7.3-status-code-member"), (e) => void (e["status"] = { code: e["status"] as Json })),
  onEntry(gray("bulk-status-number", "status is a number", "7644-3.7-op-status"), (e) => void (e["status"] = Number(e["status"]))),
  onEntry(must("bulk-status-missing", "A DELETE of an unknown resource has no status", "7644-3.7-op-status"), (e) => void (e["method"] === "DELETE" && Number(e["status"]) === 404 && delete e["status"])),
  onEntry(must("bulk-invalid-operation-reported-ok", "A POST without a required attribute is reported as success", "7644-3.7-op-response-required-on-error", "7644-3.7.3-all-processed-reported", "7644-3.7.3-status-code-member"), (e, { response, operation, call }) => {
    if (operation.method !== "POST" || operation.path !== "/Users" || response.status !== 400 || typeof (operation.data as JsonObject | undefined)?.["schemas"] === "undefined") return;
    delete e["response"];
    Object.assign(e, { status: "201", location: `${call.context.baseUrl()}/Users/none` });
  }),
  onEntry(should("bulk-post-status-200", "A successful POST has the status 200", "7644-3.7.3-status-code-member"), (e) => void (e["status"] === "201" && (e["status"] = "200"))),
  onEntry(must("bulk-unknown-removed", "DELETE of an unknown resource has the status 204", "7644-3.7.3-error-codes-per-op"), (e, { operation, response }) => {
    if (operation.method !== "DELETE" || response.status !== 404) return;
    delete e["response"];
    e["status"] = "204";
  }),
  onEntry(must("bulk-error-without-response", "Failed operations have no response", "7644-3.7-op-response-required-on-error"), (e) => void delete e["response"]),
  onEntry(gray("bulk-error-inline", "The members of the error stand beside status", "7644-3.7-op-response-required-on-error", "7644-3.7-op-status-error-detail"), (e, { response }) => {
    if (!failed(response)) return;
    const { status: _status, ...error } = e["response"] as Stored;
    delete e["response"];
    Object.assign(e, error);
  }),
  onEntry(must("bulk-error-other-form", "The response of a failed operation is no SCIM Error", "7644-3.7-op-status-error-detail"), (e, { response }) => void (failed(response) && (e["response"] = { detail: "Failed.", code: response.status }))),
  onEntry(must("bulk-error-status-differs", "The error inside always says 500", "7644-3.7-op-status-error-detail"), (e, { response }) => void (failed(response) && (e["response"] = { ...(e["response"] as JsonObject), status: "500" }))),
  onEntry(gray("bulk-error-without-detail", "The error of a failed operation has no detail", "7644-3.7.3-status-description"), (e, { response }) => {
    if (failed(response)) e["response"] = Object.fromEntries(Object.entries(e["response"] as JsonObject).filter(([k]) => k !== "detail"));
  }),
  onEntry(must("bulk-success-response-wrong", "The response of a successful POST is what the client sent", "7644-3.7-op-response-optional-on-success"), (e, { operation, response }) => void (operation.method === "POST" && !failed(response) && (e["response"] = operation.data ?? null))),
  onEntry(must("bulk-result-version-wrong", "Results have the version that the client sent", "7644-3.7-op-version-optional"), (e, { operation }) => void (operation.version !== null && e["version"] !== undefined && (e["version"] = operation.version))),

  // Locations
  onEntry(must("bulk-location-missing", "Results of successful operations have no location", "7644-3.7-op-location-required", "7644-3.7.3-location-in-results"), (e, { response }) => void (!failed(response) && delete e["location"])),
  onEntry(must("bulk-location-of-collection", "The location of PUT is that of the collection", "7644-3.7.3-location-in-results"), (e) => void (e["method"] === "PUT" && typeof e["location"] === "string" && (e["location"] = e["location"].replace(/\/[^/]+$/, "")))),
  onEntry(must("bulk-put-location-missing", "Results of PUT have no location", "7644-3.7-op-location-required", "7644-3.7.3-location-in-results"), (e) => void (e["method"] === "PUT" && delete e["location"])),
  onEntry(must("bulk-failed-put-location-missing", "A failed operation on an existing resource has no location", "7644-3.7-op-location-required"), (e, { response }) => void (failed(response) && response.status !== 404 && delete e["location"])),
  onEntry(gray("bulk-remove-location-missing", "A successful DELETE has no location", "7644-3.7-op-location-required"), (e) => void (e["status"] === "204" && delete e["location"])),
  onEntry(gray("bulk-unknown-location-missing", "An operation on an unknown resource has no location", "7644-3.7-op-location-required"), (e) => void (e["status"] === "404" && delete e["location"])),
  onEntry(gray("bulk-failed-post-location", "A failed POST has a location", "7644-3.7-op-location-required"), (e, { response, operation, call }) => void (failed(response) && operation.method === "POST" && (e["location"] = `${call.context.baseUrl()}${operation.path}`))),
];
