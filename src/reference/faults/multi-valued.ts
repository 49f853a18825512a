import type { Call } from "../behaviour.ts";
import { isObject, ScimError, type AttributeDefinition, type Json, type JsonObject, type Stored } from "../types.ts";
import { faultsOf, onDocument, onResource, type Fault, type Info } from "./fault.ts";

const { must, should } = faultsOf("multi-valued");
const NAMES = ["emails", "interfaces"];

/** A fault that alters the elements of emails and interfaces in what a client sends, after the server has read it. */
const reads = (info: Info, change: (elements: readonly JsonObject[]) => readonly JsonObject[]): Fault => ({
  ...info,
  apply: (b) => ({
    read(body, type, context) {
      const values = b.read(body, type, context);
      for (const n of NAMES) if (Array.isArray(values[n])) values[n] = [...change(values[n] as JsonObject[])];
      return values;
    },
  }),
});
/** A fault that alters them in answers. */
const shows = (info: Info, change: (elements: readonly JsonObject[]) => Json | undefined): Fault =>
  onResource(info, (r) => {
    for (const n of NAMES) if (Array.isArray(r[n])) r[n] = change(r[n] as JsonObject[]) ?? r[n];
  });
/** A fault that ends requests with such elements in 500. */
const breaks = (info: Info, when: (elements: readonly JsonObject[]) => boolean): Fault =>
  reads(info, (elements) => {
    if (when(elements)) throw new ScimError(500, "Unhandled exception.");
    return elements;
  });
const key = (e: JsonObject): string => JSON.stringify([e["type"], e["value"]]);
const primary = (v: Json): boolean => isObject(v) && v["primary"] === true;

/** The body with primary taken away from all values but the first primary one, and how many there were. */
function onePrimary(body: JsonObject): { readonly body: JsonObject; readonly surplus: ReadonlyMap<string, readonly number[]> } {
  const surplus = new Map<string, readonly number[]>();
  const next: Record<string, Json> = { ...body };
  for (const n of NAMES) {
    const list = body[n];
    const marked = Array.isArray(list) ? (list as Json[]).flatMap((v, i) => (primary(v) ? [i] : [])) : [];
    if (marked.length < 2) continue;
    surplus.set(n, marked.slice(1));
    next[n] = (list as Json[]).map((v, i) => (marked.slice(1).includes(i) ? { ...(v as JsonObject), primary: false } : v));
  }
  return { body: next, surplus };
}

const pathOf = (definition: AttributeDefinition | null): string => definition?.name ?? "";
const unsettled = (call: Call): Call => ({ ...call, context: { ...call.context, behaviour: { ...call.context.behaviour, settlePrimary: (values) => values } } });

