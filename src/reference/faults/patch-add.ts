/** Faults of PATCH add (RFC 7644 section 3.5.2.1). */
import { same } from "../patch/apply.ts";
import { isObject, ScimError, type Json, type JsonObject, type PatchOperation, type PatchTarget, type Stored } from "../types.ts";
import type { Fault } from "./fault.ts";
import { adding, list, may, message, must, operation, operationsOf, should } from "./patch-tools.ts";

const crash = (): ScimError => new ScimError(500, "Null reference.");
const refuse = (status: number, scimType?: string): never => {
  throw new ScimError(status, "That cannot be added.", scimType);
};
/** Plain targets of the kinds of section 3.5.2.1. */
const simple = ({ definition: d, sub, filter }: PatchTarget): boolean => (d?.name === "nickName" || d?.name === "model") && !sub && !filter;
const singular = ({ definition: d, sub, filter }: PatchTarget): boolean => d?.type === "complex" && !d.multiValued && !sub && !filter;
const inner = ({ definition: d, sub }: PatchTarget): boolean => d?.multiValued === false && sub !== null;
const whole = ({ definition: d, sub, filter }: PatchTarget): boolean => (d?.name === "emails" || d?.name === "interfaces") && !sub && !filter;
const selecting = ({ filter, sub }: PatchTarget): boolean => filter !== null && sub !== null;
const wanted = (t: PatchTarget): Json => (t.filter?.kind === "compare" ? t.filter.literal : null);
const matches = (t: PatchTarget, v: Json): boolean => isObject(v) && t.filter?.kind === "compare" && v[t.filter.path.attribute] === t.filter.literal;
const spreadable = (o: PatchOperation): boolean => o.path === null && isObject(o.value) && !("id" in o.value) && !("groups" in o.value);
const SELECTOR = /^([A-Za-z]+)\[type eq "([^"]+)"\]\.([A-Za-z]+)$/;

const singleFaults: readonly Fault[] = [
  adding(must("patch-add-missing-refused", "add to nickName or model without value is refused", "7644-3.5.2.1-add-creates-missing", "7644-3.5.2.1-add-missing-attribute", "7644-3.5.2.1-add-purpose"), (p, t, v, next, call) => (simple(t) && p === undefined ? refuse(400, "noTarget") : next(p, t, v, call))),
  adding(must("patch-add-existing-refused", "add to nickName or model with a value is refused", "7644-3.5.2.1-add-single-replaces"), (p, t, v, next, call) => (simple(t) && p !== undefined && p !== v && v !== null ? refuse(409) : next(p, t, v, call))),
  adding(must("patch-add-existing-kept", "add keeps the value that nickName or model has", "7644-3.5.2.1-add-single-replaces"), (p, t, v, next, call) => (simple(t) && p !== undefined ? p : next(p, t, v, call))),
  adding(must("patch-add-sub-attribute-without-parent-500", "add to a sub-attribute answers 500 where the whole attribute has no value", "7644-3.5.2.1-add-missing-attribute", "7644-3.5.2.1-add-creates-missing"), (p, t, v, next, call) => {
    if (inner(t) && p === undefined) throw crash();
    return next(p, t, v, call);
  }),
  adding(must("patch-add-sub-attribute-drops-siblings", "add to a sub-attribute loses the others", "7644-3.5.2.1-add-existing-replaced"), (p, t, v, next, call) => next(inner(t) ? undefined : p, t, v, call)),
  operation(should("patch-add-complex-drops-siblings", "add to a complex attribute replaces it", "7644-3.5.2.1-add-complex-subattributes"), (r, o, next) => {
    if (o.op !== "add" || !["name", "site"].includes(o.path ?? "") || !isObject(o.value)) return next(r, o);
    const { [o.path ?? ""]: _old, ...rest } = r;
    return next(rest, o);
  }),
  operation(must("patch-add-complex-ignored", "add to a complex attribute has no effect", "7644-3.5.2.1-add-complex-subattributes"), (r, o, next) => (o.op === "add" && ["name", "site"].includes(o.path ?? "") && isObject(o.value) ? r : next(r, o))),
  operation(must("patch-add-complex-refused", "add to a complex attribute is refused", "7644-3.5.2.1-add-value-forms", "7644-3.5.2.1-add-complex-subattributes"), (r, o, next) => (o.op === "add" && ["name", "site"].includes(o.path ?? "") && isObject(o.value) ? refuse(400, "invalidValue") : next(r, o))),
  adding(should("patch-add-complex-takes-scalar", "add of a text to a complex attribute succeeds", "7644-3.5.2.1-add-complex-subattributes"), (p, t, v, next, call) => (singular(t) && typeof v === "string" ? p : next(p, t, v, call))),
];

