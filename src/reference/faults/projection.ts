import type { Call } from "../behaviour.ts";
import { isObject, ScimError, type Json, type Query, type Stored } from "../types.ts";
import { faultsOf, isCollection, onBody, onResponse, type Fault, type Info } from "./fault.ts";

const { must, should } = faultsOf("projection");
const SUPPORTED = "7644-3.4.2.5-projection-must-be-supported";
const ATTRIBUTES = "7644-3.4.2.5-attributes-param";
const EXCLUDED = "7644-3.4.2.5-excludedattributes-param";

/** A fault in reading attributes and excludedAttributes of a URL, for requests that `when` chooses. */
const reads = (info: Info, change: (query: Query) => Partial<Query>, when: (call: Call) => boolean = () => true): Fault => ({
  ...info,
  apply: (b) => ({ project: (resource, type, call) => b.project(resource, type, when(call) ? { ...call, query: { ...call.query, ...change(call.query) } } : call) }),
});
const listed = (call: Call): boolean => call.request.method === "GET" && isCollection(call.request.path);
const read = (call: Call): boolean => call.request.method === "GET" && !isCollection(call.request.path);
const wrote = (call: Call): boolean => ["POST", "PUT", "PATCH"].includes(call.request.method);
/** A fault that alters what is shown, knowing the whole resource. */
const shows = (info: Info, change: (shown: Stored, whole: Stored, call: Call) => Stored): Fault => ({
  ...info,
  apply: (b) => ({ project: (resource, type, call) => change({ ...b.project(resource, type, call) }, resource, call) }),
});
function without(resource: Stored, ...names: readonly string[]): Stored {
  return Object.fromEntries(Object.entries(resource).filter(([n]) => !names.includes(n)));
}

