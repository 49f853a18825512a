/**
 * The judge's model of PATCH (RFC 7644 section 3.5.2): what an operation makes of a representation. It knows operations whose
 * outcome the RFC settles; where readings differ (values that are there already, filters without a match, primary, null), it
 * makes none.
 */
import { isObject, type Json, type JsonObject } from "../../model/json.ts";
import type { AttributeInfo } from "../../model/target.ts";
import { compareOne } from "../filter/compare.ts";
import { pathOf } from "../schema.ts";
import { foldedText } from "../stored.ts";
import { covers, equalAsSets, isUnassigned, member } from "../value.ts";

/** Values of attributes by path (pathOf), unassigned ones left out. */
export type State = Readonly<Record<string, Json>>;

/** What a client wants, independent of how it writes it. `pick` chooses among the values that are there; a complex value is sent with all parts. */
export type Intent =
  | { readonly kind: "set"; readonly path: string; readonly op: "add" | "replace"; readonly value: Json; readonly form: "path" | "pathless" }
  | { readonly kind: "set-part"; readonly path: string; readonly part: string; readonly op: "add" | "replace"; readonly value: Json; readonly form: "path" | "pathless" }
  | { readonly kind: "append"; readonly path: string; readonly values: readonly Json[]; readonly form: "path" | "pathless" }
  | { readonly kind: "overwrite"; readonly path: string; readonly values: readonly Json[]; readonly form: "path" | "pathless" }
  | { readonly kind: "set-many"; readonly op: "add" | "replace"; readonly values: State }
  | { readonly kind: "drop"; readonly path: string }
  | { readonly kind: "drop-part"; readonly path: string; readonly part: string }
  | { readonly kind: "drop-where"; readonly path: string; readonly part: string; readonly pick: number }
  | { readonly kind: "drop-part-where"; readonly path: string; readonly part: string; readonly pick: number; readonly target: string }
  | { readonly kind: "set-where"; readonly path: string; readonly part: string; readonly pick: number; readonly target: string; readonly value: Json }
  | { readonly kind: "set-element"; readonly path: string; readonly part: string; readonly pick: number; readonly value: JsonObject };

/** An operation as it is sent, and the state that it leads to. */
export interface Applied {
  readonly operation: JsonObject;
  readonly state: State;
}

const listOf = (value: Json | undefined): readonly Json[] => (value === undefined ? [] : Array.isArray(value) ? (value as Json[]) : [value]);

function withValue(state: State, path: string, value: Json | undefined): State {
  const { [path]: _old, ...rest } = state;
  return value === undefined || isUnassigned(value) ? rest : { ...rest, [path]: value };
}

/** The attribute without path: an object of attributes, extension attributes in their container. */
function pathless(attribute: AttributeInfo, value: Json): JsonObject {
  return attribute.extension ? { [attribute.schema]: { [attribute.name]: value } } : { [attribute.name]: value };
}

function operation(op: string, attribute: AttributeInfo, value: Json, form: "path" | "pathless", path = pathOf(attribute)): JsonObject {
  return form === "path" ? { op, path, value } : { op, value: pathless(attribute, value) };
}

/** Two values that a server may take for one: the same `value`, or all of one in the other. */
function clash(a: Json, b: Json): boolean {
  const settled = (_name: string, part: unknown): unknown => (typeof part === "string" ? foldedText(part) : part);
  const key = (v: Json): string => JSON.stringify(isObject(v) && member(v, "value") !== undefined ? member(v, "value") : v, settled);
  return key(a) === key(b);
}

function distinct(values: readonly Json[]): boolean {
  return values.every((v, i) => values.findIndex((w) => clash(v, w)) === i);
}

/** Which values have that part equal to a text; null if that is not certain of one of them. */
function selected(values: readonly Json[], part: AttributeInfo, literal: Json): readonly boolean[] | null {
  const truths = values.map((v) => {
    const found = isObject(v) ? member(v, part.name) : undefined;
    return isUnassigned(found) ? false : compareOne(found ?? null, "eq", literal, part);
  });
  return truths.includes(null) ? null : truths.map((t) => t === true);
}

function withPart(value: Json | undefined, part: string, next: Json | undefined): Json {
  const rest = Object.fromEntries(Object.entries(isObject(value) ? value : {}).filter(([name]) => name.toLowerCase() !== part.toLowerCase()));
  return next === undefined ? rest : { ...rest, [part]: next };
}

interface Selection {
  readonly values: readonly Json[];
  readonly chosen: readonly boolean[];
  /** As a path names it: `emails[type eq "work"]`. */
  readonly text: string;
}

