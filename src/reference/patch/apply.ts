/** Applying PATCH operations (RFC 7644 sections 3.5.2.1 to 3.5.2.3). All functions return new values; nothing is changed in place. */
import type { Call } from "../behaviour.ts";
import { extensionDefinitions, locate } from "../definitions.ts";
import { isObject, ScimError, type AttributeDefinition, type Json, type JsonObject, type PatchOperation, type PatchTarget, type ResourceTypeDefinition, type Stored } from "../types.ts";
import { isEmpty, readElement, readMember } from "../values.ts";


/** Deep equality, members in any order. */
export function same(a: Json | undefined, b: Json | undefined): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((v, i) => same(v as Json, (b as Json[])[i]));
  if (!isObject(a) || !isObject(b)) return a === b;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((k) => same(a[k], b[k]));
}

const list = (value: Json | undefined): readonly Json[] => (value === undefined ? [] : Array.isArray(value) ? (value as Json[]) : [value]);

function refuse(definition: AttributeDefinition, why: string): ScimError {
  return new ScimError(400, `${definition.name} ${why}.`, "mutability");
}

/** Refuses a change of what clients cannot change (RFC 7644 section 3.5.2). */
export function checkMutable({ definition, sub }: PatchTarget, previous: Json | undefined, next: Json | undefined): void {
  for (const d of [definition, sub]) if (d?.mutability === "readOnly") throw refuse(d, "is readOnly");
  if (definition?.mutability === "immutable" && previous !== undefined && !same(previous, next)) throw refuse(definition, "is immutable and has a value");
  if (definition?.required && isEmpty(next)) throw refuse(definition, "is required");
  if (!sub || sub.mutability !== "immutable") return;
  const [before, after] = [list(previous), list(next)];
  const changed = before.some((v, i) => isObject(v) && v[sub.name] !== undefined && after.length === before.length && !same(v[sub.name], isObject(after[i]) ? after[i][sub.name] : undefined));
  if (changed) throw refuse(sub, "is immutable and has a value");
}

/** At most one value is primary: the one that the operation made so (RFC 7644 section 3.5.2). */
export function settlePrimary(values: readonly Json[], previous: readonly Json[]): readonly Json[] {
  const primary = (v: Json | undefined): boolean => isObject(v) && v["primary"] === true;
  const wasPrimary = (v: Json): boolean => previous.some((p) => primary(p) && same(p, v));
  const fresh = values.filter((v) => primary(v) && !wasPrimary(v));
  if (fresh.length === 0) return values;
  const chosen = fresh[fresh.length - 1];
  return values.map((v) => (primary(v) && v !== chosen ? { ...(v as JsonObject), primary: false } : v));
}

function matching(target: PatchTarget, values: readonly Json[], call: Call): readonly boolean[] {
  const { definition, filter } = target;
  return values.map((v) => filter === null || (definition !== null && call.context.behaviour.matchesValue(filter, v, definition, call)));
}

/** The elements of a multi-valued attribute that a value stands for: one, or an array of them. */
function elements(value: Json, definition: AttributeDefinition): readonly Json[] {
  return list(value).map((v) => readElement(v, definition)).filter((v) => !isEmpty(v));
}

function withSub(value: Json, sub: AttributeDefinition, next: Json | undefined): Json {
  const { [sub.name]: _old, ...rest } = isObject(value) ? value : {};
  return next === undefined || isEmpty(next) ? rest : { ...rest, [sub.name]: next };
}

function merged(previous: Json | undefined, value: Json): Json {
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries({ ...(isObject(previous) ? previous : {}), ...value }).filter(([, v]) => !isEmpty(v)));
}

/** The value of an attribute after add (RFC 7644 section 3.5.2.1). */
export function add(previous: Json | undefined, target: PatchTarget, value: Json, call: Call): Json | undefined {
  const { definition, sub, filter } = target;
  if (!definition) return previous;
  if (filter || (sub && definition.multiValued)) return selected(previous, target, value, call);
  if (sub) return merged(previous, { [sub.name]: readMember(value, sub) ?? null });
  if (!definition.multiValued) return definition.type === "complex" ? mergeComplex(previous, value, definition) : (readMember(value, definition) ?? previous);
  const old = list(previous);
  const fresh = elements(value, definition).filter((v, i, all) => !old.some((o) => call.context.behaviour.sameElement(o, v, definition)) && all.findIndex((w) => same(v, w)) === i);
  return [...call.context.behaviour.settlePrimary([...old, ...fresh], old)];
}

