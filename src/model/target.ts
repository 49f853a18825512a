import type { Capability, CapabilityStatus } from "./capability.ts";
import type { JsonObject } from "./json.ts";
import type { ScimResponse } from "./client.ts";

/** SCIM data types (RFC 7643 section 2.3). */
export type AttributeType =
  | "string"
  | "boolean"
  | "decimal"
  | "integer"
  | "dateTime"
  | "binary"
  | "reference"
  | "complex";

/** An attribute definition with the defaults of RFC 7643 section 2.2 filled in. */
export interface AttributeInfo {
  readonly name: string;
  /** Path below its schema: `userName`, `name.givenName`. */
  readonly path: string;
  /** URN of the schema that defines it; `` (empty) for the common attributes id, externalId, meta, schemas. */
  readonly schema: string;
  /** True when the schema is an extension of the resource type (the value sits in a container named by the URN). */
  readonly extension: boolean;
  readonly type: AttributeType;
  readonly multiValued: boolean;
  readonly required: boolean;
  readonly caseExact: boolean;
  readonly mutability: "readOnly" | "readWrite" | "immutable" | "writeOnly";
  readonly returned: "always" | "never" | "default" | "request";
  readonly uniqueness: "none" | "server" | "global";
  readonly canonicalValues: readonly string[];
  readonly referenceTypes: readonly string[];
  readonly subAttributes: readonly AttributeInfo[];
  /** `published`: read from /Schemas; `rfc`: assumed from RFC 7643 section 8.7.1 because the server publishes none. */
  readonly source: "published" | "rfc";
}

export interface SchemaInfo {
  readonly id: string;
  readonly attributes: readonly AttributeInfo[];
  readonly source: "published" | "rfc";
  /** The Schema resource as received; undefined when assumed from the RFC. */
  readonly raw: JsonObject | undefined;
}

export interface ResourceTypeInfo {
  readonly name: string;
  readonly id: string | null;
  /** Relative to the base URL, with one leading slash: `/Users`. */
  readonly endpoint: string;
  readonly schema: string;
  readonly extensions: readonly { readonly schema: string; readonly required: boolean }[];
  /** `published`: read from /ResourceTypes; `assumed`: RFC defaults because discovery is missing or broken. */
  readonly source: "published" | "assumed";
  /** True for the type whose base schema is the core User (Group) schema. */
  readonly isUser: boolean;
  readonly isGroup: boolean;
  /** The ResourceType resource as received. */
  readonly raw: JsonObject | undefined;
}

/** What the harness knows about the target once discovery is done. Read-only for checks. */
export interface TargetView {
  readonly baseUrl: string;
  /** True if it answers within this process: its base URL is a name then, and nothing travels over a network. */
  readonly inProcess: boolean;
  readonly mode: "full" | "read-only";
  readonly authType: "none" | "bearer" | "basic" | "header";
  readonly credentials: { readonly otherTenant: boolean; readonly lowPrivilege: boolean };
  readonly allowDiscoveryWrites: boolean;
  /** Grace period in milliseconds within which a fresh read may still show the old state (http.settleWithin). */
  readonly settleWithinMs: number;
  /** The three discovery answers of this run, fetched once; checks read these instead of asking again. */
  readonly discovery: {
    readonly serviceProviderConfig: ScimResponse;
    readonly resourceTypes: ScimResponse;
    readonly schemas: ScimResponse;
  };
  /** ServiceProviderConfig body, if it is a JSON object. */
  readonly serviceProviderConfig: JsonObject | undefined;
  /** The types under test (those that the config ignores are left out), never empty. */
  readonly resourceTypes: readonly ResourceTypeInfo[];
  readonly schemas: readonly SchemaInfo[];
  readonly capabilities: readonly CapabilityStatus[];
  /** Effective support: override ?? declared ?? null (unknown). */
  supports(capability: Capability): boolean | null;
  /** The resource type of that name, or whose base schema is the core schema of that name (`User`, `Group`). */
  type(name: string): ResourceTypeInfo | undefined;
  /** Schema by URN (compared without case). */
  schema(urn: string): SchemaInfo | undefined;
  /** Every top-level attribute of a type: common, base schema, extensions. */
  attributes(type: ResourceTypeInfo): readonly AttributeInfo[];
  /** One attribute by path: `emails`, `name.givenName`, `urn:...:User:department`. Names compare without case. */
  attribute(type: ResourceTypeInfo, path: string): AttributeInfo | undefined;
  /** Why clients cannot create resources of the type, although they can of others (403, 405 or 501 in preflight); else null. */
  whyClosed(type: ResourceTypeInfo): string | null;
  /** False for attributes that the config says must not be sent (`omit`). */
  maySend(type: ResourceTypeInfo, path: string): boolean;
  /** False for attributes that the config says clients cannot change (`fixed`), and for readOnly and immutable ones. */
  mayChange(type: ResourceTypeInfo, path: string): boolean;
}
