/** The checks of the sample run that found something, or could not. */
import type { Outcome } from "../../src/model/expectation.ts";
import type { CheckResult, Finding } from "../../src/model/run.ts";
import { HOSTILE } from "./sample-exchanges.ts";
import { levelOf } from "./sample-requirements.ts";

/** What differs between the checks of the sample; the rest is filled in. */
export interface Spec extends Partial<Omit<CheckResult, "id" | "outcome" | "requirements" | "findings">> {
  readonly id: string;
  readonly outcome: Outcome;
  readonly title: string;
  readonly verifies: readonly string[];
  readonly held?: number;
  readonly observations?: readonly string[];
  readonly findings?: readonly (Omit<Finding, "severity"> & { readonly severity?: Finding["severity"] })[];
}

function expectationsOf(spec: Spec, findings: readonly Finding[]): CheckResult["expectations"] {
  const requirement = spec.verifies[0] ?? "";
  const judged = spec.outcome === "pass" || spec.outcome === "fail" || spec.outcome === "warn";
  const held = Array.from({ length: spec.held ?? (judged ? 2 : 0) }, () => ({ requirement, ok: true, message: "as expected", expected: 200, actual: 200 }));
  const seen = (spec.observations ?? []).map((message) => ({ requirement, ok: true, observation: true, message, expected: null, actual: null }));
  return [...held, ...seen, ...findings.map(({ severity: _severity, ...finding }) => ({ ...finding, ok: false }))];
}

/** A check result from what is special about it. */
export function sampleCheck(spec: Spec): CheckResult {
  const { verifies, held: _held, observations: _seen, findings: given = [], ...rest } = spec;
  const findings = given.map((f) => ({ severity: spec.outcome === "warn" ? ("warn" as const) : ("fail" as const), ...f }));
  const end = spec.outcome === "skip" || spec.outcome === "blocked" || spec.outcome === "error" ? spec.outcome : "ran";
  return {
    failureTitle: `Not so: ${spec.title}`,
    suite: spec.id.split("/")[0] ?? "",
    kind: "check",
    remedy: "Compare the answer with the section of the RFC that the requirement names.",
    detects: ["create-returns-200"],
    after: [],
    blockedBy: [],
    instances: [{ instance: "", end, durationMs: 24, outcome: spec.outcome, ...(spec.reason ? { reason: spec.reason } : {}) }],
    requirements: verifies.map((id) => ({ id, level: levelOf(id), outcome: findings.length > 0 && !findings.some((f) => f.requirement === id) ? "pass" : spec.outcome })),
    expectations: expectationsOf(spec, findings),
    exchanges: [...new Set(findings.flatMap((f) => (f.exchange ? [f.exchange] : [])))],
    durationMs: 240,
    ...rest,
    findings,
  };
}

const MAIL = (kind: string) => ({ value: `barbara.${kind}@example.com`, type: kind });

