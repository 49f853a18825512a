/** Exchange: one HTTP request and its response, as recorded (secrets already masked). */

/** Header fields in the order and spelling received; repeated fields stay repeated. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

/** Which credential a request carried. */
export type CredentialName = "primary" | "otherTenant" | "lowPrivilege" | "none" | "invalid";

/** What the harness meant by a request; lets invariants know which rules apply to the answer. */
export type Operation =
  | "read"
  | "list"
  | "create"
  | "replace"
  | "patch"
  | "delete"
  | "search"
  | "bulk"
  | "service-provider-config"
  | "resource-types"
  | "resource-type"
  | "schemas"
  | "schema"
  | "other";

export interface ExchangeRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: HeaderList;
  readonly body: string | null;
}

export interface ExchangeResponse {
  readonly status: number;
  readonly headers: HeaderList;
  /** The body as text (UTF-8, invalid sequences replaced); null when there was none. */
  readonly body: string | null;
  /** True when the body was longer than http.maxBodyBytes and was cut there. */
  readonly truncated?: boolean;
  /** True when the bytes were not valid UTF-8. */
  readonly invalidUtf8?: boolean;
}

/** A transport failure: no usable HTTP response was received. */
export interface TransportError {
  readonly kind: "refused" | "dns" | "tls" | "timeout" | "closed" | "protocol" | "aborted" | "redirect" | "other";
  readonly message: string;
}

export interface Exchange {
  /** `x1`, `x2` ... in the order in which requests were sent. */
  readonly id: string;
  /** The check (with its instance, `read/by-id@Group`) on whose behalf it was sent; `preflight`, `discovery`, `cleanup` otherwise. */
  readonly check: string;
  readonly operation: Operation;
  /** Name of the resource type addressed, if any. */
  readonly resourceType: string | null;
  readonly credential: CredentialName;
  readonly request: ExchangeRequest;
  readonly response: ExchangeResponse | null;
  readonly error: TransportError | null;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** Milliseconds, from the first byte sent to the last byte received, of the last try. */
  readonly durationMs: number;
  /** Tries before this one (only safe retries are made). */
  readonly retries: number;
}
