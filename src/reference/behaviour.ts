/** The conforming behaviour, as a record of small functions. A fault replaces some of them (faults/). */
import { randomUUID } from "node:crypto";
import type { Capability } from "../model/capability.ts";
import { isEmpty, readMembers } from "./values.ts";
import { project } from "./projection.ts";
import { ScimError, type AttributeDefinition, type Headers, type Json, type JsonObject, type ResourceTypeDefinition, type SchemaDefinition, type ServerRequest, type ServerResponse, type Stored } from "./types.ts";

export type Tenant = "main" | "other";

/** Who sends a request. */
export interface Principal {
  readonly tenant: Tenant;
  readonly mayWrite: boolean;
}

/** What a server instance consists of; functions of the behaviour receive it. */
export interface Context {
  readonly behaviour: Behaviour;
  readonly baseUrl: () => string;
  readonly tokens: { readonly primary: string; readonly otherTenant: string; readonly lowPrivilege: string };
  readonly types: readonly ResourceTypeDefinition[];
  readonly schemas: readonly SchemaDefinition[];
  readonly without: ReadonlySet<Capability>;
  /** Resources by tenant, type name and id, in order of creation. */
  readonly store: (tenant: Tenant, type: string) => Map<string, Stored>;
  /** Free for faults: state that lives as long as the server. */
  readonly memory: Map<string, unknown>;
}

/** One request on its way, with what is known of it. */
export interface Call {
  readonly request: ServerRequest;
  readonly context: Context;
  readonly principal: Principal;
}

export interface Behaviour {
  /** Around everything: sees each request, may alter request and response. Faults that need no more use this. */
  respond(call: { readonly request: ServerRequest; readonly context: Context }, next: (request: ServerRequest) => ServerResponse): ServerResponse;
  authenticate(request: ServerRequest, context: Context): Principal | null;
  challenge(): Headers;
  /** Paths that need no credential. */
  isPublic(path: string): boolean;
  mayWrite(principal: Principal): boolean;
  /** Throws 415 for a request media type that is not JSON. */
  checkMediaType(contentType: string | undefined): void;
  /** Media type of the answer for an Accept field; null: nothing acceptable (406). */
  negotiate(accept: string | undefined): string | null;
  parseBody(request: ServerRequest): JsonObject;
  checkSchemas(body: JsonObject, type: ResourceTypeDefinition): void;
  /** The client's values in canonical form: names, types, unknown and readOnly ones dropped. */
  read(body: JsonObject, type: ResourceTypeDefinition, context: Context): Stored;
  checkRequired(resource: Stored, type: ResourceTypeDefinition, context: Context): void;
  checkUnique(resource: Stored, type: ResourceTypeDefinition, call: Call, self: string | null): void;
  checkReferences(resource: Stored, type: ResourceTypeDefinition, call: Call): void;
  /** Refuses a change of an immutable value (RFC 7644 section 3.5.1). */
  checkImmutable(next: Stored, previous: Stored, type: ResourceTypeDefinition, context: Context): void;
  newId(type: ResourceTypeDefinition, context: Context): string;
  now(): Date;
  /** The resource after a create. */
  create(values: Stored, type: ResourceTypeDefinition, call: Call, body: JsonObject): Stored;
  /** The resource after a replace. */
  replace(previous: Stored, values: Stored, type: ResourceTypeDefinition, call: Call, body: JsonObject): Stored;
  remove(id: string, type: ResourceTypeDefinition, call: Call): void;
  /** Found by an opaque id; undefined gives 404. */
  find(id: string, type: ResourceTypeDefinition, call: Call): Stored | undefined;
  /** The representation of a stored resource: computed attributes, `returned`, projection. */
  present(resource: Stored, type: ResourceTypeDefinition, call: Call): Stored;
  location(resource: Stored, type: ResourceTypeDefinition, context: Context): string;
  created(representation: Stored, location: string, call: Call): ServerResponse;
  replaced(representation: Stored, call: Call): ServerResponse;
  deleted(call: Call): ServerResponse;
  list(resources: readonly Stored[], call: Call): ServerResponse;
  error(error: ScimError): ServerResponse;
  serviceProviderConfig(context: Context): Stored;
  resourceTypes(context: Context): readonly Stored[];
  schemas(context: Context): readonly Stored[];
}

