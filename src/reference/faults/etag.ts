import type { Call, Context } from "../behaviour.ts";
import { ScimError, type JsonObject, type ServerRequest, type ServerResponse, type Stored } from "../types.ts";
import { faultsOf, isCollection, isSingle, onBody, onResource, onResponse, type Fault, type Info } from "./fault.ts";

const { must, should } = faultsOf("etag");
const CHANGES = "7644-3.14-etag-changes";
const IF_MATCH = "7644-3.14-if-match";
const UNMODIFIED = "7644-3.14-not-modified-304";
const GONE = "7644-3.12-status-412";
type Headers = Readonly<Record<string, string>>;

const without = (headers: Headers, name: string): Headers => Object.fromEntries(Object.entries(headers).filter(([n]) => n !== name));
const isChange = (request: ServerRequest): boolean => request.method === "PUT" || request.method === "PATCH";
const versionOf = (resource: Stored): string => String((resource["meta"] as JsonObject)["version"]);
const touched = (resource: Stored, version: string): Stored => ({ ...resource, meta: { ...(resource["meta"] as JsonObject), version } });

/** A fault that sees other conditions than the client sent. */
function conditions(info: Info, change: (headers: Headers, call: Call, resource: Stored) => Headers): Fault {
  return { ...info, apply: (b) => ({ checkConditions: (resource, call) => b.checkConditions(resource, { ...call, request: { ...call.request, headers: change(call.request.headers, call, resource) } }) }) };
}

/** A fault on the ETag header field of some answers. */
function header(info: Info, when: (response: ServerResponse, request: ServerRequest) => boolean, change: (tag: string) => string | null): Fault {
  return onResponse(info, (r, { request }) => {
    if (when(r, request)) r.headers = r.headers.flatMap(([n, v]) => (n === "ETag" ? (change(v) === null ? [] : [[n, change(v) ?? ""] as const]) : [[n, v] as const]));
  });
}

/** A fault on the version of what a write stores. */
function written(info: Info, change: (next: Stored, previous: Stored, context: Context) => Stored): Fault {
  return {
    ...info,
    apply: (b) => ({
      replace: (previous, values, type, call, body) => change(b.replace(previous, values, type, call, body), previous, call.context),
      patch: (previous, values, type, call) => change(b.patch(previous, values, type, call), previous, call.context),
    }),
  };
}

/** Refuses what a condition refuses, after having done it. */
function tooLate(info: Info, methods: readonly string[]): Fault {
  return {
    ...info,
    apply: (b) => ({
      checkConditions: (resource, call) => (methods.includes(call.request.method) && call.request.headers["if-match"] !== undefined ? null : b.checkConditions(resource, call)),
      respond: (call, next) =>
        b.respond(call, (request) => {
          const wanted = request.headers["if-match"];
          const before = wanted !== undefined && methods.includes(request.method) && isSingle(request.path) ? next({ ...request, method: "GET", headers: without(without(request.headers, "if-match"), "if-none-match"), body: Buffer.alloc(0) }) : null;
          const answer = next(request);
          const tag = before?.headers.find(([n]) => n === "ETag")?.[1];
          return tag !== undefined && wanted !== "*" && !wanted?.includes(tag) ? b.error(new ScimError(412, "The resource has changed.")) : answer;
        }),
    }),
  };
}

