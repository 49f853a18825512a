/** The reference server on node:http. */
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse as NodeResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import type { Capability } from "../model/capability.ts";
import type { Behaviour, Context, Tenant } from "./behaviour.ts";
import { conforming } from "./conforming.ts";
import { findFault } from "./faults/index.ts";
import { handle } from "./routes.ts";
import { ENTERPRISE, GROUP, USER } from "./schemas/core.ts";
import { DEVICE, INVENTORY, WARRANTY } from "./schemas/device.ts";
import { RESOURCE_TYPE, SCHEMA, SERVICE_PROVIDER_CONFIG } from "./schemas/meta.ts";
import type { JsonObject, ResourceTypeDefinition, ServerRequest, ServerResponse, Stored } from "./types.ts";

/** Where SCIM begins on this server. */
export const BASE_PATH = "/scim/v2";
/** Request bodies above this are refused with 413, in bytes. */
const MAX_BODY = 1_000_000;

export interface ReferenceServerOptions {
  /** 0 (the default) takes a free port. */
  readonly port?: number;
  /** The primary bearer token; the two others are derived from it. */
  readonly token?: string;
  /** Ids of faults to switch on. */
  readonly faults?: readonly string[];
  /** Added to every answer, in milliseconds. */
  readonly latencyMs?: number;
  /** Users that exist from the start. */
  readonly seedUsers?: number;
  /** Capabilities that the server does not offer. */
  readonly without?: readonly Capability[];
}

export interface ReferenceServer {
  readonly baseUrl: string;
  readonly token: string;
  readonly tokens: { readonly primary: string; readonly otherTenant: string; readonly lowPrivilege: string };
  /** Stops the server at once; open connections are cut. */
  close(): Promise<void>;
}

const TYPES: readonly ResourceTypeDefinition[] = [
  { id: "User", name: "User", endpoint: "/Users", description: "User Account", schema: USER.id, schemaExtensions: [{ schema: ENTERPRISE.id, required: false }] },
  { id: "Group", name: "Group", endpoint: "/Groups", description: "Group", schema: GROUP.id, schemaExtensions: [] },
  { id: "Device", name: "Device", endpoint: "/Devices", description: "Managed device", schema: DEVICE.id, schemaExtensions: [{ schema: INVENTORY.id, required: false }, { schema: WARRANTY.id, required: false }] },
];

/** A server's state, with its seeded users; shared by the ways of reaching it. */
export function createContext(options: ReferenceServerOptions, baseUrl: () => string): Context {
  const without = new Set(options.without ?? []);
  const types = TYPES.filter((t) => t.name !== "Group" || !without.has("groups"));
  const token = options.token ?? "scimspec-reference-token";
  const behaviour = (options.faults ?? []).map(findFault).reduce<Behaviour>((b, fault) => ({ ...b, ...fault.apply(b) }), conforming);
  const stores = new Map<string, Map<string, Stored>>();
  const store = (tenant: Tenant, type: string): Map<string, Stored> => {
    const key = `${tenant}/${type}`;
    const found = stores.get(key) ?? new Map<string, Stored>();
    stores.set(key, found);
    return found;
  };
  const schemas = [USER, ...(without.has("groups") ? [] : [GROUP]), ENTERPRISE, DEVICE, INVENTORY, WARRANTY, SERVICE_PROVIDER_CONFIG, RESOURCE_TYPE, SCHEMA];
  const tokens = { primary: token, otherTenant: `${token}-other-tenant`, lowPrivilege: `${token}-low-privilege` };
  const context: Context = { behaviour, baseUrl, tokens, types, schemas, without, store, memory: new Map() };
  seed(context, options.seedUsers ?? 0);
  return context;
}

