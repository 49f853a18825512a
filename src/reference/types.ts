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
