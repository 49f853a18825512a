/** The conforming behaviour (RFC 7643, RFC 7644, RFC 9865). */
import { randomUUID } from "node:crypto";
import type { Behaviour, Call } from "./behaviour.ts";
import { bulk, checkOperation, MAX_OPERATIONS, MAX_PAYLOAD, readBulk, runOperation, toResult } from "./bulk.ts";
import { resolveReferences } from "./bulk-references.ts";
import { complete, distinctValues, own, withSchemas } from "./complete.ts";
import { checkConditions, withTag } from "./conditions.ts";
import { baseDefinitions, extensionDefinitions, urnsOf } from "./definitions.ts";
import { checkFilter, refuseUnfit } from "./filter/check.ts";
import { compare, hasValue, matches, matchesValue } from "./filter/match.ts";
import { parseFilter } from "./filter/parse.ts";
import { LIST_SCHEMA, memberOf, requireSchema } from "./message.ts";
import { CURSOR_TIMEOUT, decodeCursor, encodeCursor, MAX_RESULTS, page, pageByCursor, pageByIndex } from "./page.ts";
import { add, applyAll, applyOperation, checkMutable, remove, replace, same, sameElement, settlePrimary } from "./patch/apply.ts";
import { parsePath, readPatch } from "./patch/message.ts";
import { project, writtenNames } from "./projection.ts";
import { fromSearch, fromUrl } from "./query.ts";
import { compareKeys, representative, sort, sortKey } from "./sort.ts";
import { isEmpty, prepared, readMembers } from "./values.ts";
import { isObject, ScimError, type AttributeDefinition, type Headers, type Json, type JsonObject, type ResourceTypeDefinition, type ServerResponse, type Stored } from "./types.ts";

const SCIM_JSON = "application/scim+json";
const ERROR_SCHEMA = "urn:ietf:params:scim:api:messages:2.0:Error";

function fold(value: Json | undefined, definition: AttributeDefinition): Json | undefined {
  if (typeof value !== "string") return value;
  return prepared(value, definition);
}

/** readOnly values that the server itself gives (Device). */
function serverValues(type: ResourceTypeDefinition, values: Stored): Stored {
  if (type.name !== "Device") return values;
  const site = values["site"];
  return { ...values, firmware: "1.0.0", ...(isObject(site) ? { site: { ...site, code: "S-1" } } : {}) };
}

const json = (status: number, body: unknown, headers: Headers = []): ServerResponse => ({ status, headers: [["Content-Type", SCIM_JSON], ...headers], body });

