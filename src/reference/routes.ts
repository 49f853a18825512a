/** Routing and the SCIM operations of the reference server (RFC 7644 section 3.2). */
import type { Call, Context } from "./behaviour.ts";
import { ScimError, type Query, type ResourceTypeDefinition, type ServerRequest, type ServerResponse, type Stored } from "./types.ts";
import { LIST_SCHEMA } from "./message.ts";

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
  const response = behaviour.created(behaviour.present(resource, type, call), behaviour.location(resource, type, call.context), call);
  return behaviour.withTag(response, resource, call);
}

/** Checks and keeps what a PUT or a PATCH made of a resource. */
function keep(resource: Stored, type: ResourceTypeDefinition, call: Call): Stored {
  call.context.store(call.principal.tenant, type.name).set(String(resource["id"]), resource);
  return resource;
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
  const resource = keep(behaviour.replace(previous, values, type, call, body), type, call);
  return behaviour.withTag(behaviour.replaced(behaviour.present(resource, type, call), call), resource, call);
}

function patch(type: ResourceTypeDefinition, previous: Stored, call: Call): ServerResponse {
  const { behaviour } = call.context;
  const operations = behaviour.readPatch(behaviour.parseBody(call.request));
  const values = behaviour.applyAll(previous, operations, type, call);
  behaviour.checkRequired(values, type, call.context);
  behaviour.checkReferences(values, type, call);
  behaviour.checkUnique(values, type, call, String(previous["id"]));
  const resource = keep(behaviour.patch(previous, values, type, call), type, call);
  return behaviour.withTag(behaviour.patched(behaviour.present(resource, type, call), call), resource, call);
}

/** A query over one type, or over all at the root (RFC 7644 section 3.4.2.1). */
function query(types: readonly ResourceTypeDefinition[], call: Call): ServerResponse {
  const { behaviour, without } = call.context;
  if (call.query.filter !== null && without.has("filter")) throw new ScimError(400, "This service does not support filters.", "invalidFilter");
  const selected = behaviour.select(behaviour.candidates(types, call), types, call);
  const sorted = without.has("sort") ? selected : behaviour.sort(selected, call);
  return behaviour.list(behaviour.page(sorted, call), call);
}

/** POST to a path that ends in /.search (RFC 7644 section 3.4.3). */
function search(types: readonly ResourceTypeDefinition[], call: Call): ServerResponse {
  const { request, context } = call;
  if (request.method !== "POST") throw notAllowed(request.method, "POST");
  if (context.without.has("search")) throw new ScimError(501, "This service does not support /.search.");
  return query(types, { ...call, query: visible(context.behaviour.readSearch(context.behaviour.parseBody(request), context), context) });
}

function collection(type: ResourceTypeDefinition, call: Call): ServerResponse {
  const { request } = call;
  if (request.method === "POST") return create(type, call);
  if (request.method !== "GET" && request.method !== "HEAD") throw notAllowed(request.method, "GET, HEAD, POST");
  return query([type], call);
}

function single(type: ResourceTypeDefinition, id: string, call: Call): ServerResponse {
  const { request, context } = call;
  const { behaviour } = context;
  if (request.method === "PATCH" && context.without.has("patch")) throw new ScimError(501, "This service does not support PATCH.");
  if (request.method === "PUT" && context.without.has("put")) throw new ScimError(501, "This service does not support PUT.");
  if (!["GET", "HEAD", "PUT", "PATCH", "DELETE"].includes(request.method)) throw notAllowed(request.method, "GET, HEAD, PUT, PATCH, DELETE");
  const resource = behaviour.find(id, type, call);
  if (!resource) throw new ScimError(404, `There is no ${type.name} with the id ${id}.`);
  const unchanged = behaviour.checkConditions(resource, call);
  if (unchanged) return unchanged;
  if (request.method === "PUT") return replace(type, resource, call);
  if (request.method === "PATCH") return patch(type, resource, call);
  if (request.method === "DELETE") {
    behaviour.remove(id, type, call);
    return behaviour.deleted(call);
  }
  return behaviour.withTag(ok(behaviour.present(resource, type, call)), resource, call);
}

