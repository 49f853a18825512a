import type { CredentialName, Exchange, HeaderList, Operation } from "../model/exchange.ts";
import type { Redactor } from "./redact.ts";

/** How a request proves who sends it. */
export type Auth =
  | { readonly type: "none" }
  | { readonly type: "bearer"; readonly token: string }
  | { readonly type: "basic"; readonly username: string; readonly password: string }
  | { readonly type: "header"; readonly name: string; readonly value: string };

export interface HttpOptions {
  readonly baseUrl: string;
  readonly auth: Auth;
  readonly credentials?: { readonly otherTenant?: Auth; readonly lowPrivilege?: Auth };
  /** Fields sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly tls?: { readonly ca?: string; readonly skipVerify?: boolean };
  /** Time limit of one request, from sending to the last body byte, in milliseconds. */
  readonly timeoutMs: number;
  /** Aborted when the run ends early; requests under way stop, later ones are not sent. */
  readonly signal?: AbortSignal;
  /** Requests under way at a time. */
  readonly concurrency: number;
  /** Requests begun per second; null for no limit. */
  readonly requestsPerSecond: number | null;
  /** Further tries where a retry is safe. */
  readonly retries: number;
  /** Response bodies are cut here, in bytes after decoding. */
  readonly maxBodyBytes: number;
  readonly redactor: Redactor;
  readonly userAgent: string;
}

export interface HttpRequest {
  readonly check: string;
  readonly operation: Operation;
  readonly resourceType: string | null;
  readonly credential: CredentialName;
  readonly method: string;
  /** Absolute URL. */
  readonly url: string;
  /** Fields to set; null removes one that would be sent by default. */
  readonly headers?: Readonly<Record<string, string | null>>;
  readonly body?: string | Uint8Array | null;
}

/** The masked record of an exchange, and the true answer for judging. */
export interface HttpResult {
  readonly exchange: Exchange;
  readonly body: string | null;
  readonly headers: HeaderList;
  /** True if a configured secret occurred in the response body or header fields. */
  readonly secretsSeen: boolean;
}

export interface HttpStats {
  requests: number;
  retries: number;
  throttled: number;
}
