/** Walks a resource along its attribute definitions. */
import { isObject, type Json, type JsonObject } from "../model/json.ts";
import type { AttributeInfo, ResourceTypeInfo, TargetView } from "../model/target.ts";
import { pointerToken } from "./value.ts";

/** One value of one attribute inside a resource. */
export interface FoundValue {
  readonly attribute: AttributeInfo;
  /** The member's value; an element of the array if the attribute is multi-valued and the value is an array. */
  readonly value: Json;
  readonly pointer: string;
  /** True for an element of an array. */
  readonly element: boolean;
}

function* member(attribute: AttributeInfo, value: Json, pointer: string): Generator<FoundValue> {
  const list = Array.isArray(value) && attribute.multiValued;
  const values: readonly Json[] = list ? (value as readonly Json[]) : [value];
  for (const [i, v] of values.entries()) {
    const at = list ? `${pointer}/${i}` : pointer;
    yield { attribute, value: v, pointer: at, element: list };
    if (attribute.type === "complex" && isObject(v)) yield* members(attribute.subAttributes, v, at);
  }
}

function* members(definitions: readonly AttributeInfo[], object: JsonObject, pointer: string): Generator<FoundValue> {
  for (const [name, value] of Object.entries(object)) {
    const attribute = definitions.find((a) => a.name.toLowerCase() === name.toLowerCase());
    // null stands for unassigned, for any type (RFC 7643 section 2.5).
    if (attribute && value !== null) yield* member(attribute, value, `${pointer}/${pointerToken(name)}`);
  }
}

/** Every value of a declared attribute in a resource, extensions included. */
export function* values(resource: JsonObject, type: ResourceTypeInfo, target: TargetView, pointer: string): Generator<FoundValue> {
  const all = target.attributes(type);
  yield* members(all.filter((a) => !a.extension), resource, pointer);
  for (const { schema } of type.extensions) {
    const container = resource[schema];
    if (isObject(container)) yield* members(all.filter((a) => a.extension && a.schema === schema), container, `${pointer}/${pointerToken(schema)}`);
  }
}