export const conforming: Behaviour = {
  scheme: "https",
  arrive: () => null,
  respond: (call, next) => next(call.request),
  authenticate(request, { tokens }) {
    const token = /^Bearer\s+(.+)$/i.exec(request.headers["authorization"] ?? "")?.[1];
    if (token === tokens.primary) return { tenant: "main", mayWrite: true, subject: "administrator" };
    if (token === tokens.otherTenant) return { tenant: "other", mayWrite: true, subject: "other-administrator" };
    return token === tokens.lowPrivilege ? { tenant: "main", mayWrite: false, subject: "reader" } : null;
  },
  challenge: () => [["WWW-Authenticate", 'Bearer realm="scim"']],
  isPublic: (path) => /^\/(ServiceProviderConfig|ResourceTypes|Schemas)(\/|$)/.test(path),
  mayWrite: (principal) => principal.mayWrite,
  checkMediaType(contentType) {
    const media = (contentType ?? SCIM_JSON).split(";")[0]?.trim().toLowerCase();
    if (media !== SCIM_JSON && media !== "application/json") throw new ScimError(415, `The media type ${media ?? ""} is not supported; send ${SCIM_JSON}.`);
  },
  negotiate(accept) {
    if (accept === undefined || accept.trim() === "") return SCIM_JSON;
    const ranges = accept.split(",").map((r) => r.split(";")).filter((r) => !r.some((p) => /^\s*q=0(\.0*)?\s*$/.test(p)));
    const types = ranges.map((r) => (r[0] ?? "").trim().toLowerCase());
    if (types.some((t) => t === SCIM_JSON || t === "*/*" || t === "application/*")) return SCIM_JSON;
    return types.includes("application/json") ? "application/json" : null;
  },
  parseBody(request) {
    let text: string;
    try {
      text = new TextDecoder("utf-8", { fatal: true }).decode(request.body);
    } catch {
      throw new ScimError(400, "The body is not valid UTF-8.", "invalidSyntax");
    }
    let body: unknown;
    try {
      body = JSON.parse(text);
    } catch {
      throw new ScimError(400, "The body is not valid JSON.", "invalidSyntax");
    }
    if (!isObject(body)) throw new ScimError(400, "The body is not a JSON object.", "invalidSyntax");
    return body;
  },
  checkSchemas: (body, type) => requireSchema(body, type.schema),
  read(body, type, context) {
    const values = readMembers(body, baseDefinitions(type, context));
    const externalId = memberOf(body, "externalId");
    if (externalId !== undefined && externalId !== null && typeof externalId !== "string") throw new ScimError(400, "The value of externalId is not a string.", "invalidValue");
    if (typeof externalId === "string") values["externalId"] = externalId;
    for (const schema of extensionDefinitions(type, context)) {
      const container = memberOf(body, schema.id);
      if (container === undefined || container === null) continue;
      if (!isObject(container)) throw new ScimError(400, `The value of ${schema.id} is not an object.`, "invalidValue");
      const members = readMembers(container, schema.attributes, `${schema.id}:`);
      if (!isEmpty(members)) values[schema.id] = members;
    }
    return values;
  },
  checkRequired(resource, type, context) {
    for (const definition of baseDefinitions(type, context)) {
      const value = resource[definition.name];
      if (definition.required && definition.mutability !== "readOnly" && (isEmpty(value) || value === "")) {
        throw new ScimError(400, `The required attribute ${definition.name} has no value.`, "invalidValue");
      }
    }
  },
  checkUnique(resource, type, call, self) {
    for (const definition of baseDefinitions(type, call.context)) {
      const value = fold(resource[definition.name], definition);
      if (value === undefined || (definition.uniqueness ?? "none") === "none") continue;
      for (const [id, other] of call.context.store(call.principal.tenant, type.name)) {
        if (id !== self && fold(other[definition.name], definition) === value) throw new ScimError(409, `Another ${type.name} has this ${definition.name}.`, "uniqueness");
      }
    }
  },
  checkReferences(resource, type, call) {
    if (type.name !== "Group") return;
    for (const member of (resource["members"] ?? []) as JsonObject[]) {
      const value = String(member["value"] ?? "");
      if (!["User", "Group"].some((t) => call.context.store(call.principal.tenant, t).has(value))) throw new ScimError(400, `No resource has the id of member ${value}.`, "invalidValue");
    }
  },
  checkImmutable(next, previous, type, context) {
    for (const definition of baseDefinitions(type, context)) {
      const [before, after] = [previous[definition.name], next[definition.name]];
      if (definition.mutability === "immutable" && before !== undefined && after !== undefined && !same(before, after)) {
        throw new ScimError(400, `${definition.name} is immutable and has another value.`, "mutability");
      }
    }
  },
  newId: () => randomUUID(),
  now: () => new Date(),
  create(values, type, call) {
    const { context } = call;
    const id = context.behaviour.newId(type, context);
    const now = context.behaviour.now().toISOString();
    return withSchemas({ ...serverValues(type, values), id, meta: { resourceType: type.name, created: now, lastModified: now, version: context.behaviour.nextVersion(null) } }, type);
  },
  replace(previous, values, type, call) {
    const meta = previous["meta"] as JsonObject;
    const immutable = baseDefinitions(type, call.context).filter((d) => d.mutability === "immutable" && previous[d.name] !== undefined);
    const kept = Object.fromEntries(immutable.map((d) => [d.name, previous[d.name] as Json]));
    return stamped(previous, withSchemas({ ...serverValues(type, { ...kept, ...values }), id: previous["id"] as Json, meta }, type), call);
  },
  remove(id, type, call) {
    const { context, principal } = call;
    context.store(principal.tenant, type.name).delete(id);
    for (const group of context.store(principal.tenant, "Group").values()) {
      const members = group["members"] as JsonObject[] | undefined;
      const rest = members?.filter((m) => m["value"] !== id);
      if (members && rest && rest.length !== members.length) group["members"] = rest;
    }
  },
  find: (id, type, call) => call.context.store(call.principal.tenant, type.name).get(id),
  present: (resource, type, call) => call.context.behaviour.project(own(call.context.behaviour.complete(resource, type, call)), type, call),
  complete,
  distinctValues,
  project: (resource, type, call) => project(resource, type, call.context, call.query, writtenNames(call.request)),
  location: (resource, type, context) => `${context.baseUrl()}${type.endpoint}/${encodeURIComponent(String(resource["id"]))}`,
  created: (representation, location) => json(201, representation, [["Location", location]]),
  replaced: (representation) => json(200, representation),
  deleted: () => ({ status: 204, headers: [], body: undefined }),
  list: ({ items, fields }, call) =>
    json(200, { schemas: [LIST_SCHEMA], ...fields, Resources: items.map(({ type, resource }) => call.context.behaviour.project(own(resource), type, call)) }),
  readQuery: (params) => fromUrl(params),
  readSearch: (body) => fromSearch(body),
  candidates: (types, call) =>
    types.flatMap((type) => [...call.context.store(call.principal.tenant, type.name).values()].map((stored) => ({ type, resource: call.context.behaviour.complete(stored, type, call) }))),
  parseFilter: (text, types) => parseFilter(text, urnsOf(types)),
  checkFilter,
  checkComparison: refuseUnfit,
  select(found, types, call) {
    const { behaviour } = call.context;
    if (call.query.filter === null) return found;
    const filter = behaviour.parseFilter(call.query.filter, types, call);
    for (const type of types) behaviour.checkFilter(filter, type, call);
    return found.filter(({ type, resource }) => behaviour.matches(filter, resource, type, call));
  },
  matches,
  matchesValue,
  hasValue,
  compare,
  sort,
  sortKey,
  compareKeys,
  representative,
  page,
  pageByIndex,
  pageByCursor,
  encodeCursor,
  decodeCursor,
  readPatch,
  parsePath,
  applyAll,
  applyOperation,
  patchAdd: add,
  patchRemove: remove,
  patchReplace: replace,
  sameElement,
  settlePrimary,
  checkMutable,
  patch: (previous, values, type, call) => stamped(previous, withSchemas(values, type), call),
  patched: (representation) => json(200, representation),
  readBulk,
  bulk,
  checkBulkOperation: checkOperation,
  bulkOperation: runOperation,
  bulkResult: toResult,
  resolveReferences,
  nextVersion: (version) => `W/"v${Number(/\d+/.exec(version ?? "")?.[0] ?? 0) + 1}"`,
  checkConditions,
  withTag,
  me(call) {
    const { context, principal } = call;
    if (context.without.has("me")) throw new ScimError(501, "This service does not support /Me.");
    if (principal.subject === null || !context.store(principal.tenant, "User").has(principal.subject)) throw new ScimError(404, "The credential belongs to no user.");
    return principal.subject;
  },
  answeredMe: (response, id, { context }) => ({ ...response, headers: [...response.headers.filter(([n]) => n !== "Location"), ["Location", `${context.baseUrl()}/Users/${id}`]] }),
  error: ({ status, scimType, message, headers }) =>
    json(status, { schemas: [ERROR_SCHEMA], status: String(status), ...(scimType === undefined ? {} : { scimType }), detail: message }, [...headers]),
  serviceProviderConfig: (context) => ({
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
    documentationUri: "https://example.com/scim/help",
    patch: { supported: !context.without.has("patch") },
    bulk: { supported: !context.without.has("bulk"), maxOperations: MAX_OPERATIONS, maxPayloadSize: MAX_PAYLOAD },
    filter: { supported: !context.without.has("filter"), maxResults: MAX_RESULTS },
    changePassword: { supported: !context.without.has("changePassword") },
    sort: { supported: !context.without.has("sort") },
    etag: { supported: !context.without.has("etag") },
    ...(context.without.has("cursorPagination") ? {} : { pagination: pagination(!context.without.has("indexPagination")) }),
    authenticationSchemes: [
      { type: "oauthbearertoken", name: "OAuth Bearer Token", description: "Authentication with a bearer token", specUri: "https://www.rfc-editor.org/info/rfc6750", primary: true },
    ],
    meta: { resourceType: "ServiceProviderConfig", location: `${context.baseUrl()}/ServiceProviderConfig` },
  }),
  resourceTypes: (context) =>
    context.types.map((type) => ({
      schemas: ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],
      ...type,
      schemaExtensions: type.schemaExtensions.map((e) => ({ ...e })),
      meta: { resourceType: "ResourceType", location: `${context.baseUrl()}/ResourceTypes/${type.id}` },
    })),
  schemas: (context) =>
    context.schemas.map((schema) => ({
      schemas: ["urn:ietf:params:scim:schemas:core:2.0:Schema"],
      ...(structuredClone(schema) as unknown as Stored),
      meta: { resourceType: "Schema", location: `${context.baseUrl()}/Schemas/${schema.id}` },
    })),
};

/** RFC 9865 section 4. */
function pagination(index: boolean): JsonObject {
  return { cursor: true, index, defaultPaginationMethod: index ? "index" : "cursor", defaultPageSize: MAX_RESULTS, maxPageSize: MAX_RESULTS, cursorTimeout: CURSOR_TIMEOUT };
}

/** The resource with its meta moved on, or the previous one if nothing changed. */
function stamped(previous: Stored, next: Stored, { context }: Call): Stored {
  const meta = previous["meta"] as JsonObject;
  if (same(next, previous)) return previous;
  return { ...next, meta: { ...meta, lastModified: context.behaviour.now().toISOString(), version: context.behaviour.nextVersion(String(meta["version"])) } };
}