const SCIM_JSON = "application/scim+json";
const ERROR_SCHEMA = "urn:ietf:params:scim:api:messages:2.0:Error";
const LIST_SCHEMA = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
const isObject = (v: unknown): v is JsonObject => typeof v === "object" && v !== null && !Array.isArray(v);

/** The definitions of a type's base schema. */
export function baseDefinitions(type: ResourceTypeDefinition, context: Context): readonly AttributeDefinition[] {
  return context.schemas.find((s) => s.id === type.schema)?.attributes ?? [];
}

/** Extensions of a type with their definitions. */
export function extensionDefinitions(type: ResourceTypeDefinition, context: Context): readonly SchemaDefinition[] {
  return type.schemaExtensions.flatMap((e) => context.schemas.find((s) => s.id === e.schema) ?? []);
}

function memberOf(body: JsonObject, name: string): Json | undefined {
  const key = Object.keys(body).find((k) => k.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : body[key];
}

function fold(value: Json | undefined, definition: AttributeDefinition): Json | undefined {
  return typeof value === "string" && !definition.caseExact ? value.toLowerCase() : value;
}

/** Members of groups: what the server adds to each element. */
function completeMembers(resource: Stored, type: ResourceTypeDefinition, call: Call): Stored {
  const members = resource["members"];
  if (type.name !== "Group" || !Array.isArray(members)) return resource;
  const complete = (members as JsonObject[]).map((m) => {
    const value = String(m["value"]);
    const kind = call.context.store(call.principal.tenant, "User").has(value) ? "User" : "Group";
    const target = call.context.store(call.principal.tenant, kind).get(value);
    const display = target?.["displayName"] ?? target?.["userName"];
    return { value, $ref: `${call.context.baseUrl()}/${kind}s/${value}`, ...(typeof display === "string" ? { display } : {}), type: kind };
  });
  return { ...resource, members: complete };
}

/** The groups of a user: direct, and indirect through nesting (RFC 7643 section 4.1.2). */
function groupsOf(id: string, call: Call): readonly JsonObject[] {
  const groups = [...call.context.store(call.principal.tenant, "Group").values()];
  const holding = (member: string) => groups.filter((g) => ((g["members"] ?? []) as JsonObject[]).some((m) => m["value"] === member));
  const found = new Map<string, JsonObject>();
  const visit = (member: string, kind: "direct" | "indirect"): void => {
    for (const group of holding(member)) {
      const groupId = String(group["id"]);
      if (found.has(groupId)) continue;
      found.set(groupId, { value: groupId, $ref: `${call.context.baseUrl()}/Groups/${groupId}`, display: group["displayName"] ?? "", type: kind });
      visit(groupId, "indirect");
    }
  };
  visit(id, "direct");
  return [...found.values()];
}

function sameValue(a: Json | undefined, b: Json | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function withSchemas(values: Stored, type: ResourceTypeDefinition): Stored {
  const extensions = type.schemaExtensions.map((e) => e.schema).filter((urn) => values[urn] !== undefined);
  return { ...values, schemas: [type.schema, ...extensions] };
}

/** readOnly values that the server itself gives (Device). */
function serverValues(type: ResourceTypeDefinition, values: Stored): Stored {
  if (type.name !== "Device") return values;
  const site = values["site"];
  return { ...values, firmware: "1.0.0", ...(isObject(site) ? { site: { ...site, code: "S-1" } } : {}) };
}

const json = (status: number, body: unknown, headers: Headers = []): ServerResponse => ({ status, headers: [["Content-Type", SCIM_JSON], ...headers], body });

export const conforming: Behaviour = {
  respond: (call, next) => next(call.request),
  authenticate(request, { tokens }) {
    const token = /^Bearer\s+(.+)$/i.exec(request.headers["authorization"] ?? "")?.[1];
    if (token === tokens.primary) return { tenant: "main", mayWrite: true };
    if (token === tokens.otherTenant) return { tenant: "other", mayWrite: true };
    return token === tokens.lowPrivilege ? { tenant: "main", mayWrite: false } : null;
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
  checkSchemas(body, type) {
    const schemas = memberOf(body, "schemas");
    const named = Array.isArray(schemas) && (schemas as Json[]).some((s) => typeof s === "string" && s.toLowerCase() === type.schema.toLowerCase());
    if (!named) throw new ScimError(400, `schemas does not name ${type.schema}.`, "invalidSyntax");
  },
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
      if (definition.mutability === "immutable" && before !== undefined && after !== undefined && !sameValue(before, after)) {
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
    return withSchemas({ ...serverValues(type, values), id, meta: { resourceType: type.name, created: now, lastModified: now, version: 'W/"1"' } }, type);
  },
  replace(previous, values, type, call) {
    const meta = previous["meta"] as JsonObject;
    const immutable = baseDefinitions(type, call.context).filter((d) => d.mutability === "immutable" && previous[d.name] !== undefined);
    const kept = Object.fromEntries(immutable.map((d) => [d.name, previous[d.name] as Json]));
    const next = withSchemas({ ...serverValues(type, { ...kept, ...values }), id: previous["id"] as Json, meta }, type);
    const same = sameValue(sorted(next), sorted(previous));
    const now = call.context.behaviour.now().toISOString();
    return same ? previous : { ...next, meta: { ...meta, lastModified: now, version: nextVersion(String(meta["version"])) } };
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
  present(resource, type, call) {
    const { context } = call;
    const completed = completeMembers(resource, type, call);
    const groups = type.name === "User" ? groupsOf(String(resource["id"]), call) : [];
    const meta = { ...(resource["meta"] as JsonObject), location: context.behaviour.location(resource, type, context) };
    const full: Stored = { ...completed, ...(groups.length > 0 ? { groups: [...groups] } : {}), meta };
    const { schemas, id, externalId, meta: _meta, ...rest } = full;
    const ordered: Stored = { schemas: schemas ?? [], id: id ?? "", ...(externalId === undefined ? {} : { externalId }), ...rest, meta };
    return project(ordered, type, context, call.request.query);
  },
  location: (resource, type, context) => `${context.baseUrl()}${type.endpoint}/${encodeURIComponent(String(resource["id"]))}`,
  created: (representation, location) => json(201, representation, [["Location", location]]),
  replaced: (representation) => json(200, representation),
  deleted: () => ({ status: 204, headers: [], body: undefined }),
  list(resources, call) {
    const startIndex = Math.max(1, readInteger(call.request.query.get("startIndex"), "startIndex") ?? 1);
    const count = Math.max(0, readInteger(call.request.query.get("count"), "count") ?? MAX_RESULTS);
    const page = resources.slice(startIndex - 1, startIndex - 1 + Math.min(count, MAX_RESULTS));
    return json(200, { schemas: [LIST_SCHEMA], totalResults: resources.length, startIndex, itemsPerPage: page.length, Resources: page });
  },
  error: ({ status, scimType, message, headers }) =>
    json(status, { schemas: [ERROR_SCHEMA], status: String(status), ...(scimType === undefined ? {} : { scimType }), detail: message }, [...headers]),
  serviceProviderConfig: (context) => ({
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
    documentationUri: "https://example.com/scim/help",
    patch: { supported: false },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: false, maxResults: MAX_RESULTS },
    changePassword: { supported: !context.without.has("changePassword") },
    sort: { supported: false },
    etag: { supported: !context.without.has("etag") },
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

/** Resources in one answer at most. */
export const MAX_RESULTS = 200;

function nextVersion(version: string): string {
  return `W/"${Number(/\d+/.exec(version)?.[0] ?? 0) + 1}"`;
}

function sorted(resource: Stored): Stored {
  return Object.fromEntries(Object.entries(resource).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function readInteger(text: string | null, name: string): number | null {
  if (text === null) return null;
  if (!/^[+-]?\d+$/.test(text.trim())) throw new ScimError(400, `${name} is not an integer.`, "invalidValue");
  return Number(text);
}