const FAILING: readonly Spec[] = [
  {
    id: "create/group", outcome: "fail", title: "Creating a group answers 201", failureTitle: "Creating a group fails", verifies: ["7644-3.3-create-201"], held: 0,
    remedy: "Answer a valid POST to /Groups with 201 Created. A group needs no members: only displayName is required.",
    detects: ["create-empty-group-rejected"],
    findings: [{ requirement: "7644-3.3-create-201", message: "POST /Groups is answered with 500; expected status 201", expected: "status 201", actual: 500, exchange: "x3", pointer: "status", instance: "Group" }],
    instances: [{ instance: "Group", end: "ran", durationMs: 2140, outcome: "fail" }],
  },
  {
    id: "create/user", outcome: "fail", title: "Creating a user answers 201 with a Location header", failureTitle: "The answer to a creation has no Location header",
    verifies: ["7644-3.3-create-201", "7644-3.3-create-location-header", "7644-3.3-create-meta-location"], held: 6, detects: ["create-location-header-differs-from-meta", "create-returns-200"],
    remedy: "Send the absolute URI of the new resource in the Location header, and the same URI in meta.location.",
    instances: [{ instance: "User", end: "ran", durationMs: 61, outcome: "fail" }],
    findings: [
      { requirement: "7644-3.3-create-location-header", message: "header Location of POST /Users is nothing; expected an absolute URI", expected: "an absolute URI", actual: "(absent)", exchange: "x2", pointer: "header:Location", instance: "User" },
      { requirement: "7644-3.3-create-meta-location", message: 'meta.location is "/Users/2819c223-7f76-453a-919d-413861904646"; expected the value of the Location header', expected: "the value of the Location header", actual: "/Users/2819c223-7f76-453a-919d-413861904646", exchange: "x2", pointer: "/meta/location", instance: "User" },
    ],
  },
  {
    id: "patch/remove-by-value-filter", outcome: "fail", title: "PATCH remove with a value filter deletes only the matching values", failureTitle: "PATCH remove with a value filter deletes the wrong values",
    verifies: ["7644-3.5.2.2-remove-multi-value-filter", "7644-3.5.2-success-200-or-204"], held: 3, detects: ["patch-remove-value-filter-ignored"], after: ["create/user"],
    remedy: "Evaluate the filter in brackets against each value; delete those that match and keep the rest.",
    findings: [{ requirement: "7644-3.5.2.2-remove-multi-value-filter", message: "/emails is [] after the removal; expected the home address to remain", expected: [MAIL("home")], actual: [], exchange: "x6", pointer: "/emails" }],
    exchanges: ["x5", "x6"],
  },
  {
    id: "read/unknown-id", outcome: "fail", title: "Reading an unknown id answers 404 with a SCIM error", failureTitle: "The error for an unknown id is not a SCIM error message",
    verifies: ["7644-3.12-error-body-json", "7644-3.12-error-schema-uri"], detects: ["error-wrapped-in-envelope"], remedy: "Put schemas, status and detail at the root of the body, without an envelope.",
    findings: [{ requirement: "7644-3.12-error-schema-uri", message: `/schemas of GET /Users/{id} is nothing; expected the Error URN. The server said: ${HOSTILE}`, expected: ["urn:ietf:params:scim:api:messages:2.0:Error"], actual: "(absent)", exchange: "x4", pointer: "/schemas", instance: "User" }],
  },
  {
    id: "filter/special-characters", outcome: "fail", title: "A filter value with quotes and backslashes is understood", failureTitle: "A filter with an escaped quote returns resources that do not match",
    verifies: ["7644-3.4.2.2-abnf-compvalue", "7644-3.4.2.2-only-matching-returned"], detects: ["filter-escaped-quote-not-decoded"], remedy: "Parse the comparison value as a JSON string: \\\" is a quote, \\\\ a backslash.",
    findings: [{ requirement: "7644-3.4.2.2-only-matching-returned", message: `Resources/41 does not match the filter: userName is "scimspec-7f3a-create-user-1@example.com"`, expected: "no resource whose userName differs from a\"b\\c", actual: HOSTILE + " " + "long ".repeat(600), exchange: "x8", pointer: "/Resources/41/userName" }],
  },
  {
    id: "etag/stale-if-match", outcome: "fail", flaky: true, title: "A write with a stale If-Match is refused with 412", failureTitle: "A write with a stale If-Match is carried out",
    verifies: ["7644-3.12-status-412", "7644-3.14-etag-changes"], detects: ["etag-if-match-ignored"], remedy: "Compare If-Match with the current version before any write; answer 412 if it differs. Otherwise two clients overwrite each other.",
    findings: [{ requirement: "7644-3.12-status-412", message: "PUT /Users/u9 with a stale If-Match is answered with 200; expected status 412", expected: "status 412", actual: 200, exchange: "x10", pointer: "status", instance: "User" }],
  },
  {
    id: "errors/malformed-json", outcome: "fail", title: "A body that is not JSON is refused with invalidSyntax", failureTitle: "The error for malformed JSON is wrong",
    verifies: ["7644-3.12-type-invalidsyntax", "7644-3.12-error-status-string"], detects: ["error-status-is-number"], remedy: "Write the HTTP status in the body as a JSON string.",
    findings: [{ requirement: "7644-3.12-error-status-string", message: "/status of POST /Users is 400; expected a string", expected: "a string", actual: 400, exchange: "x11", pointer: "/status" }],
  },
];