/** The values of an attribute that have a part in common with the one picked, of those that were there from the start. */
function select(state: State, start: State, attribute: AttributeInfo, partName: string, pick: number): Selection | null {
  const part = attribute.subAttributes.find((s) => s.name === partName);
  const values = listOf(state[pathOf(attribute)]);
  // A server may have stored what this request sent in another form: only values that were read before can be named.
  const known = values.filter((v) => listOf(start[pathOf(attribute)]).some((s) => equalAsSets(s, v)));
  const literals = known.flatMap((v) => {
    const found = part && isObject(v) ? member(v, part.name) : undefined;
    return typeof found === "string" && found !== "" ? [found] : [];
  });
  const literal = literals[pick % Math.max(1, literals.length)];
  const chosen = part && literal !== undefined && known.length === values.length ? selected(values, part, literal) : null;
  return chosen && literal !== undefined ? { values, chosen, text: `${pathOf(attribute)}[${partName} eq ${JSON.stringify(literal)}]` } : null;
}

/** A part of the values selected is removed, of which each keeps another one. */
function dropPartWhere(state: State, start: State, attribute: AttributeInfo, intent: Extract<Intent, { kind: "drop-part-where" }>): Applied | null {
  const s = select(state, start, attribute, intent.part, intent.pick);
  // Whether a part that none of them has can be removed is read in two ways.
  if (!s || intent.part === intent.target || !s.values.some((v, i) => s.chosen[i] && isObject(v) && !isUnassigned(member(v, intent.target)))) return null;
  const next = s.values.map((v, i) => (s.chosen[i] ? withPart(v, intent.target, undefined) : v));
  return distinct(next) ? { operation: { op: "remove", path: `${s.text}.${intent.target}` }, state: withValue(state, pathOf(attribute), next) } : null;
}

/** One value is replaced by one with all of its parts, so that it does not matter whether they are merged (P14). */
function setElement(state: State, start: State, attribute: AttributeInfo, intent: Extract<Intent, { kind: "set-element" }>): Applied | null {
  const s = select(state, start, attribute, intent.part, intent.pick);
  const at = s ? s.chosen.indexOf(true) : -1;
  const old = s?.values[at];
  if (!s || !isObject(old) || s.chosen.lastIndexOf(true) !== at) return null;
  const parts = { ...intent.value, [intent.part]: member(old, intent.part) ?? null };
  const value = complete(attribute, old, parts);
  const next = s.values.map((v, i) => (i === at ? { ...old, ...parts } : v));
  return distinct(next) ? { operation: { op: "replace", path: s.text, value }, state: withValue(state, pathOf(attribute), next) } : null;
}

/** What is sent: the parts that are there, with others in place of some, without those that a client cannot set. */
function complete(attribute: AttributeInfo, old: Json | undefined, parts: JsonObject): JsonObject {
  const kept = Object.entries(isObject(old) ? old : {}).filter(([name, v]) => !isUnassigned(v) && attribute.subAttributes.some((s) => s.name === name && s.mutability !== "readOnly"));
  return { ...Object.fromEntries(kept), ...parts };
}

function applyToList(state: State, start: State, attribute: AttributeInfo, intent: Intent): Applied | null {
  const path = pathOf(attribute);
  const values = listOf(state[path]);
  switch (intent.kind) {
    case "append": {
      const all = [...values, ...intent.values];
      // A value that another one holds with all its parts may count as there already.
      const contained = intent.values.some((v, i) => all.some((other, at) => at !== values.length + i && covers(other, v)));
      return distinct(all) && !contained ? { operation: operation("add", attribute, [...intent.values], intent.form), state: withValue(state, path, all) } : null;
    }
    case "overwrite":
      return distinct(intent.values) ? { operation: operation("replace", attribute, [...intent.values], intent.form), state: withValue(state, path, [...intent.values]) } : null;
    case "drop-where": {
      const s = select(state, start, attribute, intent.part, intent.pick);
      return s && { operation: { op: "remove", path: s.text }, state: withValue(state, path, s.values.filter((_v, i) => !s.chosen[i])) };
    }
    case "drop-part-where":
      return dropPartWhere(state, start, attribute, intent);
    case "set-element":
      return setElement(state, start, attribute, intent);
    case "set-where": {
      const s = select(state, start, attribute, intent.part, intent.pick);
      if (!s || intent.part === intent.target) return null;
      const next = s.values.map((v, i) => (s.chosen[i] ? withPart(v, intent.target, intent.value) : v));
      return distinct(next) ? { operation: { op: "replace", path: `${s.text}.${intent.target}`, value: intent.value }, state: withValue(state, path, next) } : null;
    }
    default:
      return null;
  }
}

