import type { Dispatcher } from "undici";
import type { CredentialName, Exchange, HeaderList, Operation } from "../model/exchange.ts";
import type { Redactor } from "./redact.ts";

/** How a request proves who sends it. */
export type Auth =
  | { readonly type: "none" }
  | { readonly type: "bearer"; readonly token: string }
  | { readonly type: "basic"; readonly username: string; readonly password: string }
  | { readonly type: "header"; readonly name: string; readonly value: string };

export interface HttpOptions {
  /** Credentials and the configured fields are sent to the origin of this URL only. */
  readonly baseUrl: string;
  readonly auth: Auth;
  readonly credentials?: { readonly otherTenant?: Auth; readonly lowPrivilege?: Auth };
  /** Fields sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** `ca`: PEM text of the authorities to trust instead of the built-in ones. */
  readonly tls?: { readonly ca?: string; readonly skipVerify?: boolean };
  /** Time limit of one try, from connecting to the last body byte, in milliseconds; 10 000 by default. */
  readonly timeoutMs?: number;
  /** When the run must be over, in milliseconds since the epoch; then as for `signal`. */
  readonly deadline?: number;
  /** Aborted when the run ends early: requests under way stop at once, later ones are not sent. */
  readonly signal?: AbortSignal;
  /** Requests under way at a time; 8 by default. */
  readonly concurrency?: number;
  /** Requests begun per second; null (the default) for no limit. */
  readonly requestsPerSecond?: number | null;
  /** Further tries where a retry is safe; 2 by default. */
  readonly retries?: number;
  /** Response bodies are cut here, in bytes after decoding; 5 000 000 by default. */
  readonly maxBodyBytes?: number;
  /** Carries the requests instead of sockets of the client's own; it stays its owner's to close. */
  readonly dispatcher?: Dispatcher;
  readonly redactor: Redactor;
  readonly userAgent: string;
  /** Numbers the exchanges. Clients that record into one run share it, so that ids stay unique; begins at 0. */
  readonly sequence?: { last: number };
  /** Called with every exchange as it is recorded, redirects included. */
  readonly onExchange?: (exchange: Exchange) => void;
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
  /** Not masked. */
  readonly body: string | null;
  /** As received: spelling, order and repeats kept; not masked. */
  readonly headers: HeaderList;
  /** True if a secret occurred in the response body, or in a response field that does not itself carry credentials. */
  readonly secretsSeen: boolean;
  /** The redirects that led here, in order. */
  readonly hops: readonly Exchange[];
}

export interface HttpStats {
  /** Requests sent, every try and every redirect counted. */
  readonly requests: number;
  /** Further tries. */
  readonly retries: number;
  /** Answers by which the server asked to slow down. */
  readonly throttled: number;
}
