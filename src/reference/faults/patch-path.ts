/** Faults of PATCH in paths and in names of extensions. */
import { isObject, ScimError, type Json, type PatchOperation, type ResourceTypeDefinition, type Stored } from "../types.ts";
import type { Fault } from "./fault.ts";
import { attempt, gray, head, lenientPath, message, must, operation, operationsOf, path, should, storing } from "./patch-tools.ts";

const crash = (): ScimError => new ScimError(500, "Null reference.");
const refuse = (scimType: string): never => {
  throw new ScimError(400, "The path is not known.", scimType);
};
const invalidPath = (e: unknown, unknownName: boolean): boolean => e instanceof ScimError && (e.scimType === "invalidPath" || e.scimType === "invalidFilter") && / has no (attribute|sub-attribute) /.test(e.message) === unknownName;
const extensionOf = (text: string | null, type: ResourceTypeDefinition): string | undefined => type.schemaExtensions.map((e) => e.schema).find((urn) => text?.toLowerCase().startsWith(`${urn.toLowerCase()}:`));
const wholeExtension = (text: string | null, type: ResourceTypeDefinition): boolean => type.schemaExtensions.some((e) => e.schema === text);
const inCore = (o: PatchOperation, type: ResourceTypeDefinition): boolean => o.path?.startsWith(`${type.schema}:`) === true;
const keyed = (o: PatchOperation, pattern: RegExp): readonly [string, Json] | undefined => (o.path === null && isObject(o.value) ? Object.entries(o.value).find(([k, v]) => pattern.test(k) && !isObject(v)) : undefined);
const extended = (o: PatchOperation, type: ResourceTypeDefinition): boolean => o.path === null && isObject(o.value) && type.schemaExtensions.some((e) => isObject((o.value as Stored)[e.schema]));

const grammarFaults: readonly Fault[] = [
  lenientPath(must("patch-array-index", "A number in brackets behind a name is taken for the attribute as a whole", "7644-3.5.2-no-array-index"), /\[\d+\]/, ""),
  lenientPath(must("patch-json-pointer-path", "JSON pointers are taken for paths", "7644-3.5.2-no-array-index"), /^\/([A-Za-z]+)\/\d+(\/.*)?$/, "$1"),
  operation(must("patch-malformed-path-ignored", "Operations with a malformed path are skipped with success", "7644-3.5.2-path-grammar"), (r, o, next) => attempt(() => next(r, o), (e) => {
    if (!invalidPath(e, false)) throw e;
    return r;
  })),
  path(must("patch-malformed-path-500", "A malformed path answers 500", "7644-3.12-status-400"), (text, next) => attempt(() => next(text), (e) => {
    throw invalidPath(e, false) ? crash() : e;
  })),
  path(should("patch-invalid-path-keyword", "A malformed path is refused with scimType invalidSyntax", "7644-3.12-type-invalidpath"), (text, next) => attempt(() => next(text), (e) => {
    throw invalidPath(e, false) ? new ScimError(400, "Bad path.", "invalidSyntax") : e;
  })),
  message(must("patch-path-number-accepted", "Operations whose path is no string are skipped with success", "7644-3.5.2-path-is-string"), (body, next) => (operationsOf(body).some((o) => o["path"] !== undefined && o["path"] !== null && typeof o["path"] !== "string") ? [] : next(body))),
  message(should("patch-empty-path-accepted", "An empty path counts as none", "7644-3.5.2-path-grammar"), (body, next) => next(operationsOf(body).some((o) => o["path"] === "") ? { ...body, Operations: operationsOf(body).map(({ path: p, ...o }) => (p === "" || p === undefined ? o : { ...o, path: p })) } : body)),
  path(must("patch-filter-value-with-dot-misparsed", "A dot in the quoted value of a path's filter splits the path", "7644-3.5.2-path-grammar"), (text, next) => (/"[^"@]*\.[^"]*"\]/.test(text) ? refuse("invalidPath") : next(text))),
  operation(must("patch-value-path-refused", "replace with a filter and no sub-attribute is refused", "7644-3.5.2-path-examples"), (r, o, next) => (o.op === "replace" && o.path?.endsWith("]") === true ? (next(r, o), refuse("invalidPath")) : next(r, o))),
  operation(must("patch-sub-attribute-path-refused", "replace of a sub-attribute by path is refused", "7644-3.5.2-path-grammar"), (r, o, next) => (o.op === "replace" && /^[a-z]+[A-Za-z]*\.[A-Za-z]+$/.test(o.path ?? "") && !/^(meta|urn)/.test(o.path ?? "") && typeof o.value === "string" ? refuse("invalidPath") : next(r, o))),
];

