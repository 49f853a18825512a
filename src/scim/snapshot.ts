/** Before and after a write: what changed although nobody asked for it. */
import { isObject, type Json, type JsonObject } from "../model/json.ts";
import { equalAsSets, isUnassigned, pointerToken } from "./value.ts";

/** What moves with every change (RFC 7643 section 3.1). */
const MOVES = new Set(["/meta/lastmodified", "/meta/version"]);

/**
 * JSON pointers of the places that differ between two representations, outside the places addressed. `addressed` holds
 * JSON pointers (`/emails`, `/name/givenName`, `/urn:...:User/department`; names without case); all below them is
 * addressed too. Arrays compare as sets, absent, null and [] are alike, meta.lastModified and meta.version do not count.
 */
export function changedElsewhere(before: JsonObject, after: JsonObject, addressed: readonly string[]): readonly string[] {
  const allowed = addressed.map((p) => p.toLowerCase());
  const covered = (pointer: string): boolean => allowed.some((p) => pointer.toLowerCase() === p || pointer.toLowerCase().startsWith(`${p}/`));
  const holds = (pointer: string): boolean => allowed.some((p) => p.startsWith(`${pointer.toLowerCase()}/`));
  const visit = (a: Json | undefined, b: Json | undefined, pointer: string): readonly string[] => {
    if (MOVES.has(pointer.toLowerCase()) || covered(pointer) || (isUnassigned(a) && isUnassigned(b)) || equalAsSets(a, b)) return [];
    const inside = isObject(a) || isObject(b);
    // Members are looked at one by one where only a part of the object was addressed, and always for a finer pointer.
    if (!inside || (!holds(pointer) && (isUnassigned(a) || isUnassigned(b)))) return [pointer];
    const [left, right] = [isObject(a) ? a : {}, isObject(b) ? b : {}];
    return [...new Set([...Object.keys(left), ...Object.keys(right)])].flatMap((key) => visit(left[key], right[key], `${pointer}/${pointerToken(key)}`));
  };
  // `schemas` follows from the extensions in use.
  return visit(before, after, "").filter((pointer) => pointer !== "/schemas" || !allowed.some((p) => p.startsWith("/urn:")));
}
