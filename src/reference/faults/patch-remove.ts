/** Faults of PATCH remove. */
import { isObject, ScimError, type Json, type JsonObject, type Stored } from "../types.ts";
import type { Fault, Info } from "./fault.ts";
import { firstMatch, isPatch, moves, named, PLURALS, removes, TEXTS, unmatched, whole, type Move } from "./patch-steps.ts";
import { must, should } from "./patch-tools.ts";
import { listOf } from "../values.ts";

const NO_PATH = ["7644-3.5.2.2-no-path-notarget", "7644-3.5.2-path-required-remove"] as const;
const SINGLE = "7644-3.5.2.2-remove-single";
const PURPOSE = "7644-3.5.2.2-remove-purpose";
const MULTI = "7644-3.5.2.2-remove-multi-all";
const VALUE = "7644-3.5.2.2-remove-multi-value-filter";
const FILTER = "7644-3.5.2.2-remove-complex-filter";
const NO_MATCH = "7644-3.5.2.2-remove-filter-no-match";
const GUARDED = "7644-3.5.2.2-remove-required-or-readonly";

const member = (o: JsonObject, name: string): Json | undefined => o[Object.keys(o).find((k) => k.toLowerCase() === name) ?? ""];

/** Remove operations without a path are taken out, or refused in another way. */
const pathless = (info: Info, error: ScimError | null): Fault => ({
  ...info,
  apply: (b) => ({
    readPatch(body) {
      const all = listOf(body["Operations"]);
      const kept = all.filter((o) => !isObject(o) || member(o, "op") !== "remove" || member(o, "path") !== undefined);
      if (kept.length === all.length) return b.readPatch(body);
      if (error) throw error;
      return kept.length === 0 ? [] : b.readPatch({ ...body, Operations: kept });
    },
  }),
});

/** Removal of what clients cannot remove. */
const guarded = (info: Info, which: (d: { readonly required: boolean; readonly mutability: string }) => boolean, change: (move: Move) => Stored): Fault =>
  moves(info, (next, move) => {
    const { operation, type, call } = move;
    const definition = operation.op === "remove" && operation.path !== null ? call.context.behaviour.parsePath(operation.path, type, call).definition : null;
    return definition && which(definition) ? change(move) : next();
  });

const refuse = (error: () => ScimError) => (): never => {
  throw error();
};

const byValue = (target: Parameters<typeof named>[0]): boolean => named(target, PLURALS) && target.sub === null && target.filter?.kind === "compare" && target.filter.path.attribute === "value" && target.filter.operator === "eq";

/** A fault that alters one remove operation on a whole single value. */
const single = (info: Info, names: ReadonlySet<string>, change: (previous: Json | undefined) => Json | undefined): Fault => removes(info, (next, { previous, target }) => (named(target, names) && whole(target) ? change(previous) : next()));

const COMPLEX: ReadonlySet<string> = new Set(["name", "site"]);

