/** Lost updates and other effects of overlapping requests. The server is synchronous: `arrive` holds requests, and what they saw when they came. */
import { setTimeout as delay } from "node:timers/promises";
import type { Context } from "../behaviour.ts";
import { isObject, ScimError, type Json, type JsonObject, type ServerRequest, type ServerResponse, type Stored } from "../types.ts";
import { faultsOf, type Fault, type Info } from "./fault.ts";

const { must } = faultsOf("concurrency");
/** How long a held request waits, in milliseconds: long enough for those that were sent with it. */
const HELD = 60;

/** What each held request saw when it arrived. */
const SEEN = new WeakMap<ServerRequest, unknown>();
type Arrival = { readonly request: ServerRequest; readonly context: Context };

/** Holds the requests for which `see` returns something, and keeps that for `seenBy`. */
const holding =
  <T>(see: (arrival: Arrival) => T | undefined, wait: (seen: T) => number = () => HELD) =>
  (arrival: Arrival): Promise<void> | null => {
    const seen = see(arrival);
    if (seen === undefined) return null;
    SEEN.set(arrival.request, seen);
    return delay(wait(seen));
  };
const seenBy = <T>(request: ServerRequest): T | undefined => SEEN.get(request) as T | undefined;

/** The stored resource that the path of a request names. */
function stored({ request, context }: Arrival, methods: readonly string[], kinds: readonly string[]): Stored | undefined {
  const [, kind = "", id = "", more] = request.path.split("/");
  if (!methods.includes(request.method) || !kinds.includes(kind) || id === "" || more !== undefined) return undefined;
  return context.store("main", kind.slice(0, -1)).get(id);
}

/** A fault by which a PATCH changes the resource as it was when the request came, and writes that back. */
const lostUpdate = (info: Info, kinds: readonly string[]): Fault => ({
  ...info,
  apply: (b) => ({
    arrive: holding((arrival) => structuredClone(stored(arrival, ["PATCH"], kinds))),
    find: (id, type, call) => (call.principal.tenant === "main" ? seenBy<Stored>(call.request) : undefined) ?? b.find(id, type, call),
  }),
});
const users = ({ request, context }: Arrival) => (request.method === "POST" && request.path === "/Users" ? new Map(context.store("main", "User")) : undefined);

/** A PUT on its way: its body, and all that came for the same resource. */
interface Put {
  readonly body: JsonObject;
  readonly all: JsonObject[];
}

