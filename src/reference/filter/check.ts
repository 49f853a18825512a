/** What a parsed filter may ask of a type's attributes; done once, so that no short circuit hides a mistake. */
import type { Call } from "../behaviour.ts";
import { locate, named } from "../definitions.ts";
import { ScimError, type AttributeDefinition, type Filter, type Operator, type ResourceTypeDefinition } from "../types.ts";

const ORDER: ReadonlySet<Operator> = new Set(["gt", "ge", "lt", "le"]);
const TEXT: ReadonlySet<Operator> = new Set(["co", "sw", "ew"]);

function refuse(message: string): ScimError {
  return new ScimError(400, message, "invalidFilter");
}

/** Refuses a comparison that the attribute's type does not know (RFC 7644 section 3.4.2.2), or that would probe a secret. */
export function refuseUnfit(operator: Operator, definition: AttributeDefinition): void {
  const unordered = definition.type === "boolean" || definition.type === "binary";
  const noText = definition.type === "boolean" || definition.type === "integer" || definition.type === "decimal";
  if (definition.returned === "never") throw refuse(`${definition.name} cannot be used in a filter.`);
  if ((ORDER.has(operator) && unordered) || (TEXT.has(operator) && noText)) throw refuse(`${operator} is not possible on ${definition.name}.`);
}

function sides(filter: Filter): readonly Filter[] {
  if (filter.kind === "and" || filter.kind === "or") return [filter.left, filter.right];
  return filter.kind === "not" ? [filter.inner] : [];
}

/** A filter inside brackets: its names are sub-attributes of the attribute in front. */
export function checkValueFilter(filter: Filter, parent: AttributeDefinition, call: Call): void {
  for (const side of sides(filter)) checkValueFilter(side, parent, call);
  if (filter.kind === "values") throw refuse("Brackets inside brackets are not possible.");
  if (filter.kind !== "compare" && filter.kind !== "present") return;
  const { path } = filter;
  const simple = parent.type !== "complex" && path.attribute.toLowerCase() === "value";
  const sub = simple ? parent : named(parent.subAttributes ?? [], path.attribute);
  if (!sub || path.urn !== null || path.sub !== null) throw refuse(`${parent.name} has no sub-attribute ${path.attribute}.`);
  if (filter.kind === "compare") call.context.behaviour.checkComparison(filter.operator, sub);
}

/** Throws 400 invalidFilter for a comparison that the type's attributes do not allow. Unknown attributes have no value. */
export function checkFilter(filter: Filter, type: ResourceTypeDefinition, call: Call): void {
  for (const side of sides(filter)) checkFilter(side, type, call);
  if (filter.kind !== "compare" && filter.kind !== "present" && filter.kind !== "values") return;
  const found = locate(filter.path.urn, filter.path.attribute, type, call.context)?.definition;
  if (!found) return;
  if (found.returned === "never") throw refuse(`${found.name} cannot be used in a filter.`);
  if (filter.kind === "values") return checkValueFilter(filter.filter, found, call);
  const { sub } = filter.path;
  if (sub !== null && !named(found.subAttributes ?? [], sub)) throw refuse(`${found.name} has no sub-attribute ${sub}.`);
  if (filter.kind === "present") return;
  const compared = sub === null ? (found.type === "complex" ? named(found.subAttributes ?? [], "value") : found) : named(found.subAttributes ?? [], sub);
  if (!compared) throw refuse(`${found.name} is complex; name one of its sub-attributes.`);
  call.context.behaviour.checkComparison(filter.operator, compared);
}
