/** Routing and the SCIM operations of the reference server (RFC 7644 section 3.2). */
import type { Call, Context } from "./behaviour.ts";
import { ScimError, type ResourceTypeDefinition, type ServerRequest, type ServerResponse, type Stored } from "./types.ts";

const LIST_SCHEMA = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
const DISCOVERY = /^\/(ServiceProviderConfig|ResourceTypes|Schemas)(?:\/(.+))?$/;

function ok(body: unknown): ServerResponse {
  return { status: 200, headers: [["Content-Type", "application/scim+json"]], body };
}

function notAllowed(method: string, allow: string): ScimError {
  return new ScimError(405, `${method} is not possible here.`, undefined, [["Allow", allow]]);
}

function discovery(kind: string, id: string | undefined, request: ServerRequest, context: Context): ServerResponse {
  if (request.method !== "GET" && request.method !== "HEAD") throw notAllowed(request.method, "GET, HEAD");
  if (context.without.has("discovery")) throw new ScimError(404, "This service does not publish discovery documents.");
  if (kind === "ServiceProviderConfig") {
    if (id !== undefined) throw new ScimError(404, "There is no such resource.");
    return ok(context.behaviour.serviceProviderConfig(context));
  }
  // RFC 7644 section 4: a filter must not look as if it had been applied.
  if (request.query.has("filter")) throw new ScimError(403, `${kind} cannot be filtered.`);
  const all = kind === "Schemas" ? context.behaviour.schemas(context) : context.behaviour.resourceTypes(context);
  if (id === undefined) return ok({ schemas: [LIST_SCHEMA], totalResults: all.length, startIndex: 1, itemsPerPage: all.length, Resources: all });
  const found = all.find((d) => d["id"] === id);
  if (!found) throw new ScimError(404, `There is no ${id} in ${kind}.`);
  return ok(found);
}

function create(type: ResourceTypeDefinition, call: Call): ServerResponse {
  const { behaviour } = call.context;
  const body = behaviour.parseBody(call.request);
  behaviour.checkSchemas(body, type);
  const values = behaviour.read(body, type, call.context);
  behaviour.checkRequired(values, type, call.context);
  behaviour.checkReferences(values, type, call);
  behaviour.checkUnique(values, type, call, null);
  const resource = behaviour.create(values, type, call, body);
  call.context.store(call.principal.tenant, type.name).set(String(resource["id"]), resource);
  return behaviour.created(behaviour.present(resource, type, call), behaviour.location(resource, type, call.context), call);
}

function replace(type: ResourceTypeDefinition, previous: Stored, call: Call): ServerResponse {
  const { behaviour } = call.context;
  const body = behaviour.parseBody(call.request);
  behaviour.checkSchemas(body, type);
  const values = behaviour.read(body, type, call.context);
  behaviour.checkRequired(values, type, call.context);
  behaviour.checkImmutable(values, previous, type, call.context);
  behaviour.checkReferences(values, type, call);
  behaviour.checkUnique(values, type, call, String(previous["id"]));
  const resource = behaviour.replace(previous, values, type, call, body);
  call.context.store(call.principal.tenant, type.name).set(String(previous["id"]), resource);
  return behaviour.replaced(behaviour.present(resource, type, call), call);
}

function collection(type: ResourceTypeDefinition, call: Call): ServerResponse {
  const { request, context, principal } = call;
  if (request.method === "POST") return create(type, call);
  if (request.method !== "GET" && request.method !== "HEAD") throw notAllowed(request.method, "GET, HEAD, POST");
  if (request.query.has("filter")) throw new ScimError(501, "This service does not support filters.");
  const stored = [...context.store(principal.tenant, type.name).values()];
  return context.behaviour.list(stored.map((r) => context.behaviour.present(r, type, call)), call);
}

function single(type: ResourceTypeDefinition, id: string, call: Call): ServerResponse {
  const { request, context } = call;
  const { behaviour } = context;
  if (request.method === "PATCH") throw new ScimError(501, "This service does not support PATCH.");
  if (request.method === "PUT" && context.without.has("put")) throw new ScimError(501, "This service does not support PUT.");
  if (!["GET", "HEAD", "PUT", "DELETE"].includes(request.method)) throw notAllowed(request.method, "GET, HEAD, PUT, DELETE");
  const resource = behaviour.find(id, type, call);
  if (!resource) throw new ScimError(404, `There is no ${type.name} with the id ${id}.`);
  const unchanged = checkConditions(resource, call);
  if (unchanged) return unchanged;
  if (request.method === "PUT") return replace(type, resource, call);
  if (request.method === "DELETE") {
    behaviour.remove(id, type, call);
    return behaviour.deleted(call);
  }
  return ok(behaviour.present(resource, type, call));
}

