/**
 * Capabilities: the features of a SCIM server that it may or may not offer. One list serves the config's
 * `capabilities`, the checks' `needs` and the reference server's `--without`.
 */
export const CAPABILITIES = [
  "patch",
  "bulk",
  "filter",
  "sort",
  "etag",
  "changePassword",
  "indexPagination",
  "cursorPagination",
  "projection",
  "search",
  "rootSearch",
  "me",
  "put",
  "groups",
  "discovery",
] as const;

export type Capability = (typeof CAPABILITIES)[number];

/** What is known of one capability: as the server declares it, as the run saw it, and as the config overrides it. */
export interface CapabilityStatus {
  readonly id: Capability;
  /** From ServiceProviderConfig or /ResourceTypes; null where nothing declares it. */
  readonly declared: boolean | null;
  /** From the run's exchanges; null where nothing exercised it. */
  readonly observed: boolean | null;
  readonly override: { readonly supported: boolean; readonly reason: string } | null;
}