/** The value of an attribute after replace (RFC 7644 section 3.5.2.3). */
export function replace(previous: Json | undefined, target: PatchTarget, value: Json, call: Call): Json | undefined {
  const { definition, sub, filter } = target;
  if (!definition) return previous;
  if (filter || (sub && definition.multiValued)) return selected(previous, target, value, call);
  if (sub) return merged(previous, { [sub.name]: readMember(value, sub) ?? null });
  if (!definition.multiValued && definition.type === "complex" && value !== null) return mergeComplex(previous, value, definition);
  if (!definition.multiValued) return readMember(value, definition);
  return value === null ? undefined : [...call.context.behaviour.settlePrimary(elements(value, definition), [])];
}

/** Sub-attributes given replace or join those that are there; null takes one away. */
function mergeComplex(previous: Json | undefined, value: Json, definition: AttributeDefinition): Json | undefined {
  if (!isObject(value)) throw new ScimError(400, `The value of ${definition.name} is not an object.`, "invalidValue");
  const gone = new Set(Object.entries(value).filter(([, v]) => isEmpty(v)).map(([k]) => k.toLowerCase()));
  const kept = Object.fromEntries(Object.entries(isObject(previous) ? previous : {}).filter(([k]) => !gone.has(k.toLowerCase())));
  const next = merged(kept, readMember(value, definition) ?? {});
  return isEmpty(next) ? undefined : next;
}

/** add and replace on the values that a filter selects, or on a sub-attribute of all values. */
function selected(previous: Json | undefined, target: PatchTarget, value: Json, call: Call): Json | undefined {
  const { definition, sub } = target;
  const values = list(previous);
  const chosen = matching(target, values, call);
  if (!definition || !chosen.includes(true)) throw new ScimError(400, `The path selects no value of ${definition?.name ?? "the resource"}.`, "noTarget");
  const next = values.map((v, i) => {
    if (!chosen[i]) return v;
    if (sub) return withSub(v, sub, readMember(value, sub));
    // Parts that the value does not give stay: for replace the RFC says so of complex targets (P14).
    return merged(v, readElement(value, definition));
  });
  return [...call.context.behaviour.settlePrimary(next.filter((v) => !isEmpty(v)), values)];
}

/** The value of an attribute after remove (RFC 7644 section 3.5.2.2). A value member limits what goes to the values given. */
export function remove(previous: Json | undefined, target: PatchTarget, value: Json | undefined, call: Call): Json | undefined {
  const { definition, sub, filter } = target;
  // The RFC's group example: who is no member cannot be removed, and that is a success (P08).
  const absentIsFine = definition?.name === "members" && !sub;
  if (!definition || previous === undefined) {
    if (filter && !absentIsFine) throw new ScimError(400, `The path selects no value of ${definition?.name ?? "the resource"}.`, "noTarget");
    return undefined;
  }
  if (!definition.multiValued) return sub ? withSub(previous, sub, undefined) : undefined;
  const values = list(previous);
  const chosen = matching(target, values, call);
  if (!chosen.includes(true) && !absentIsFine) throw new ScimError(400, `The path selects no value of ${definition.name}.`, "noTarget");
  if (sub) return values.map((v, i) => (chosen[i] ? withSub(v, sub, undefined) : v)).filter((v) => !isEmpty(v));
  const named = value === undefined || value === null || filter ? null : elements(value, definition);
  return values.filter((v, i) => !chosen[i] || (named !== null && !named.some((n) => call.context.behaviour.sameElement(v, n, definition))));
}

