/** The requirements of the sample run: a small part of the catalogue, in its own words. */
import { classOf, type Level } from "../../src/model/requirement.ts";
import type { CheckResult, RequirementResult } from "../../src/model/run.ts";
import type { RequirementOutcome } from "../../src/model/expectation.ts";

const ENTRIES: readonly (readonly [id: string, level: Level, area: string, summary: string])[] = [
  ["7644-4-spc-attributes", "DEFINES", "discovery",
    "Its attributes are those of RFC 7643 section 5."],
  ["7644-4-schemas-list", "SHALL", "discovery",
    "GET /Schemas returns all supported schemas as a ListResponse."],
  ["7644-4-multiple-as-listresponse", "SHALL", "discovery",
    "Several ResourceTypes or Schemas are returned in ListResponse form."],
  ["7644-4-filter-403", "SHOULD", "discovery",
    "If a filter is given the provider should answer 403, so that nobody believes the filter was applied."],
  ["7644-3.3-create-201", "SHALL", "create",
    "A successful create answers 201 Created."],
  ["7644-3.3-create-location-header", "SHALL", "create",
    "The new resource's URI is given in the Location header."],
  ["7644-3.3-create-meta-location", "SHALL", "create",
    "The same URI is given in the body as meta.location."],
  ["7644-3.3-create-duplicate-409", "MUST", "create",
    "A create that collides with an existing resource (e.g. same userName) is refused with 409."],
  ["7644-3.3-create-duplicate-scimtype", "MUST", "create",
    "That 409 carries scimType 'uniqueness'."],
  ["7644-3.4.1-get-known-200", "DEFINES", "read",
    "For an existing resource the answer is 200 with the resource in the body."],
  ["7643-3.1-id-in-every-representation", "MUST", "attributes",
    "Every representation contains a non-empty id."],
  ["7644-3.5.2-ops-sequential", "DEFINES", "patch",
    "Operations are applied one after the other in array order, each on the result of the previous one."],
  ["7644-3.5.2-success-200-or-204", "MUST", "patch",
    "Success is 200 with the entire resource (subject to attributes) or 204 without body and with the appropriate headers."],
  ["7644-3.5.2-atomic", "SHALL", "patch",
    "A PATCH request is atomic, however many operations it has."],
  ["7644-3.5.2.2-remove-multi-value-filter", "SHALL", "patch",
    "With a filter comparing value, the matching values go; if none is left the attribute is unassigned."],
  ["7644-3.5.2.1-add-needs-value", "MUST", "patch",
    "add has a 'value' member."],
  ["7644-3.5.2-patch-op-values", "MAY", "patch",
    "op is add, remove or replace."],
  ["7644-3.4.2.2-op-eq", "DEFINES", "filter",
    "eq matches when attribute value and filter value are identical, under the attribute's type and case rules."],
  ["7644-3.4.2.2-only-matching-returned", "SHALL", "filter",
    "When a filter is given, only matching resources are returned."],
  ["7644-3.4.2.2-abnf-compvalue", "DEFINES", "filter",
    "Comparison values are JSON literals: false, null, true, number or string (double-quoted, JSON escapes)."],
  ["7644-3.4.2.2-decline-unknown-operation", "MUST", "filter",
    "An unrecognised filter operation is declined with 400 and scimType invalidFilter, never silently ignored."],
  ["7644-3.4.2.3-sortby-orders", "SHALL", "sort",
    "Results are ordered by the attribute named in sortBy."],
  ["7644-3.4.2.4-count-zero", "DEFINES", "pagination",
    "count=0 returns no resources, only totalResults (the other list attributes may stay)."],
  ["7644-3.4.2.4-startindex-below-one", "SHALL", "pagination",
    "startIndex below 1 is treated as 1."],
  ["7644-3.6-delete-204", "SHALL", "delete",
    "A successful DELETE answers 204 No Content."],
  ["7644-3.6-deleted-404", "MUST", "delete",
    "After deletion every operation on the resource answers 404."],
  ["7644-3.7-bulk-200", "MUST", "bulk",
    "A successfully processed bulk job answers 200."],
  ["7644-3.7.4-limit-413", "MUST", "bulk",
    "Exceeding either limit gives 413."],
  ["7644-3.12-error-body-json", "MUST", "errors",
    "Errors are returned in the body in JSON with the attributes below, in addition to the status code."],
  ["7644-3.12-error-schema-uri", "DEFINES", "errors",
    "Errors carry schemas = urn:ietf:params:scim:api:messages:2.0:Error."],
  ["7644-3.12-error-status-string", "REQUIRED", "errors",
    "status is required and is the HTTP status as a JSON string."],
  ["7644-3.12-type-invalidsyntax", "DEFINES", "errors",
    "invalidSyntax: body structure invalid or not per request schema; search, create, bulk, PUT (PATCH not listed but natural)."],
  ["7644-3.14-etag-header", "MUST", "etag",
    "When supported, ETags are sent as HTTP header."],
  ["7644-3.14-etag-changes", "DEFINES", "etag",
    "The ETag identifies a version, so it changes when the resource changes and stays while it does not."],
  ["7644-3.12-status-412", "DEFINES", "etag",
    "412 is for updates refused because the resource has changed."],
  ["7643-3.1-meta-version-weak-prefix", "MUST", "etag",
    "An entity-tag that is not a strong validator is marked weak with an upper-case W/ prefix."],
  ["7644-3.8-json-utf8", "MUST", "http",
    "Servers accept requests and can answer in JSON encoded as UTF-8."],
  ["7643-4.2-members-ref-uri", "DEFINES", "group",
    "members.$ref holds the URI of the member, itself a SCIM resource (User, Group ...)."],
  ["7643-4.2-members-value-is-id", "DEFINES", "group",
    "members.value is the id of a SCIM resource."],
  ["7644-3.11-me-three-answers", "MAY", "me",
    "A provider answers in one of three ways: not supported, redirect, or direct processing."],
  ["7643-2.4-primary-once", "MUST", "multi-valued",
    "At most one value of a multi-valued attribute has primary true."],
  ["7644-3.4.2.2-filter-optional", "OPTIONAL", "filter",
    "Filtering is an optional feature of a provider."],
  ["9865-2-nextcursor-required", "MUST", "cursor",
    "All paged responses except the last page contain nextCursor."],
  ["7644-7.2-tls-1-2", "MUST", "security",
    "TLS 1.2 is supported."],
  ["7644-7.5.2-sensitive-scimtype", "DEFINES", "errors",
    "The 403 may carry scimType sensitive to say that POST is required."],
  ["7644-2-www-authenticate", "SHALL", "auth",
    "The supported HTTP authentication schemes are announced in WWW-Authenticate; by RFC 7235 every 401 carries at least one challenge."],
];