export const concurrencyFaults: readonly Fault[] = [
  {
    ...must("concurrent-create-duplicates", "Users with one userName that are created at the same time are all created", "7643-4.1.1-user-name-unique", "7644-3.3-create-duplicate-409"),
    apply: (b) => ({
      arrive: holding(users),
      checkUnique(resource, type, call, self) {
        const seen = seenBy<Map<string, Stored>>(call.request);
        b.checkUnique(resource, type, seen && call.principal.tenant === "main" ? { ...call, context: { ...call.context, store: () => seen } } : call, self);
      },
    }),
  },
  {
    ...must("concurrent-create-500", "Of users with one userName that are created at the same time, the losers get 500", "7644-3.3-create-duplicate-409", "7644-3.3-create-duplicate-scimtype"),
    apply: (b) => ({
      arrive: holding(users),
      checkUnique(resource, type, call, self) {
        const seen = seenBy<Map<string, Stored>>(call.request);
        if (!seen || call.principal.tenant !== "main") return b.checkUnique(resource, type, call, self);
        b.checkUnique(resource, type, { ...call, context: { ...call.context, store: () => seen } }, self);
        try {
          b.checkUnique(resource, type, call, self);
        } catch {
          throw new ScimError(500, "Unique constraint violated.");
        }
      },
    }),
  },
  lostUpdate(must("concurrent-group-patch-lost", "PATCHes of one group at the same time overwrite each other", "7644-3.5.2.1-add-multivalued-appends", "7644-3.2-patch-partial-update"), ["Groups"]),
  lostUpdate(must("concurrent-attribute-patch-lost", "PATCHes of one user or device at the same time overwrite each other", "7644-3.2-patch-partial-update"), ["Users", "Devices"]),
  {
    ...must("stale-replica-read-deletes-members", "PATCH add reads the members of a moment ago, and deletes those that came since", "7644-3.5.2.1-add-multivalued-appends", "7644-3.2-patch-partial-update"),
    apply: (b) => ({
      patch(previous, values, type, call) {
        if (type.name === "Group") call.context.memory.set(`replica ${String(previous["id"])}`, { members: previous["members"], until: Date.now() + 250 });
        return b.patch(previous, values, type, call);
      },
      applyOperation(resource, operation, type, call) {
        const replica = call.context.memory.get(`replica ${String(resource["id"])}`) as { members: Json | undefined; until: number } | undefined;
        const old = type.name === "Group" && operation.op === "add" && operation.path === "members" && replica && replica.until > Date.now();
        return b.applyOperation(old ? { ...resource, members: replica.members ?? [] } : resource, operation, type, call);
      },
    }),
  },
  {
    ...must("concurrent-replace-mixed", "PUTs at the same time leave title and model of one and the rest of another", "7644-3.5.1-put-replaces-values"),
    apply: (b) => ({
      arrive: holding<Put>(
        (arrival) => {
          const resource = stored(arrival, ["PUT"], ["Users", "Devices"]);
          if (!resource) return undefined;
          const key = `puts ${String(resource["id"])}`;
          const all = (arrival.context.memory.get(key) as JsonObject[] | undefined) ?? [];
          arrival.context.memory.set(key, all);
          const body = readable(arrival.request.body);
          all.push(body);
          return { body, all };
        },
        // Who comes later is done earlier.
        ({ all }) => Math.max(5, HELD - 15 * (all.length - 1)),
      ),
      replace(previous, values, type, call, body) {
        const put = seenBy<Put>(call.request);
        const last = put?.all[put.all.length - 1];
        put?.all.splice(0, put.all.length === 1 || put.all[0] === put.body ? put.all.length : 0);
        const taken = Object.fromEntries(["title", "model"].flatMap((n): [string, Json][] => (last?.[n] === undefined || values[n] === undefined ? [] : [[n, last[n]]])));
        return b.replace(previous, { ...values, ...taken }, type, call, body);
      },
    }),
  },
  {
    ...must("concurrent-delete-500", "A DELETE that finds the resource gone while it runs ends in 500", "7644-3.6-delete-204"),
    apply: (b) => ({
      arrive: holding((arrival) => stored(arrival, ["DELETE"], ["Users"])),
      find(id, type, call) {
        const found = b.find(id, type, call);
        if (!found && seenBy<Stored>(call.request)) throw new ScimError(500, "The row was deleted by another transaction.");
        return found;
      },
    }),
  },
  {
    ...must("stale-cache-after-write", "Lists with a filter and attributes are cached for a moment", "7644-3.1-response-reflects-state", "7644-3.4.1-get-known-200"),
    strength: "gray",
    apply: (b) => ({
      respond(call, next) {
        const { request, context } = call;
        const cached = request.method === "GET" && request.path === "/Users" && request.query.has("filter") && request.query.has("attributes");
        const known = cached ? (context.memory.get(request.target) as { response: ServerResponse; until: number } | undefined) : undefined;
        if (known && known.until > Date.now()) return structuredClone(known.response);
        const response = b.respond(call, next);
        if (cached) context.memory.set(request.target, { response: structuredClone(response), until: Date.now() + 1500 });
        return response;
      },
    }),
  },
];

function readable(body: Buffer): JsonObject {
  try {
    const parsed: unknown = JSON.parse(body.toString("utf8"));
    return isObject(parsed) ? parsed : {};
  } catch {
    return {};
  }
}