function change(resource: Stored, target: PatchTarget, operation: PatchOperation, call: Call): Stored {
  const { behaviour } = call.context;
  const { definition, extension } = target;
  if (!definition) return resource;
  const holder = extension === null ? resource : isObject(resource[extension]) ? (resource[extension] as Stored) : {};
  const previous = holder[definition.name];
  if (definition.mutability === "readOnly" || target.sub?.mutability === "readOnly") behaviour.checkMutable(target, previous, previous, call);
  const { op, value } = operation;
  const given = value ?? null;
  const next = op === "remove" ? behaviour.patchRemove(previous, target, value, call) : op === "add" ? behaviour.patchAdd(previous, target, given, call) : behaviour.patchReplace(previous, target, given, call);
  behaviour.checkMutable(target, previous, next, call);
  const { [definition.name]: _old, ...rest } = holder;
  const holding: Stored = next === undefined || isEmpty(next) ? rest : { ...holder, [definition.name]: next };
  if (extension === null) return holding;
  const { [extension]: _container, ...without } = resource;
  return isEmpty(holding) ? without : { ...resource, [extension]: holding };
}

/** A key that is a path, `name.givenName` or `urn:...:User:department`, means what the path means; any other is not understood. */
function qualified(name: string, operation: PatchOperation, type: ResourceTypeDefinition, call: Call): readonly (readonly [PatchTarget, PatchOperation])[] {
  if (!/[.:]/.test(name)) return [];
  try {
    const target = call.context.behaviour.parsePath(name, type, call);
    return target.definition ? [[target, operation]] : [];
  } catch (error) {
    if (error instanceof ScimError) return [];
    throw error;
  }
}

/** The attributes that an operation without a path, or on a whole extension, stands for. */
function spread(operation: PatchOperation, extension: string | null, type: ResourceTypeDefinition, call: Call): readonly (readonly [PatchTarget, PatchOperation])[] {
  const { op, value } = operation;
  const whole = extensionDefinitions(type, call.context).find((s) => s.id === extension);
  if (op === "remove" && whole) return whole.attributes.map((definition) => [{ extension, definition, filter: null, sub: null }, operation]);
  if (!isObject(value)) throw new ScimError(400, "The value of an operation without path is not an object.", "invalidValue");
  return Object.entries(value).flatMap(([name, part]): readonly (readonly [PatchTarget, PatchOperation])[] => {
    const inner = extension === null ? extensionDefinitions(type, call.context).find((s) => s.id.toLowerCase() === name.toLowerCase()) : undefined;
    if (inner) return spread({ op, path: null, value: part }, inner.id, type, call);
    const found = locate(extension, name, type, call.context);
    // schemas follow from the content; unknown names are not understood and ignored, as in a create.
    if (!found && extension === null) return qualified(name, { op, path: name, value: part }, type, call);
    if (!found || found.definition.name === "schemas") return [];
    return [[{ extension: found.extension, definition: found.definition, filter: null, sub: null }, { op, path: name, value: part }]];
  });
}

/** The resource after one operation; throws what the operation deserves. */
export function applyOperation(resource: Stored, operation: PatchOperation, type: ResourceTypeDefinition, call: Call): Stored {
  const { behaviour } = call.context;
  const target = operation.path === null ? { extension: null, definition: null, filter: null, sub: null } : behaviour.parsePath(operation.path, type, call);
  if (target.definition) return target.definition.name === "schemas" ? resource : change(resource, target, operation, call);
  return spread(operation, target.extension, type, call).reduce<Stored>((r, [t, o]) => change(r, t, o, call), resource);
}

/** The resource after all operations in order. */
export function applyAll(resource: Stored, operations: readonly PatchOperation[], type: ResourceTypeDefinition, call: Call): Stored {
  return operations.reduce<Stored>((r, o) => call.context.behaviour.applyOperation(r, o, type, call), resource);
}

/** Two values of a multi-valued attribute are one: equal, or, where a value sub-attribute tells them apart, with the same one. */
export function sameElement(a: Json, b: Json, definition: AttributeDefinition): boolean {
  if (definition.name === "members" && isObject(a) && isObject(b)) return a["value"] === b["value"];
  if (!isObject(a) || !isObject(b)) return same(a, b);
  // What the server or an earlier request added besides does not make another value.
  return Object.entries(b).every(([k, v]) => same(a[k], v)) && same(a["value"], b["value"]);
}
