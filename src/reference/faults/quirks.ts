/** Ways in which conforming servers differ. None of them may make a check fail: they prove precision, not detection. */
import type { Call } from "../behaviour.ts";
import { isObject, ScimError, type Json, type JsonObject, type Stored } from "../types.ts";
import { isSingle, onDocument, onResource, onResponse, type Fault, type Info } from "./fault.ts";

const may = (id: string, area: string, title: string, ...requirements: string[]): Info => ({ id, area, strength: "may", title, requirements });
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
/** For how long a read may show the old state, in milliseconds. */
const LAG = 120;

/** E-mail addresses, user names and telephone numbers in one canonical form. */
function canonical(values: Stored): Stored {
  const each = (name: string, change: (text: string) => string): Record<string, Json> => {
    const list = values[name];
    if (!Array.isArray(list)) return {};
    return { [name]: (list as Json[]).map((v) => (isObject(v) && typeof v["value"] === "string" ? { ...v, value: change(v["value"]) } : v)) };
  };
  const userName = typeof values["userName"] === "string" ? { userName: values["userName"].toLowerCase() } : {};
  return { ...values, ...userName, ...each("emails", (s) => s.toLowerCase()), ...each("phoneNumbers", (s) => s.replace(/[ ().-]/g, "")) };
}

interface Past {
  readonly until: number;
  /** Undefined: it did not exist. */
  readonly resource: Stored | undefined;
}

function pastOf(call: Call): Map<string, Past> {
  const known = call.context.memory.get("past") as Map<string, Past> | undefined;
  const past = known ?? new Map<string, Past>();
  call.context.memory.set("past", past);
  return past;
}

/** Remembers the state before a write, unless an older one is still shown. */
function remember(id: string, resource: Stored | undefined, call: Call): void {
  const past = pastOf(call);
  const now = Date.now();
  const shown = past.get(id);
  past.set(id, { until: now + LAG, resource: shown && shown.until > now ? shown.resource : resource && { ...resource } });
}

