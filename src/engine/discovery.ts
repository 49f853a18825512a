/** Discovery: what the target says of itself, with the RFC's defaults where it says nothing usable. */
import { CAPABILITIES, type Capability, type CapabilityStatus } from "../model/capability.ts";
import type { ScimClient, ScimResponse } from "../model/client.ts";
import { isObject, type Json, type JsonObject } from "../model/json.ts";
import type { AttributeInfo, ResourceTypeInfo, SchemaInfo, TargetView } from "../model/target.ts";
import { COMMON_ATTRIBUTES, findByPath, parseSchema } from "../scim/schema.ts";
import { CORE_GROUP, CORE_USER, sameUrn } from "../scim/urn.ts";
import { at } from "../scim/value.ts";

/** What of the config the view of the target depends on. */
export interface TargetFacts {
  readonly baseUrl: string;
  readonly inProcess: boolean;
  readonly mode: "full" | "read-only";
  readonly authType: TargetView["authType"];
  readonly credentials: TargetView["credentials"];
  readonly allowDiscoveryWrites: boolean;
  readonly settleWithinMs: number;
  readonly resources: Readonly<Record<string, { readonly omit: readonly string[]; readonly fixed: readonly string[]; readonly ignore: boolean }>>;
  readonly capabilities: Readonly<Partial<Record<Capability, { readonly supported: boolean; readonly reason: string }>>>;
}

/** A target may list this many types or schemas; more would only slow the run. */
const MAX_DOCUMENTS = 200;

/** The three discovery answers, fetched once. */
export async function fetchDiscovery(scim: ScimClient): Promise<TargetView["discovery"]> {
  const [serviceProviderConfig, resourceTypes, schemas] = await Promise.all([
    scim.get("/ServiceProviderConfig"),
    scim.get("/ResourceTypes"),
    scim.get("/Schemas"),
  ]);
  return { serviceProviderConfig, resourceTypes, schemas };
}

function documents(response: ScimResponse): readonly JsonObject[] {
  const bare = Array.isArray(response.json) ? (response.json as readonly Json[]).filter((r): r is JsonObject => isObject(r)) : [];
  // A bare array is wrong (and judged), but its content is still what the server says of itself.
  return response.ok ? [...response.resources, ...bare].slice(0, MAX_DOCUMENTS) : [];
}

function normaliseEndpoint(endpoint: string, baseUrl: string): string {
  const relative = endpoint.startsWith(`${baseUrl}/`) ? endpoint.slice(baseUrl.length) : endpoint;
  return `/${relative.replace(/^\/+/, "").replace(/\/+$/, "")}`;
}

function parseResourceType(raw: JsonObject, baseUrl: string): ResourceTypeInfo | undefined {
  const { name, endpoint, schema, id } = raw;
  if (typeof name !== "string" || typeof endpoint !== "string" || typeof schema !== "string" || name === "" || endpoint === "") return undefined;
  const list = Array.isArray(raw["schemaExtensions"]) ? (raw["schemaExtensions"] as readonly Json[]) : [];
  return {
    name,
    id: typeof id === "string" ? id : null,
    endpoint: normaliseEndpoint(endpoint, baseUrl),
    schema,
    extensions: list.flatMap((e) => (isObject(e) && typeof e["schema"] === "string" ? [{ schema: e["schema"], required: e["required"] === true }] : [])),
    source: "published",
    isUser: sameUrn(schema, CORE_USER),
    isGroup: sameUrn(schema, CORE_GROUP),
    raw,
  };
}

function assumed(name: "User" | "Group"): ResourceTypeInfo {
  return {
    name,
    id: null,
    endpoint: `/${name}s`,
    schema: name === "User" ? CORE_USER : CORE_GROUP,
    extensions: [],
    source: "assumed",
    isUser: name === "User",
    isGroup: name === "Group",
    raw: undefined,
  };
}

function distinct(types: readonly ResourceTypeInfo[]): readonly ResourceTypeInfo[] {
  return types.filter((t, i) => types.findIndex((o) => o.name === t.name || o.endpoint === t.endpoint) === i);
}

/** Where ServiceProviderConfig declares a capability (RFC 7643 section 5; RFC 9865 section 4 for cursors). */
const DECLARED: Partial<Record<Capability, string>> = {
  patch: "/patch/supported",
  bulk: "/bulk/supported",
  filter: "/filter/supported",
  sort: "/sort/supported",
  etag: "/etag/supported",
  changePassword: "/changePassword/supported",
  indexPagination: "/pagination/index",
  cursorPagination: "/pagination/cursor",
};

function declared(id: Capability, config: JsonObject | undefined, types: readonly ResourceTypeInfo[]): boolean | null {
  const pointer = DECLARED[id];
  const value = pointer === undefined ? undefined : at(config, pointer);
  if (typeof value === "boolean") return value;
  // Publishing `pagination` is a SHOULD (RFC 9865 section 4): without it, cursor paging is unknown, and the checks find out.
  if (id === "groups" && types.some((t) => t.source === "published")) return types.some((t) => t.isGroup);
  return null;
}

/** Notes for the report: where discovery was unusable and the RFC's defaults were taken. */
export interface Discovered {
  readonly target: TargetView;
  readonly notes: readonly string[];
}

function collectTypes(response: ScimResponse, facts: TargetFacts, notes: string[]): readonly ResourceTypeInfo[] {
  const published = distinct(documents(response).flatMap((raw) => parseResourceType(raw, facts.baseUrl) ?? []));
  const types = published.length > 0 ? published : [assumed("User"), assumed("Group")];
  if (published.length === 0) {
    notes.push(`/ResourceTypes gave no usable resource type (status ${response.status}); the run goes on with User at /Users and Group at /Groups, as RFC 7644 section 3.2 defines them.`);
  }
  const kept = types.filter((t) => !facts.resources[t.name]?.ignore);
  for (const t of types) if (!kept.includes(t)) notes.push(`Resource type ${t.name} is left alone: the config ignores it.`);
  return kept;
}

