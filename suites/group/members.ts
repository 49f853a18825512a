/** Members of groups and groups of users, as representations show them. */
import type { ScimResponse } from "../../src/model/client.ts";
import { isObject, type Json, type JsonObject } from "../../src/model/json.ts";
import type { TargetView } from "../../src/model/target.ts";
import { member } from "../../src/scim/value.ts";

/** The elements of `members` or `groups` that are objects. */
export function elementsOf(resource: JsonObject | undefined, name: "members" | "groups"): readonly JsonObject[] {
  const value = member(resource, name);
  return Array.isArray(value) ? (value as Json[]).filter((v): v is JsonObject => isObject(v)) : [];
}

/** The ids in them. */
export function idsIn(resource: JsonObject | undefined, name: "members" | "groups"): readonly Json[] {
  return elementsOf(resource, name).map((e) => e["value"] ?? null);
}

export function elementFor(resource: JsonObject | undefined, name: "members" | "groups", id: string): JsonObject | undefined {
  return elementsOf(resource, name).find((e) => e["value"] === id);
}

/** The absolute URL that a reference means, against the base URL (RFC 7643 section 2.3.7); null if it leads to another host or nowhere. */
export function urlOf(ref: Json | undefined, target: TargetView): string | null {
  if (typeof ref !== "string" || !URL.canParse(ref, `${target.baseUrl}/`)) return null;
  const url = new URL(ref, `${target.baseUrl}/`);
  return url.origin === new URL(target.baseUrl).origin ? url.href : null;
}

/** A refusal by which a server says that memberships are not managed here (403, or 400 mutability). */
export function managedElsewhere(response: ScimResponse): boolean {
  return response.status === 403 || response.status === 501 || (response.status === 400 && response.object?.["scimType"] === "mutability");
}

/** For the report: what a list of ids holds. */
export function words(ids: readonly Json[]): string {
  return ids.length === 0 ? "none" : ids.map((i) => String(i)).join(", ");
}