const nameFaults: readonly Fault[] = [
  path(must("patch-path-case-refused", "Names in paths are compared with case", "7644-3.5.2-path-notation"), (text, next) => {
    const target = next(text);
    return target.definition && !text.includes(target.definition.name) ? refuse("noTarget") : target;
  }),
  operation(must("patch-path-case-stored", "A name in other case is stored as a new attribute", "7644-3.5.2-path-notation"), (r, o, next, call, type) => {
    const target = o.path === null ? null : attempt(() => call.context.behaviour.parsePath(o.path ?? "", type, call), () => null);
    return target?.definition && o.path !== null && !o.path.includes(target.definition.name) ? { ...r, [o.path]: o.value ?? null } : next(r, o);
  }),
  operation(must("patch-path-with-core-urn-ignored", "Paths with the URN of the base schema are skipped with success", "7644-3.5.2-path-notation"), (r, o, next, _c, type) => (inCore(o, type) ? r : next(r, o))),
  operation(must("patch-path-with-core-urn-refused", "Paths with the URN of the base schema are refused", "7644-3.5.2-path-notation"), (r, o, next, _c, type) => (inCore(o, type) ? refuse("noTarget") : next(r, o))),
  operation(must("patch-extension-path-split-at-version-dot", "The URN of an extension in a path is split at the dot of its version", "7644-3.5.2-path-notation"), (r, o, next, _c, type) => (extensionOf(o.path, type) ? refuse("noTarget") : next(r, o))),
  operation(must("patch-first-extension-value-500", "The first value of an extension answers 500", "7644-3.5.2.1-add-missing-attribute", "7644-3.5.2.3-replace-missing-is-add"), (r, o, next, _c, type) => {
    const urn = extensionOf(o.path, type);
    if (urn !== undefined && r[urn] === undefined && o.op !== "remove") throw crash();
    return next(r, o);
  }),
  storing(must("patch-extension-urn-not-listed", "PATCH does not add the URN of an extension to schemas", "7644-3.5.2-schemas-implicit", "7643-3.3-container-uri-listed"), (next, previous) => (next["schemas"] === previous["schemas"] ? next : { ...next, schemas: previous["schemas"] as Json })),
  operation(must("patch-extension-flattened", "A path with the URN of an extension sets an attribute of that name at the top", "7644-3.5.2-path-notation"), (r, o, next, _c, type) => {
    const urn = extensionOf(o.path, type);
    return urn !== undefined && o.op !== "remove" && o.path !== null ? { ...r, [o.path.slice(urn.length + 1)]: o.value ?? null } : next(r, o);
  }),
  operation(must("patch-whole-extension-500", "The URN of an extension as path answers 500", "7644-3.5.2-incompatible-op-error"), (r, o, next, _c, type) => {
    if (wholeExtension(o.path, type)) throw crash();
    return next(r, o);
  }),
  operation(must("patch-extension-object-ignored", "The object of an extension in an operation without path is skipped", "7644-3.5.2.1-add-no-path"), (r, o, next, _c, type) => (extended(o, type) ? r : next(r, o))),
  operation(must("patch-extension-object-refused", "The object of an extension in an operation without path is refused", "7644-3.5.2.1-add-no-path"), (r, o, next, _c, type) => (extended(o, type) ? refuse("invalidSyntax") : next(r, o))),
  operation(should("patch-dotted-key-ignored", "Dotted and qualified names in an operation without path succeed without effect", "7644-3.5.2.1-add-no-path"), (r, o, next) => (keyed(o, /[.:]/) ? r : next(r, o))),
  operation(gray("patch-dotted-key-flattened", "A dotted name in an operation without path sets an attribute at the top", "7644-3.5.2.1-add-no-path"), (r, o, next) => {
    const found = keyed(o, /^[A-Za-z]+\.[A-Za-z]+$/);
    return found ? { ...r, [found[0].split(".")[1] ?? ""]: found[1] } : next(r, o);
  }),
  operation(should("patch-schemas-edit-refused", "Operations on schemas are refused", "7644-3.5.2-schemas-modified-subsequent"), (r, o, next) => (o.path === "schemas" ? refuse("mutability") : next(r, o))),
  {
    ...must("patch-schemas-edit-stops", "Operations behind one on schemas are skipped", "7644-3.5.2-schemas-modified-subsequent"),
    apply: (b) => ({
      applyAll(r, operations, type, call) {
        const end = operations.findIndex((o) => o.path === "schemas");
        return b.applyAll(r, end < 0 ? operations : operations.slice(0, end), type, call);
      },
    }),
  },
  operation(must("patch-plain-name-in-extension", "A plain name leads into the extension where one is in use", "7644-3.5.2-schemas-assumed"), (r, o, next, _c, type) => {
    const urn = type.schemaExtensions.map((e) => e.schema).find((u) => isObject(r[u]));
    if (urn === undefined || o.op !== "replace" || !["nickname", "model"].includes(head(o.path)) || o.path === null) return next(r, o);
    return { ...r, [urn]: { ...(r[urn] as Stored), [o.path]: o.value ?? null } };
  }),
  operation(must("patch-schemas-demanded", "A plain name is refused where an extension is in use", "7644-3.5.2-schemas-assumed"), (r, o, next, _c, type) => (type.schemaExtensions.some((e) => isObject(r[e.schema])) && ["nickname", "model"].includes(head(o.path)) && o.op === "replace" && !o.path?.includes("[") ? refuse("noTarget") : next(r, o))),
];

const unknownFaults: readonly Fault[] = [
  operation(should("patch-unknown-path-ignored", "Operations on unknown attributes are skipped with success", "7644-3.5.2-incompatible-op-error", "7644-3.5.2-op-compatible-with-schema"), (r, o, next) => attempt(() => next(r, o), (e) => {
    if (!invalidPath(e, true)) throw e;
    return r;
  })),
  operation(should("patch-unknown-path-stored", "Operations on unknown attributes store them", "7644-3.5.2-incompatible-op-error"), (r, o, next) => attempt(() => next(r, o), (e) => {
    if (!invalidPath(e, true)) throw e;
    return { ...r, [o.path ?? ""]: o.value ?? null };
  })),
  path(must("patch-unknown-path-500", "A path to an unknown attribute answers 500", "7644-3.12-status-400"), (text, next) => attempt(() => next(text), (e) => {
    throw invalidPath(e, true) ? crash() : e;
  })),
  path(should("patch-unknown-path-keyword", "A path to an unknown attribute is refused with scimType mutability", "7644-3.12-type-notarget"), (text, next) => attempt(() => next(text), (e) => {
    throw invalidPath(e, true) ? new ScimError(400, "Not possible.", "mutability") : e;
  })),
];

export const patchPathFaults: readonly Fault[] = [...grammarFaults, ...nameFaults, ...unknownFaults];