function applyToOne(state: State, attribute: AttributeInfo, intent: Intent): Applied | null {
  const path = pathOf(attribute);
  const value = state[path];
  switch (intent.kind) {
    case "set": {
      // With all parts that are there it does not matter whether they are merged or replaced (P12, P13).
      const [parts, old] = [attribute.type === "complex" && isObject(intent.value) ? intent.value : null, isObject(value) ? value : {}];
      const sent = parts ? complete(attribute, old, parts) : intent.value;
      return { operation: operation(intent.op, attribute, sent, intent.form), state: withValue(state, path, parts ? { ...old, ...parts } : sent) };
    }
    case "set-part": {
      const next = withPart(value, intent.part, intent.value);
      // Whether a complex value is merged or takes the place of the old one is read in two ways (P12, P13), so that the path names the part.
      const form = intent.op === "replace" || value !== undefined ? "path" : intent.form;
      return { operation: form === "path" ? { op: intent.op, path: `${path}.${intent.part}`, value: intent.value } : operation(intent.op, attribute, { [intent.part]: intent.value }, form), state: withValue(state, path, next) };
    }
    case "drop-part": {
      if (!isObject(value) || isUnassigned(member(value, intent.part))) return null;
      return { operation: { op: "remove", path: `${path}.${intent.part}` }, state: withValue(state, path, withPart(value, intent.part, undefined)) };
    }
    default:
      return null;
  }
}

/** What an intent makes of a state; null where it cannot be applied, or where the RFC leaves its outcome open. `start`: the state before the request. */
export function apply(state: State, start: State, attribute: AttributeInfo, intent: Exclude<Intent, { kind: "set-many" }>): Applied | null {
  if (intent.kind === "drop") return state[pathOf(attribute)] === undefined ? null : { operation: { op: "remove", path: pathOf(attribute) }, state: withValue(state, pathOf(attribute), undefined) };
  return attribute.multiValued ? applyToList(state, start, attribute, intent) : applyToOne(state, attribute, intent);
}

/** Several singular attributes in one operation without path; null for fewer than two. */
export function applyMany(state: State, attributes: readonly AttributeInfo[], intent: Extract<Intent, { kind: "set-many" }>): Applied | null {
  const chosen = attributes.filter((a) => intent.values[pathOf(a)] !== undefined);
  if (chosen.length < 2) return null;
  const value: Record<string, Json> = {};
  let next = state;
  for (const a of chosen) {
    const v = intent.values[pathOf(a)] as Json;
    const container = value[a.schema];
    if (a.extension) value[a.schema] = { ...(isObject(container) ? container : {}), [a.name]: v };
    else value[a.name] = v;
    next = withValue(next, pathOf(a), v);
  }
  return { operation: { op: intent.op, value }, state: next };
}

/** The requirement of the RFC that settles an intent. */
export function settledBy({ kind }: Intent, op: string): string {
  const R = "7644-3.5.2";
  switch (kind) {
    case "append":
      return `${R}.1-add-multivalued-appends`;
    case "overwrite":
      return `${R}.3-replace-multi-all`;
    case "set-many":
      return op === "add" ? `${R}.1-add-no-path` : `${R}.3-replace-no-path`;
    case "drop":
    case "drop-part":
    case "drop-part-where":
      return `${R}.2-remove-purpose`;
    case "drop-where":
      return `${R}.2-remove-multi-value-filter`;
    case "set-where":
      return `${R}.3-replace-filter-subattribute`;
    case "set-element":
      return `${R}.3-replace-filter-match`;
    default:
      return op === "add" ? `${R}.1-add-purpose` : `${R}.3-replace-purpose`;
  }
}

/** An intent in a few words, for readers of a counterexample. */
export function inWords(intent: Intent): string {
  const said = (value: Json): string => JSON.stringify(value);
  switch (intent.kind) {
    case "set":
      return `${intent.op} ${intent.path}: ${said(intent.value)}${intent.form === "path" ? "" : " (without path)"}`;
    case "set-part":
      return `${intent.op} ${intent.path}.${intent.part}: ${said(intent.value)}${intent.form === "path" ? "" : " (without path)"}`;
    case "set-many":
      return `${intent.op} without path: ${said(intent.values)}`;
    case "append":
      return `add to ${intent.path}: ${said(intent.values)}${intent.form === "path" ? "" : " (without path)"}`;
    case "overwrite":
      return `replace ${intent.path}: ${said(intent.values)}${intent.form === "path" ? "" : " (without path)"}`;
    case "drop":
      return `remove ${intent.path}`;
    case "drop-part":
      return `remove ${intent.path}.${intent.part}`;
    case "drop-where":
      return `remove ${intent.path} by ${intent.part}`;
    case "drop-part-where":
      return `remove ${intent.target} of ${intent.path} by ${intent.part}`;
    case "set-element":
      return `replace ${intent.path} by ${intent.part}: ${said(intent.value)}`;
    default:
      return `replace ${intent.target} of ${intent.path} by ${intent.part}: ${said(intent.value)}`;
  }
}
