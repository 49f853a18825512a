import { ScimError, type JsonObject, type Stored } from "../types.ts";
import { faultsOf, isCollection, isResourcePath, isSingle, onBody, onDocument, onResource, onResponse, type Fault, type Info } from "./fault.ts";

const { must, should, gray } = faultsOf("security");
const NEED_TO_KNOW = "7643-9.3-restrict-access-need-to-know";
const INJECTION = "7643-9.2-injection-countermeasures";
const main = { tenant: "main", mayWrite: true, subject: null } as const;
const bearer = (authorization: string | undefined): boolean => /^Bearer\s+\S/i.test(authorization ?? "");

/** Some requests pass without a valid credential. */
function open(info: Info, when: (method: string, path: string) => boolean, anyToken: boolean): Fault {
  return { ...info, apply: (b) => ({ authenticate: (r, c) => b.authenticate(r, c) ?? (when(r.method, r.path) && (!anyToken || bearer(r.headers["authorization"])) ? main : null) }) };
}

/** A tenant finds the resources of the main one for some methods. */
function leak(info: Info, methods: readonly string[]): Fault {
  return {
    ...info,
    apply: (b) => ({
      find: (id, type, call) => b.find(id, type, call) ?? (methods.includes(call.request.method) ? call.context.store("main", type.name).get(id) : undefined),
      remove: (id, type, call) => b.remove(id, type, call.context.store("main", type.name).has(id) ? { ...call, principal: { ...call.principal, tenant: "main" } } : call),
    }),
  };
}

const quoted = (text: string): boolean => text.includes("'");