export const quirks: readonly Fault[] = [
  onResponse(may("quirk-patch-204", "patch", "PATCH answers 204 without a body unless attributes is given", "7644-3.5.2-success-200-or-204"), (r, { request }) => {
    if (request.method === "PATCH" && r.status === 200 && !request.query.has("attributes")) Object.assign(r, { status: 204, headers: r.headers.filter(([n]) => n !== "Content-Type"), body: undefined });
  }),
  {
    ...may("quirk-values-normalised", "create", "User names, e-mail addresses and telephone numbers are stored in a canonical form", "7644-3.3-create-server-may-alter"),
    apply: (b) => ({
      read: (body, type, context) => canonical(b.read(body, type, context)),
      applyAll: (resource, operations, type, call) => canonical(b.applyAll(resource, operations, type, call)),
    }),
  },
  {
    ...may("quirk-required-extension", "create", "Users need an employeeNumber, as the published schema says", "7643-6-schema-extensions-required-flag"),
    apply: (b) => ({
      resourceTypes: (context) => b.resourceTypes(context).map((t) => (t["name"] === "User" ? { ...t, schemaExtensions: [{ schema: ENTERPRISE, required: true }] } : t)),
      schemas: (context) => b.schemas(context).map((s) => (s["id"] === ENTERPRISE ? { ...s, attributes: (s["attributes"] as JsonObject[]).map((a) => (a["name"] === "employeeNumber" ? { ...a, required: true } : a)) } : s)),
      checkRequired(resource, type, context) {
        b.checkRequired(resource, type, context);
        const container = resource[ENTERPRISE];
        if (type.name === "User" && (!isObject(container) || container["employeeNumber"] === undefined)) throw new ScimError(400, "The required attribute employeeNumber has no value.", "invalidValue");
      },
    }),
  },
  onResponse(may("quirk-groups-read-only", "create", "Groups come from elsewhere: writes are refused with 403", "7644-3.12-status-403"), (r, { request, context }) =>
    request.path.startsWith("/Groups") && ["POST", "PUT", "PATCH", "DELETE"].includes(request.method) && !request.path.endsWith("/.search") && r.status < 400 ? context.behaviour.error(new ScimError(403, "Groups are managed elsewhere.")) : r,
  ),
  {
    ...may("quirk-eventually-consistent", "read", `For ${LAG} ms after a write, reads and queries show the state before it`, "7644-3.4.1-get-known-200"),
    settleWithinMs: 200,
    apply: (b) => ({
      create(values, type, call, body) {
        const made = b.create(values, type, call, body);
        remember(String(made["id"]), undefined, call);
        return made;
      },
      replace(previous, values, type, call, body) {
        remember(String(previous["id"]), previous, call);
        return b.replace(previous, values, type, call, body);
      },
      patch(previous, values, type, call) {
        remember(String(previous["id"]), previous, call);
        return b.patch(previous, values, type, call);
      },
      remove(id, type, call) {
        remember(id, call.context.store(call.principal.tenant, type.name).get(id), call);
        b.remove(id, type, call);
      },
      find(id, type, call) {
        const past = call.request.method === "GET" ? pastOf(call).get(id) : undefined;
        return past && past.until > Date.now() ? past.resource : b.find(id, type, call);
      },
      candidates(types, call) {
        const past = pastOf(call);
        const now = Date.now();
        const shown = b.candidates(types, call).filter(({ resource }) => !((past.get(String(resource["id"]))?.until ?? 0) > now));
        const old = types.flatMap((type) => [...past].filter(([, p]) => p.until > now && p.resource && (p.resource["meta"] as JsonObject)["resourceType"] === type.name).map(([, p]) => ({ type, resource: b.complete(p.resource as Stored, type, call) })));
        return [...shown, ...old];
      },
    }),
  },
  {
    ...may("quirk-numeric-ids", "create", "Ids are the digits of a counter", "7643-3.1-id-unique"),
    apply: () => ({
      newId(_type, context) {
        const next = Number(context.memory.get("last id") ?? 1000) + 1;
        context.memory.set("last id", next);
        return String(next);
      },
    }),
  },
  { ...may("quirk-strong-etags", "etag", "Entity-tags are strong", "7643-3.1-meta-version-equals-etag"), apply: (b) => ({ nextVersion: (version) => b.nextVersion(version).replace(/^W\//, "") }) },
  {
    ...may("quirk-small-pages", "pagination", "A page holds 10 resources at most, as the configuration says", "7644-3.4.2.4-count-default"),
    apply: (b) => ({
      serviceProviderConfig(context) {
        const config = b.serviceProviderConfig(context);
        return { ...config, filter: { ...(config["filter"] as JsonObject), maxResults: 10 }, pagination: { ...(config["pagination"] as JsonObject), defaultPageSize: 10, maxPageSize: 10 } };
      },
      page(found, call) {
        const asked = call.query.count;
        if (call.query.cursor !== null && asked !== null && asked > 10) throw new ScimError(400, "count must not be above 10.", "invalidCount");
        return b.page(found, { ...call, query: { ...call.query, count: Math.min(asked ?? 10, 10) } });
      },
    }),
  },
  onResource(may("quirk-values-reordered", "multi-valued", "Values of multi-valued attributes come in another order than sent", "7643-2.4-json-array"), (r) => {
    for (const name of ["emails", "phoneNumbers", "members", "tags"]) if (Array.isArray(r[name])) r[name] = (r[name] as Json[]).toReversed();
  }),
  {
    ...may("quirk-server-defaults", "create", "The server fills in locale, timezone and active", "7644-3.3-create-server-may-alter"),
    apply: (b) => ({
      create: (values, type, call, body) => b.create(type.name === "User" ? { locale: "en-US", timezone: "Europe/Vienna", active: true, ...values } : values, type, call, body),
      replace: (previous, values, type, call, body) => b.replace(previous, type.name === "User" ? { locale: "en-US", timezone: "Europe/Vienna", active: true, ...values } : values, type, call, body),
    }),
  },
  onResponse(may("quirk-media-type-json", "http", "Answers are labelled application/json", "7644-3.8-default-format"), (r) => void (r.headers = r.headers.map(([n, v]) => [n, n === "Content-Type" ? v.replace("scim+json", "json; charset=utf-8").replace("json; charset=utf-8; charset=utf-8", "json; charset=utf-8") : v]))),
  onDocument(may("quirk-vendor-members", "discovery", "Discovery documents carry members of the vendor", "7643-5-features-truthful"), "ServiceProviderConfig", (d) => void Object.assign(d, { "urn:vendor:scim:limits": { perMinute: 600 } })),
  onResponse(may("quirk-error-without-detail", "delete", "DELETE of a deleted user answers 404 with a SCIM error without detail", "7644-3.12-error-detail"), (r, { request }) => {
    if (request.method === "DELETE" && isSingle(request.path) && r.status === 404 && isObject(r.body)) {
      const { detail: _detail, ...rest } = r.body;
      r.body = rest;
    }
  }),
];
