/** Faults of PATCH in messages, answers and state; those of paths and of add are in files of their own. */
import { isObject, ScimError, type Json, type JsonObject, type PatchOperation, type ServerResponse } from "../types.ts";
import { isSingle, onDocument, onResponse, type Fault } from "./fault.ts";
import { patchAddFaults } from "./patch-add.ts";
import { patchPathFaults } from "./patch-path.ts";
import { patchRuleFaults } from "./patch-rules.ts";
import { attempt, gray, head, may, message, must, operation, operationsOf, should, storing } from "./patch-tools.ts";

type OnCall = Parameters<Parameters<typeof onResponse>[1]>[1];
const toPatch = ({ request }: OnCall): boolean => request.method === "PATCH" && isSingle(request.path);
const crash = (): ScimError => new ScimError(500, "Null reference.");
const one = (op: PatchOperation["op"], o: JsonObject): PatchOperation => ({ op, path: typeof o["path"] === "string" ? o["path"] : null, value: o["value"] });
const known = (o: JsonObject): boolean => typeof o["op"] === "string" && ["add", "remove", "replace"].includes(o["op"].toLowerCase());
/** A fault that reads what the conforming server refuses. */
const lenient = (info: Parameters<typeof message>[0], when: (body: JsonObject) => boolean, read: (body: JsonObject) => readonly PatchOperation[]): Fault => message(info, (body, next) => (when(body) ? read(body) : next(body)));
/** A fault in the answer to a successful PATCH. */
const answers = (info: Parameters<typeof message>[0], change: (r: ServerResponse, call: OnCall) => ServerResponse | void): Fault => onResponse(info, (r, call) => (toPatch(call) && r.status === 200 ? change(r, call) : r));
const declared = (id: string, patch: JsonObject, answer: (r: ServerResponse, call: OnCall) => ServerResponse, info: Parameters<typeof message>[0]): Fault => ({
  ...info,
  id,
  apply: (b) => ({ ...onDocument(info, "ServiceProviderConfig", (d) => void (d["patch"] = patch)).apply({ ...b, ...onResponse(info, (r, c) => (toPatch(c) ? answer(r, c) : r)).apply(b) }) }),
});
const error501 = (_r: ServerResponse, { context }: OnCall): ServerResponse => context.behaviour.error(new ScimError(501, "PATCH is not supported."));

const answerFaults: readonly Fault[] = [
  onResponse(must("patch-advertised-but-501", "PATCH answers 501 although it is declared as supported", "7644-3.5-patch-discoverable", "7644-3.2-patch-partial-update"), (r, c) => (toPatch(c) ? error501(r, c) : r)),
  declared("patch-not-supported", { supported: false }, error501, should("patch-not-supported", "PATCH is declared as not supported and answers 501", "7644-3.5-patch-should-be-supported")),
  {
    ...must("patch-unsupported-pretends", "PATCH is declared as not supported, answers 200 and changes nothing", "7644-3.12-status-501"),
    apply: (b) => ({ ...onDocument(must("x", "x"), "ServiceProviderConfig", (d) => void (d["patch"] = { supported: false })).apply(b), patch: (previous) => previous }),
  },
  onDocument(must("patch-supported-not-declared", "ServiceProviderConfig does not say whether PATCH is supported", "7644-3.5-patch-discoverable"), "ServiceProviderConfig", (d) => void (d["patch"] = {})),
  answers(must("patch-200-without-body", "PATCH answers 200 without a body", "7644-3.5.2-success-200-or-204"), (r) => ({ ...r, headers: [], body: undefined })),
  answers(must("patch-answers-202", "PATCH answers 202", "7644-3.5.2-success-200-or-204"), (r) => ({ ...r, status: 202 })),
  answers(must("patch-200-partial-body", "PATCH answers 200 with schemas, id and meta alone", "7644-3.5.2-success-200-or-204"), (r) => {
    const { schemas, id, meta } = r.body as JsonObject;
    return { ...r, body: { schemas, id, meta } };
  }),
  answers(should("patch-204-without-etag", "PATCH answers 204 without ETag", "7644-3.5.2-204-headers"), (r, { request }) => (request.query.has("attributes") ? r : { status: 204, headers: [], body: undefined })),
  answers(may("patch-answers-204", "PATCH answers 204 with an ETag (conforming)", "7644-3.5.2-success-200-or-204"), (r, { request }) => (request.query.has("attributes") ? r : { status: 204, headers: r.headers.filter(([n]) => n === "ETag"), body: undefined })),
  answers(must("patch-attributes-param-ignored", "PATCH with attributes answers 204", "7644-3.5.2-200-if-attributes"), (r, { request }) => (request.query.has("attributes") ? { status: 204, headers: r.headers.filter(([n]) => n === "ETag"), body: undefined } : r)),
  {
    ...should("patch-attributes-whole-resource", "PATCH with attributes returns the whole resource", "7644-3.5.2-200-if-attributes"),
    apply: (b) => ({ project: (resource, type, call) => b.project(resource, type, call.request.method === "PATCH" ? { ...call, query: { ...call.query, attributes: [] } } : call) }),
  },
  storing(should("patch-last-modified-stays", "PATCH leaves meta.lastModified as it was", "7643-3.1-meta-last-modified"), (next, previous) => ({ ...next, meta: { ...(next["meta"] as JsonObject), lastModified: (previous["meta"] as JsonObject)["lastModified"] as Json } })),
  storing(must("patch-last-modified-backwards", "PATCH sets meta.lastModified back by an hour", "7643-3.1-meta-last-modified"), (next, previous) => {
    const meta = next["meta"] as JsonObject;
    return next === previous ? next : { ...next, meta: { ...meta, lastModified: new Date(Date.parse(String(meta["created"])) - 3_600_000).toISOString() } };
  }),
];

