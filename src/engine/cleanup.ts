/** Clean-up: removes what the run created, in reverse order, and says what could not be removed. */
import type { ScimClient, ScimResponse } from "../model/client.ts";
import type { JsonObject } from "../model/json.ts";
import type { Leftover } from "../model/run.ts";
import type { Journal, Tracked } from "./journal.ts";

/** Resources looked through where the target has no filters. */
const PAGE = 200;
/** Tries of one DELETE beyond the first, and the milliseconds between them. */
const MORE_TRIES = 2;
const BETWEEN_TRIES = 300;
const NAMES = ["userName", "displayName", "externalId", "name"] as const;

/**
 * Looks for a resource whose id never became known (its POST failed half-way), by its unique name alone.
 * Returns its URL, or null if the server shows none.
 */
async function findByName(scim: ScimClient, collection: string, { uniqueName, credential }: Readonly<Tracked>): Promise<string | null> {
  const isOurs = (resource: JsonObject) => NAMES.some((n) => resource[n] === uniqueName);
  const urlOf = (found: JsonObject | undefined): string | null => (typeof found?.["id"] === "string" ? `${collection}/${encodeURIComponent(found["id"])}` : null);
  let filters = true;
  for (const name of NAMES) {
    const response = await scim.get(collection, { query: { filter: `${name} eq ${JSON.stringify(uniqueName)}`, count: "5" }, credential });
    filters &&= response.ok;
    const url = response.ok ? urlOf(response.resources.find(isOurs)) : null;
    if (url !== null) return url;
    if (!filters) break;
  }
  // Without filters: the first page and the last, where a new resource stands; never a whole large directory.
  const first = filters ? null : await scim.get(collection, { query: { count: String(PAGE) }, credential });
  const found = urlOf(first?.resources.find(isOurs));
  const total = first?.object?.["totalResults"];
  if (found !== null || typeof total !== "number" || total <= PAGE) return found;
  const last = await scim.get(collection, { query: { startIndex: String(total - PAGE + 1), count: String(PAGE) }, credential });
  return urlOf(last.resources.find(isOurs));
}

/** Where a tracked resource lives. */
export type CollectionOf = (resourceType: string) => string | null;

async function remove(scim: ScimClient, url: string, { credential }: Readonly<Tracked>): Promise<string | null> {
  let response: ScimResponse = await scim.delete(url, { credential });
  // DELETE may be repeated (RFC 9110 section 9.2.2); a server that is busy for a moment need not keep what is ours.
  for (let left = MORE_TRIES; left > 0 && (response.status === 429 || response.status >= 500); left -= 1) {
    await scim.pause(BETWEEN_TRIES);
    response = await scim.delete(url, { credential });
  }
  if (response.ok || response.status === 404 || response.status === 410) return null;
  return `DELETE is answered with ${response.status}`;
}

/**
 * Deletes everything pending in the journal; `parallel` at a time, started in reverse order of creation. Never throws:
 * what remains is returned with the reason.
 */
export async function cleanUp(scim: ScimClient, journal: Journal, collectionOf: CollectionOf, parallel: number): Promise<readonly Leftover[]> {
  const reasons = new Map<number, string>();
  const queue = [...journal.pending()];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const { n, entry } = next;
      try {
        const collection = collectionOf(entry.resourceType);
        const url = entry.url ?? (collection === null ? null : await findByName(scim, collection, entry));
        const problem = url === null ? null : await remove(scim, url, entry);
        if (problem === null) journal.absent(n, url === null ? "not found by name" : "deleted at the end");
        else reasons.set(n, problem);
      } catch (error) {
        reasons.set(n, error instanceof Error ? error.message : String(error));
      }
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, parallel) }, worker));
  return journal.leftovers(reasons);
}
