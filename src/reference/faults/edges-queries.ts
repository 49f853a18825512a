/** Faults of queries, projection and groups that other testers look at. */
import type { Call } from "../behaviour.ts";
import { isObject, ScimError, type AttributePath, type Filter, type Stored } from "../types.ts";
import { onBody, onResponse, type Fault, type Info } from "./fault.ts";

const must = (id: string, area: string, title: string, ...requirements: string[]): Info => ({ id, area, strength: "must", title, requirements });
const MULTI = "7644-3.4.2.2-multivalued-any-match";

/** Comparisons on some paths match nothing. */
const blind = (info: Info, when: (path: AttributePath) => boolean): Fault => ({
  ...info,
  apply: (b) => ({ matches: (filter, resource, type, call) => (filter.kind === "compare" && when(filter.path) ? false : b.matches(filter, resource, type, call)) }),
});
const valuePathOf = (filter: Filter): (Filter & { kind: "values" }) | null => (filter.kind === "values" ? filter : null);
const warranty = (container: string): boolean => container.includes(":warranty:");
const writing = (call: Call): boolean => call.request.method === "PUT" && call.context.memory.get(`last put ${call.request.path}`) === call.request.body.toString("utf8");

export const edgeQueryFaults: readonly Fault[] = [
  blind(must("filter-roles-value-finds-nothing", "filter", "roles.value and ims.value cannot be filtered: nothing is found", MULTI), (p) => ["roles", "ims"].includes(p.attribute.toLowerCase())),
  blind(must("filter-user-groups-finds-nothing", "filter", "groups.value of users never matches", MULTI), (p) => p.attribute.toLowerCase() === "groups"),
  blind(must("filter-extension-dot-not-understood", "filter", "A dot behind the URN of an extension matches nothing", "7644-3.4.2.2-abnf-attrpath", "7644-3.10-subattribute-dot"), (p) => p.urn?.includes(":extension:") === true && p.sub !== null),
  {
    ...must("filter-value-path-urn-finds-nothing", "filter", "A value path with a URN in front finds nothing", "7644-3.4.2.2-abnf-valuepath"),
    apply: (b) => ({ matches: (filter, resource, type, call) => (valuePathOf(filter)?.path.urn ? false : b.matches(filter, resource, type, call)) }),
  },
  {
    ...must("filter-not-before-value-path-ignored", "filter", "not in front of a value path is ignored", "7644-3.4.2.2-op-not", "7644-3.4.2.2-abnf-filter"),
    apply: (b) => ({ matches: (filter, resource, type, call) => b.matches(filter.kind === "not" && valuePathOf(filter.inner) ? filter.inner : filter, resource, type, call) }),
  },
  { ...must("sort-id-ignored", "sort", "sortBy=id is ignored", "7644-3.4.2.3-sortby-orders"), apply: (b) => ({ sort: (found, call) => (call.query.sortBy === "id" ? found : b.sort(found, call)) }) },
  {
    ...must("root-query-sorted-by-type", "search", "A sorted query at the root is sorted within each type", "7644-3.4.2.3-sortby-orders"),
    apply: (b) => ({
      sort(found, call) {
        const sorted = b.sort(found, call);
        return [...new Set(sorted.map((f) => f.type))].flatMap((type) => sorted.filter((f) => f.type === type));
      },
    }),
  },
  {
    ...must("attributes-without-always-sub", "projection", "A sub-attribute that is always returned is left out when its sibling is asked for", "7643-7-returned-always"),
    apply: (b) => ({
      project(resource, type, call) {
        const shown = b.project(resource, type, call);
        const site = shown["site"];
        if (!call.query.attributes.some((a) => a.startsWith("site.")) || !isObject(site)) return shown;
        const { building: _b, ...rest } = site;
        return { ...shown, site: rest };
      },
    }),
  },
  onResponse(must("me-redirects-to-nothing", "me", "/Me redirects to where nothing is", "7644-3.11-me-308"), (r, { request, context }) => {
    if (request.path === "/Me" && r.status === 200) Object.assign(r, { status: 308, headers: [["Location", `${context.baseUrl()}/Users/nobody`]], body: undefined });
  }),
  onBody(must("me-shows-stale-values", "me", "/Me shows another active flag than the user's own location", "7644-3.11-me-three-answers"), (r, c) => r.status === 200 && c.request.path === "/Me", (b) => void (b["active"] = false)),
  {
    ...must("me-ignores-projection", "me", "/Me ignores attributes and excludedAttributes", "7644-3.9-attributes-contains-minimum", "7644-3.9-excluded-minus-default"),
    apply: (b) => ({ project: (resource, type, call) => b.project(resource, type, call.request.path === "/Me" ? { ...call, query: { ...call.query, attributes: [], excludedAttributes: [] } } : call) }),
  },
  onResponse({ ...must("method-not-allowed-without-allow", "http", "405 comes without Allow", "7644-3.2-defined-endpoints"), strength: "should" }, (r) => void (r.status === 405 && (r.headers = r.headers.filter(([n]) => n !== "Allow")))),
  onResponse(must("request-charset-rejected", "http", "A charset parameter of the media type is refused", "7644-3.8-request-content-types", "7644-3.8-utf8-default"), (r, { request, context }) => (/charset/i.test(request.headers["content-type"] ?? "") ? context.behaviour.error(new ScimError(415, "Unsupported.")) : r)),
  {
    ...must("datetime-offset-dropped", "attributes", "The offset of a dateTime is dropped", "7643-2.3.5-datetime-xsd"),
    apply: (b) => ({
      read(body, type, context) {
        const values = b.read(body, type, context);
        const made = values["manufactured"];
        return typeof made === "string" ? { ...values, manufactured: made.replace(/[+-]\d{2}:\d{2}$/, "Z") } : values;
      },
    }),
  },
  {
    ...must("datetime-form-not-checked", "attributes", "A date alone is stored in a dateTime attribute", "7643-2.3.5-datetime-xsd"),
    apply: (b) => ({
      read(body, type, context) {
        const { manufactured, ...rest } = body;
        return manufactured === "2024-01-01" ? { ...b.read(rest, type, context), manufactured } : b.read(body, type, context);
      },
    }),
  },
  {
    ...must("second-extension-lost", "extension", "Of two extensions one is lost", "7643-3.3-extension-container-uri"),
    apply: (b) => ({
      read(body, type, context) {
        const values = b.read(body, type, context);
        return Object.fromEntries(Object.entries(values).filter(([n]) => !warranty(n)));
      },
    }),
  },
  {
    ...must("second-extension-not-listed", "extension", "Of two extensions one is not in schemas", "7643-3.3-container-uri-listed"),
    apply: (b) => ({
      complete(resource, type, call) {
        const full = b.complete(resource, type, call);
        return { ...full, schemas: (full["schemas"] as string[]).filter((s) => !warranty(s)) };
      },
    }),
  },
  {
    ...must("group-keeps-users-only", "group", "Groups among the members of a group are dropped", "7643-4.2-nested-groups"),
    apply: (b) => ({
      create(values, type, call, body) {
        const users = call.context.store(call.principal.tenant, "User");
        const members = values["members"];
        return b.create(type.name === "Group" && Array.isArray(members) ? { ...values, members: (members as Stored[]).filter((m) => users.has(String(m["value"]))) } : values, type, call, body);
      },
    }),
  },
  {
    ...must("patch-remove-or-first-alone", "patch", "Of alternatives in a path only the first is used", "7644-3.5.2.2-remove-complex-filter"),
    apply: (b) => ({
      parsePath(path, type, call) {
        const target = b.parsePath(path, type, call);
        return target.filter?.kind === "or" ? { ...target, filter: target.filter.left } : target;
      },
    }),
  },
  {
    ...must("put-twice-doubles-values", "replace", "The same PUT for the second time doubles the values of tags, emails and members", "7644-3.5.1-put-replaces-values"),
    apply: (b) => ({
      replace(previous, values, type, call, body) {
        const again = writing(call);
        call.context.memory.set(`last put ${call.request.path}`, call.request.body.toString("utf8"));
        const next = b.replace(previous, values, type, call, body);
        const doubled = Object.fromEntries(["emails", "tags"].flatMap((n) => (Array.isArray(next[n]) ? [[n, [...next[n], ...next[n]]]] : [])));
        return again ? { ...next, ...doubled } : next;
      },
    }),
  },
  {
    ...must("put-twice-conflicts", "replace", "The same PUT for the second time is a conflict", "7644-3.5.1-put-replaces-values"),
    apply: (b) => ({
      replace(previous, values, type, call, body) {
        const again = writing(call);
        call.context.memory.set(`last put ${call.request.path}`, call.request.body.toString("utf8"));
        if (again) throw new ScimError(409, "Already so.", "uniqueness");
        return b.replace(previous, values, type, call, body);
      },
    }),
  },
];
