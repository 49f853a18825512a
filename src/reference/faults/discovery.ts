import { ScimError, type Json, type JsonObject, type Stored } from "../types.ts";
import { faultsOf, onBody, onDocument, onResponse, type Fault, type Info } from "./fault.ts";

const { must, should } = faultsOf("discovery");
const listOf = (path: string): boolean => path === "/Schemas" || path === "/ResourceTypes";
const config = (info: Info, change: (c: Stored) => void): Fault => onDocument(info, "ServiceProviderConfig", change);
const FEATURES = ["patch", "bulk", "filter", "changePassword", "sort", "etag"];
const requirement = (f: string, suffix: string): string => `7643-5-${f === "changePassword" ? "change-password" : f}-${suffix}`;

export const discoveryFaults: readonly Fault[] = [
  onResponse(must("discovery-config-404", "/ServiceProviderConfig answers 404", "7644-4-three-endpoints"), (r, { request, context }) => (request.path === "/ServiceProviderConfig" ? context.behaviour.error(new ScimError(404, "Not here.")) : r)),
  onResponse(should("discovery-types-404", "/ResourceTypes answers 404", "7644-4-three-endpoints"), (r, { request, context }) => (request.path.startsWith("/ResourceTypes") ? context.behaviour.error(new ScimError(404, "Not here.")) : r)),
  onResponse(must("discovery-list-bare-array", "Discovery lists are bare arrays", "7644-4-multiple-as-listresponse", "7644-4-schemas-list"), (r, { request }) => {
    if (r.status === 200 && listOf(request.path)) r.body = (r.body as JsonObject)["Resources"];
  }),
  onBody(must("resourcetypes-private-list-key", "The list of resource types sits under a private member", "7644-4-multiple-as-listresponse"), (r, c) => r.status === 200 && c.request.path === "/ResourceTypes", (b) => {
    b["resource_types"] = b["Resources"] ?? [];
    delete b["Resources"];
    delete b["totalResults"];
  }),
  onBody(must("discovery-total-wrong", "totalResults of discovery lists is wrong", "7644-4-multiple-as-listresponse"), (r, c) => r.status === 200 && listOf(c.request.path), (b) => void (b["totalResults"] = 0)),
  onResponse(must("discovery-config-as-list", "The configuration comes as a list", "7644-4-spc-returns-config"), (r, { request }) => {
    if (r.status === 200 && request.path === "/ServiceProviderConfig") r.body = { schemas: ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], totalResults: 1, Resources: [r.body] };
  }),
  config(must("discovery-config-schema-wrong", "The configuration names another schema", "7644-4-spc-schemas"), (c) => void (c["schemas"] = ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfigs"])),
  config(must("config-features-missing", "The configuration lacks its features", ...FEATURES.map((f) => requirement(f, "required"))), (c) => {
    for (const f of FEATURES) delete c[f];
  }),
  config(must("config-supported-string", "supported is a string", ...FEATURES.map((f) => requirement(f, "supported-required"))), (c) => {
    for (const f of FEATURES) c[f] = { ...(c[f] as JsonObject), supported: "false" };
  }),
  config(should("config-documentation-uri-text", "documentationUri is plain text", "7643-5-documentation-uri-optional"), (c) => void (c["documentationUri"] = "see the manual")),
  config(must("config-id-number", "id of the configuration is a number", "7643-5-id-not-required"), (c) => void (c["id"] = 1)),
  config(should("spc-invalid-auth-scheme-type", "A scheme has an unregistered type", "7643-5-auth-scheme-type-required"), (c) => void (c["authenticationSchemes"] = [{ ...(c["authenticationSchemes"] as JsonObject[])[0], type: "magic" }])),
  config(must("auth-schemes-missing", "authenticationSchemes is missing", "7643-5-auth-schemes-required"), (c) => void delete c["authenticationSchemes"]),
  config(must("auth-scheme-members-missing", "Schemes have no type, name and description", "7643-5-auth-scheme-type-required", "7643-5-auth-scheme-name-required", "7643-5-auth-scheme-description-required"), (c) => void (c["authenticationSchemes"] = [{ primary: true }])),
  config(should("auth-scheme-spec-uri-text", "specUri is plain text", "7643-5-auth-scheme-spec-uri-optional"), (c) => void (c["authenticationSchemes"] = (c["authenticationSchemes"] as JsonObject[]).map((s) => ({ ...s, specUri: "RFC 6750" })))),
  config(should("auth-schemes-password-only", "httpbasic is the only scheme", "7643-9.2-avoid-passwords-only"), (c) => void (c["authenticationSchemes"] = (c["authenticationSchemes"] as JsonObject[]).map((s) => ({ ...s, type: "httpbasic" })))),
  { ...should("config-needs-credential", "/ServiceProviderConfig needs a credential", "7643-5-auth-schemes-public-should"), apply: (b) => ({ isPublic: (path) => path !== "/ServiceProviderConfig" && b.isPublic(path) }) },
  onResponse(must("schema-by-id-404", "Single schemas and resource types answer 404", "7644-4-schemas-by-uri", "7644-4-single-like-user", "7644-3.4.1-get-known-path"), (r, { request, context }) =>
    /^\/(Schemas|ResourceTypes)\/./.test(request.path) && r.status === 200 ? context.behaviour.error(new ScimError(404, "Not here.")) : r,
  ),
  onResponse(must("schema-by-id-as-list", "A single schema comes as a list", "7644-4-single-like-user"), (r, { request }) => {
    if (/^\/(Schemas|ResourceTypes)\/./.test(request.path) && r.status === 200) r.body = { schemas: ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], totalResults: 1, Resources: [r.body] };
  }),
  {
    ...should("schema-encoded-404", "The percent-encoded URI of a schema answers 404", "7644-4-schemas-by-uri"),
    apply: (b) => ({ respond: (call, next) => (call.request.target.includes("%3A") ? b.error(new ScimError(404, "Not here.")) : b.respond(call, next)) }),
  },
  onBody(must("discovery-pages", "Discovery lists are paged", "7644-4-query-params-ignored"), (r, c) => r.status === 200 && listOf(c.request.path) && c.request.query.has("count"), (b, c) => void (b["Resources"] = (b["Resources"] as Json[]).slice(0, Number(c.request.query.get("count"))))),
  { ...should("discovery-filter-ignored", "A filter on discovery endpoints is ignored", "7644-4-filter-403"), apply: (b) => ({ respond: (call, next) => b.respond(call, (request) => next(listOf(request.path) ? { ...request, query: new URLSearchParams() } : request)) }) },
  {
    ...must("discovery-filter-applied", "A filter on discovery endpoints is applied", "7644-4-filter-403"),
    apply: (b) => ({
      respond: (call, next) =>
        b.respond(call, (request) => {
          if (!listOf(request.path) || !request.query.has("filter")) return next(request);
          const response = next({ ...request, query: new URLSearchParams() });
          const body = response.body as JsonObject;
          return { ...response, body: { ...body, totalResults: 1, Resources: (body["Resources"] as Json[]).slice(0, 1) } };
        }),
    }),
  },
  { ...must("message-schema-listed", "/Schemas lists a message schema", "7644-3.1-message-schemas-not-discoverable"), apply: (b) => ({ schemas: (context) => [...b.schemas(context), { schemas: ["urn:ietf:params:scim:schemas:core:2.0:Schema"], id: "urn:ietf:params:scim:api:messages:2.0:ListResponse", name: "ListResponse", attributes: [] }] }) },
  ...(["Schemas", "ResourceTypes"] as const).map((kind) =>
    onDocument({ ...must(kind === "Schemas" ? "discovery-location-404" : "discovery-type-location-404", `meta.location of /${kind} has a doubled segment`, "7643-3.1-meta-location-uri") }, kind, (d) => {
      const meta = d["meta"] as JsonObject;
      d["meta"] = { ...meta, location: String(meta["location"]).replace(`/${kind}/`, `/${kind}/${kind}/`) };
    }),
  ),
  onResponse(must("discovery-writable", "POST to discovery endpoints answers 201", "7643-5-all-read-only", "7643-6-read-only", "7643-7-not-modifiable"), (r, { request }) => {
    if (r.status === 405 && request.method === "POST" && /^\/(ServiceProviderConfig|ResourceTypes|Schemas)$/.test(request.path)) Object.assign(r, { status: 201, headers: [["Content-Type", "application/scim+json"]], body: { schemas: [] } });
  }),
];
