/** Capabilities as the run saw them, from its exchanges alone; pure. */
import type { Capability, CapabilityStatus } from "../model/capability.ts";
import type { SeenExchange } from "../model/check.ts";

interface Evidence {
  readonly relevant: (e: SeenExchange) => boolean;
}

const query = (e: SeenExchange, name: string): boolean => new URL(e.url).searchParams.has(name);
const UNSUPPORTED = new Set([404, 405, 501]);

const EVIDENCE: Readonly<Partial<Record<Capability, Evidence>>> = {
  patch: { relevant: (e) => e.method === "PATCH" && e.raw.operation === "patch" },
  put: { relevant: (e) => e.method === "PUT" && e.raw.operation === "replace" },
  bulk: { relevant: (e) => e.raw.operation === "bulk" },
  filter: { relevant: (e) => e.raw.operation === "list" && query(e, "filter") },
  sort: { relevant: (e) => e.raw.operation === "list" && query(e, "sortBy") },
  search: { relevant: (e) => e.raw.operation === "search" && e.raw.resourceType !== null },
  rootSearch: { relevant: (e) => e.raw.operation === "search" && e.raw.resourceType === null },
  me: { relevant: (e) => new URL(e.url).pathname.endsWith("/Me") },
  groups: { relevant: (e) => e.raw.operation === "list" && e.raw.resourceType === "Group" },
  discovery: { relevant: (e) => e.raw.operation === "service-provider-config" && e.method === "GET" },
};

/** Fills in `observed`: true if any such request succeeded, false if all were answered as not supported, else null. */
export function observeCapabilities(statuses: readonly CapabilityStatus[], exchanges: readonly SeenExchange[]): readonly CapabilityStatus[] {
  return statuses.map((status) => {
    const evidence = EVIDENCE[status.id];
    const seen = evidence ? exchanges.filter((e) => e.raw.credential === "primary" && evidence.relevant(e)) : [];
    if (status.id === "etag") {
      const versions = exchanges.some((e) => e.raw.operation === "read" && e.ok && e.header("etag") !== null);
      return { ...status, observed: exchanges.some((e) => e.raw.operation === "read" && e.ok) ? versions : null };
    }
    if (seen.some((e) => e.ok)) return { ...status, observed: true };
    return { ...status, observed: seen.length > 0 && seen.every((e) => UNSUPPORTED.has(e.status)) ? false : null };
  });
}
