import { ScimError, type Json, type JsonObject, type Stored } from "../types.ts";
import { faultsOf, isSingle, onBody, onResponse, type Fault, type Info } from "./fault.ts";

const { must, should } = faultsOf("replace");
/** A fault that alters what a PUT stores. */
const stores = (info: Info, change: (next: Stored, previous: Stored, body: JsonObject) => Stored): Fault => ({
  ...info,
  apply: (b) => ({ replace: (previous, values, type, call, body) => change({ ...b.replace(previous, values, type, call, body) }, previous, body) }),
});
const put = (r: { status: number }, c: { request: { method: string; path: string } }): boolean => r.status === 200 && c.request.method === "PUT" && isSingle(c.request.path);
/** A fault that refuses some bodies of PUT. */
const refuses = (info: Info, when: (body: JsonObject) => boolean, error: () => ScimError): Fault => ({
  ...info,
  apply: (b) => ({
    replace(previous, values, type, call, body) {
      if (when(body)) throw error();
      return b.replace(previous, values, type, call, body);
    },
  }),
});

export const replaceFaults: readonly Fault[] = [
  onResponse(must("put-not-supported", "PUT answers 405", "7644-3.5-put-must-be-supported"), (r, c) => (put(r, c) ? c.context.behaviour.error(new ScimError(405, "Use another method.")) : r)),
  onResponse(must("put-answers-204", "PUT answers 204 without a body", "7644-3.5.1-put-200-full-body"), (r, c) => void (put(r, c) && Object.assign(r, { status: 204, headers: [], body: undefined }))),
  stores(must("put-applies-only-active", "PUT takes over active alone", "7644-3.5.1-put-replaces-values", "7644-3.2-put-replaces"), (next, previous) => ({ ...previous, ...(next["active"] === undefined ? {} : { active: next["active"] }) })),
  stores(must("put-attribute-silently-ignored", "PUT leaves title and ports as they were", "7644-3.5.1-put-replaces-values"), (next, previous) => {
    for (const n of ["title", "ports"]) {
      delete next[n];
      if (previous[n] !== undefined) next[n] = previous[n];
    }
    return next;
  }),
  stores(must("put-merges-multi-valued", "PUT adds values to multi-valued attributes", "7644-3.5.1-put-replaces-values"), (next, previous) => {
    for (const n of ["emails", "tags"]) if (Array.isArray(previous[n]) && Array.isArray(next[n])) next[n] = [...(previous[n] as Json[]), ...(next[n] as Json[])];
    return next;
  }),
  refuses(must("put-same-name-group-conflict", "PUT with an unchanged displayName is a duplicate", "7644-3.5.1-put-replaces-values", "7644-3.5.1-put-200-full-body"), (b) => b["displayName"] !== undefined && (b["schemas"] as string[])[0]?.endsWith(":Group") === true, () => new ScimError(409, "The name is taken.", "uniqueness")),
  stores(should("put-keeps-omitted-attributes", "PUT merges: what is left out keeps its value", "7644-3.5.1-put-omitted-cleared-or-defaulted"), (next, previous, body) => {
    const kept = Object.fromEntries(Object.entries(previous).filter(([k]) => !(k in body) && k !== "schemas" && !k.startsWith("urn:") && next[k] === undefined));
    return { ...kept, ...next };
  }),
  stores(must("put-null-keeps", "PUT with null keeps the old value", "7643-2.5-assign-null-unassigns"), (next, previous, body) => {
    for (const [k, v] of Object.entries(body)) if (v === null && previous[k] !== undefined) next[k] = previous[k];
    return next;
  }),
  refuses(must("put-refuses-readonly", "PUT with meta in the body is refused", "7644-3.5.1-put-readonly-ignored", "7644-3.1-put-readonly-no-need-to-strip"), (b) => b["meta"] !== undefined, () => new ScimError(400, "meta is readOnly.", "mutability")),
  stores(must("put-loses-other-attributes", "PUT forgets the name and the site", "7644-3.5.1-client-may-get-then-put"), (next) => {
    for (const n of ["name", "site"]) delete next[n];
    return next;
  }),
  stores(must("put-takes-client-meta", "PUT takes meta.created from the client", "7643-3.1-meta-read-only", "7644-3.5.1-put-readonly-ignored"), (next, _p, body) => ({ ...next, meta: { ...(next["meta"] as JsonObject), ...(typeof (body["meta"] as JsonObject | undefined)?.["created"] === "string" ? { created: (body["meta"] as JsonObject)["created"] ?? "" } : {}) } })),
  onBody(must("put-changes-id", "PUT changes the id", "7643-3.1-id-read-only", "7643-3.1-id-stable"), put, (b) => void (b["id"] = `${String(b["id"])}-2`)),
  stores(must("put-resets-created", "PUT sets meta.created anew", "7643-3.1-meta-created"), (next) => ({ ...next, meta: { ...(next["meta"] as JsonObject), created: new Date(Date.now() + 5000).toISOString() } })),
  onResponse(must("put-creates", "PUT to an unknown id creates the resource", "7644-3.2-put-must-not-create"), (r, { request, context }) => {
    if (r.status !== 404 || request.method !== "PUT" || !isSingle(request.path)) return;
    const [, kind = "", id = ""] = request.path.split("/");
    const body = context.behaviour.parseBody(request);
    const stored: Stored = { ...body, id, meta: { resourceType: kind.slice(0, -1), created: new Date().toISOString(), lastModified: new Date().toISOString() } };
    context.store("main", kind.slice(0, -1)).set(id, stored);
    Object.assign(r, { status: 201, body: stored });
  }),
  onResponse(must("put-unknown-500", "PUT to an unknown id answers 500", "7644-3.2-put-must-not-create"), (r, { request, context }) => (r.status === 404 && request.method === "PUT" ? context.behaviour.error(new ScimError(500, "Null reference.")) : r)),
  {
    ...must("put-drops-required", "PUT without userName removes it", "7644-3.5.1-put-required-attributes"),
    apply: (b) => ({
      checkRequired(resource, type, context) {
        // A create is told by the missing readOnly state: only PUT reaches this with an id in memory.
        if (context.memory.get("method") !== "PUT") b.checkRequired(resource, type, context);
      },
      respond: (call, next) => {
        call.context.memory.set("method", call.request.method);
        return b.respond(call, next);
      },
    }),
  },
  {
    ...must("put-takes-over-other-username", "PUT may set userName to one that another user has", "7643-4.1.1-user-name-unique", "7644-3.12-type-uniqueness"),
    apply: (b) => ({ checkUnique: (resource, type, call, self) => (self === null ? b.checkUnique(resource, type, call, self) : undefined) }),
  },
  onBody(should("put-conflict-without-scimtype", "409 to PUT without scimType", "7644-3.12-type-uniqueness"), (r, c) => r.status === 409 && c.request.method === "PUT", (b) => void delete b["scimType"]),
  { ...must("put-changes-immutable", "PUT changes immutable values", "7644-3.5.1-put-immutable-must-match", "7643-7-mutability-immutable-no-update"), apply: () => ({ checkImmutable: () => {} }) },
  {
    ...should("put-immutable-ignored", "PUT with another immutable value answers 200 and keeps the old one", "7644-3.5.1-put-immutable-mismatch-400"),
    apply: (b) => ({
      checkImmutable: () => {},
      replace: (previous, values, type, call, body) => b.replace(previous, { ...values, ...(previous["hardwareId"] === undefined ? {} : { hardwareId: previous["hardwareId"] }) }, type, call, body),
    }),
  },
  stores(must("put-immutable-first-value-lost", "PUT does not set an immutable attribute that has no value", "7644-3.5.1-put-immutable-first-value"), (next, previous) => {
    if (previous["hardwareId"] === undefined) delete next["hardwareId"];
    return next;
  }),
  stores(must("put-external-id-fixed", "PUT leaves externalId as it was", "7643-3.1-external-id-read-write"), (next, previous) => {
    const { externalId: _e, ...rest } = next;
    return previous["externalId"] === undefined ? rest : { ...rest, externalId: previous["externalId"] };
  }),
  stores(should("lastmodified-not-updated", "A change leaves lastModified as it was", "7643-3.1-meta-last-modified"), (next, previous) => ({ ...next, meta: previous["meta"] as Json })),
  stores(must("lastmodified-backwards", "A change sets lastModified back by an hour", "7643-3.1-meta-last-modified"), (next) => {
    const meta = next["meta"] as JsonObject;
    return { ...next, meta: { ...meta, lastModified: new Date(Date.parse(String(meta["created"])) - 3_600_000).toISOString() } };
  }),
  refuses(must("put-write-only-refused", "PUT with a password is refused for mutability", "7643-7-mutability-write-only-update-may"), (b) => b["password"] !== undefined || b["unlockCode"] !== undefined, () => new ScimError(400, "Cannot be changed.", "mutability")),
  {
    ...must("put-members-blocked-by-immutable-subattribute", "PUT that changes the members of a group is refused for mutability", "7644-3.5.1-put-replaces-values"),
    apply: (b) => ({
      replace(previous, values, type, call, body) {
        const ids = (r: Stored): string => JSON.stringify(((r["members"] ?? []) as JsonObject[]).map((m) => m["value"]));
        if (type.name === "Group" && ids(previous) !== "[]" && ids(previous) !== ids(values)) throw new ScimError(400, "members.value is immutable.", "mutability");
        return b.replace(previous, values, type, call, body);
      },
    }),
  },
  stores(must("update-reactivates-user", "PUT makes a deactivated user active", "7644-3.5.1-put-replaces-values"), (next) => (next["active"] === false ? { ...next, active: true } : next)),
];
