/** Faults of PATCH in its common rules: order, atomicity, mutability, types, null, required and unique values. */
import { same } from "../patch/apply.ts";
import { isObject, ScimError, type Json, type JsonObject, type Stored } from "../types.ts";
import { isSingle, onResponse, type Fault } from "./fault.ts";
import { attempt, gray, head, list, may, message, must, operation, operationsOf, replacing, should, storing } from "./patch-tools.ts";

const crash = (): ScimError => new ScimError(500, "Null reference.");
type Applying = Parameters<Fault["apply"]>[0]["applyAll"];
/** A fault in the application of all operations. */
const applying = (info: Omit<Fault, "apply">, change: (resource: Stored, operations: Parameters<Applying>[1], next: (r: Stored, o: Parameters<Applying>[1]) => Stored, call: Parameters<Applying>[3], type: Parameters<Applying>[2]) => Stored): Fault => ({
  ...info,
  apply: (b) => ({ applyAll: (r, o, type, call) => change(r, o, (s, p) => b.applyAll(s, p, type, call), call, type) }),
});
/** Keeps what the operations before the failing one made. */
const partial = (info: Omit<Fault, "apply">, when: (error: unknown) => boolean): Fault =>
  applying(info, (resource, operations, next, call, type) => {
    let done = resource;
    for (const o of operations) {
      done = attempt(() => next(done, [o]), (error) => {
        if (when(error)) call.context.store(call.principal.tenant, type.name).set(String(resource["id"]), done);
        throw error;
      });
    }
    return done;
  });

const orderFaults: readonly Fault[] = [
  applying(must("patch-same-attribute-twice-first-wins", "Of two replaces of one attribute the first wins", "7644-3.5.2-ops-sequential", "7644-3.5.2.3-replace-single"), (r, operations, next) => next(r, operations.filter((o, i) => o.op !== "replace" || o.path === null || !operations.slice(0, i).some((p) => p.op === "replace" && p.path === o.path)))),
  applying(must("patch-removes-run-last", "Removes run after all other operations", "7644-3.5.2-ops-sequential"), (r, operations, next) => next(r, [...operations.filter((o) => o.op !== "remove"), ...operations.filter((o) => o.op === "remove")])),
  applying(must("patch-operations-see-original", "Each operation is applied to the original resource", "7644-3.5.2-ops-sequential"), (r, operations, next) => {
    const changed = operations.map((o) => next(r, [o])).flatMap((after) => Object.entries(after).filter(([k, v]) => !same(v, r[k])));
    return { ...r, ...Object.fromEntries(changed) };
  }),
  partial(must("patch-not-atomic", "Operations before a failing one stay applied", "7644-3.5.2-atomic", "7644-3.5.2-restore-on-error"), () => true),
  partial(must("patch-type-error-half-applied", "Operations before one with a value of the wrong type stay applied", "7644-3.5.2-atomic"), (e) => e instanceof ScimError && e.scimType === "invalidValue"),
  applying(must("patch-failing-operation-skipped", "A failing operation among several is skipped, with success", "7644-3.5.2-failure-status"), (r, operations, next) => (operations.length < 2 ? next(r, operations) : operations.reduce((s, o) => attempt(() => next(s, [o]), () => s), r))),
  applying(should("patch-failure-moves-version", "A refused request moves meta.lastModified", "7644-3.5.2-restore-on-error"), (r, operations, next, call, type) => attempt(() => next(r, operations), (error) => {
    const meta = { ...(r["meta"] as JsonObject), lastModified: new Date(Date.now() + 1000).toISOString() };
    call.context.store(call.principal.tenant, type.name).set(String(r["id"]), { ...r, meta });
    throw error;
  })),
];