const WARNING: readonly Spec[] = [
  {
    id: "discovery/filter-refused", outcome: "warn", title: "A filter on a discovery endpoint is refused with 403", failureTitle: "A filter on a discovery endpoint is not refused", verifies: ["7644-4-filter-403"],
    findings: [{ requirement: "7644-4-filter-403", message: "GET /Schemas?filter= is answered with 200; expected status 403", expected: "status 403", actual: 200, exchange: "x14", pointer: "status" }],
  },
  {
    id: "patch/operations-are-atomic", outcome: "warn", title: "A PATCH that fails halfway changes nothing", failureTitle: "A PATCH that failed halfway looks different afterwards", verifies: ["7644-3.5.2-atomic", "7644-3.5.2-patch-op-values"],
    findings: [{ requirement: "7644-3.5.2-patch-op-values", code: "patch/op-case", message: 'op "Replace" is refused; clients in the field send it with a capital letter', expected: "either case", actual: "refused", exchange: "x7", pointer: "/detail" }],
  },
  {
    id: "pagination/count-zero", outcome: "warn", flaky: true, title: "count=0 returns no resources", failureTitle: "count=0 returns resources", verifies: ["7644-3.4.2.4-count-zero"], detects: ["pagination-count-zero-returns-all"],
    findings: [{ requirement: "7644-3.4.2.4-count-zero", message: "/Resources holds 1 element; expected none", expected: 0, actual: 1, exchange: "x13", pointer: "/Resources/0" }],
  },
  {
    id: "filter/unknown-operator", outcome: "warn", title: "An unknown operator is declined", failureTitle: "An unknown operator is accepted in silence", verifies: ["7644-3.4.2.2-decline-unknown-operation"], detects: ["filter-unparsed-returns-everything"],
    findings: [{ requirement: "7644-3.4.2.2-decline-unknown-operation", code: "filter/unknown-operator", message: "GET /Users?filter=userName xx is answered with 200; expected status 400", expected: "status 400", actual: 200, exchange: "x9", pointer: "status" }],
  },
];

const BLOCKED = "a group could not be created: POST /Groups is answered with 500";
const NOT_JUDGED: readonly Spec[] = [
  { id: "read/by-id", outcome: "blocked", title: "A resource is read by its id", verifies: ["7644-3.4.1-get-known-200"], blockedBy: ["create/group"], reason: BLOCKED, held: 4, instances: [{ instance: "User", end: "ran", outcome: "pass", durationMs: 30 }, { instance: "Group", end: "blocked", outcome: "blocked", durationMs: 2, reason: BLOCKED, precondition: { name: "create", causes: ["create/group"] } }] },
  { id: "patch/add-member", outcome: "blocked", title: "PATCH adds one member to a group", verifies: ["7644-3.5.2.1-add-needs-value"], blockedBy: ["create/group"], reason: BLOCKED },
  { id: "group/members-ref", outcome: "blocked", title: "members.$ref is the URI of the member", verifies: ["7643-4.2-members-ref-uri", "7643-4.2-members-value-is-id"], blockedBy: ["create/group"], reason: BLOCKED },
  { id: "delete/group", outcome: "blocked", title: "A deleted group is gone", verifies: ["7644-3.6-deleted-404"], blockedBy: ["create/group"], reason: BLOCKED },
  { id: "errors/not-json", outcome: "blocked", title: "A body of another media type is refused", verifies: ["7644-3.12-error-body-json"], blockedBy: [], reason: `no answer to POST /Users: the server closed the connection ${HOSTILE}`, exchanges: ["x12"] },
  { id: "sort/ascending", outcome: "skip", title: "sortBy sorts in ascending order", verifies: ["7644-3.4.2.3-sortby-orders"], reason: "the server declares that it does not support sort (ServiceProviderConfig sort.supported is false)" },
  { id: "bulk/operations", outcome: "skip", title: "A bulk request with several operations is answered with 200", verifies: ["7644-3.7-bulk-200"], reason: "the config says that bulk is not supported: switched off for this tenant" },
  { id: "bulk/limits", outcome: "skip", title: "A bulk request beyond maxOperations is refused with 413", verifies: ["7644-3.7.4-limit-413"], reason: "the config says that bulk is not supported: switched off for this tenant" },
  { id: "me/alias", outcome: "skip", title: "/Me stands for the authenticated subject", verifies: ["7644-3.11-me-three-answers"], reason: "the server answers 501 to /Me" },
  { id: "etag/weak-prefix", outcome: "error", title: "Weak entity tags begin with W/", verifies: ["7643-3.1-meta-version-weak-prefix"], reason: "scimspec itself failed: TypeError: version.startsWith is not a function. Please report it." },
];

