/** JSON values: pointers, equality, and the state "unassigned" of RFC 7643 section 2.5. */
import { isObject, type Json, type JsonObject } from "../model/json.ts";

/** The value at a JSON pointer (RFC 6901); undefined where it leads nowhere. */
export function at(root: Json | undefined, pointer: string): Json | undefined {
  if (pointer === "") return root;
  let current: Json | undefined = root;
  for (const token of pointer.slice(1).split("/")) {
    const key = token.replaceAll("~1", "/").replaceAll("~0", "~");
    if (Array.isArray(current)) current = (current as readonly Json[])[Number(key)];
    else if (isObject(current)) current = Object.hasOwn(current, key) ? current[key] : undefined;
    else return undefined;
  }
  return current;
}

/** One reference token of a JSON pointer, escaped (RFC 6901 section 3). */
export function pointerToken(name: string): string {
  return /[~/]/.test(name) ? name.replaceAll("~", "~0").replaceAll("/", "~1") : name;
}

/** Deep equality of JSON values; the order of members carries no meaning (RFC 7643 section 2.3.8). */
export function equal(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return (a as Json[]).every((item, i) => equal(item, (b as Json[])[i]));
  }
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && equal(a[key], b[key]));
}

/** Absent, null and [] are one state (RFC 7643 section 2.5). An empty object counts too: no sub-attribute has a value. */
export function isUnassigned(value: Json | undefined): boolean {
  if (value === undefined || value === null) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) && Object.values(value).every((v) => isUnassigned(v));
}

/** Member of an object by name without regard to case (RFC 7643 section 2.1), exact spelling first. */
export function member(object: JsonObject | undefined, name: string): Json | undefined {
  if (!object) return undefined;
  if (Object.hasOwn(object, name)) return object[name];
  const lower = name.toLowerCase();
  const key = Object.keys(object).find((k) => k.toLowerCase() === lower);
  return key === undefined ? undefined : object[key];
}

/** Equality where arrays are sets: elements of multi-valued attributes have no order (RFC 7643 section 2.4). */
export function equalAsSets(a: Json | undefined, b: Json | undefined): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    if (a.length !== b.length) return false;
    const rest = [...(b as Json[])];
    return (a as Json[]).every((item) => {
      const found = rest.findIndex((other) => equalAsSets(item, other));
      if (found >= 0) rest.splice(found, 1);
      return found >= 0;
    });
  }
  if (isObject(a) && isObject(b)) {
    const keys = Object.keys(a);
    return keys.length === Object.keys(b).length && keys.every((k) => Object.hasOwn(b, k) && equalAsSets(a[k], b[k]));
  }
  return equal(a, b);
}

/**
 * True if `got` shows all that `sent` asked for: members that `sent` does not name may be added by the server
 * (defaults, `display`, `$ref`), elements of arrays may come in any order but none may be missing or added.
 */
export function covers(got: Json | undefined, sent: Json | undefined): boolean {
  if (isUnassigned(sent)) return isUnassigned(got);
  if (Array.isArray(sent)) {
    if (!Array.isArray(got) || got.length !== sent.length) return false;
    const rest = [...(got as Json[])];
    return (sent as Json[]).every((item) => {
      const found = rest.findIndex((other) => covers(other, item));
      if (found >= 0) rest.splice(found, 1);
      return found >= 0;
    });
  }
  if (isObject(sent)) return isObject(got) && Object.keys(sent).every((key) => covers(member(got, key), sent[key]));
  return got === sent || (typeof got === "string" && typeof sent === "string" && canonical(got) === canonical(sent));
}

/** E-mail addresses and telephone numbers without what servers may write in another way (RFC 7643 sections 2.4 and 4.1.2). */
function canonical(text: string): string {
  if (/^[^\s@]+@[^\s@]+$/.test(text)) return text.toLowerCase();
  return /^(tel:)?\+?[\d().\s-]{5,}$/i.test(text) ? text.replace(/^tel:|[().\s-]/gi, "") : text;
}
