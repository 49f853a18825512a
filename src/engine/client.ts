/** The SCIM client of checks: one HTTP exchange per call, creations journaled, deletions noticed. */
import { setTimeout as delay } from "node:timers/promises";
import type { Fixture, RawRequest, RequestOptions, ScimClient, ScimResponse } from "../model/client.ts";
import type { HttpRequest, HttpResult } from "../http/types.ts";
import type { Operation } from "../model/exchange.ts";
import type { Json, JsonObject } from "../model/json.ts";
import type { ResourceTypeInfo } from "../model/target.ts";
import { BULK_REQUEST, PATCH_OP, SEARCH_REQUEST } from "../scim/urn.ts";
import { BulkJournal, uniqueNameOf } from "./bulk-journal.ts";
import type { Journal } from "./journal.ts";
import { toResponse } from "./response.ts";
import { BlockedSignal, InterruptedSignal } from "./signals.ts";

/** The part of the HTTP client that the engine uses. */
export interface Transport {
  send(request: HttpRequest): Promise<HttpResult>;
}

export interface ClientOptions {
  readonly transport: Transport;
  readonly journal: Journal;
  readonly baseUrl: string;
  readonly types: () => readonly ResourceTypeInfo[];
  readonly readOnly: boolean;
  readonly settleWithinMs: number;
  /** When each URL was last written to, by any client of the run (performance.now); for the grace period. */
  readonly writes: Map<string, number>;
  readonly onReceived: (received: HttpResult, response: ScimResponse) => void;
  readonly onLag: (milliseconds: number) => void;
}

/** Where a client stood. */
export interface ClientMark {
  readonly sent: number;
  readonly made: number;
}

/** How often a read is repeated within the grace period, in milliseconds. */
const SETTLE_STEP = 100;
/** GET and POST /.search change nothing; everything else is refused in read-only mode before it is sent. */
const isReading = (method: string, url: string): boolean =>
  method === "GET" || method === "HEAD" || method === "OPTIONS" || (method === "POST" && new URL(url).pathname.endsWith("/.search"));

/** A client on behalf of one check instance; `check` is recorded in every exchange. */
export class CheckClient implements ScimClient {
  readonly #options: ClientOptions;
  readonly #check: string;
  /** Reads that poll within the grace period by themselves. */
  #polling = 0;
  #lastWrite = 0;
  /** Requests that this client sent, and what it created, in order. */
  readonly #sent: string[] = [];
  /** Those of them that a busy server put off, by their place. */
  readonly #putOff: number[] = [];
  readonly #made: number[] = [];
  readonly #base: { readonly origin: string; readonly path: string };

  constructor(options: ClientOptions, check: string) {
    this.#options = options;
    this.#check = check;
    const { origin, pathname } = new URL(options.baseUrl);
    this.#base = { origin, path: pathname.replace(/\/$/, "") };
  }

  get(at: Fixture | string, options: RequestOptions = {}): Promise<ScimResponse> {
    return this.#at("GET", "read", at, undefined, options);
  }

  list(type: ResourceTypeInfo, query: Readonly<Record<string, string>> = {}, options: RequestOptions = {}): Promise<ScimResponse> {
    const request = { ...options, query: { ...options.query, ...query } };
    return this.request({ ...request, method: "GET", path: type.endpoint, operation: "list", resourceType: type.name });
  }

  create(type: ResourceTypeInfo, body: Json, options: RequestOptions = {}): Promise<ScimResponse> {
    return this.request({ ...options, method: "POST", path: type.endpoint, body, operation: "create", resourceType: type.name });
  }

  replace(at: Fixture | string, body: Json, options: RequestOptions = {}): Promise<ScimResponse> {
    return this.#at("PUT", "replace", at, body, options);
  }

  patch(at: Fixture | string, operations: readonly JsonObject[], options: RequestOptions = {}): Promise<ScimResponse> {
    return this.#at("PATCH", "patch", at, { schemas: [PATCH_OP], Operations: [...operations] }, options);
  }

  delete(at: Fixture | string, options: RequestOptions = {}): Promise<ScimResponse> {
    return this.#at("DELETE", "delete", at, undefined, options);
  }

  search(type: ResourceTypeInfo | null, parameters: JsonObject = {}, options: RequestOptions = {}): Promise<ScimResponse> {
    const place = type ? { path: `${type.endpoint}/.search`, resourceType: type.name } : { path: "/.search" };
    return this.request({ ...options, ...place, method: "POST", operation: "search", body: { schemas: [SEARCH_REQUEST], ...parameters } });
  }

