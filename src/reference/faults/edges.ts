/** Faults at the edges of the basic operations, which other testers look at. */
import type { Call } from "../behaviour.ts";
import { isObject, ScimError, type Json, type JsonObject, type ServerRequest, type Stored } from "../types.ts";
import { edgeQueryFaults } from "./edges-queries.ts";
import { isCollection, isSingle, onDocument, onResource, onResponse, type Fault, type Info } from "./fault.ts";

const must = (id: string, area: string, title: string, ...requirements: string[]): Info => ({ id, area, strength: "must", title, requirements });

/** A request that `when` chooses is answered with 500. */
const breaks = (info: Info, when: (request: ServerRequest) => boolean): Fault => onResponse(info, (r, { request, context }) => (when(request) ? context.behaviour.error(new ScimError(500, "Null reference.")) : r));
const patching = (request: ServerRequest, pattern: RegExp): boolean => request.method === "PATCH" && pattern.test(request.body.toString("utf8"));
const document = (path: string): boolean => /^\/(ResourceTypes|Schemas)\/./.test(path);

/** Values that the conforming server would refuse for their type are kept as they came. */
const keepsWrong = (info: Info, when: (call: ServerRequest) => boolean, wrong: (value: Json) => boolean): Fault => ({
  ...info,
  apply: (b) => ({
    respond: (call, next) => {
      call.context.memory.set("edges request", call.request);
      return b.respond(call, next);
    },
    read(body, type, context) {
      const request = context.memory.get("edges request") as ServerRequest | undefined;
      if (!request || !when(request)) return b.read(body, type, context);
      const kept = Object.fromEntries(Object.entries(body).filter(([, v]) => wrong(v)));
      return { ...b.read(Object.fromEntries(Object.entries(body).filter(([n]) => !(n in kept))), type, context), ...kept };
    },
  }),
});
const holdsNot = (v: Json): boolean => JSON.stringify(v).includes('"not":');

function sameButCase(a: Json | undefined, b: Json | undefined): boolean {
  return typeof a === "string" && typeof b === "string" && a !== b && a.toLowerCase() === b.toLowerCase();
}

/** Another user's userName in other case passes for one method. */
const caseVariant = (id: string, method: string): Fault => ({
  ...must(id, "user", `${method} takes a userName that another user has in other case`, "7643-4.1.1-user-name-unique", "7643-4.1.1-user-name-case-insensitive"),
  apply: (b) => ({
    checkUnique(resource, type, call, self) {
      const users = call.context.store(call.principal.tenant, "User");
      const variant = type.name === "User" && call.request.method === method && [...users].some(([other, u]) => other !== self && sameButCase(u["userName"], resource["userName"]));
      if (!variant) b.checkUnique(resource, type, call, self);
    },
  }),
});

const renamed = (previous: Stored, next: Stored, call: Call): boolean => call.request.method === "PATCH" && previous["userName"] !== undefined && previous["userName"] !== next["userName"];

