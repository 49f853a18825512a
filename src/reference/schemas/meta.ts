/** The fixed schemas of the discovery resources, written from RFC 7643 section 8.7.2 (verified errata applied). */
import type { AttributeDefinition, SchemaDefinition } from "../types.ts";
import { attribute } from "./define.ts";

type Options = Parameters<typeof attribute>[3];
const ro = (name: string, type: AttributeDefinition["type"], description: string, options: Options = {}): AttributeDefinition =>
  attribute(name, type, description, { mutability: "readOnly", ...options });

const feature = (name: string, description: string, more: readonly AttributeDefinition[] = []): AttributeDefinition =>
  ro(name, "complex", description, { required: true, subAttributes: [ro("supported", "boolean", "Whether it is supported.", { required: true }), ...more] });

export const SERVICE_PROVIDER_CONFIG: SchemaDefinition = {
  id: "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig",
  name: "Service Provider Configuration",
  description: "Schema for representing the service provider's configuration",
  attributes: [
    ro("documentationUri", "reference", "Where the documentation is.", { referenceTypes: ["external"] }),
    feature("patch", "PATCH options."),
    feature("bulk", "Bulk options.", [
      ro("maxOperations", "integer", "Operations in one request.", { required: true }),
      ro("maxPayloadSize", "integer", "Payload size in bytes.", { required: true }),
    ]),
    feature("filter", "Filter options.", [ro("maxResults", "integer", "Resources in one response.", { required: true })]),
    feature("changePassword", "Options for changing a password."),
    feature("sort", "Sort options."),
    feature("etag", "Entity-tag options."),
    ro("authenticationSchemes", "complex", "Supported authentication schemes.", {
      multiValued: true,
      required: true,
      subAttributes: [
        ro("type", "string", "The authentication scheme.", { required: true, canonicalValues: ["oauth", "oauth2", "oauthbearertoken", "httpbasic", "httpdigest"] }),
        ro("name", "string", "The name of the scheme.", { required: true }),
        ro("description", "string", "A description of the scheme.", { required: true }),
        ro("specUri", "reference", "Where the specification is.", { referenceTypes: ["external"] }),
        ro("documentationUri", "reference", "Where the usage documentation is.", { referenceTypes: ["external"] }),
        ro("primary", "boolean", "Whether this is the preferred scheme."),
      ],
    }),
  ],
};

export const RESOURCE_TYPE: SchemaDefinition = {
  id: "urn:ietf:params:scim:schemas:core:2.0:ResourceType",
  name: "ResourceType",
  description: "Specifies the schema that describes a SCIM resource type",
  attributes: [
    ro("id", "string", "The resource type's server unique id.", { caseExact: true }),
    ro("name", "string", "The resource type name.", { required: true, caseExact: true }),
    ro("description", "string", "A human-readable description."),
    ro("endpoint", "reference", "Endpoint relative to the base URL.", { required: true, referenceTypes: ["uri"], uniqueness: "server" }),
    ro("schema", "reference", "The primary schema URI.", { required: true, referenceTypes: ["uri"] }),
    ro("schemaExtensions", "complex", "The schema extensions of the type.", {
      multiValued: true,
      subAttributes: [
        ro("schema", "reference", "The URI of the extension.", { required: true, referenceTypes: ["uri"] }),
        ro("required", "boolean", "Whether resources must carry the extension.", { required: true }),
      ],
    }),
  ],
};

function definitionMembers(nested: boolean): readonly AttributeDefinition[] {
  const keyword = (name: string, description: string, canonicalValues: readonly string[]) => ro(name, "string", description, { caseExact: true, canonicalValues });
  return [
    ro("name", "string", "The name of the attribute.", { required: true, caseExact: true }),
    ro("type", "string", "The data type.", { required: true, canonicalValues: ["string", "complex", "boolean", "decimal", "integer", "dateTime", "reference", "binary"] }),
    ...(nested
      ? [ro("subAttributes", "complex", "The sub-attributes of a complex attribute.", { multiValued: true, subAttributes: definitionMembers(false) })]
      : []),
    ro("multiValued", "boolean", "Whether the attribute has several values.", { required: true }),
    ro("description", "string", "A human-readable description.", { caseExact: true }),
    ro("required", "boolean", "Whether the attribute is required."),
    ro("canonicalValues", "string", "Suggested values.", { multiValued: true, caseExact: true }),
    ro("caseExact", "boolean", "Whether values are case sensitive."),
    keyword("mutability", "Who may change the value.", ["readOnly", "readWrite", "immutable", "writeOnly"]),
    keyword("returned", "When the value is returned.", ["always", "never", "default", "request"]),
    keyword("uniqueness", "How uniqueness is enforced.", ["none", "server", "global"]),
    ro("referenceTypes", "string", "What a reference may point to.", { multiValued: true, caseExact: true }),
  ];
}

export const SCHEMA: SchemaDefinition = {
  id: "urn:ietf:params:scim:schemas:core:2.0:Schema",
  name: "Schema",
  description: "Specifies the schema that describes a SCIM schema",
  attributes: [
    ro("id", "string", "The unique URI of the schema.", { required: true, caseExact: true }),
    ro("name", "string", "The human-readable name.", { required: true }),
    ro("description", "string", "A human-readable description."),
    ro("attributes", "complex", "The definitions of the attributes.", { multiValued: true, required: true, subAttributes: definitionMembers(true) }),
  ],
};
