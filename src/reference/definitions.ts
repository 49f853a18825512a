/** Attribute definitions of a resource type, common attributes included. */
import type { Context } from "./behaviour.ts";
import type { AttributeDefinition, ResourceTypeDefinition, SchemaDefinition } from "./types.ts";

const sub = (name: string, type: AttributeDefinition["type"] = "string", caseExact = true): AttributeDefinition => ({
  name, type, multiValued: false, description: "", required: false, caseExact, mutability: "readOnly", returned: "default",
});

/** RFC 7643 section 3.1. */
export const COMMON: readonly AttributeDefinition[] = [
  { ...sub("schemas", "reference"), multiValued: true, required: true, mutability: "readWrite", returned: "always" },
  { ...sub("id"), returned: "always" },
  { ...sub("externalId"), mutability: "readWrite" },
  {
    ...sub("meta", "complex"),
    subAttributes: [sub("resourceType"), sub("created", "dateTime"), sub("lastModified", "dateTime"), sub("location", "reference"), sub("version")],
  },
];

/** The definitions of a type's base schema. */
export function baseDefinitions(type: ResourceTypeDefinition, context: Context): readonly AttributeDefinition[] {
  return context.schemas.find((s) => s.id === type.schema)?.attributes ?? [];
}

/** Extensions of a type with their definitions. */
export function extensionDefinitions(type: ResourceTypeDefinition, context: Context): readonly SchemaDefinition[] {
  return type.schemaExtensions.flatMap((e) => context.schemas.find((s) => s.id === e.schema) ?? []);
}

/** URNs that may stand in front of an attribute name of the type. */
export function urnsOf(types: readonly ResourceTypeDefinition[]): readonly string[] {
  return types.flatMap((t) => [t.schema, ...t.schemaExtensions.map((e) => e.schema)]);
}

/** Finds a definition by name, without regard to case. */
export function named(definitions: readonly AttributeDefinition[], name: string): AttributeDefinition | undefined {
  return definitions.find((d) => d.name.toLowerCase() === name.toLowerCase());
}

/** Where an attribute path leads in a type. */
export interface Located {
  /** URN of the extension, or null for the base schema and the common attributes. */
  readonly extension: string | null;
  readonly definition: AttributeDefinition;
}

/** The definition that a URN and a name mean for a type; undefined if it has none such. */
export function locate(urn: string | null, attribute: string, type: ResourceTypeDefinition, context: Context): Located | undefined {
  const base = urn === null || urn.toLowerCase() === type.schema.toLowerCase();
  if (base) {
    const definition = named([...COMMON, ...baseDefinitions(type, context)], attribute);
    return definition && { extension: null, definition };
  }
  const extension = extensionDefinitions(type, context).find((s) => s.id.toLowerCase() === urn.toLowerCase());
  const definition = extension && named(extension.attributes, attribute);
  return extension && definition && { extension: extension.id, definition };
}
