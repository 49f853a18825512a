/** Requests that overlap, and what a server may answer to them. */
import type { Given } from "../../src/model/check.ts";
import type { ScimResponse } from "../../src/model/client.ts";
import { isObject, type Json } from "../../src/model/json.ts";
import type { ResourceTypeInfo, TargetView } from "../../src/model/target.ts";

/** How often each check repeats its burst: a lost update does not show every time. */
export const ROUNDS = 3;

/** Sends one request for each item at the same time and waits for all answers; rejects like the first that got none. */
export async function together<T>(items: readonly T[], send: (item: T, index: number) => Promise<ScimResponse>): Promise<readonly ScimResponse[]> {
  const ends = await Promise.allSettled(items.map(send));
  return ends.map((end) => {
    if (end.status === "rejected") throw end.reason;
    return end.value;
  });
}

/** Ids of six users, made once, that only groups refer to. */
export function sixUsers(given: Given): Promise<readonly string[]> {
  return given.once("concurrency-users", async (own) => {
    const ids: string[] = [];
    for (let n = 1; n <= 6; n += 1) ids.push((await own.user()).id);
    return ids;
  });
}

/** A server that is busy says so (429, 503); that decides nothing. */
export function busy(response: ScimResponse): boolean {
  return response.status === 429 || response.status === 503;
}

/** True for an answer that is no defect by itself: success, a refusal, or busy. */
export function sound(response: ScimResponse): boolean {
  return response.status < 500 || response.status === 503 || response.status === 501;
}

/** `3 × 200, 1 × 409`. */
export function statuses(responses: readonly ScimResponse[]): string {
  const counts = new Map<number, number>();
  for (const { status } of responses) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => a - b).map(([status, n]) => `${n} × ${status}`).join(", ");
}

const KNOWN = ["title", "nickname", "displayname", "model"];

/** Text attributes of the base schema that take any text and can be changed; well-known names first. */
export function freeTexts(target: TargetView, type: ResourceTypeInfo, most: number): readonly string[] {
  const rank = (name: string): number => (KNOWN.indexOf(name.toLowerCase()) + KNOWN.length + 1) % (KNOWN.length + 1);
  const fits = target.attributes(type).filter((a) => !a.extension && a.schema !== "" && a.type === "string" && !a.multiValued && a.uniqueness === "none" && a.canonicalValues.length === 0 && ["default", "always"].includes(a.returned) && target.mayChange(type, a.name) && target.maySend(type, a.name));
  return fits.map((a) => a.name).filter((n) => KNOWN.includes(n.toLowerCase())).sort((a, b) => rank(a) - rank(b)).slice(0, most);
}

/** The ids of the members that a read of a group shows, also where they stand bare. */
export function memberIds(read: ScimResponse): readonly Json[] {
  const members = read.object?.["members"];
  return Array.isArray(members) ? (members as Json[]).map((m) => (isObject(m) ? (m["value"] ?? null) : m)) : [];
}
