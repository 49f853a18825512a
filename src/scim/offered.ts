/** Optional endpoints and functions: how a server says that it does not have them. */
import type { ScimResponse } from "../model/client.ts";

/** The statuses by which servers refuse a function that they do not have (RFC 7644 sections 3.11 and 3.12). */
const NOT_OFFERED = new Set([404, 405, 501]);

/** Why the function counts as not offered, as a reason for skipping; null if the answer shows that it is. */
export function notOffered(response: ScimResponse, what: string): string | null {
  return NOT_OFFERED.has(response.status) ? `the server does not offer ${what}: it answers ${response.status}` : null;
}