function collectSchemas(response: ScimResponse, types: readonly ResourceTypeInfo[], fallback: readonly SchemaInfo[], notes: string[]): readonly SchemaInfo[] {
  const published = documents(response).flatMap((raw) => parseSchema(raw) ?? []);
  const missing = types
    .flatMap((t) => [t.schema, ...t.extensions.map((e) => e.schema)])
    .filter((urn) => !published.some((s) => sameUrn(s.id, urn)))
    .flatMap((urn) => fallback.find((s) => sameUrn(s.id, urn)) ?? []);
  for (const schema of new Set(missing)) {
    notes.push(`/Schemas does not publish ${schema.id} (status ${response.status}); attributes are taken from RFC 7643 section 8.7.1.`);
  }
  return [...published, ...new Set(missing)];
}

/** Builds the view of the target. `rfc`: the schemas of RFC 7643 section 8.7.1, for what is not published. */
export function describeTarget(discovery: TargetView["discovery"], facts: TargetFacts, rfc: readonly SchemaInfo[]): Discovered {
  const notes: string[] = [];
  if (facts.inProcess) notes.push("The target answered within the process of scimspec: its base URL is a name, and TLS is not judged.");
  const config = discovery.serviceProviderConfig.ok ? discovery.serviceProviderConfig.object : undefined;
  if (!config) notes.push(`/ServiceProviderConfig gave no usable answer (status ${discovery.serviceProviderConfig.status}); which features are supported is unknown, so their checks are tried.`);
  const types = collectTypes(discovery.resourceTypes, facts, notes);
  const schemas = collectSchemas(discovery.schemas, types, rfc, notes);
  const capabilities: readonly CapabilityStatus[] = CAPABILITIES.map((id) => ({
    id,
    declared: declared(id, config, types),
    observed: null,
    override: facts.capabilities[id] ?? null,
  }));
  return { notes, target: createView({ discovery, facts, config, types, schemas, capabilities }) };
}

interface Parts {
  readonly discovery: TargetView["discovery"];
  readonly facts: TargetFacts;
  readonly config: JsonObject | undefined;
  readonly types: readonly ResourceTypeInfo[];
  readonly schemas: readonly SchemaInfo[];
  readonly capabilities: readonly CapabilityStatus[];
}

function attributesOf(type: ResourceTypeInfo, schemas: readonly SchemaInfo[]): readonly AttributeInfo[] {
  const find = (urn: string) => schemas.find((s) => sameUrn(s.id, urn));
  // Servers may list common attributes in their schemas; RFC 7643 section 3.1 wins for those.
  const own = (find(type.schema)?.attributes ?? []).filter((a) => !findByPath(COMMON_ATTRIBUTES, a.name));
  const extensions = type.extensions.flatMap((e) => (find(e.schema)?.attributes ?? []).map((a) => asExtension(a, e.schema)));
  return [...COMMON_ATTRIBUTES, ...own, ...extensions];
}

function asExtension(attribute: AttributeInfo, schema: string): AttributeInfo {
  return { ...attribute, schema, extension: true, subAttributes: attribute.subAttributes.map((s) => asExtension(s, schema)) };
}

function lookup(attributes: readonly AttributeInfo[], path: string): AttributeInfo | undefined {
  const lower = path.toLowerCase();
  const urn = [...new Set(attributes.map((a) => a.schema))].find((s) => s !== "" && lower.startsWith(`${s.toLowerCase()}:`));
  if (urn !== undefined) return findByPath(attributes.filter((a) => a.schema === urn), path.slice(urn.length + 1));
  return findByPath(attributes.filter((a) => !a.extension), path);
}

function createView(parts: Parts): TargetView {
  const { facts, types, schemas, capabilities } = parts;
  const cache = new Map(types.map((t) => [t.name, attributesOf(t, schemas)]));
  const attributes = (type: ResourceTypeInfo) => cache.get(type.name) ?? [];
  const listed = (list: readonly string[] | undefined, path: string) =>
    (list ?? []).some((entry) => path.toLowerCase() === entry.toLowerCase() || path.toLowerCase().startsWith(`${entry.toLowerCase()}.`));
  const view: TargetView = {
    baseUrl: facts.baseUrl,
    mode: facts.mode,
    authType: facts.authType,
    credentials: facts.credentials,
    inProcess: facts.inProcess,
    allowDiscoveryWrites: facts.allowDiscoveryWrites,
    settleWithinMs: facts.settleWithinMs,
    discovery: parts.discovery,
    serviceProviderConfig: parts.config,
    resourceTypes: types,
    schemas,
    capabilities,
    supports(id) {
      const status = capabilities.find((c) => c.id === id);
      return status?.override ? status.override.supported : (status?.declared ?? null);
    },
    type: (name) => types.find((t) => t.name === name) ?? types.find((t) => (name === "User" && t.isUser) || (name === "Group" && t.isGroup)),
    schema: (urn) => schemas.find((s) => sameUrn(s.id, urn)),
    attributes,
    attribute: (type, path) => lookup(attributes(type), path),
    whyClosed: () => null,
    maySend: (type, path) => !listed(facts.resources[type.name]?.omit, path),
    mayChange(type, path) {
      const found = lookup(attributes(type), path);
      return found !== undefined && (found.mutability === "readWrite" || found.mutability === "writeOnly") && !listed(facts.resources[type.name]?.fixed, path);
    },
  };
  return view;
}