/** The users behind the three credentials (/Me), and as many others as asked for, who are as different as people are. */
function seed(context: Context, users: number): void {
  const schema = context.types[0]?.schema ?? "";
  const now = new Date().toISOString();
  const add = (tenant: Tenant, id: string, values: JsonObject): void => {
    context.store(tenant, "User").set(id, { schemas: [schema], id, ...values, meta: { resourceType: "User", created: now, lastModified: now, version: context.behaviour.nextVersion(null) } });
  };
  add("main", "administrator", { userName: "administrator@example.com", active: true });
  add("main", "reader", { userName: "reader@example.com", active: true });
  add("other", "other-administrator", { userName: "administrator@other.example.com", active: true });
  for (let n = 1; n <= users; n += 1) {
    const userName = `seeded.user.${n}@example.com`;
    const type = ["work", "home", "other"][n % 3] ?? "work";
    const name = { givenName: `Given ${n % 50}`, familyName: `Family ${n % 70}` };
    add("main", `seeded-user-${n}`, { userName, active: n % 5 !== 0, name, displayName: `Seeded ${n}`, title: `Title ${n % 7}`, emails: [{ value: userName, type, primary: true }] });
  }
}

/** A request as it came in; field names in lower case, repeats joined. */
export interface Received {
  readonly method: string;
  /** Path and query as in the request line. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** An answer as it goes out, but for the fields that HTTP itself adds. */
export interface Encoded {
  readonly status: number;
  readonly headers: ServerResponse["headers"];
  readonly text: string;
}

function toRequest({ method, target, headers, body }: Received): ServerRequest {
  const url = new URL(target, "http://localhost");
  const path = url.pathname.startsWith(BASE_PATH) ? url.pathname.slice(BASE_PATH.length) : `/outside${url.pathname}`;
  return { method, target, path: decode(path).replace(/\/+$/, ""), query: url.searchParams, headers, body };
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function encode({ status, headers, body }: ServerResponse): Encoded {
  const text = body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body);
  const length: ServerResponse["headers"] = text === "" && status === 204 ? [] : [["Content-Length", String(Buffer.byteLength(text))]];
  return { status, headers: [...headers, ...length], text };
}

/** A request that has come: what to wait for before it is answered (null: nothing), and its answer. */
export interface Arrival {
  readonly wait: Promise<void> | null;
  /** Throws what a fault throws: the connection is cut then. */
  answer(): Encoded;
}

/** Takes one request, however it came. */
export function arrive(received: Received, context: Context): Arrival {
  const { behaviour } = context;
  if (received.body.length > MAX_BODY) {
    const error = { schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"], status: "413", detail: `The body is larger than ${MAX_BODY} bytes.` };
    return { wait: null, answer: () => encode({ status: 413, headers: [["Content-Type", "application/scim+json"]], body: error }) };
  }
  const request = toRequest(received);
  return { wait: behaviour.arrive({ request, context }), answer: () => encode(behaviour.respond({ request, context }, (r) => handle(r, context))) };
}

async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message) {
    // What crosses the limit is kept, so that the length tells; what follows is not.
    if (size <= MAX_BODY) chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
  }
  return Buffer.concat(chunks);
}

async function serve(message: IncomingMessage, response: NodeResponse, context: Context, latencyMs: number): Promise<void> {
  const body = await readBody(message);
  if (latencyMs > 0) await delay(latencyMs);
  const headers = Object.fromEntries(Object.entries(message.headers).map(([n, v]) => [n, Array.isArray(v) ? v.join(", ") : (v ?? "")]));
  const received = { method: message.method ?? "GET", target: message.url ?? "/", headers, body };
  const arrival = arrive(received, context);
  await arrival.wait;
  const { status, headers: fields, text } = arrival.answer();
  response.writeHead(status, fields.flat());
  response.end(message.method === "HEAD" ? "" : text);
}

/** Answers over node:http. */
export function listener(context: Context, latencyMs: number): RequestListener {
  return (message, response) => {
    serve(message, response, context, latencyMs).catch(() => response.destroy());
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
}

/** Starts a conforming SCIM server in memory, or one with the given faults. Rejects on an unknown fault or a taken port. */
export async function startReferenceServer(options: ReferenceServerOptions = {}): Promise<ReferenceServer> {
  let baseUrl = "";
  const context = createContext(options, () => baseUrl);
  const server = createServer(listener(context, options.latencyMs ?? 0));
  await listen(server, options.port ?? 0);
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}${BASE_PATH}`;
  return {
    baseUrl,
    token: context.tokens.primary,
    tokens: context.tokens,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