export const projectionFaults: readonly Fault[] = [
  reads(must("attributes-ignored", "attributes is ignored for a single resource", SUPPORTED, "7644-3.4.2.5-projection-controls-return", ATTRIBUTES, "7644-3.9-attributes-overrides", "7643-7-returned-default-with-attributes"), () => ({ attributes: [] }), read),
  reads(must("list-attributes-ignored", "attributes is ignored for lists", SUPPORTED, ATTRIBUTES), () => ({ attributes: [] }), listed),
  shows(must("attributes-drops-id", "attributes returns resources without id", "7644-3.9-attributes-contains-minimum"), (shown, _whole, call) => (read(call) && call.query.attributes.length > 0 ? without(shown, "id") : shown)),
  shows(must("list-attributes-drops-id", "attributes on a list returns resources without id", "7644-3.4.2-example-list"), (shown, _whole, call) => (listed(call) && call.query.attributes.length > 0 ? without(shown, "id") : shown)),
  shows(should("attributes-without-schemas", "attributes returns resources without schemas", "7644-3.9-attributes-contains-minimum"), (shown, _whole, call) => (read(call) && call.query.attributes.length > 0 ? without(shown, "schemas") : shown)),
  reads(must("attributes-first-name-only", "attributes takes the first name alone", "7644-3.9-attributes-comma-list"), ({ attributes }) => ({ attributes: attributes.slice(0, 1) })),
  reads(must("attributes-encoded-comma-ignored", "A percent-encoded comma does not separate names", "7644-3.9-attributes-comma-list"), ({ attributes }) => ({ attributes: [attributes.join(",")] }), (call) => call.request.target.includes("%2C") && call.query.attributes.length > 0),
  reads(must("attributes-sub-returns-parent", "A sub-attribute in attributes returns the whole parent", "7644-3.9-attributes-contains-minimum"), ({ attributes }) => ({ attributes: attributes.map((a) => (a.includes(":") ? a : (a.split(".")[0] ?? a))) })),
  reads(must("attributes-sub-returns-nothing", "A sub-attribute in attributes is not found", "7644-3.4.2.5-attributes-notation"), ({ attributes }) => ({ attributes: attributes.map((a) => (a.includes(":") ? a : a.replace(".", "_"))) })),
  shows(must("attributes-parent-loses-parts", "A complex attribute named in attributes comes with its first part alone", "7644-3.9-attributes-contains-minimum"), (shown, _whole, call) => {
    const first = (v: Json): Json => (isObject(v) ? Object.fromEntries(Object.entries(v).slice(0, 1)) : v);
    const narrow = (name: string, v: Json): Json => (call.query.attributes.some((a) => a.toLowerCase() === name.toLowerCase()) && read(call) ? (Array.isArray(v) ? (v as Json[]).map(first) : first(v)) : v);
    return Object.fromEntries(Object.entries(shown).map(([name, v]) => [name, narrow(name, v)]));
  }),
  {
    ...must("attributes-param-case-sensitive", "attributes knows names in their defined case alone", "7644-3.4.2.5-attributes-notation"),
    apply: (b) => ({
      project(resource, type, call) {
        const known = new Set([...Object.keys(resource), "meta"]);
        const kept = call.query.attributes.filter((a) => known.has(a) || a.includes(".") || a.includes(":"));
        return b.project(resource, type, call.query.attributes.length > 0 && read(call) ? { ...call, query: { ...call.query, attributes: kept.length > 0 ? kept : ["none"] } } : call);
      },
    }),
  },
  reads(must("attributes-qualified-not-understood", "attributes does not know qualified names", "7644-3.4.2.5-attributes-notation"), ({ attributes }) => ({ attributes: attributes.map((a) => (a.includes(":") ? "none" : a)) }), read),
  onResponse(must("attributes-unknown-500", "An unknown name in attributes answers 500", "7644-3.4.2.5-attributes-notation"), (r, { request, context }) => (request.query.get("attributes") === "scimspecUnknown" ? context.behaviour.error(new ScimError(500, "No such column.")) : r)),
  reads(must("excluded-ignored", "excludedAttributes is ignored for a single resource", SUPPORTED, EXCLUDED), () => ({ excludedAttributes: [] }), read),
  reads(must("list-excluded-ignored", "excludedAttributes is ignored for lists", SUPPORTED, EXCLUDED), () => ({ excludedAttributes: [] }), listed),
  reads(must("excludedattributes-members-ignored", "excludedAttributes=members has no effect", SUPPORTED, EXCLUDED, "7644-3.9-excluded-minus-default"), ({ excludedAttributes }) => ({ excludedAttributes: excludedAttributes.filter((a) => a !== "members") })),
  shows(must("excluded-takes-more", "excludedAttributes takes away displayName and model as well", "7644-3.9-excluded-minus-default"), (shown, _whole, call) => (read(call) && call.query.excludedAttributes.length > 0 ? without(shown, "displayName", "model") : shown)),
  shows(should("excluded-attribute-shown-empty", "Excluded attributes are shown as empty arrays", "7644-3.9-excluded-minus-default"), (shown, whole, call) => ({ ...shown, ...(read(call) ? Object.fromEntries(call.query.excludedAttributes.filter((n) => whole[n] !== undefined && shown[n] === undefined).map((n) => [n, []])) : {}) })),
  shows(must("excludedattributes-removes-id", "excludedAttributes=id removes id", "7644-3.9-excluded-keeps-minimum", "7644-3.4.2.5-excludedattributes-not-always", "7643-7-returned-always"), (shown, _whole, call) => (read(call) && call.query.excludedAttributes.includes("id") ? without(shown, "id") : shown)),
  shows(must("excluded-removes-always", "excludedAttributes removes attributes that are always returned", "7644-3.4.2.5-excludedattributes-not-always", "7643-7-returned-always"), (shown, _whole, call) => (read(call) ? without(shown, ...call.query.excludedAttributes.filter((n) => n !== "id")) : shown)),
  shows(must("attributes-without-always", "attributes leaves out what is always returned but id", "7643-7-returned-always"), (shown, _whole, call) => (read(call) && call.query.attributes.join() === "meta.created" ? without(shown, "displayName") : shown)),
  reads(must("excluded-sub-removes-parent", "A sub-attribute in excludedAttributes removes its parent", "7644-3.9-excluded-minus-default"), ({ excludedAttributes }) => ({ excludedAttributes: excludedAttributes.map((a) => (a.includes(":") ? a : (a.split(".")[0] ?? a))) }), read),
  reads(must("excluded-sub-ignored", "A sub-attribute in excludedAttributes is ignored", "7644-3.4.2.5-excludedattributes-notation"), ({ excludedAttributes }) => ({ excludedAttributes: excludedAttributes.filter((a) => !/^[^:]*\./.test(a)) }), read),
  reads(must("excluded-case-sensitive", "excludedAttributes knows names in their defined case alone", "7644-3.4.2.5-excludedattributes-notation"), ({ excludedAttributes }) => ({ excludedAttributes: excludedAttributes.filter((a) => !/[A-Z]{4}/.test(a.slice(a.lastIndexOf(":") + 1))) }), read),
  reads(must("excluded-extension-attribute-ignored", "An attribute of an extension in excludedAttributes is ignored", "7644-3.4.2.5-excludedattributes-notation"), ({ excludedAttributes }) => ({ excludedAttributes: excludedAttributes.filter((a) => !a.includes(":extension:")) }), read),
  shows(must("default-attribute-only-on-request", "nickName, model and externalId come only when asked for", "7643-2.2-default-returned-default", "7643-7-returned-default", "7644-3.4-default-returned-set"), (shown, _whole, call) => (read(call) && call.query.attributes.length === 0 ? without(shown, "nickName", "model", "externalId") : shown)),
  shows(must("list-narrower-than-get", "Lists leave out e-mails, models and externalIds", "7644-3.9-default-response-set"), (shown, _whole, call) => (listed(call) && call.query.attributes.length === 0 ? without(shown, "emails", "model", "externalId") : shown)),
  shows(must("create-answer-narrower", "The answer to POST leaves out the addresses", "7644-3.9-default-response-set"), (shown, _whole, call) => (call.request.method === "POST" && isCollection(call.request.path) ? without(shown, "addresses") : shown)),
  shows(should("put-answer-narrower", "The answer to PUT leaves out the addresses and the model", "7644-3.5.1-put-200-full-body"), (shown, _whole, call) => (call.request.method === "PUT" ? without(shown, "addresses", "model") : shown)),
  onBody(should("write-only-declared-returned", "The schema of devices declares unlockCode as returned by default", "7643-7-mutability-write-only-not-returned"), (r, c) => r.status === 200 && c.request.path.startsWith("/Schemas"), (b) => {
    for (const s of (b["Resources"] ?? [b]) as Stored[]) for (const a of (s["attributes"] ?? []) as Stored[]) if (a["name"] === "unlockCode") a["returned"] = "default";
  }),
  shows(must("meta-only-on-request", "meta comes only when asked for", "7643-3.1-meta-returned-default"), (shown, _whole, call) => (read(call) && call.query.attributes.length === 0 ? without(shown, "meta") : shown)),
  shows(should("request-attribute-shown-unasked", "Attributes whose returned is request come unasked", "7643-7-returned-request-queries"), (shown, whole, call) => ({ ...shown, ...(read(call) && whole["remarks"] !== undefined && call.query.attributes.length === 0 ? { remarks: whole["remarks"] } : {}) })),
  shows(must("request-attribute-never-shown", "Attributes whose returned is request do not come, not even when asked for", "7643-7-returned-request-queries"), (shown, _whole, call) => (read(call) ? without(shown, "remarks") : shown)),
  shows(should("request-attribute-missing-after-write", "Answers to writes leave out attributes whose returned is request", "7643-7-returned-request-writes"), (shown, _whole, call) => (wrote(call) ? without(shown, "remarks") : shown)),
  shows(must("write-only-returned-on-request", "attributes=unlockCode returns it", "7643-7-mutability-write-only-not-returned"), (shown, whole, call) => ({ ...shown, ...(call.query.attributes.includes("unlockCode") && whole["unlockCode"] !== undefined ? { unlockCode: whole["unlockCode"] } : {}) })),
  reads(should("projection-ignored-on-writes", "POST, PUT and PATCH ignore attributes", "7644-3.9-partial-on-any-operation"), () => ({ attributes: [] }), wrote),
  reads(should("excluded-ignored-on-writes", "POST, PUT and PATCH ignore excludedAttributes", "7644-3.9-partial-on-any-operation"), () => ({ excludedAttributes: [] }), wrote),
  onBody(must("schemas-without-attributes-in-list", "The list of schemas leaves out the attributes of the group schema", "7643-7-returned-characteristics"), (r, c) => r.status === 200 && c.request.path === "/Schemas", (b) => {
    for (const s of b["Resources"] as Stored[]) if (String(s["id"]).endsWith(":Group")) delete s["attributes"];
  }),
];
