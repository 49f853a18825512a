import type { AttributeDefinition } from "../types.ts";

type Options = Partial<Omit<AttributeDefinition, "name" | "type" | "description">>;

/** An attribute with the usual characteristics: optional, singular, readWrite, returned by default. */
export function attribute(name: string, type: AttributeDefinition["type"], description: string, options: Options = {}): AttributeDefinition {
  const text = type === "string" || type === "reference" || type === "binary";
  return {
    name,
    type,
    multiValued: false,
    description,
    required: false,
    ...(text ? { caseExact: type !== "string" } : {}),
    mutability: "readWrite",
    returned: "default",
    ...(text ? { uniqueness: "none" as const } : {}),
    ...options,
  };
}

/** A multi-valued complex attribute with the usual components (RFC 7643 section 2.4). */
export function plural(name: string, description: string, types: readonly string[], value: AttributeDefinition): AttributeDefinition {
  return attribute(name, "complex", description, {
    multiValued: true,
    subAttributes: [
      value,
      attribute("display", "string", "A human-readable name, for display only."),
      attribute("type", "string", "A label for the function of the value.", types.length > 0 ? { canonicalValues: types } : {}),
      attribute("primary", "boolean", "Whether this is the preferred value; true at most once."),
    ],
  });
}