function bulk(call: Call): ServerResponse {
  const { request, context } = call;
  const { behaviour } = context;
  if (context.without.has("bulk")) throw new ScimError(501, "This service does not support bulk operations.");
  if (request.method !== "POST") throw notAllowed(request.method, "POST");
  const job = behaviour.readBulk(behaviour.parseBody(request), request.body.length);
  return behaviour.bulk(job, call, (inner) => refusalAsAnswer(() => resources(inner, context), context));
}

/** /Me stands for the User of the credential (RFC 7644 section 3.11). */
function me(call: Call): ServerResponse {
  const { context, request } = call;
  const type = context.types.find((t) => t.name === "User");
  if (!type) throw new ScimError(501, "This service does not support /Me.");
  const id = context.behaviour.me(call);
  if (request.method === "POST") throw notAllowed("POST", "GET, HEAD, PUT, PATCH, DELETE");
  return context.behaviour.answeredMe(single(type, id, call), id, call);
}

/** Without projection the service ignores what it does not know. */
function visible(asked: Query, context: Context): Query {
  return context.without.has("projection") ? { ...asked, attributes: [], excludedAttributes: [] } : asked;
}

function resources(request: ServerRequest, context: Context): ServerResponse {
  const { behaviour, types } = context;
  const principal = behaviour.authenticate(request, context);
  if (!principal) throw new ScimError(401, "The credential is missing or not valid.", undefined, behaviour.challenge());
  const call: Call = { request, context, principal, query: visible(behaviour.readQuery(request.query, context), context) };
  const searching = request.path.endsWith("/.search");
  const writes = !["GET", "HEAD"].includes(request.method) && !searching;
  if (writes && !behaviour.mayWrite(principal)) throw new ScimError(403, "This credential may only read.");
  return dispatch(searching ? request.path.slice(0, -"/.search".length) : request.path, searching, types, call);
}

function dispatch(path: string, searching: boolean, types: readonly ResourceTypeDefinition[], call: Call): ServerResponse {
  const { request, context } = call;
  if (path === "") {
    if (context.without.has("rootSearch")) throw new ScimError(501, "This service does not support queries at its root.");
    if (searching) return search(types, call);
    if (request.method !== "GET" && request.method !== "HEAD") throw notAllowed(request.method, "GET, HEAD");
    return query(types, call);
  }
  if (path === "/Bulk" && !searching) return bulk(call);
  if (path === "/Me" && !searching) return me(call);
  const type = types.find((t) => path === t.endpoint || path.startsWith(`${t.endpoint}/`));
  const rest = type ? path.slice(type.endpoint.length + 1) : "";
  if (!type || rest.includes("/") || (searching && rest !== "")) throw new ScimError(404, `There is nothing at ${request.path}.`);
  if (searching) return search([type], call);
  return rest === "" ? collection(type, call) : single(type, rest, call);
}

function refusalAsAnswer(answer: () => ServerResponse, { behaviour }: Context): ServerResponse {
  try {
    return answer();
  } catch (error) {
    if (error instanceof ScimError) return behaviour.error(error);
    throw error;
  }
}

/** Answers one request; every refusal becomes a SCIM Error message. */
export function handle(request: ServerRequest, context: Context): ServerResponse {
  const { behaviour } = context;
  return refusalAsAnswer(() => {
    const media = behaviour.negotiate(request.headers["accept"]);
    if (media === null) throw new ScimError(406, "Only application/scim+json and application/json can be returned.");
    if (request.body.length > 0) behaviour.checkMediaType(request.headers["content-type"]);
    const [, kind, id] = DISCOVERY.exec(request.path) ?? [];
    const response = kind !== undefined && behaviour.isPublic(request.path) ? discovery(kind, id, request, context) : kind !== undefined ? protectedDiscovery(kind, id, request, context) : resources(request, context);
    if (media === "application/json") response.headers = response.headers.map(([n, v]) => (n === "Content-Type" ? [n, media] : [n, v]));
    return response;
  }, context);
}

function protectedDiscovery(kind: string, id: string | undefined, request: ServerRequest, context: Context): ServerResponse {
  const { behaviour } = context;
  if (!behaviour.authenticate(request, context)) throw new ScimError(401, "The credential is missing or not valid.", undefined, behaviour.challenge());
  return discovery(kind, id, request, context);
}
