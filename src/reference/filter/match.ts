/** Filter evaluation (RFC 7644 section 3.4.2.2). Recursion goes through the behaviour, so that a fault reaches every depth. */
import type { Call } from "../behaviour.ts";
import { locate, named } from "../definitions.ts";
import { isObject, type AttributeDefinition, type AttributePath, type Filter, type Json, type Literal, type Operator, type ResourceTypeDefinition, type Stored } from "../types.ts";
import { isEmpty, listOf, prepared } from "../values.ts";

const TEXT: ReadonlySet<Operator> = new Set(["co", "sw", "ew"]);

/** Values at a path, with the definition that governs them; no values if the type has no such attribute. */
export interface Reached {
  readonly definition: AttributeDefinition;
  readonly values: readonly Json[];
}

/** The values at a path. A complex attribute named without sub-attribute stands for its `value`. */
export function reach(path: AttributePath, resource: Stored, type: ResourceTypeDefinition, call: Call): Reached | undefined {
  const found = locate(path.urn, path.attribute, type, call.context);
  if (!found) return undefined;
  const holder = found.extension === null ? resource : resource[found.extension];
  const values = isObject(holder) ? listOf(holder[found.definition.name]) : [];
  if (path.sub === null) return { definition: found.definition, values };
  const definition = named(found.definition.subAttributes ?? [], path.sub);
  return definition && { definition, values: values.flatMap((v) => (isObject(v) ? listOf(v[definition.name]) : [])) };
}

/** As reach, but a complex attribute named alone stands for its `value` sub-attribute in comparisons. */
function comparable(reached: Reached): Reached {
  const value = named(reached.definition.subAttributes ?? [], "value");
  if (reached.definition.type !== "complex" || !value) return reached;
  return { definition: value, values: reached.values.flatMap((v) => (isObject(v) ? listOf(v[value.name]) : [])) };
}

/** Whether one value stands in the relation to the literal. */
export function compare(value: Json, operator: Operator, literal: Literal, definition: AttributeDefinition): boolean {
  if (operator === "ne") return !compare(value, "eq", literal, definition);
  if (typeof value === "string" && typeof literal === "string") {
    if (definition.type === "dateTime" && !TEXT.has(operator)) return ordered(Date.parse(value), operator, Date.parse(literal));
    const fold = (s: string): string => prepared(s, definition);
    return text(fold(value), operator, fold(literal));
  }
  if (typeof value === "number" && typeof literal === "number") return ordered(value, operator, literal);
  return operator === "eq" && value === literal;
}

function text(value: string, operator: Operator, literal: string): boolean {
  if (operator === "co") return value.includes(literal);
  if (operator === "sw") return value.startsWith(literal);
  if (operator === "ew") return value.endsWith(literal);
  return ordered(value, operator, literal);
}

function ordered<T extends string | number>(value: T, operator: Operator, literal: T): boolean {
  if (operator === "gt") return value > literal;
  if (operator === "ge") return value >= literal;
  if (operator === "lt") return value < literal;
  if (operator === "le") return value <= literal;
  return value === literal;
}

function comparison(filter: Filter & { kind: "compare" }, resource: Stored, type: ResourceTypeDefinition, call: Call): boolean {
  const found = reach(filter.path, resource, type, call);
  return found !== undefined && related(filter, comparable(found), call);
}

/** Whether any of the values stands in the relation of the filter. */
function related({ operator, literal }: Filter & { kind: "compare" }, { definition, values }: Reached, { context }: Call): boolean {
  if (literal === null) return (operator === "eq") === (values.length === 0);
  // An attribute without value is not identical to any value.
  if (values.length === 0) return operator === "ne";
  return values.some((v) => context.behaviour.compare(v, operator, literal, definition));
}

/** True if the resource satisfies the filter. */
export function matches(filter: Filter, resource: Stored, type: ResourceTypeDefinition, call: Call): boolean {
  const { behaviour } = call.context;
  const again = (f: Filter): boolean => behaviour.matches(f, resource, type, call);
  switch (filter.kind) {
    case "and":
      return again(filter.left) && again(filter.right);
    case "or":
      return again(filter.left) || again(filter.right);
    case "not":
      return !again(filter.inner);
    case "compare":
      return comparison(filter, resource, type, call);
    case "present": {
      const found = reach(filter.path, resource, type, call);
      return found !== undefined && behaviour.hasValue(found.values);
    }
    case "values": {
      const found = reach(filter.path, resource, type, call);
      return found !== undefined && found.values.some((v) => behaviour.matchesValue(filter.filter, v, found.definition, call));
    }
  }
}

/** True for a non-empty, non-null value, or a complex value with one inside. */
export function hasValue(values: readonly Json[]): boolean {
  return values.some((v) => !isEmpty(v) && v !== "" && (!isObject(v) || hasValue(Object.values(v))));
}

function inner(filter: Filter & { kind: "compare" | "present" }, value: Json, definition: AttributeDefinition, call: Call): boolean {
  const { path } = filter;
  const simple = definition.type !== "complex" && path.attribute.toLowerCase() === "value";
  const sub = simple ? { ...definition, multiValued: false } : named(definition.subAttributes ?? [], path.attribute);
  if (!sub) return false;
  const values = simple ? listOf(value) : isObject(value) ? listOf(value[sub.name]) : [];
  return filter.kind === "present" ? call.context.behaviour.hasValue(values) : related(filter, { definition: sub, values }, call);
}

/** True if one value of an attribute satisfies a filter over its sub-attributes. */
export function matchesValue(filter: Filter, value: Json, definition: AttributeDefinition, call: Call): boolean {
  const again = (f: Filter): boolean => call.context.behaviour.matchesValue(f, value, definition, call);
  switch (filter.kind) {
    case "and":
      return again(filter.left) && again(filter.right);
    case "or":
      return again(filter.left) || again(filter.right);
    case "not":
      return !again(filter.inner);
    case "values":
      return false;
    default:
      return inner(filter, value, definition, call);
  }
}