const PASSING: readonly Spec[] = [
  { id: "discovery/service-provider-config", outcome: "pass", title: "/ServiceProviderConfig describes the server", verifies: ["7644-4-spc-attributes"], held: 11, detects: ["spc-missing-attributes"] },
  { id: "discovery/schemas", outcome: "pass", title: "/Schemas lists every schema as a ListResponse", verifies: ["7644-4-schemas-list", "7644-4-multiple-as-listresponse"], held: 8 },
  { id: "create/duplicate-user-name", outcome: "pass", title: "A second user with the same userName is refused with 409", verifies: ["7644-3.3-create-duplicate-409", "7644-3.3-create-duplicate-scimtype"], held: 2, detects: ["create-username-case-variant-accepted"] },
  { id: "patch/operations-in-order", outcome: "pass", title: "Operations are applied in the order given", verifies: ["7644-3.5.2-ops-sequential"], held: 5 },
  { id: "filter/eq", outcome: "pass", title: "eq selects the resource with that value", verifies: ["7644-3.4.2.2-op-eq"], held: 4, observations: [`userName is compared without case ${HOSTILE}`] },
  { id: "pagination/start-index-below-one", outcome: "pass", title: "startIndex=0 is read as 1", verifies: ["7644-3.4.2.4-startindex-below-one"] },
  { id: "delete/user", outcome: "pass", title: "A deleted user is gone", verifies: ["7644-3.6-delete-204", "7644-3.6-deleted-404"], held: 3, instances: [{ instance: "User", end: "ran", outcome: "pass", durationMs: 48 }] },
  { id: "etag/header", outcome: "pass", title: "A versioned answer carries an ETag header", verifies: ["7644-3.14-etag-header"] },
  { id: "invariants/id-present", outcome: "pass", kind: "invariant", title: "Every representation of a resource has its id", verifies: ["7643-3.1-id-in-every-representation"], held: 212 },
  { id: "invariants/primary-once", outcome: "pass", kind: "invariant", title: "At most one value of an attribute is primary", verifies: ["7643-2.4-primary-once"], held: 212 },
];

const INVARIANT: Spec = {
  id: "invariants/json-utf8", outcome: "fail", kind: "invariant", title: "Every body is JSON in UTF-8", failureTitle: "Some bodies are not JSON", verifies: ["7644-3.8-json-utf8"], held: 211, detects: ["error-framework-plain-text"],
  remedy: "Let the framework's own error page answer with a SCIM error in application/scim+json as well.",
  findings: Array.from({ length: 12 }, (_, i) => ({ requirement: "7644-3.8-json-utf8", message: `header Content-Type of POST /Groups is "text/html; charset=utf-8"; expected a JSON media type (${i + 1})`, expected: "application/scim+json", actual: "text/html; charset=utf-8", exchange: "x3", pointer: "header:Content-Type", count: i + 1 })),
};

/** All checks of the sample run, in the order of their ids. */
export const sampleChecks: readonly CheckResult[] = [...FAILING, ...WARNING, ...NOT_JUDGED, ...PASSING, INVARIANT]
  .map(sampleCheck)
  .sort((a, b) => (a.id < b.id ? -1 : 1));