  bulk(operations: readonly JsonObject[], members: JsonObject = {}, options: RequestOptions = {}): Promise<ScimResponse> {
    return this.request({ ...options, method: "POST", path: "/Bulk", operation: "bulk", body: { schemas: [BULK_REQUEST], Operations: [...operations], ...members } });
  }

  async request(request: RawRequest): Promise<ScimResponse> {
    const url = this.#url(request);
    const method = request.method;
    if (this.#options.readOnly && !isReading(method, url)) {
      throw new Error(`${method} ${url} was about to be sent in read-only mode: the check must declare what it mutates`);
    }
    const type = this.#typeAt(url);
    const entry = method === "POST" || method === "PUT" ? this.#journal(method, url, request, type) : null;
    const bulk = this.#below(url) === "/Bulk" ? new BulkJournal(this.#options.journal, this.#options.baseUrl, this.#options.types(), request.body) : null;
    if (entry !== null) this.#made.push(entry);
    await this.#settle(method, url);
    const received = await this.#options.transport.send({
      check: this.#check,
      operation: request.operation ?? this.#operation(method, url, type),
      resourceType: request.resourceType ?? type?.name ?? null,
      credential: request.credential ?? "primary",
      method,
      url,
      ...(request.headers ? { headers: request.headers } : {}),
      body: request.body === undefined ? null : typeof request.body === "string" ? request.body : JSON.stringify(request.body),
    });
    const response = toResponse(received);
    this.#wrote(method, url, response);
    this.#options.onReceived(received, response);
    if (response.status === 429 || response.status === 503) this.#putOff.push(this.#sent.length);
    this.#sent.push(received.exchange.id);
    this.#follow(entry, method, url, response);
    bulk?.follow(response);
    const error = received.exchange.error;
    if (received.exchange.response === null) {
      if (error?.kind === "aborted") throw new InterruptedSignal(error.message);
      throw new BlockedSignal("response", `no HTTP response to ${method} ${new URL(url).pathname}: ${error?.message ?? "unknown reason"}`, error?.kind);
    }
    return response;
  }

  async settled(read: () => Promise<ScimResponse>, accept: (response: ScimResponse) => boolean): Promise<ScimResponse> {
    const start = performance.now();
    this.#polling += 1;
    try {
      let response = await read();
      while (!accept(response) && performance.now() - start < this.#options.settleWithinMs) {
        await delay(SETTLE_STEP);
        response = await read();
        if (accept(response)) this.#options.onLag(performance.now() - start);
      }
      return response;
    } finally {
      this.#polling -= 1;
    }
  }

  /** Within the grace period after a write a read may show the old state: it waits until that has passed. */
  async #settle(method: string, url: string): Promise<void> {
    const { settleWithinMs, writes } = this.#options;
    if (settleWithinMs === 0 || this.#polling > 0 || !isReading(method, url)) return;
    const { origin, pathname } = new URL(url);
    const last = Math.max(writes.get(origin + pathname) ?? 0, this.#lastWrite);
    await this.#passed(last);
  }

  /** Requests sent so far. */
  get requests(): number {
    return this.#sent.length;
  }

  /** A point in time, for exchangesSince and release. */
  mark(): ClientMark {
    return { sent: this.#sent.length, made: this.#made.length };
  }

  /** Ids of the exchanges since then. */
  exchangesSince(mark: ClientMark): readonly string[] {
    return this.#sent.slice(mark.sent);
  }

  /** True if a request since then was answered with 429 or 503, which says nothing about what it asked for (P124). */
  putOffSince(mark: ClientMark): boolean {
    return (this.#putOff.at(-1) ?? -1) >= mark.sent;
  }

  /** Deletes what was created since then and is still there; what cannot be deleted is left to the end of the run. */
  async release(mark: ClientMark): Promise<void> {
    const mine = new Set(this.#made.slice(mark.made));
    for (const { n, entry } of this.#options.journal.pending()) {
      if (!mine.has(n) || entry.url === null) continue;
      await this.delete(entry.url, { credential: entry.credential }).catch((error: unknown) => {
        if (error instanceof InterruptedSignal) throw error;
      });
    }
  }

  /** Resolves when all that this client wrote is visible to everybody: when the grace period after its last write has passed. */
  async quiet(): Promise<void> {
    await this.#passed(this.#lastWrite);
  }

  /** Waits for the end of the grace period of a write; 0 stands for none. */
  async #passed(write: number): Promise<void> {
    const left = write + this.#options.settleWithinMs - performance.now();
    if (write > 0 && left > 0) await delay(left);
  }

  #wrote(method: string, url: string, response: ScimResponse): void {
    if (isReading(method, url) || !response.ok) return;
    const id = method === "POST" ? response.object?.["id"] : undefined;
    const { origin, pathname } = new URL(url);
    this.#lastWrite = performance.now();
    this.#options.writes.set(origin + pathname + (typeof id === "string" ? `/${encodeURIComponent(id)}` : ""), this.#lastWrite);
  }

  async pause(milliseconds: number): Promise<void> {
    await delay(milliseconds);
  }

  #at(method: string, operation: Operation, at: Fixture | string, body: Json | undefined, options: RequestOptions): Promise<ScimResponse> {
    const place = typeof at === "string" ? at : at.url;
    const known = typeof at === "string" ? {} : { operation, resourceType: at.type.name };
    return this.request({ ...options, ...known, method, path: place, body });
  }

  #url(request: RawRequest): string {
    const absolute = /^https?:\/\//.test(request.path) ? request.path : this.#options.baseUrl + request.path;
    const url = new URL(absolute);
    if (url.origin !== this.#base.origin) {
      throw new BlockedSignal("response", `${absolute} is on another host than the target: credentials are not sent there`);
    }
    for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.append(name, value);
    // URLSearchParams writes "+" for a blank, which RFC 3986 does not know: servers that only percent-decode would misread it.
    if (request.query) url.search = url.search.replaceAll("+", "%20");
    return url.href;
  }

  #typeAt(url: string): ResourceTypeInfo | undefined {
    const path = this.#below(url);
    return this.#options.types().find((t) => path === t.endpoint || path.startsWith(`${t.endpoint}/`));
  }

  #below(url: string): string {
    const path = new URL(url).pathname;
    return path.startsWith(this.#base.path) ? path.slice(this.#base.path.length) : path;
  }

  #operation(method: string, url: string, type: ResourceTypeInfo | undefined): Operation {
    const path = this.#below(url);
    if (path.endsWith("/.search")) return "search";
    if (path === "/Bulk") return "bulk";
    if (/^\/ServiceProviderConfig/i.test(path)) return "service-provider-config";
    if (/^\/ResourceTypes\/./i.test(path)) return "resource-type";
    if (/^\/ResourceTypes/i.test(path)) return "resource-types";
    if (/^\/Schemas\/./i.test(path)) return "schema";
    if (/^\/Schemas/i.test(path)) return "schemas";
    if (!type) return "other";
    const collection = path === type.endpoint;
    if (method === "GET") return collection ? "list" : "read";
    const byMethod: Readonly<Record<string, Operation>> = { POST: collection ? "create" : "other", PUT: "replace", PATCH: "patch", DELETE: "delete" };
    return byMethod[method] ?? "other";
  }

  /** A POST to a collection creates; a PUT must not (RFC 7644 section 3.2), but a faulty server may do it. */
  #journal(method: string, url: string, request: RawRequest, type: ResourceTypeInfo | undefined): number | null {
    if (!type) return null;
    const collection = this.#below(url) === type.endpoint;
    if (method === "PUT" && typeof request.path === "string" && !collection) return null;
    if (method === "POST" && !collection) return null;
    const body = typeof request.body === "string" ? tryParse(request.body) : request.body;
    return this.#options.journal.creating(type.name, type.endpoint, uniqueNameOf(body), request.credential);
  }

  #follow(entry: number | null, method: string, url: string, response: ScimResponse): void {
    const { journal, baseUrl } = this.#options;
    if (method === "DELETE" && response.ok) journal.deletedAt(url);
    const type = this.#typeAt(url);
    if (!type) return;
    const id = response.object?.["id"];
    if (entry !== null) {
      if (response.status === 0 || response.status >= 500) return; // may have been created: cleanup looks for it by name
      if (!response.ok) return journal.absent(entry, `refused with ${response.status}`);
      const location = response.header("location");
      const found = typeof id === "string" && id !== "" ? `${baseUrl}${type.endpoint}/${encodeURIComponent(id)}` : this.#sameOrigin(location);
      if (found) journal.created(entry, typeof id === "string" ? id : decodeURIComponent(found.split("/").at(-1) ?? ""), found);
    } else if (method === "PUT" && response.status === 201) {
      const n = journal.creating(type.name, type.endpoint, uniqueNameOf(response.json));
      journal.created(n, typeof id === "string" ? id : "", url);
    }
  }

  #sameOrigin(location: string | null): string | null {
    if (location === null || !URL.canParse(location, `${this.#options.baseUrl}/`)) return null;
    const url = new URL(location, `${this.#options.baseUrl}/`);
    return url.origin === this.#base.origin ? url.href : null;
  }
}

function tryParse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
