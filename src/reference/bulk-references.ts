/** References to resources that the same bulk job creates (RFC 7644 section 3.7.2). */
import { isObject, type Json } from "./types.ts";


/** The bulkIds that a value refers to. */
export function referencesIn(value: Json | undefined): readonly string[] {
  if (typeof value === "string") return value.startsWith("bulkId:") ? [value.slice(7)] : [];
  if (Array.isArray(value)) return (value as Json[]).flatMap(referencesIn);
  return isObject(value) ? Object.values(value).flatMap(referencesIn) : [];
}

/** The value with references replaced by the ids of what was created. */
export function resolveReferences(value: Json, ids: ReadonlyMap<string, string>): Json {
  if (typeof value === "string") return value.startsWith("bulkId:") ? (ids.get(value.slice(7)) ?? value) : value;
  if (Array.isArray(value)) return (value as Json[]).map((v) => resolveReferences(v, ids));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, resolveReferences(v, ids)]));
}

/** The value without the elements that refer to one of the bulkIds. */
export function withoutReferences(value: Json, names: ReadonlySet<string>): Json {
  const mentions = (v: Json): boolean => referencesIn(v).some((name) => names.has(name));
  if (Array.isArray(value)) return (value as Json[]).filter((v) => !mentions(v));
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([, v]) => Array.isArray(v) || !mentions(v)).map(([k, v]) => [k, withoutReferences(v, names)] as const);
  return Object.fromEntries(kept.filter(([k, v]) => !Array.isArray(v) || v.length > 0 || (value[k] as Json[]).length === 0));
}