const listFaults: readonly Fault[] = [
  operation(must("patch-add-replaces-list", "add to e-mails and interfaces replaces the list", "7644-3.5.2.1-add-multivalued-appends"), (r, o, next) => next(r, o.op === "add" && Array.isArray(o.value) && ["emails", "interfaces"].includes(o.path ?? "") && list(r[o.path ?? ""]).length > 0 ? { ...o, op: "replace" } : o)),
  adding(must("patch-add-takes-first-only", "add takes the first of several values", "7644-3.5.2.1-add-multivalued-appends"), (p, t, v, next, call) => next(p, t, whole(t) && Array.isArray(v) ? (v.slice(0, 1) as Json[]) : v, call)),
  adding(must("patch-add-object-nested", "add of a lone object stores a list in the list", "7644-3.5.2.1-add-multivalued-appends"), (p, t, v, next, call) => (whole(t) && isObject(v) ? [...list(p), [v]] : next(p, t, v, call))),
  adding(must("patch-add-to-empty-list-fails", "add to e-mails or interfaces without values answers 500", "7644-3.5.2.1-add-multivalued-appends", "7644-3.5.2.1-add-value-forms"), (p, t, v, next, call) => {
    if (whole(t) && p === undefined) throw crash();
    return next(p, t, v, call);
  }),
  adding(should("patch-add-duplicate-refused", "add of an e-mail or interface that is there answers 409", "7644-3.5.2.1-add-duplicate-success"), (p, t, v, next, call) => (whole(t) && list(v).some((e) => list(p).some((o) => same(o, e))) ? refuse(409) : next(p, t, v, call))),
  adding(should("patch-add-duplicate-appended", "add of an e-mail or interface that is there doubles it", "7644-3.5.2.1-add-duplicate-no-change"), (p, t, v, next, call) => (whole(t) && list(v).some((e) => list(p).some((o) => same(o, e))) ? [...list(p), ...list(v)] : next(p, t, v, call))),
  {
    ...must("patch-add-duplicate-moves-timestamp", "add of what is there moves meta.lastModified", "7644-3.5.2.1-add-duplicate-timestamp"),
    apply: (b) => ({
      patch(previous, values, type, call) {
        const next = b.patch(previous, values, type, call);
        return next === previous ? { ...next, meta: { ...(next["meta"] as JsonObject), lastModified: call.context.behaviour.now().toISOString() } } : next;
      },
    }),
  },
  { ...must("patch-add-primary-keeps-old", "Two values may be primary after add", "7644-3.5.2-primary-flip"), apply: (b) => ({ settlePrimary: (values, previous) => (values.length > previous.length && previous.length > 0 ? values : b.settlePrimary(values, previous)) }) },
  adding(must("patch-add-primary-lost", "add loses primary where another value has it", "7644-3.5.2-primary-flip"), (p, t, v, next, call) => next(p, t, whole(t) && list(p).some((e) => isObject(e) && e["primary"] === true) ? list(v).map((e) => (isObject(e) ? Object.fromEntries(Object.entries(e).filter(([k]) => k !== "primary")) : e)) : v, call)),
];

