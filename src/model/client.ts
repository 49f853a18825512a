import type { CredentialName, HeaderList, Operation } from "./exchange.ts";
import type { Json, JsonObject } from "./json.ts";
import type { ResourceTypeInfo } from "./target.ts";

/** A response as checks see it. */
export interface ScimResponse {
  /** Exchange id, for evidence. */
  readonly exchange: string;
  readonly method: string;
  /** Absolute URL requested. */
  readonly url: string;
  readonly status: number;
  /** True for 2xx. */
  readonly ok: boolean;
  readonly headers: HeaderList;
  /** Field value(s) joined with ", "; null when absent. Names compare without case. */
  header(name: string): string | null;
  readonly text: string | null;
  /** Parsed body; undefined when there is none or it is not JSON. */
  readonly json: Json | undefined;
  /** The body if it is a JSON object, else undefined. */
  readonly object: JsonObject | undefined;
  /** Media type of Content-Type in lower case, without parameters; null when absent. */
  readonly mediaType: string | null;
  /** `Resources` of a ListResponse as objects; empty when there are none. */
  readonly resources: readonly JsonObject[];
  /** Statuses of the redirects that led here, in order. */
  readonly redirects: readonly number[];
  readonly durationMs: number;
}

export interface RequestOptions {
  /** Query parameters, percent-encoded by the client. */
  readonly query?: Readonly<Record<string, string>>;
  /** Header fields to set; null removes a field that the client would send. */
  readonly headers?: Readonly<Record<string, string | null>>;
  /** `primary` unless told otherwise. */
  readonly credential?: CredentialName;
}

export interface RawRequest extends RequestOptions {
  readonly method: string;
  /** Path below the base URL (with leading slash), or an absolute URL of the target's origin. */
  readonly path: string;
  /** A string is sent as it is; anything else as JSON. */
  readonly body?: Json | undefined;
  readonly operation?: Operation;
  readonly resourceType?: string;
}

/** A resource that this run created and will delete. */
export interface Fixture {
  readonly type: ResourceTypeInfo;
  readonly id: string;
  /** Absolute URL of the resource: base + endpoint + "/" + encoded id. */
  readonly url: string;
  /** What was sent to create it. */
  readonly sent: JsonObject;
  /** The answer to the POST. */
  readonly created: ScimResponse;
  /** The server's representation after creation (from the POST, or a GET where the POST gave no body). */
  readonly body: JsonObject;
}

/**
 * The SCIM client that checks use. Every call records an exchange. A call rejects only when no HTTP response came
 * at all (the engine turns that into `blocked`); every status, and every body, is a normal return.
 */
export interface ScimClient {
  /** GET of a resource, a path below the base URL, or an absolute URL of the target. */
  get(at: Fixture | string, options?: RequestOptions): Promise<ScimResponse>;
  /** GET of a type's endpoint. */
  list(type: ResourceTypeInfo, query?: Readonly<Record<string, string>>, options?: RequestOptions): Promise<ScimResponse>;
  /** POST to a type's endpoint. Whatever it creates is journaled before and deleted at the end of the run. */
  create(type: ResourceTypeInfo, body: Json, options?: RequestOptions): Promise<ScimResponse>;
  /** PUT. */
  replace(at: Fixture | string, body: Json, options?: RequestOptions): Promise<ScimResponse>;
  /** PATCH with a PatchOp message around the operations. */
  patch(at: Fixture | string, operations: readonly JsonObject[], options?: RequestOptions): Promise<ScimResponse>;
  delete(at: Fixture | string, options?: RequestOptions): Promise<ScimResponse>;
  /** POST to /.search of a type, or of the root (null), with a SearchRequest of these parameters. */
  search(type: ResourceTypeInfo | null, parameters?: JsonObject, options?: RequestOptions): Promise<ScimResponse>;
  /** POST to /Bulk; `members` stand beside Operations (failOnErrors). What it creates is journaled and cleaned up. */
  bulk(operations: readonly JsonObject[], members?: JsonObject, options?: RequestOptions): Promise<ScimResponse>;
  /** Anything else, also malformed. Creations through it are journaled and cleaned up as well. */
  request(request: RawRequest): Promise<ScimResponse>;
  /**
   * Repeats `read` until `accept` holds or the target's settleWithin has passed (at once if it is 0); returns the
   * last response. For looking again after a write on eventually consistent servers.
   */
  settled(read: () => Promise<ScimResponse>, accept: (response: ScimResponse) => boolean): Promise<ScimResponse>;
  /** Waits that many milliseconds: for timestamps whose resolution is a second. */
  pause(milliseconds: number): Promise<void>;
}
