/** Sorting (RFC 7644 section 3.4.2.3): values of resources, and the order that the RFC demands of them. */
import { isObject, type Json, type JsonObject } from "../model/json.ts";
import type { AttributeType } from "../model/target.ts";
import { instant } from "./date-time.ts";
import { member } from "./value.ts";

/** The value at an attribute path (`name.familyName`, `urn:...:User:department`) of a resource; undefined without one. */
export function valueAt(resource: JsonObject, path: string): Json | undefined {
  const urn = Object.keys(resource).find((k) => k.includes(":") && path.toLowerCase().startsWith(`${k.toLowerCase()}:`));
  const holder = urn === undefined ? resource : resource[urn];
  const rest = urn === undefined ? path : path.slice(urn.length + 1);
  let value: Json | undefined = holder;
  for (const name of rest.split(".")) value = isObject(value) ? member(value, name) : undefined;
  return value === null ? undefined : value;
}

/** How two values must be ordered. `case`: only under the rule that letter case does not count. */
export interface Order {
  readonly sign: number;
  readonly by: "value" | "case";
}

const sign = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);
const NONE: Order = { sign: 0, by: "value" };

/**
 * The order of two values of an attribute; sign 0 where the RFC leaves it open: ties, and letters of different case
 * in case-exact strings (code points and collation both fit the words).
 */
export function orderOf(a: Json | undefined, b: Json | undefined, type: AttributeType, caseExact: boolean): Order {
  if (typeof a === "number" && typeof b === "number") return { sign: sign(a, b), by: "value" };
  if (typeof a !== "string" || typeof b !== "string") return NONE;
  if (type === "dateTime") {
    const [left, right] = [instant(a), instant(b)];
    return Number.isNaN(left) || Number.isNaN(right) ? NONE : { sign: sign(left, right), by: "value" };
  }
  const [folded, exact] = [sign(a.toLowerCase(), b.toLowerCase()), sign(a, b)];
  if (folded === exact) return { sign: folded, by: "value" };
  return folded === 0 || caseExact ? NONE : { sign: folded, by: "case" };
}

/** The first two neighbours or distant values that stand in the wrong order; null if none do. Values that are undefined do not count. */
export function misplaced(
  values: readonly (Json | undefined)[],
  rule: { readonly type: AttributeType; readonly caseExact: boolean; readonly descending?: boolean; readonly by: "value" | "case" },
): readonly [Json, Json] | null {
  const wrong = rule.descending === true ? -1 : 1;
  for (const [i, first] of values.entries()) {
    for (const second of values.slice(i + 1)) {
      const order = orderOf(first, second, rule.type, rule.caseExact);
      if (order.by === rule.by && order.sign === wrong && first !== undefined && second !== undefined) return [first, second];
    }
  }
  return null;
}
