/** The reference server's own types. It shares nothing but plain model types with the judge. */
import type { Json, JsonObject } from "../model/json.ts";

export interface AttributeDefinition {
  readonly name: string;
  readonly type: "string" | "boolean" | "decimal" | "integer" | "dateTime" | "binary" | "reference" | "complex";
  readonly multiValued: boolean;
  readonly description: string;
  readonly required: boolean;
  readonly caseExact?: boolean;
  readonly mutability: "readOnly" | "readWrite" | "immutable" | "writeOnly";
  readonly returned: "always" | "never" | "default" | "request";
  readonly uniqueness?: "none" | "server" | "global";
  readonly canonicalValues?: readonly string[];
  readonly referenceTypes?: readonly string[];
  readonly subAttributes?: readonly AttributeDefinition[];
}

export interface SchemaDefinition {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly attributes: readonly AttributeDefinition[];
}

export interface ResourceTypeDefinition {
  readonly id: string;
  readonly name: string;
  readonly endpoint: string;
  readonly description: string;
  readonly schema: string;
  readonly schemaExtensions: readonly { readonly schema: string; readonly required: boolean }[];
}

/** A resource as stored: canonical attribute names, no nulls, no empty arrays. */
export type Stored = Record<string, Json>;

export type Headers = (readonly [name: string, value: string])[];

export interface ServerRequest {
  readonly method: string;
  /** Path below the base path, percent-decoded, without trailing slash: `/Users/1`. */
  readonly path: string;
  /** Path and query as received, for faults that look at escapes. */
  readonly target: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface ServerResponse {
  status: number;
  headers: Headers;
  /** Undefined: no body. A string is sent as it is, anything else as JSON. */
  body: unknown;
}

/** A refusal (RFC 7644 section 3.12). */
export class ScimError extends Error {
  override readonly name = "ScimError";
  readonly status: number;
  readonly scimType: string | undefined;
  readonly headers: Headers;
  constructor(status: number, detail: string, scimType?: string, headers: Headers = []) {
    super(detail);
    this.status = status;
    this.scimType = scimType;
    this.headers = headers;
  }
}

export type { Json, JsonObject };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The query parameters of RFC 7644 section 3.4.2 and RFC 9865, from the URL or from a SearchRequest. */
export interface Query {
  readonly filter: string | null;
  readonly attributes: readonly string[];
  readonly excludedAttributes: readonly string[];
  readonly sortBy: string | null;
  readonly sortOrder: string | null;
  readonly startIndex: number | null;
  readonly count: number | null;
  /** Empty for the first page; null without cursor paging. */
  readonly cursor: string | null;
}

/** A stored resource with its type. */
export interface Found {
  readonly type: ResourceTypeDefinition;
  readonly resource: Stored;
}

/** A part of a result. */
export interface Page {
  readonly items: readonly Found[];
  /** Members of the ListResponse that speak of paging. */
  readonly fields: Readonly<Record<string, Json>>;
}

export type Operator = "eq" | "ne" | "co" | "sw" | "ew" | "gt" | "ge" | "lt" | "le";
export type Literal = string | number | boolean | null;

/** A parsed filter (RFC 7644 section 3.4.2.2). */
export type Filter =
  | { readonly kind: "and" | "or"; readonly left: Filter; readonly right: Filter }
  | { readonly kind: "not"; readonly inner: Filter }
  | { readonly kind: "present"; readonly path: AttributePath }
  | { readonly kind: "compare"; readonly path: AttributePath; readonly operator: Operator; readonly literal: Literal }
  | { readonly kind: "values"; readonly path: AttributePath; readonly filter: Filter };

/** `urn:...:User:name.givenName` in its parts, as written. */
export interface AttributePath {
  /** The schema URN in front; null without one. */
  readonly urn: string | null;
  /** Empty when the path is a URN alone. */
  readonly attribute: string;
  readonly sub: string | null;
}

/** One operation of a PatchOp message, validated in form. */
export interface PatchOperation {
  readonly op: "add" | "remove" | "replace";
  readonly path: string | null;
  /** Undefined when the operation has no value member. */
  readonly value: Json | undefined;
}

/** What the path of a PATCH operation names. */
export interface PatchTarget {
  /** URN of the extension, or null for the base schema and the common attributes. */
  readonly extension: string | null;
  /** Null: the whole extension. */
  readonly definition: AttributeDefinition | null;
  readonly filter: Filter | null;
  readonly sub: AttributeDefinition | null;
}

/** One operation of a BulkRequest. */
export interface BulkOperation {
  readonly method: string;
  readonly path: string;
  readonly bulkId: string | null;
  readonly version: string | null;
  readonly data: Json | undefined;
}
