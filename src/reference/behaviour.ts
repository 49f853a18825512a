/** What a server does, as a record of small functions (conforming.ts). A fault replaces some of them (faults/). */
import type { Capability } from "../model/capability.ts";
import type { BulkRequest, BulkResult } from "./bulk.ts";
import type { Cursor } from "./page.ts";
import type { SortKey } from "./sort.ts";
import type { AttributeDefinition, AttributePath, BulkOperation, Filter, Found, Headers, Json, JsonObject, Literal, Operator, Page, PatchOperation, PatchTarget, Query, ResourceTypeDefinition, SchemaDefinition, ScimError, ServerRequest, ServerResponse, Stored } from "./types.ts";

export type Tenant = "main" | "other";

/** Who sends a request. */
export interface Principal {
  readonly tenant: Tenant;
  readonly mayWrite: boolean;
  /** Id of the User that /Me stands for; null if the credential belongs to none. */
  readonly subject: string | null;
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
  /** Parameters of the URL, or of a SearchRequest. */
  readonly query: Query;
}

export interface Behaviour {
  /** How the service is reached where no socket decides it (in-process.ts); RFC 7644 section 7.2 wants TLS. */
  readonly scheme: "https" | "http";
  /** Before a request is handled: null, or what to wait for. The server handles one request at a time; this lets faults overlap them. */
  arrive(call: { readonly request: ServerRequest; readonly context: Context }): Promise<void> | null;
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
  /** A stored resource with the attributes that the server computes (groups, display and $ref of members, meta.location); filters and sorting see this. */
  complete(resource: Stored, type: ResourceTypeDefinition, call: Call): Stored;
  /** Values of a multi-valued attribute, each combination of type and value once (RFC 7643 section 2.4). */
  distinctValues(values: readonly Json[]): readonly Json[];
  /** The part of a complete resource that `returned`, attributes and excludedAttributes leave (RFC 7644 section 3.9). */
  project(resource: Stored, type: ResourceTypeDefinition, call: Call): Stored;
  location(resource: Stored, type: ResourceTypeDefinition, context: Context): string;
  created(representation: Stored, location: string, call: Call): ServerResponse;
  replaced(representation: Stored, call: Call): ServerResponse;
  deleted(call: Call): ServerResponse;
  /** The ListResponse of a page. */
  list(page: Page, call: Call): ServerResponse;

  // Queries (RFC 7644 sections 3.4.2 and 3.4.3)
  readQuery(params: URLSearchParams, context: Context): Query;
  readSearch(body: JsonObject, context: Context): Query;
  /** All resources of the types, complete. */
  candidates(types: readonly ResourceTypeDefinition[], call: Call): readonly Found[];
  parseFilter(text: string, types: readonly ResourceTypeDefinition[], call: Call): Filter;
  checkFilter(filter: Filter, type: ResourceTypeDefinition, call: Call): void;
  /** Throws for an operator that a definition's type does not know. */
  checkComparison(operator: Operator, definition: AttributeDefinition): void;
  /** Those of the candidates that the filter of the query lets through. */
  select(found: readonly Found[], types: readonly ResourceTypeDefinition[], call: Call): readonly Found[];
  matches(filter: Filter, resource: Stored, type: ResourceTypeDefinition, call: Call): boolean;
  /** A filter over the sub-attributes of one value (value paths of filters and of PATCH). */
  matchesValue(filter: Filter, value: Json, definition: AttributeDefinition, call: Call): boolean;
  /** `pr`. */
  hasValue(values: readonly Json[]): boolean;
  compare(value: Json, operator: Operator, literal: Literal, definition: AttributeDefinition): boolean;
  sort(found: readonly Found[], call: Call): readonly Found[];
  sortKey(path: AttributePath, found: Found, call: Call): SortKey;
  compareKeys(a: SortKey, b: SortKey): number;
  /** The value by which a multi-valued attribute is sorted. */
  representative(value: Json | undefined): Json | undefined;
  page(found: readonly Found[], call: Call): Page;
  pageByIndex(found: readonly Found[], call: Call): Page;
  pageByCursor(found: readonly Found[], call: Call): Page;
  encodeCursor(cursor: Cursor, call: Call): string;
  decodeCursor(text: string, call: Call): Cursor;

  // PATCH (RFC 7644 section 3.5.2)
  readPatch(body: JsonObject): readonly PatchOperation[];
  parsePath(path: string, type: ResourceTypeDefinition, call: Call): PatchTarget;
  /** The values after all operations, before they are checked. */
  applyAll(resource: Stored, operations: readonly PatchOperation[], type: ResourceTypeDefinition, call: Call): Stored;
  applyOperation(resource: Stored, operation: PatchOperation, type: ResourceTypeDefinition, call: Call): Stored;
  patchAdd(previous: Json | undefined, target: PatchTarget, value: Json, call: Call): Json | undefined;
  patchRemove(previous: Json | undefined, target: PatchTarget, value: Json | undefined, call: Call): Json | undefined;
  patchReplace(previous: Json | undefined, target: PatchTarget, value: Json, call: Call): Json | undefined;
  /** Whether a value is there already. */
  sameElement(a: Json, b: Json, definition: AttributeDefinition): boolean;
  /** Leaves at most one primary value. */
  settlePrimary(values: readonly Json[], previous: readonly Json[]): readonly Json[];
  checkMutable(target: PatchTarget, previous: Json | undefined, next: Json | undefined, call: Call): void;
  /** The resource after a PATCH: schemas, meta; the previous one if nothing changed. */
  patch(previous: Stored, values: Stored, type: ResourceTypeDefinition, call: Call): Stored;
  patched(representation: Stored, call: Call): ServerResponse;

  // Bulk (RFC 7644 section 3.7)
  readBulk(body: JsonObject, size: number): BulkRequest;
  bulk(request: BulkRequest, call: Call, send: (request: ServerRequest) => ServerResponse): ServerResponse;
  checkBulkOperation(operation: BulkOperation): void;
  bulkOperation(operation: BulkOperation, call: Call, send: (request: ServerRequest) => ServerResponse): BulkResult;
  bulkResult(operation: BulkOperation, response: ServerResponse, call: Call): BulkResult;
  resolveReferences(value: Json, ids: ReadonlyMap<string, string>, call: Call): Json;

  // Versions (RFC 7644 section 3.14) and /Me (section 3.11)
  nextVersion(version: string | null): string;
  checkConditions(resource: Stored, call: Call): ServerResponse | null;
  withTag(response: ServerResponse, resource: Stored, call: Call): ServerResponse;
  /** Id of the User that /Me stands for; throws 404 or 501 where there is none. */
  me(call: Call): string;
  /** Marks the answer to a request for /Me (RFC 7644 section 3.11). */
  answeredMe(response: ServerResponse, id: string, call: Call): ServerResponse;

  error(error: ScimError): ServerResponse;
  serviceProviderConfig(context: Context): Stored;
  resourceTypes(context: Context): readonly Stored[];
  schemas(context: Context): readonly Stored[];
}