export const multiValuedFaults: readonly Fault[] = [
  onResource(must("multi-valued-single-as-object", "A multi-valued attribute with one value is a bare object", "7643-2.4-json-array", "7644-3.8-multi-valued-encoding"), (r) => {
    for (const n of ["phoneNumbers", "interfaces"]) if (Array.isArray(r[n]) && (r[n] as Json[]).length === 1) r[n] = (r[n] as Json[])[0] ?? null;
  }),
  shows(must("emails-as-bare-strings", "emails is an array of strings", "7643-2.4-elements-primitive-or-object", "7643-2.3-type-to-json-table"), (list) => list.map((e) => e["value"] ?? "")),
  onResource(must("multi-valued-simple-as-objects", "tags, declared as strings, are objects with value", "7643-2.4-object-elements-complex"), (r) => {
    if (Array.isArray(r["tags"])) r["tags"] = (r["tags"] as Json[]).map((value) => ({ value }));
  }),
  shows(must("multi-valued-primary-as-string", "primary is the string true", "7643-2.4-predefined-meanings"), (list) => list.map((e) => (e["primary"] === undefined ? e : { ...e, primary: String(e["primary"]) }))),
  onResource(should("multi-valued-value-missing", "photos come with display instead of value", "7643-2.4-value-significant"), (r) => {
    if (Array.isArray(r["photos"])) r["photos"] = (r["photos"] as JsonObject[]).map(({ value, ...e }) => ({ ...e, display: value ?? "" }));
  }),
  shows(must("multi-valued-type-as-number", "type is the number of an enumeration", "7643-2.4-type-label"), (list) => list.map((e) => (e["type"] === undefined ? e : { ...e, type: ["work", "home", "other"].indexOf(String(e["type"])) }))),
  breaks(must("multi-valued-unknown-type-500", "An unknown type breaks the request", "7643-2.4-type-label"), (list) => list.some((e) => e["type"] === "scimspec-label")),
  {
    ...must("two-primaries-accepted", "Two values with primary true are stored", "7643-2.4-primary-once"),
    apply: (b) => ({
      read(body, type, context) {
        const single = onePrimary(body);
        const values = b.read(single.body, type, context);
        for (const [n, places] of single.surplus) values[n] = ((values[n] ?? []) as JsonObject[]).map((v, i) => (places.includes(i) ? { ...v, primary: true } : v));
        return values;
      },
    }),
  },
  {
    ...must("multi-valued-two-primaries-500", "Two values with primary true break the request", "7643-2.4-primary-once"),
    apply: (b) => ({
      read(body, type, context) {
        if (onePrimary(body).surplus.size > 0) throw new ScimError(500, "Index violated.");
        return b.read(body, type, context);
      },
    }),
  },
  reads(should("primary-flag-ignored", "The first value is primary, whatever the client marks", "7643-2.4-primary-meaning"), (list) => (list.some(primary) ? list.map((e, i) => ({ ...e, primary: i === 0 })) : list)),
  reads(should("multi-valued-primary-dropped", "primary is accepted and not stored", "7643-2.4-primary-meaning"), (list) => list.map(({ primary: _p, ...e }) => e)),
  reads(should("multi-valued-primary-invented", "A sole value becomes primary", "7643-2.4-primary-default-false"), (list) => (list.length === 1 ? list.map((e) => ({ ...e, primary: true })) : list)),
  reads(should("email-type-and-primary-invented", "One address is kept, as work and primary", "7644-3.3-create-server-may-alter"), (list) => list.slice(0, 1).map((e) => ({ ...e, type: "work", primary: true }))),
  {
    ...must("multi-valued-keeps-first", "The answer shows all values, the first alone is stored", "7644-3.1-response-reflects-state"),
    apply: (b) => ({
      create(values, type, call, body) {
        const made = b.create(values, type, call, body);
        for (const n of NAMES) if (Array.isArray(made[n]) && !(made[n] as Json[]).some(primary)) made[n] = (made[n] as Json[]).slice(0, 1);
        return made;
      },
      created(representation, location, call) {
        const sent = call.context.behaviour.parseBody(call.request);
        const shown: Stored = { ...representation };
        for (const n of NAMES) if (Array.isArray(sent[n])) shown[n] = sent[n];
        return b.created(shown, location, call);
      },
    }),
  },
  onDocument(must("schema-display-write-only", "display is published as writeOnly", "7643-2.4-display-immutable"), "Schemas", (doc) => define(doc, "mutability", "writeOnly", "display")),
  onDocument(must("schema-primary-as-string", "primary is published as a string", "7643-2.4-predefined-meanings"), "Schemas", (doc) => define(doc, "type", "string", "primary")),
  reads(must("multi-valued-merge-loses-others", "A value under two types makes all others disappear", "7643-2.4-same-value-different-type-may"), (list) => {
    const twice = list.find((e, i) => list.findIndex((f) => f["value"] === e["value"]) !== i && !list.some((f) => f !== e && key(f) === key(e)));
    return twice ? [twice] : list;
  }),
  { ...should("multi-valued-duplicates-returned", "Duplicates are stored and returned", "7643-2.4-no-duplicate-type-value"), apply: () => ({ distinctValues: (values) => values }) },
  breaks(should("multi-valued-duplicates-500", "A duplicate breaks the request", "7643-2.4-no-duplicate-type-value"), (list) => new Set(list.map(key)).size < list.length),
  onResource(should("multi-valued-canonical-form-loses-digits", "Telephone numbers lose their country code", "7643-2.4-canonicalize-should"), (r) => {
    if (Array.isArray(r["phoneNumbers"])) r["phoneNumbers"] = (r["phoneNumbers"] as JsonObject[]).map((e) => ({ ...e, value: String(e["value"] ?? "").replace(/^tel:\+\d+-/, "tel:") }));
  }),
  { ...must("multi-valued-primary-not-reset-by-add", "PATCH add of a primary value leaves the old one primary", "7644-3.5.2-primary-flip"), apply: (b) => ({ patchAdd: (previous, target, value, call) => b.patchAdd(previous, target, value, unsettled(call)) }) },
  { ...must("multi-valued-primary-not-reset-by-replace", "PATCH replace with primary true leaves the old one primary", "7644-3.5.2-primary-flip", "7644-3.5.2.3-example-primary-reset"), apply: (b) => ({ patchReplace: (previous, target, value, call) => b.patchReplace(previous, target, value, unsettled(call)) }) },
  {
    ...must("multi-valued-primary-patch-refused", "PATCH replace of primary is refused while another value is primary", "7644-3.5.2.3-example-primary-reset"),
    apply: (b) => ({
      patchReplace(previous, target, value, call) {
        if (NAMES.includes(pathOf(target.definition)) && target.sub?.name === "primary" && value === true) throw new ScimError(400, "There is a primary value.", "invalidValue");
        return b.patchReplace(previous, target, value, call);
      },
    }),
  },
];

/** Sets one member of the definitions of a sub-attribute of emails and interfaces. */
function define(document: Stored, member: string, value: Json, sub: string): void {
  document["attributes"] = ((document["attributes"] ?? []) as JsonObject[]).map((a) =>
    NAMES.includes(String(a["name"])) ? { ...a, subAttributes: ((a["subAttributes"] ?? []) as JsonObject[]).map((s) => (s["name"] === sub ? { ...s, [member]: value } : s)) } : a,
  );
}