const pathlessFaults: readonly Fault[] = [
  operation(must("patch-pathless-refused", "Operations without path are refused", "7644-3.5.2-path-optional-add-replace", "7644-3.5.2.1-add-no-path"), (r, o, next) => (o.path === null ? refuse(400, "invalidSyntax") : next(r, o))),
  operation(must("patch-pathless-first-member-only", "Of the attributes of an operation without path the first is applied", "7644-3.5.2.1-add-no-path"), (r, o, next) => next(r, spreadable(o) ? { ...o, value: Object.fromEntries(Object.entries(o.value as JsonObject).slice(0, 1)) } : o)),
  operation(must("patch-pathless-add-replaces-list", "add without path replaces e-mails and interfaces", "7644-3.5.2.1-add-no-path"), (r, o, next) => {
    if (o.op !== "add" || !spreadable(o)) return next(r, o);
    const { emails: _e, interfaces: _i, ...rest } = r;
    const value = o.value as JsonObject;
    return next("emails" in value || "interfaces" in value ? rest : r, o);
  }),
  message(should("patch-add-without-value-ignored", "add without value succeeds without effect", "7644-3.5.2.1-add-needs-value"), (body, next) => (operationsOf(body).length > 0 && operationsOf(body).every((o) => o["op"] === "add" && !("value" in o)) ? [] : next(body))),
  {
    ...must("patch-add-without-value-clears", "add without value clears the attribute", "7644-3.5.2.1-add-needs-value"),
    apply: (b) => ({ readPatch: (body) => b.readPatch({ ...body, ...(operationsOf(body).some((o) => o["op"] === "add" && !("value" in o) && typeof o["path"] === "string") ? { Operations: operationsOf(body).map((o) => ({ ...o, op: "remove" })) } : {}) }) }),
  },
];

const filterFaults: readonly Fault[] = [
  adding(should("patch-add-filter-appends", "add to a sub-attribute of a selected value appends another value", "7644-3.5.2.1-add-existing-replaced"), (p, t, v, next, call) => (selecting(t) && list(p).some((e) => matches(t, e)) ? [...list(p), { type: wanted(t), [t.sub?.name ?? ""]: v }] : next(p, t, v, call))),
  adding(must("patch-add-filter-changes-all", "add to a sub-attribute of a selected value changes all values", "7644-3.5.2.1-add-existing-replaced"), (p, t, v, next, call) => (selecting(t) && list(p).some((e) => matches(t, e)) ? list(p).map((e) => ({ ...(e as JsonObject), [t.sub?.name ?? ""]: v })) : next(p, t, v, call))),
  adding(must("patch-add-filter-refused", "add with a filter is refused", "7644-3.5.2.1-add-existing-replaced"), (p, t, v, next, call) => (t.filter ? refuse(400, "invalidPath") : next(p, t, v, call))),
  adding(must("patch-add-filter-creates-bare-element", "add with a filter that selects nothing creates a value without what the filter asks for", "7644-3.5.2.1-add-creates-missing"), (p, t, v, next, call) => (selecting(t) && !list(p).some((e) => matches(t, e)) ? [...list(p), { [t.sub?.name ?? ""]: v }] : next(p, t, v, call))),
  adding(must("patch-add-filter-changes-other", "add with a filter that selects nothing changes the first value", "7644-3.5.2.1-add-creates-missing"), (p, t, v, next, call) => (selecting(t) && !list(p).some((e) => matches(t, e)) ? list(p).map((e, i) => (i === 0 ? { ...(e as JsonObject), [t.sub?.name ?? ""]: v } : e)) : next(p, t, v, call))),
  adding(must("patch-add-filter-no-match-500", "add with a filter that selects nothing answers 500", "7644-3.5.2.1-add-creates-missing"), (p, t, v, next, call) => {
    if (selecting(t) && !list(p).some((e) => matches(t, e))) throw crash();
    return next(p, t, v, call);
  }),
  adding(may("patch-add-filter-creates", "add with a filter that selects nothing creates the value (conforming)", "7644-3.5.2.1-add-creates-missing"), (p, t, v, next, call) => (selecting(t) && !list(p).some((e) => matches(t, e)) ? [...list(p), { type: wanted(t), [t.sub?.name ?? ""]: v }] : next(p, t, v, call))),
  {
    ...should("patch-add-filter-creates-one-element-per-op", "Each add with a filter that selects nothing at first creates a value", "7644-3.5.2-ops-sequential", "7644-3.5.2.1-add-existing-replaced"),
    apply: (b) => ({
      applyAll(resource, operations, type, call) {
        return operations.reduce<Stored>((r, o) => {
          const [, name = "", kind = "", sub = ""] = SELECTOR.exec(o.path ?? "") ?? [];
          const missing = name !== "" && o.op === "add" && !list(resource[name]).some((e) => isObject(e) && e["type"] === kind);
          return missing ? { ...r, [name]: [...list(r[name]), { type: kind, [sub]: o.value ?? null }] } : b.applyOperation(r, o, type, call);
        }, resource);
      },
    }),
  },
];

export const patchAddFaults: readonly Fault[] = [...singleFaults, ...listFaults, ...pathlessFaults, ...filterFaults];