const NEIGHBOURS = ["nickname", "model"];
const otherFaults: readonly Fault[] = [
  operation(must("patch-attribute-copied-into-complex-siblings", "PATCH of nickName or model copies the value into name and site", "7644-3.2-patch-partial-update", "7644-3.5.2.3-replace-single"), (r, o, next) => {
    const after = next(r, o);
    if (!NEIGHBOURS.includes(head(o.path)) || o.op !== "replace" || typeof o.value !== "string") return after;
    for (const n of ["name", "site"]) if (isObject(after[n])) after[n] = { ...after[n], [o.path ?? ""]: o.value };
    return after;
  }),
  operation(must("patch-resets-omitted", "PATCH of nickName or model clears locale and weight", "7644-3.2-patch-partial-update"), (r, o, next) => {
    const { locale: _l, weight: _w, ...rest } = next(r, o);
    return NEIGHBOURS.includes(head(o.path)) && o.op === "replace" ? rest : next(r, o);
  }),
];

const messageFaults: readonly Fault[] = [
  lenient(must("patch-op-missing-is-replace", "An operation without op is a replace", "7644-3.5.2-patch-one-op-member"), (b) => operationsOf(b).some((o) => !("op" in o)), (b) => operationsOf(b).map((o) => one("replace", o))),
  lenient(must("patch-op-unknown-is-replace", "An unknown op is a replace", "7644-3.5.2-patch-op-values"), (b) => operationsOf(b).some((o) => o["op"] === "foo" || o["op"] === ""), (b) => operationsOf(b).map((o) => one("replace", o))),
  lenient(must("patch-json-patch-ops", "move, copy and test are accepted and skipped", "7644-3.5.2-no-array-index"), (b) => operationsOf(b).some((o) => ["move", "copy", "test"].includes(String(o["op"]))), () => []),
  lenient(must("patch-op-unknown-500", "An unknown op answers 500", "7644-3.12-status-400"), (b) => operationsOf(b).some((o) => "op" in o && !known(o)), () => {
    throw crash();
  }),
  message(should("patch-keyword-odd", "An unknown op is refused with scimType tooMany", "7644-3.5.2-patch-op-values"), (body, next) => attempt(() => next(body), (e) => {
    throw operationsOf(body).some((o) => !known(o)) ? new ScimError(400, "Bad op.", "tooMany") : e;
  })),
  lenient(must("patch-op-case-ignored", "Operations whose op is not in lower case are skipped with success", "7644-3.5.2-patch-op-values"), (b) => operationsOf(b).some((o) => known(o) && o["op"] !== String(o["op"]).toLowerCase()), () => []),
  lenient(gray("patch-capitalised-op-rejected", "An op that is not in lower case is refused", "7644-3.5.2-patch-op-values"), (b) => operationsOf(b).some((o) => known(o) && o["op"] !== String(o["op"]).toLowerCase()), () => {
    throw new ScimError(400, "Unknown op.", "invalidSyntax");
  }),
  lenient(must("patch-operations-case-ignored", "A message with operations in lower case succeeds without effect", "7644-3.5.2-patch-op-values"), (b) => "operations" in b, () => []),
  lenient(must("patch-malformed-body-500", "PATCH with operations in lower case, or with schemas null, answers 500", "7644-3.12-status-400"), (b) => "operations" in b || b["schemas"] === null, () => {
    throw crash();
  }),
  lenient(should("patch-empty-operations-accepted", "An empty Operations array succeeds", "7644-3.5.2-patch-operations-array"), (b) => Array.isArray(b["Operations"]) && (b["Operations"] as Json[]).length === 0, () => []),
  message(should("patch-schemas-unchecked", "The schemas of a PATCH are not looked at", "7644-3.5.2-patch-body-schemas"), (body, next) => next({ ...body, schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"] })),
  message(should("patch-single-operation-object", "Operations may be one object", "7644-3.5.2-patch-operations-array"), (body, next) => next(isObject(body["Operations"]) ? { ...body, Operations: [body["Operations"]] } : body)),
  onResponse(must("patch-error-without-body", "Refusals of PATCH come without a body unless there is one operation", "7644-3.5.2-error-body"), (r, c) => {
    if (!toPatch(c) || r.status !== 400) return;
    const body = attempt<unknown>(() => JSON.parse(c.request.body.toString()), () => null);
    const failing = isObject(body) ? operationsOf(body) : [];
    if (failing.length !== 1 && failing.every((o) => o["op"] !== "add" || !String(o["path"]).includes("["))) Object.assign(r, { headers: [], body: undefined });
  }),
];

export const patchFaults: readonly Fault[] = [...answerFaults, ...otherFaults, ...messageFaults, ...patchPathFaults, ...patchAddFaults, ...patchRuleFaults];
