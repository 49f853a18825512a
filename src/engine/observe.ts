/** Capabilities as the run saw them, from its exchanges alone; pure. */
import type { Capability, CapabilityStatus } from "../model/capability.ts";
import type { SeenExchange } from "../model/check.ts";
import { isObject } from "../model/json.ts";

interface Evidence {
  readonly relevant: (e: SeenExchange) => boolean;
  /** What a successful answer must show besides: servers ignore parameters that they do not know (RFC 7644 section 3.4.2). */
  readonly shows?: (e: SeenExchange) => boolean;
}

const query = (e: SeenExchange, name: string): boolean => new URL(e.url).searchParams.has(name);
const listed = (e: SeenExchange): boolean => e.raw.operation === "list" || e.raw.operation === "search";
const body = (e: SeenExchange, name: string): boolean => isObject(e.sent) && Object.hasOwn(e.sent, name);
const UNSUPPORTED = new Set([404, 405, 501]);

const EVIDENCE: Readonly<Partial<Record<Capability, Evidence>>> = {
  patch: { relevant: (e) => e.method === "PATCH" && e.raw.operation === "patch" },
  put: { relevant: (e) => e.method === "PUT" && e.raw.operation === "replace" },
  bulk: { relevant: (e) => e.raw.operation === "bulk" },
  filter: { relevant: (e) => e.raw.operation === "list" && query(e, "filter") },
  sort: { relevant: (e) => e.raw.operation === "list" && query(e, "sortBy") },
  indexPagination: { relevant: (e) => listed(e) && Number(new URL(e.url).searchParams.get("startIndex") ?? 0) > 1, shows: (e) => Number(e.object?.["startIndex"]) > 1 },
  cursorPagination: { relevant: (e) => listed(e) && (query(e, "cursor") || body(e, "cursor")), shows: (e) => typeof e.object?.["nextCursor"] === "string" || typeof e.object?.["previousCursor"] === "string" },
  changePassword: { relevant: (e) => (e.raw.operation === "replace" || e.raw.operation === "patch") && (e.raw.request.body ?? "").includes('"password"') },
  // A whole resource has more members than one attribute asked for, besides the minimum.
  projection: { relevant: (e) => e.raw.operation === "read" && /^[A-Za-z]+$/.test(new URL(e.url).searchParams.get("attributes") ?? ""), shows: (e) => Object.keys(e.object ?? {}).length <= 4 },
  search: { relevant: (e) => e.raw.operation === "search" && e.raw.resourceType !== null },
  rootSearch: { relevant: (e) => e.raw.operation === "search" && e.raw.resourceType === null },
  me: { relevant: (e) => new URL(e.url).pathname.endsWith("/Me") },
  groups: { relevant: (e) => e.raw.operation === "list" && e.raw.resourceType === "Group" },
  discovery: { relevant: (e) => e.raw.operation === "service-provider-config" && e.method === "GET" },
};

/** Fills in `observed`: true if any such request succeeded, false if all were ignored or answered as not supported, else null. */
export function observeCapabilities(statuses: readonly CapabilityStatus[], exchanges: readonly SeenExchange[]): readonly CapabilityStatus[] {
  return statuses.map((status) => {
    const evidence = EVIDENCE[status.id];
    const seen = evidence ? exchanges.filter((e) => e.raw.credential === "primary" && evidence.relevant(e)) : [];
    if (status.id === "etag") {
      const versions = exchanges.some((e) => e.raw.operation === "read" && e.ok && e.header("etag") !== null);
      return { ...status, observed: exchanges.some((e) => e.raw.operation === "read" && e.ok) ? versions : null };
    }
    if (seen.some((e) => e.ok && (evidence?.shows?.(e) ?? true))) return { ...status, observed: true };
    const ignored = evidence?.shows !== undefined && seen.some((e) => e.ok);
    return { ...status, observed: ignored || (seen.length > 0 && seen.every((e) => UNSUPPORTED.has(e.status))) ? false : null };
  });
}
