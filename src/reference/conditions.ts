/** Conditional requests (RFC 7644 section 3.14, RFC 9110 section 13). */
import type { Call } from "./behaviour.ts";
import { ScimError, type ServerResponse, type Stored } from "./types.ts";

/** Weak comparison of a condition's list of tags with the current one (RFC 9110 section 8.8.3.2); `*` matches anything. */
export function listsTag(condition: string, version: string): boolean {
  const bare = (tag: string): string => tag.trim().replace(/^W\//, "");
  return condition.trim() === "*" || condition.split(",").some((tag) => bare(tag) === bare(version));
}

/** 412 for a change whose condition does not hold; 304 for a read of what the client has. */
export function checkConditions(resource: Stored, { request, context }: Call): ServerResponse | null {
  if (context.without.has("etag")) return null;
  const version = String((resource["meta"] as Stored)["version"]);
  const match = request.headers["if-match"];
  const none = request.headers["if-none-match"];
  if (match !== undefined && !listsTag(match, version)) throw new ScimError(412, "The resource has changed.");
  if (none === undefined || !listsTag(none, version)) return null;
  if (request.method !== "GET" && request.method !== "HEAD") throw new ScimError(412, "The resource has not changed.");
  return { status: 304, headers: [["ETag", version]], body: undefined };
}

/** Adds the ETag of the resource that an answer is about. */
export function withTag(response: ServerResponse, resource: Stored, { context }: Call): ServerResponse {
  if (context.without.has("etag")) return response;
  return { ...response, headers: [...response.headers, ["ETag", String((resource["meta"] as Stored)["version"])]] };
}