/** meta is stamped at the end, so a client's meta has to be carried past that. */
const metaFault = (info: Omit<Fault, "apply">, taken: (o: { readonly path: string | null; readonly value: Json | undefined }) => JsonObject | null): Fault => ({
  ...info,
  apply: (b) => ({
    ...operation(info, (r, o, next, call) => {
      const meta = taken(o);
      if (!meta) return next(r, o);
      call.context.memory.set("client-meta", meta);
      return { ...r };
    }).apply(b),
    ...storing(info, (next, _p, call) => {
      const meta = call.context.memory.get("client-meta");
      call.context.memory.delete("client-meta");
      return isObject(meta) ? { ...next, meta: { ...(next["meta"] as JsonObject), ...meta } } : next;
    }).apply(b),
  }),
});
const READ_ONLY = ["id", "meta", "firmware"];

const mutabilityFaults: readonly Fault[] = [
  metaFault(must("patch-changes-meta", "PATCH with the path meta.created changes it", "7644-3.5.2-no-modify-readonly-immutable"), (o) => (o.path === "meta.created" ? { created: o.value ?? "" } : null)),
  metaFault(must("patch-meta-without-path", "PATCH without path takes meta over", "7644-3.5.2-no-modify-readonly-immutable"), (o) => (o.path === null && isObject(o.value) && isObject(o.value["meta"]) ? { created: o.value["meta"]["created"] ?? "" } : null)),
  {
    ...must("patch-changes-readonly", "PATCH changes firmware, which is readOnly", "7644-3.5.2-no-modify-readonly-immutable"),
    apply: (b) => ({ checkMutable: (t, previous, next, call) => (t.definition?.name === "firmware" ? undefined : b.checkMutable(t, previous, next, call)) }),
  },
  operation(should("patch-readonly-ignored", "Operations on readOnly attributes are skipped with success", "7644-3.5.2-incompatible-op-error"), (r, o, next) => (READ_ONLY.includes(head(o.path)) ? r : next(r, o))),
  operation(should("patch-readonly-keyword", "Operations on readOnly attributes are refused with scimType invalidPath", "7644-3.5.2-incompatible-op-error"), (r, o, next) => {
    if (READ_ONLY.includes(head(o.path))) throw new ScimError(400, "Not possible.", "invalidPath");
    return next(r, o);
  }),
  operation(must("patch-readonly-guard-bypassed-without-path", "PATCH without path may put a user into groups", "7644-3.5.2-no-modify-readonly-immutable"), (r, o, next, call) => {
    if (o.path !== null || !isObject(o.value) || !Array.isArray(o.value["groups"])) return next(r, o);
    for (const g of o.value["groups"] as JsonObject[]) {
      const group = call.context.store(call.principal.tenant, "Group").get(String(g["value"]));
      if (group) group["members"] = [...list(group["members"]), { value: r["id"] as Json }];
    }
    return r;
  }),
  {
    ...must("patch-changes-immutable", "PATCH changes and removes immutable values", "7644-3.5.2-no-modify-readonly-immutable"),
    apply: (b) => ({ checkMutable: (t, previous, next, call) => (t.definition?.name === "hardwareId" ? undefined : b.checkMutable(t, previous, next, call)) }),
  },
  operation(must("patch-immutable-first-value-refused", "PATCH cannot add the first value of an immutable attribute", "7644-3.5.2-add-immutable-first-value"), (r, o, next) => {
    if (head(o.path) === "hardwareid") throw new ScimError(400, "hardwareId is immutable.", "mutability");
    return next(r, o);
  }),
  operation(should("patch-immutable-ignored", "Changes of immutable values are skipped with success", "7644-3.5.2-incompatible-op-error"), (r, o, next) => attempt(() => next(r, o), (e) => {
    if (head(o.path) === "hardwareid") return r;
    throw e;
  })),
];