export const etagFaults: readonly Fault[] = [
  header(must("etag-header-missing", "GET of a resource has no ETag", "7644-3.14-etag-header", "7644-3.14-etag-versioning"), (_r, q) => q.method === "GET", () => null),
  header(should("etag-header-missing-on-writes", "Answers to writes have no ETag", "7644-3.14-etag-header"), (_r, q) => q.method !== "GET", () => null),
  header(must("etag-lower-case-prefix", "Weak tags are marked with w/", "7643-3.1-meta-version-weak-prefix"), () => true, (tag) => tag.replace("W/", "w/")),
  header(must("etag-unquoted", "The ETag has no quotes", "7643-3.1-meta-version-weak-prefix"), () => true, (tag) => tag.replaceAll('"', "")),
  { ...should("etag-strong-for-projections", "All representations of a version have one strong tag", "7643-3.1-meta-version-weak-prefix"), apply: (b) => ({ nextVersion: (version) => b.nextVersion(version).replace("W/", "") }) },
  onResource(should("version-member-missing", "Resources have an ETag and no meta.version", "7643-3.1-meta-version-optional", "7644-3.14-etag-meta-version"), (r) => {
    const { version: _version, ...meta } = (r["meta"] ?? {}) as JsonObject;
    if (r["meta"] !== undefined) r["meta"] = meta;
  }),
  onBody(must("version-differs-in-lists", "Lists show another version than the resource", "7644-3.14-etag-meta-version"), (r, { request }) => r.status === 200 && request.method === "GET" && isCollection(request.path), (body) => {
    for (const r of (body["Resources"] ?? []) as Stored[]) if (r["meta"] !== undefined) r["meta"] = { ...(r["meta"] as JsonObject), version: 'W/"list"' };
  }),
  written(must("version-unchanged-after-write", "Only a change of a name makes a new version", CHANGES), (next, previous) => (JSON.stringify(next["name"]) === JSON.stringify(previous["name"]) && next["externalId"] === previous["externalId"] && next["model"] === previous["model"] ? touched(next, versionOf(previous)) : next)),
  {
    ...must("version-of-answer-is-old", "The answer to a change carries the ETag of before", CHANGES),
    apply: (b) => ({
      checkConditions(resource, call) {
        call.context.memory.set("old", versionOf(resource));
        return b.checkConditions(resource, call);
      },
      withTag: (response, resource, call) => b.withTag(response, isChange(call.request) ? touched(resource, String(call.context.memory.get("old"))) : resource, call),
    }),
  },
  {
    ...should("version-changes-with-reads", "Every read shows another version", CHANGES),
    apply: (b) => ({
      find(id, type, call) {
        const found = b.find(id, type, call);
        if (found && call.request.method === "GET") call.context.store(call.principal.tenant, type.name).set(id, touched(found, b.nextVersion(versionOf(found))));
        return found && b.find(id, type, call);
      },
    }),
  },
  written(should("version-changes-with-no-op", "A write that changes nothing makes a new version", CHANGES), (next, previous, { behaviour }) => (next === previous ? touched(next, behaviour.nextVersion(versionOf(previous))) : next)),
  conditions(must("if-none-match-ignored", "GET with the current tag is answered with 200", UNMODIFIED), (headers, { request }) => (request.method === "GET" ? without(headers, "if-none-match") : headers)),
  conditions(must("if-none-match-always-304", "GET with any tag in If-None-Match is answered with 304", "7644-3.14-if-none-match"), (headers) => (headers["if-none-match"] === undefined ? headers : { ...headers, "if-none-match": "*" })),
  conditions(should("if-none-match-list-unsupported", "If-None-Match is compared as one tag", UNMODIFIED), (headers) => (/,|^\*$/.test(headers["if-none-match"] ?? "") ? without(headers, "if-none-match") : headers)),
  conditions(must("if-match-ignored", "If-Match is ignored on PUT and PATCH", IF_MATCH, GONE), (headers, { request }) => (isChange(request) ? without(headers, "if-match") : headers)),
  conditions(must("if-match-weak-never-matches", "A weak tag in If-Match never matches", IF_MATCH), (headers) => (headers["if-match"]?.startsWith("W/") ? { ...headers, "if-match": '"never"' } : headers)),
  conditions(should("if-match-list-or-star-unsupported", "If-Match is compared as one tag", IF_MATCH, "7644-3.14-etag-versioning"), (headers) => (/,|^\*$/.test(headers["if-match"] ?? "") ? { ...headers, "if-match": '"never"' } : headers)),
  conditions(must("if-match-list-always-matches", "A list of tags in If-Match always matches", IF_MATCH), (headers) => (headers["if-match"]?.includes(",") ? without(headers, "if-match") : headers)),
  conditions(should("if-match-ignored-on-delete", "If-Match is ignored on DELETE", IF_MATCH), (headers, { request }) => (request.method === "DELETE" ? without(headers, "if-match") : headers)),
  onResponse(should("if-match-conflict-409", "An old tag in If-Match is answered with 409", GONE), (r, { context }) => (r.status === 412 ? context.behaviour.error(new ScimError(409, "The resource has changed.")) : r)),
  onResponse(must("if-match-unknown-tag-500", "A tag in If-Match that no version had is answered with 500", GONE), (r, { request, context }) => (r.status === 412 && isChange(request) && /other|another/.test(request.headers["if-match"] ?? "") ? context.behaviour.error(new ScimError(500, "No such version.")) : r)),
  tooLate(must("if-match-refused-and-applied", "PUT and PATCH with an old tag answer 412 and are made", IF_MATCH, GONE), ["PUT", "PATCH"]),
  tooLate(must("if-match-delete-refused-and-done", "DELETE with an old tag answers 412 and deletes", IF_MATCH), ["DELETE"]),
  // What two writers see that are checked before either has written: the version that the last conditional change was checked against still counts.
  conditions(must("if-match-not-atomic", "Of simultaneous changes with one tag all are made", IF_MATCH, GONE), (headers, { request, context }, resource) => {
    const wanted = headers["if-match"];
    if (wanted === undefined || !isChange(request)) return headers;
    const key = `checked ${String(resource["id"])} ${wanted}`;
    if (context.memory.has(key)) return without(headers, "if-match");
    if (wanted === versionOf(resource)) context.memory.set(key, true);
    return headers;
  }),
  conditions(must("etag-case-folded", "Tags are compared without regard to case", "7643-3.1-meta-version-case-exact"), (headers) => Object.fromEntries(Object.entries(headers).map(([n, v]) => [n, n === "if-match" || n === "if-none-match" ? v.toLowerCase().replaceAll("w/", "W/") : v]))),
  { ...must("odd-condition-500", "A condition that is no tag is answered with 500", "7644-3.14-etag-versioning"), apply: (b) => ({
    checkConditions(resource, call) {
      if ([call.request.headers["if-match"], call.request.headers["if-none-match"]].includes("scimspec")) throw new ScimError(500, "Not a tag.");
      return b.checkConditions(resource, call);
    },
  }) },
];
