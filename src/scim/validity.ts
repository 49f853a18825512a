/** Whether a value that a server shows is one that its attribute can have (RFC 7643 section 2.3). */
import { isObject, type Json } from "../model/json.ts";
import type { AttributeInfo } from "../model/target.ts";
import { isDateTime } from "./date-time.ts";
import { member } from "./value.ts";

/** A single value, null standing for none. */
function fitsOne(attribute: AttributeInfo, value: Json): boolean {
  if (value === null) return true;
  switch (attribute.type) {
    case "boolean":
      return typeof value === "boolean";
    case "integer":
      return typeof value === "number" && Number.isInteger(value);
    case "decimal":
      return typeof value === "number";
    case "dateTime":
      return typeof value === "string" && isDateTime(value);
    case "binary":
      return typeof value === "string" && /^[A-Za-z0-9+/_-]*={0,2}$/.test(value);
    case "complex":
      return isObject(value) && attribute.subAttributes.every((s) => fits(s, member(value, s.name)));
    default:
      return typeof value === "string";
  }
}

/** The value of an attribute as a whole, sub-attributes and elements included. No value fits every attribute. */
export function fits(attribute: AttributeInfo, value: Json | undefined): boolean {
  if (value === undefined || value === null) return true;
  if (!attribute.multiValued) return fitsOne(attribute, value);
  return Array.isArray(value) && (value as readonly Json[]).every((v) => fitsOne(attribute, v));
}