export const patchRemoveFaults: readonly Fault[] = [
  pathless(must("patch-remove-without-path-succeeds", "PATCH remove without a path is skipped, and the request succeeds", ...NO_PATH), null),
  pathless(must("patch-remove-without-path-404", "PATCH remove without a path is answered with 404", NO_PATH[0]), new ScimError(404, "Nothing to remove.")),
  pathless(should("patch-remove-without-path-keyword", "PATCH remove without a path is refused with invalidSyntax", NO_PATH[0], "7644-3.12-type-notarget"), new ScimError(400, "There is no path.", "invalidSyntax")),
  single(must("patch-remove-single-ignored", "PATCH remove of a single value does nothing", SINGLE, PURPOSE), TEXTS, (previous) => previous),
  single(must("patch-remove-single-refused", "PATCH remove of a single value is refused", SINGLE), TEXTS, refuse(() => new ScimError(400, "A value is needed.", "invalidValue"))),
  single(should("patch-remove-leaves-empty-string", "PATCH remove of a string stores an empty one", SINGLE), TEXTS, () => ""),
  moves(must("patch-remove-clears-locale-too", "PATCH remove of one attribute clears locale as well", PURPOSE), (next, { operation }) => {
    const { locale, ...rest } = next();
    return operation.op === "remove" && operation.path === "nickName" ? rest : { ...rest, ...(locale === undefined ? {} : { locale }) };
  }),
  removes(must("patch-remove-sub-attribute-drops-siblings", "PATCH remove of a sub-attribute removes the complex attribute", PURPOSE), (next, { target }) => (target.sub && target.definition?.multiValued === false ? undefined : next())),
  removes(must("patch-remove-sub-attribute-ignored", "PATCH remove of a sub-attribute does nothing", SINGLE), (next, { target, previous }) => (target.sub && target.definition?.multiValued === false ? previous : next())),
  single(must("patch-remove-complex-refused", "PATCH remove of a complex attribute is refused", SINGLE), COMPLEX, refuse(() => new ScimError(400, "Name a sub-attribute.", "invalidPath"))),
  single(must("patch-remove-complex-keeps-parts", "PATCH remove of a complex attribute keeps one part of it", SINGLE), COMPLEX, (previous) => (isObject(previous) ? Object.fromEntries(Object.entries(previous).slice(0, 1)) : previous)),
  single(must("patch-remove-multi-keeps-one", "PATCH remove of a multi-valued attribute removes the first value alone", MULTI), PLURALS, (previous) => listOf(previous).slice(1)),
  single(must("patch-remove-labels-keeps-one", "PATCH remove of an attribute with plain values removes the first alone", MULTI), new Set(["tags"]), (previous) => listOf(previous).slice(1)),
  removes(must("patch-remove-filter-removes-all", "PATCH remove with a filter on value removes all values", VALUE), (next, { target }) => {
    const left = next();
    return byValue(target) ? undefined : left;
  }),
  removes(must("patch-remove-last-value-refused", "PATCH remove of the last value is refused", VALUE), (next, { target }) => {
    const left = next();
    if (byValue(target) && listOf(left).length === 0) throw new ScimError(400, "One value must stay.", "mutability");
    return left;
  }),
  removes(must("patch-remove-last-leaves-empty-element", "PATCH remove of the last value leaves an empty element", VALUE), (next, { target }) => {
    const left = next();
    return byValue(target) && listOf(left).length === 0 ? [{}] : left;
  }),
  removes(must("patch-remove-filter-and-as-or", "PATCH remove takes `and` in a value filter for `or`", FILTER), (next, { previous, target, value, call, conforming }) => (target.filter?.kind === "and" ? conforming.patchRemove(previous, { ...target, filter: { ...target.filter, kind: "or" } }, value, call) : next())),
  removes(must("patch-remove-filter-and-refused", "PATCH remove refuses a value filter of two conditions", FILTER), (next, { target }) => (target.filter?.kind === "and" ? refuse(() => new ScimError(400, "One condition only.", "invalidFilter"))() : next())),
  {
    ...must("patch-filter-updates-first-match-only", "A value filter of PATCH remove and replace selects the first match only", FILTER, "7644-3.5.2.3-replace-filter-subattribute"),
    apply: (b) => ({
      patchRemove(previous, target, value, call) {
        const all = b.patchRemove(previous, target, value, call);
        // Members that no filter matches are a success without a match.
        const none = listOf(all).length === listOf(previous).length && target.sub === null;
        return target.filter && !none ? firstMatch({ previous, target, value, call, conforming: b }, (v) => b.patchRemove([v], target, value, call)) : all;
      },
      patchReplace(previous, target, value, call) {
        const all = b.patchReplace(previous, target, value, call);
        return target.filter ? firstMatch({ previous, target, value, call, conforming: b }, (v) => b.patchReplace([v], target, value, call)) : all;
      },
    }),
  },
  removes(must("patch-remove-filtered-sub-removes-element", "PATCH remove of a sub-attribute behind a filter removes the element", FILTER), (next, { previous, target, value, call, conforming }) => (target.filter && target.sub ? conforming.patchRemove(previous, { ...target, sub: null }, value, call) : next())),
  removes(must("patch-remove-filtered-sub-ignored", "PATCH remove of a sub-attribute behind a filter does nothing", FILTER), (next, { previous, target }) => (target.filter && target.sub ? previous : next())),
  removes(must("patch-remove-no-match-404", "PATCH remove with a filter that matches nothing is answered with 404", NO_MATCH), (next) => unmatched(next, refuse(() => new ScimError(404, "There is no such value.")))),
  removes(must("patch-remove-no-match-removes-all", "PATCH remove with a filter that matches nothing removes all values", NO_MATCH), (next) => unmatched(next, () => undefined)),
  {
    ...must("patch-remove-required-accepted", "PATCH remove takes a required attribute away", GUARDED),
    apply: (b) => ({
      checkMutable: (target, previous, next, call) => (named(target, "displayName") && next === undefined ? undefined : b.checkMutable(target, previous, next, call)),
      checkRequired: (resource, type, context) => (context.memory.get("method") === "PATCH" ? undefined : b.checkRequired(resource, type, context)),
      respond(call, next) {
        call.context.memory.set("method", call.request.method);
        return b.respond(call, next);
      },
    }),
  },
  guarded(should("patch-remove-required-ignored", "PATCH remove of a required attribute succeeds and does nothing", GUARDED), (d) => d.required, ({ resource }) => resource),
  guarded(must("patch-remove-required-keyword", "PATCH remove of a required attribute is refused with invalidValue", GUARDED), (d) => d.required, refuse(() => new ScimError(400, "The attribute is required.", "invalidValue"))),
  guarded(should("patch-remove-read-only-ignored", "PATCH remove of a readOnly attribute succeeds and does nothing", GUARDED), (d) => d.mutability === "readOnly", ({ resource }) => resource),
  guarded(must("patch-remove-read-only-keyword", "PATCH remove of a readOnly attribute is refused with invalidPath", GUARDED), (d) => d.mutability === "readOnly", refuse(() => new ScimError(400, "The attribute cannot be removed.", "invalidPath"))),
  moves(must("patch-remove-meta-applies", "PATCH remove of meta sets meta.created anew", GUARDED), (next, { resource, operation }) => (operation.op === "remove" && operation.path === "meta" ? { ...resource, meta: { ...(resource["meta"] as JsonObject), created: new Date(Date.now() + 5000).toISOString() } } : next())),
  moves(must("patch-remove-groups-ends-membership", "PATCH remove of a user's groups takes the user out of its groups", GUARDED), (next, { resource, operation, call }) => {
    if (operation.op !== "remove" || operation.path !== "groups") return next();
    const groups = call.context.store(call.principal.tenant, "Group");
    for (const [id, group] of groups) groups.set(id, { ...group, members: listOf(group["members"]).filter((m) => !isObject(m) || m["value"] !== resource["id"]) });
    return resource;
  }),
  {
    ...must("patch-cleared-in-response-kept-in-store", "PATCH remove of an extension attribute shows in the answer and is not stored", SINGLE, "7644-3.1-response-reflects-state"),
    apply: (b) => ({
      respond(call, next) {
        const [, kind = "", id = ""] = call.request.path.split("/");
        const removal = isPatch(call) && /"remove"[^}]*"path":"urn:|"path":"urn:[^}]*"remove"/.test(call.request.body.toString());
        const store = call.context.store("main", kind.slice(0, -1));
        const before = store.get(id);
        const response = b.respond(call, next);
        if (removal && before && response.status === 200) store.set(id, before);
        return response;
      },
    }),
  },
  moves(must("patch-remove-extension-attribute-drops-extension", "PATCH remove of one extension attribute removes the extension", SINGLE), (next, { operation, resource }) => {
    const urn = Object.keys(resource).find((k) => k.startsWith("urn:") && operation.path?.startsWith(`${k}:`) === true);
    if (operation.op !== "remove" || urn === undefined) return next();
    const { [urn]: _dropped, ...rest } = resource;
    return rest;
  }),
];