export const edgeFaults: readonly Fault[] = [
  ...edgeQueryFaults,
  onDocument(must("config-two-primary-schemes", "auth", "Two authentication schemes are primary", "7643-2.4-primary-once"), "ServiceProviderConfig", (d) => {
    const list = d["authenticationSchemes"] as JsonObject[];
    d["authenticationSchemes"] = [...list, { ...list[0], name: "Another", primary: true }];
  }),
  onResponse(must("discovery-unknown-200", "discovery", "An unknown schema or resource type answers 200 with an empty object", "7644-3.12-get-unknown-404"), (r, { request }) => {
    if (r.status === 404 && document(request.path)) Object.assign(r, { status: 200, body: {} });
  }),
  breaks(must("discovery-unknown-500", "discovery", "An unknown schema answers 500", "7644-3.12-get-unknown-404"), (request) => request.path.includes("urn:example:scimspec:unknown")),
  {
    ...must("create-client-id-alias", "create", "An id that the client sent finds the resource, beside the real one", "7643-3.1-id-issued-by-server"),
    apply: (b) => ({
      create(values, type, call, body) {
        const made = b.create(values, type, call, body);
        if (typeof body["id"] === "string") call.context.memory.set(`alias ${body["id"]}`, made["id"]);
        return made;
      },
      find: (id, type, call) => b.find(String(call.context.memory.get(`alias ${id}`) ?? id), type, call),
    }),
  },
  breaks(must("empty-body-500", "errors", "A write without a body answers 500", "7644-3.12-status-400"), (request) => request.body.length === 0 && (request.method === "POST" || request.method === "PUT")),
  onResponse(must("empty-body-created", "errors", "A POST without a body answers 201 with nothing created", "7644-3.12-status-400"), (r, { request }) => {
    if (request.method === "POST" && isCollection(request.path) && request.body.length === 0) Object.assign(r, { status: 201, body: undefined, headers: [] });
  }),
  keepsWrong(must("wrong-type-part-stored", "errors", "POST stores wrong types in parts of complex values", "7644-3.12-type-invalidvalue"), (r) => r.method === "POST" && isCollection(r.path), (v) => holdsNot(v) && !("not" in (v as JsonObject))),
  breaks(must("wrong-type-part-500", "errors", "A text as an element of an array of objects answers 500", "7644-3.12-type-invalidvalue"), (request) => request.method === "POST" && request.body.includes('["text"]')),
  keepsWrong(must("put-wrong-type-stored", "replace", "PUT stores values of the wrong type", "7644-3.12-status-400"), (r) => r.method === "PUT", holdsNot),
  breaks(must("put-wrong-type-500", "replace", "PUT with a text for a complex attribute answers 500", "7644-3.12-status-400"), (request) => request.method === "PUT" && request.body.includes('"not an object"')),
  {
    ...must("patch-extension-wrong-type-stored", "patch", "PATCH stores an object in a text attribute of an extension", "7644-3.5.2-incompatible-op-error"),
    apply: (b) => ({ patchReplace: (previous, target, value, call) => (target.extension !== null && target.definition?.type === "string" && isObject(value) ? value : b.patchReplace(previous, target, value, call)) }),
  },
  breaks(must("unknown-endpoint-post-500", "errors", "POST to an unknown endpoint answers 500", "7644-3.12-status-404"), (request) => request.method === "POST" && request.path === "/ScimspecNoSuchType"),
  onResponse(must("unknown-endpoint-post-created", "errors", "POST to an unknown endpoint answers 201", "7644-3.12-status-404"), (r, { request }) => {
    if (request.method === "POST" && request.path === "/ScimspecNoSuchType") Object.assign(r, { status: 201, headers: [], body: undefined });
  }),
  onResource(must("list-location-differs", "read", "Lists show locations with the id in upper case", "7643-3.1-meta-location-uri"), (r, { request }) => {
    const meta = r["meta"];
    if (request.method === "GET" && isCollection(request.path) && isObject(meta) && typeof meta["location"] === "string") r["meta"] = { ...meta, location: meta["location"].replace(/[^/]+$/, (id) => id.toUpperCase()) };
  }),
  onResource(must("put-location-differs", "read", "The answer to PUT shows a location with a slash at the end", "7643-3.1-meta-location-uri"), (r, { request }) => {
    const meta = r["meta"];
    if (request.method === "PUT" && isObject(meta) && typeof meta["location"] === "string") r["meta"] = { ...meta, location: `${meta["location"]}/` };
  }),
  caseVariant("put-username-case-variant-accepted", "PUT"),
  caseVariant("patch-username-case-variant-accepted", "PATCH"),
  {
    ...must("put-case-only-change-ignored", "replace", "A PUT that changes letter case alone is taken for no change", "7643-7-case-exact-preserve", "7643-3.1-external-id-case-exact"),
    apply: (b) => ({ replace: (previous, values, type, call, body) => b.replace(previous, sameButCase(previous["externalId"], values["externalId"]) ? { ...values, externalId: previous["externalId"] ?? "" } : values, type, call, body) }),
  },
  onResponse(must("deleted-patch-accepted", "delete", "PATCH of a resource that is gone answers 204", "7644-3.6-deleted-404"), (r, { request }) => {
    if (r.status === 404 && request.method === "PATCH" && isSingle(request.path)) Object.assign(r, { status: 204, headers: [], body: undefined });
  }),
  breaks(must("patch-filter-on-simple-500", "patch", "A value filter behind a simple attribute answers 500", "7644-3.5.2-incompatible-op-error"), (request) => patching(request, /"path":"(nickName|title|model)\[/)),
  {
    ...must("patch-filter-on-simple-ignored", "patch", "A value filter behind a simple attribute is ignored", "7644-3.5.2-incompatible-op-error"),
    apply: (b) => ({ parsePath: (path, type, call) => b.parsePath(/^(nickName|title|model)\[/.test(path) ? (path.split("[")[0] ?? path) : path, type, call) }),
  },
  {
    ...must("patch-rename-ignored", "patch", "PATCH of userName answers 200 and keeps the old name", "7644-3.5.2.3-replace-single"),
    apply: (b) => ({ patch: (previous, values, type, call) => b.patch(previous, renamed(previous, values, call) ? { ...values, userName: previous["userName"] ?? "" } : values, type, call) }),
  },
  breaks(must("patch-replace-without-value-500", "patch", "A replace without value answers 500", "7644-3.5.2-error-body"), (request) => patching(request, /"op":"replace","path":"[^"]*"\}/)),
  breaks(must("create-without-schemas-500", "create", "A POST without schemas answers 500", "7643-3-schemas-required-array"), (request) => request.method === "POST" && isCollection(request.path) && request.body.length > 2 && request.body[0] === 0x7b && !request.body.includes('"schemas"')),
];