const wrongType = (e: unknown): boolean => e instanceof ScimError && e.scimType === "invalidValue";
const valueFaults: readonly Fault[] = [
  replacing(must("patch-wrong-type-stored", "Replace stores objects and arrays in place of texts", "7644-3.5.2-op-compatible-with-schema"), (p, t, v, next, call) => attempt(() => next(p, t, v, call), (e) => {
    if (!wrongType(e) || typeof v !== "object" || t.definition?.multiValued) throw e;
    return t.sub ? { ...(isObject(p) ? p : {}), [t.sub.name]: v } : v;
  })),
  replacing(must("patch-complex-replaced-by-scalar-accepted", "Replacing a complex attribute by a text empties it", "7644-3.5.2-op-compatible-with-schema", "7644-3.5.2-incompatible-op-error"), (p, t, v, next, call) => (t.definition?.type === "complex" && !t.definition.multiValued && !t.sub && typeof v === "string" ? undefined : next(p, t, v, call))),
  replacing(must("patch-wrong-type-500", "Replacing by a value of the wrong type answers 500", "7644-3.12-status-400"), (p, t, v, next, call) => attempt(() => next(p, t, v, call), (e) => {
    throw wrongType(e) ? new ScimError(500, "Class cast.") : e;
  })),
  replacing(should("patch-wrong-type-ignored", "Replacing by a value of the wrong type succeeds without effect", "7644-3.5.2-incompatible-op-error"), (p, t, v, next, call) => attempt(() => next(p, t, v, call), (e) => {
    if (wrongType(e)) return p;
    throw e;
  })),
  replacing(may("patch-coerces-boolean-strings", "True and False as texts become booleans (conforming)", "7644-3.5.2-op-compatible-with-schema"), (p, t, v, next, call) => next(p, t, t.definition?.type === "boolean" && typeof v === "string" ? v.toLowerCase() === "true" : v, call)),
  replacing(must("patch-null-refused", "Replacing an optional attribute by null is refused", "7643-2.5-null-empty-unassigned-equivalent"), (p, t, v, next, call) => {
    if (v === null && !t.definition?.required) throw new ScimError(400, "null is no value.", "invalidValue");
    return next(p, t, v, call);
  }),
  replacing(must("patch-null-ignored", "Replacing by null has no effect", "7643-2.5-assign-null-unassigns"), (p, t, v, next, call) => (v === null && !t.definition?.required ? p : next(p, t, v, call))),
  replacing(must("patch-empty-array-ignored", "Replacing by [] has no effect", "7643-2.5-assign-null-unassigns"), (p, t, v, next, call) => (Array.isArray(v) && v.length === 0 ? p : next(p, t, v, call))),
  {
    ...must("patch-null-attribute-not-addable", "add is refused where the resource was created with null", "7644-3.5.2.1-add-missing-attribute", "7643-2.5-null-empty-unassigned-equivalent"),
    apply: (b) => ({
      create(values, type, call, body) {
        const made = b.create(values, type, call, body);
        for (const [k, v] of Object.entries(body)) if (v === null) call.context.memory.set(`${String(made["id"])} ${k}`, true);
        return made;
      },
      applyOperation(r, o, type, call) {
        if (o.op === "add" && call.context.memory.get(`${String(r["id"])} ${o.path ?? ""}`) === true) throw new ScimError(400, "null has no members.", "noTarget");
        return b.applyOperation(r, o, type, call);
      },
    }),
  },
  {
    ...must("patch-drops-required", "PATCH may take userName away", "7644-3.5.2-op-compatible-with-schema"),
    apply: (b) => ({
      checkMutable: (t, previous, next, call) => (t.definition?.name === "userName" ? undefined : b.checkMutable(t, previous, next, call)),
      checkRequired: (resource, type, context) => (resource["meta"] === undefined ? b.checkRequired(resource, type, context) : undefined),
    }),
  },
  replacing(should("patch-required-null-ignored", "Replacing a required attribute by null succeeds without effect", "7644-3.5.2-incompatible-op-error"), (p, t, v, next, call) => (v === null && t.definition?.required ? p : next(p, t, v, call))),
];

const conflict = (id: string, title: string, error: (e: ScimError) => ScimError, strength: "must" | "should", ...requirements: string[]): Fault => ({
  ...(strength === "must" ? must : should)(id, title, ...requirements),
  apply: (b) => ({
    checkUnique: (resource, type, call, self) => attempt(() => b.checkUnique(resource, type, call, self), (e) => {
      throw call.request.method === "PATCH" && e instanceof ScimError ? error(e) : e;
    }),
  }),
});