const EXCLUDED: Readonly<Record<string, string>> = {
  "7644-7.2-tls-1-2": "needs-operator-knowledge: the connection may end at a proxy in front of the server, which the harness cannot tell apart.",
  "7644-7.5.2-sensitive-scimtype": "offered-by-no-server: no known server offers the error type, so that no answer can be judged.",
};
const DEFERRED: Readonly<Record<string, string>> = {
  "7644-2-www-authenticate": "auth: no suite covers the area yet.",
};
const OTHERWISE: Readonly<Record<string, RequirementOutcome>> = {
  "9865-2-nextcursor-required": "not-selected",
  "7644-3.4.2.2-filter-optional": "open",
};
const ORDER: readonly RequirementOutcome[] = ["error", "fail", "blocked", "warn", "pass", "skip"];

/** The level of a requirement of the sample. */
export function levelOf(id: string): Level {
  const entry = ENTRIES.find(([known]) => known === id);
  if (!entry) throw new Error(`the sample has no requirement ${id}`);
  return entry[1];
}

/** The requirements with the outcomes that the checks give them (worst first), as the verdict aggregates them. */
export function sampleRequirements(checks: readonly CheckResult[]): readonly RequirementResult[] {
  return ENTRIES.map(([id, level, area, summary]) => {
    const mine = checks.filter((c) => c.requirements.some((r) => r.id === id));
    const outcomes = mine.flatMap((c) => c.requirements.filter((r) => r.id === id).map((r) => r.outcome));
    const [rfc, section] = id.split("-");
    const excluded = EXCLUDED[id];
    const deferred = DEFERRED[id];
    return {
      id,
      rfc: Number(rfc),
      section: section ?? "",
      level,
      class: classOf(level),
      area,
      summary,
      outcome: excluded ? "excluded" : deferred ? "deferred" : (ORDER.find((o) => outcomes.includes(o)) ?? OTHERWISE[id] ?? "open"),
      checks: mine.map((c) => c.id),
      ...(excluded ? { excluded } : {}),
      ...(deferred ? { deferred } : {}),
    };
  });
}