export const securityFaults: readonly Fault[] = [
  { ...must("plain-http", "The service is reached over plain HTTP (told apart without a socket only: a local server is not judged)", "7644-7.2-require-tls"), apply: () => ({ scheme: "http" }) },
  leak(must("tenant-read-leak", "A resource of another tenant can be read by its id", NEED_TO_KNOW, "7644-2-map-client-to-policy"), ["GET"]),
  leak(must("tenant-write-leak", "A resource of another tenant can be changed by its id", NEED_TO_KNOW, "7644-2-map-client-to-policy"), ["PUT", "PATCH", "DELETE"]),
  {
    ...must("tenant-list-leak", "Lists and filters return resources of all tenants", NEED_TO_KNOW, "7644-2-map-client-to-policy"),
    apply: (b) => ({
      candidates: (types, call) => [...b.candidates(types, call), ...(call.principal.tenant === "other" ? b.candidates(types, { ...call, principal: { ...call.principal, tenant: "main" } }) : [])],
    }),
  },
  {
    ...should("tenant-external-id-leak", "A list shows the externalIds of all tenants", "7643-9.3-external-id-access-control"),
    apply: (b) => ({
      list(page, call) {
        const response = b.list(page, call);
        const all = call.context.types.flatMap((t) => [...call.context.store("main", t.name).values()].flatMap((r) => r["externalId"] ?? []));
        return call.principal.tenant === "other" ? { ...response, body: { ...(response.body as Stored), "urn:example:known": all } } : response;
      },
    }),
  },
  {
    ...must("tenant-create-lands-in-default", "Created resources get the default tenant instead of the caller's", "7644-3.4.1-get-known-200", NEED_TO_KNOW),
    apply: (b) => ({ authenticate: (r, c) => (r.method === "POST" && isCollection(r.path) && b.authenticate(r, c)?.tenant === "other" ? main : b.authenticate(r, c)) }),
  },
  {
    ...must("tenant-create-captures-foreign-user", "POST with the userName of a user of another tenant takes that user over", NEED_TO_KNOW),
    apply: (b) => ({
      create(values, type, call, body) {
        const made = b.create(values, type, call, body);
        const other = call.context.store("other", type.name);
        for (const [id, resource] of other) if (call.principal.tenant === "main" && type.name === "User" && resource["userName"] === made["userName"]) other.set(id, { ...resource, displayName: made["displayName"] ?? "" });
        return made;
      },
    }),
  },
  {
    ...gray("tenant-uniqueness-oracle", "Creating a userName that exists only in another tenant answers 409", "7643-4.1.1-user-name-unique", "7643-9.3-tenant-specific-identifiers"),
    apply: (b) => ({
      checkUnique(resource, type, call, self) {
        b.checkUnique(resource, type, call, self);
        if (type.name === "User") b.checkUnique(resource, type, { ...call, principal: { ...call.principal, tenant: call.principal.tenant === "main" ? "other" : "main" } }, self);
      },
    }),
  },
  {
    ...must("externalid-mapped-to-internal-id", "A POST whose externalId is the id of a resource attaches itself to that resource", "7643-3.1-external-id-client-identifier"),
    apply: (b) => ({
      create(values, type, call, body) {
        const made = b.create(values, type, call, body);
        const own = call.context.store(call.principal.tenant, type.name).get(String(values["externalId"]));
        return own ? { ...made, id: own["id"] ?? "" } : made;
      },
    }),
  },
  open(must("search-without-credential", "POST /.search needs no credential", NEED_TO_KNOW), (_m, path) => path.endsWith("/.search"), false),
  {
    ...must("bulk-without-credential", "POST /Bulk and its operations need no credential", NEED_TO_KNOW),
    // An operation of a job names its path below the base URL.
    apply: (b) => ({ authenticate: (r, c) => b.authenticate(r, c) ?? (r.path === "/Bulk" || !r.target.startsWith("/scim/") ? main : null) }),
  },
  open(must("patch-with-any-token", "PATCH takes any bearer token", NEED_TO_KNOW, "7644-2-validate-bearer-token"), (m, path) => m === "PATCH" && isSingle(path), true),
  open(must("delete-with-any-token", "DELETE takes any bearer token", NEED_TO_KNOW, "7644-2-validate-bearer-token"), (m, path) => m === "DELETE" && isSingle(path), true),
  {
    ...must("password-returned-on-request", "attributes=password returns the password", "7643-4.1.1-password-not-returnable", "7643-7-returned-never"),
    apply: (b) => ({
      project: (resource, type, call) => ({ ...b.project(resource, type, call), ...(call.query.attributes.includes("password") && resource["password"] !== undefined ? { password: resource["password"] } : {}) }),
    }),
  },
  onResource(must("password-hash-returned", "A hash of the password is returned after a PUT", "7643-4.1.1-password-not-returnable", "7643-7-returned-never"), (r, { request }) => {
    if (request.method === "PUT" && request.path.startsWith("/Users/") && request.body.includes('"password"')) r["password"] = "$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW";
  }),
  onResource(gray("password-null-returned", "password is returned as null", "7643-4.1.1-password-not-returnable"), (r, { request }) => void (request.method === "PUT" && request.path.startsWith("/Users/") && (r["password"] = null))),
  onResponse(should("password-refusal-repeats-it", "A short password is refused with a detail that repeats it", "7643-4.1.1-password-policy-validate"), (r, { request, context }) => {
    const password = request.method === "POST" && r.status === 201 ? /"password":"([^"]*)"/.exec(request.body.toString("utf8"))?.[1] : undefined;
    return password !== undefined && password.length < 8 ? context.behaviour.error(new ScimError(400, `The password ${password} is too short.`, "invalidValue")) : undefined;
  }),
  onResponse(should("injection-breaks-server", "A quote in a filter breaks the query to the database", INJECTION), (r, { request, context }) =>
    quoted(request.query.get("filter") ?? "") ? context.behaviour.error(new ScimError(500, "The query failed.")) : r,
  ),
  {
    ...should("injection-widens-filter", "A quote in a filter ends the condition, and everything is returned", INJECTION),
    apply: (b) => ({ select: (found, types, call) => (/' or '1'='1/.test(call.query.filter ?? "") ? found : b.select(found, types, call)) }),
  },
  {
    ...should("injection-in-id", "An id with a quote finds the first resource", INJECTION),
    apply: (b) => ({ find: (id, type, call) => b.find(quoted(id) ? ([...call.context.store(call.principal.tenant, type.name).keys()][0] ?? id) : id, type, call) }),
  },
  onResponse(should("nested-input-500", "Deeply nested JSON overflows the stack", INJECTION), (r, { request, context }) => (request.body.includes("[[[[[[[[[[[[[[[[[[[[") ? context.behaviour.error(new ScimError(500, "Stack overflow.")) : r)),
  onResponse(should("long-value-500", "A value that is too long for its column answers 500", INJECTION), (r, { request, context }) => (request.body.length > 150_000 && isCollection(request.path) ? context.behaviour.error(new ScimError(500, "The value does not fit.")) : r)),
  onResponse(gray("location-from-host-header", "meta.location is built from X-Forwarded-Host", "7643-3.1-meta-location-uri"), (r, { request, context }) => {
    const host = request.headers["x-forwarded-host"];
    if (host !== undefined && isResourcePath(request.path)) r.body = JSON.parse(JSON.stringify(r.body).replaceAll(new URL(context.baseUrl()).host, host)) as JsonObject;
  }),
  onBody(should("error-with-stack-trace", "404 shows a stack trace", INJECTION), (r) => r.status === 404, (b) => void (b["detail"] = "No row. at scim.UserService.find(UserService.java:118) at scim.Main.run(Main.java:12)")),
  onResponse(should("cookie-lives-long", "Every answer sets a cookie for a year", "7644-7.4-cookie-lifetime"), (r) => void r.headers.push(["Set-Cookie", "session=1; Max-Age=31536000; Secure; HttpOnly"])),
  onResponse(must("sensitive-wrong-status", "A filter with an e-mail address is refused as sensitive with 422", "7644-7.5.2-sensitive-scimtype"), (r, { request }) => {
    if (/^emails.value eq/.test(request.query.get("filter") ?? "")) Object.assign(r, sensitive(422));
  }),
  onResponse(must("sensitive-without-search", "A filter with an e-mail address is refused as sensitive, and so is POST /.search", "7644-7.5.2-sensitive-scimtype"), (r, { request }) => {
    if (/^emails.value eq/.test(request.query.get("filter") ?? "") || (request.path.endsWith("/.search") && request.body.includes("emails.value eq"))) Object.assign(r, sensitive(403));
  }),
  onResponse(must("spc-flag-untrue", "Filters are declared and answered with 501", "7643-5-features-truthful"), (r, { request, context }) => (request.query.has("filter") ? context.behaviour.error(new ScimError(501, "Not implemented.")) : r)),
  onResponse(must("spc-patch-untrue", "PATCH is declared and answered with 501", "7643-5-features-truthful"), (r, { request, context }) => (request.method === "PATCH" ? context.behaviour.error(new ScimError(501, "Not implemented.")) : r)),
  onResponse(must("spc-bulk-untrue", "Bulk is declared and answered with 501", "7643-5-features-truthful"), (r, { request, context }) => (request.path === "/Bulk" ? context.behaviour.error(new ScimError(501, "Not implemented.")) : r)),
  {
    ...must("spc-etag-untrue", "ETags are declared, and there are none", "7643-5-features-truthful"),
    apply: (b) => ({
      complete(resource, type, call) {
        const full = b.complete(resource, type, call);
        const { version: _version, ...meta } = full["meta"] as Stored;
        return { ...full, meta };
      },
      withTag: (response) => response,
      checkConditions: () => null,
    }),
  },
  onDocument(gray("spc-feature-hidden", "Bulk works, although the configuration denies it", "7643-5-features-truthful"), "ServiceProviderConfig", (d) => void (d["bulk"] = { ...(d["bulk"] as JsonObject), supported: false })),
];

function sensitive(status: number): { status: number; headers: [string, string][]; body: unknown } {
  return { status, headers: [["Content-Type", "application/scim+json"]], body: { schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"], status: String(status), scimType: "sensitive", detail: "Personal data does not belong into a URL; use POST /.search." } };
}