const otherFaults: readonly Fault[] = [
  { ...must("patch-username-uniqueness-unchecked", "PATCH does not check uniqueness", "7643-4.1.1-user-name-unique", "7644-3.12-type-uniqueness"), apply: (b) => ({ checkUnique: (resource, type, call, self) => (call.request.method === "PATCH" ? undefined : b.checkUnique(resource, type, call, self)) }) },
  conflict("patch-username-conflict-500", "PATCH to a taken userName answers 500", () => new ScimError(500, "Duplicate key."), "must", "7644-3.12-status-409", "7644-3.12-type-uniqueness"),
  conflict("patch-conflict-without-scimtype", "409 to PATCH without scimType", (e) => new ScimError(409, e.message), "should", "7644-3.12-type-uniqueness"),
  operation(must("patch-own-username-conflict", "PATCH that repeats the user's own userName answers 409", "7644-3.5.2-success-200-or-204"), (r, o, next) => {
    if (head(o.path) === "username" && o.value === r["userName"]) throw new ScimError(409, "The name is taken.", "uniqueness");
    return next(r, o);
  }),
  message(must("patch-remove-without-path-clears", "remove without path clears nickName and model", "7644-3.5.2-path-required-remove"), (body, next) => (operationsOf(body).length > 0 && operationsOf(body).every((o) => o["op"] === "remove" && o["path"] === undefined) ? [{ op: "remove", path: null, value: null }] : next(body))),
  onResponse(must("patch-creates", "PATCH on an unknown id creates a resource", "7644-3.12-patch-unknown-404"), (r, { request, context }) => {
    if (r.status !== 404 || request.method !== "PATCH" || !isSingle(request.path)) return;
    const [, kind = "", id = ""] = request.path.split("/");
    const now = new Date().toISOString();
    const stored: Stored = { schemas: [`urn:ietf:params:scim:schemas:core:2.0:${kind.slice(0, -1)}`], id, meta: { resourceType: kind.slice(0, -1), created: now, lastModified: now, version: 'W/"1"' } };
    context.store("main", kind.slice(0, -1)).set(id, stored);
    Object.assign(r, { status: 200, body: stored });
  }),
  onResponse(should("patch-unknown-id-400", "PATCH on an unknown id answers 400", "7644-3.12-patch-unknown-404"), (r, { request, context }) => (r.status === 404 && request.method === "PATCH" ? context.behaviour.error(new ScimError(400, "No such resource.", "noTarget")) : r)),
  onResponse(must("patch-unknown-id-500", "PATCH on an unknown id answers 500", "7644-3.12-patch-unknown-404"), (r, { request, context }) => (r.status === 404 && request.method === "PATCH" ? context.behaviour.error(crash()) : r)),
  onResponse(gray("patch-unknown-id-validated-before-lookup", "PATCH on an unknown id with an invalid body answers 400", "7644-3.12-patch-unknown-404"), (r, { request, context }) => {
    if (r.status !== 404 || request.method !== "PATCH") return;
    return attempt(() => (context.behaviour.readPatch(context.behaviour.parseBody(request)), r), (e) => (e instanceof ScimError ? context.behaviour.error(e) : r));
  }),
];

/** remove without path needs a hand in applying it as well. */
const clearing = (f: Fault): Fault =>
  f.id !== "patch-remove-without-path-clears" ? f : {
    ...f,
    apply: (b) => ({
      ...f.apply(b),
      ...operation(f, (r, o, next) => {
        if (o.op !== "remove" || o.path !== null) return next(r, o);
        const { nickName: _n, model: _m, ...rest } = r;
        return rest;
      }).apply(b),
    }),
  };

export const patchRuleFaults: readonly Fault[] = [...orderFaults, ...mutabilityFaults, ...valueFaults, ...otherFaults].map(clearing);