function resources(request: ServerRequest, context: Context): ServerResponse {
  const { behaviour } = context;
  const principal = behaviour.authenticate(request, context);
  if (!principal) throw new ScimError(401, "The credential is missing or not valid.", undefined, behaviour.challenge());
  const call: Call = { request, context, principal };
  const type = context.types.find((t) => request.path === t.endpoint || request.path.startsWith(`${t.endpoint}/`));
  const rest = type ? request.path.slice(type.endpoint.length + 1) : "";
  if (/\/(\.search|Bulk)$/.test(request.path) || /^\/(Me|\.search|Bulk)?$/.test(request.path)) throw new ScimError(501, "This service does not support this endpoint.");
  if (!type || rest.includes("/")) throw new ScimError(404, `There is nothing at ${request.path}.`);
  const writes = !["GET", "HEAD"].includes(request.method);
  if (writes && !behaviour.mayWrite(principal)) throw new ScimError(403, "This credential may only read.");
  const response = rest === "" ? collection(type, call) : single(type, rest, call);
  return withTag(response, call);
}

/** Weak comparison of a condition's list of tags with the current one (RFC 9110 section 8.8.3.2); `*` matches anything. */
function lists(condition: string, version: string): boolean {
  const bare = (tag: string): string => tag.trim().replace(/^W\//, "");
  return condition.trim() === "*" || condition.split(",").some((tag) => bare(tag) === bare(version));
}

/** Preconditions (RFC 7644 section 3.14): 412 for a change, 304 for a read. */
function checkConditions(resource: Stored, { request, context }: Call): ServerResponse | null {
  if (context.without.has("etag")) return null;
  const version = String((resource["meta"] as Stored)["version"]);
  const match = request.headers["if-match"];
  const none = request.headers["if-none-match"];
  if (match !== undefined && !lists(match, version)) throw new ScimError(412, "The resource has changed.");
  if (none === undefined || !lists(none, version)) return null;
  if (request.method !== "GET" && request.method !== "HEAD") throw new ScimError(412, "The resource has not changed.");
  return { status: 304, headers: [["ETag", version]], body: undefined };
}

/** Adds the ETag of a single resource; without etag support meta.version goes too. */
function withTag(response: ServerResponse, call: Call): ServerResponse {
  const meta = (response.body as Stored | undefined)?.["meta"] as Stored | undefined;
  if (response.status >= 300 || meta === undefined || meta["version"] === undefined) return response;
  if (!call.context.without.has("etag")) return { ...response, headers: [...response.headers, ["ETag", String(meta["version"])]] };
  const { version: _version, ...rest } = meta;
  return { ...response, body: { ...(response.body as Stored), meta: rest } };
}

/** Answers one request; every refusal becomes a SCIM Error message. */
export function handle(request: ServerRequest, context: Context): ServerResponse {
  const { behaviour } = context;
  try {
    const media = behaviour.negotiate(request.headers["accept"]);
    if (media === null) throw new ScimError(406, "Only application/scim+json and application/json can be returned.");
    if (request.body.length > 0) behaviour.checkMediaType(request.headers["content-type"]);
    const [, kind, id] = DISCOVERY.exec(request.path) ?? [];
    const response = kind !== undefined && behaviour.isPublic(request.path) ? discovery(kind, id, request, context) : kind !== undefined ? protectedDiscovery(kind, id, request, context) : resources(request, context);
    if (media === "application/json") response.headers = response.headers.map(([n, v]) => (n === "Content-Type" ? [n, media] : [n, v]));
    return response;
  } catch (error) {
    if (error instanceof ScimError) return behaviour.error(error);
    throw error;
  }
}

function protectedDiscovery(kind: string, id: string | undefined, request: ServerRequest, context: Context): ServerResponse {
  const { behaviour } = context;
  if (!behaviour.authenticate(request, context)) throw new ScimError(401, "The credential is missing or not valid.", undefined, behaviour.challenge());
  return discovery(kind, id, request, context);
}
