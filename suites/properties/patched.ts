/** Working on one resource with PATCH, and comparing it with the model. */
import { readAt, withValues } from "../../src/generate/attributes.ts";
import { partsOf } from "../../src/generate/values.ts";
import type { CheckContext, Expect } from "../../src/model/check.ts";
import type { ScimResponse } from "../../src/model/client.ts";
import { isObject, type Json, type JsonObject } from "../../src/model/json.ts";
import type { AttributeInfo } from "../../src/model/target.ts";
import { apply, applyMany, settledBy, type Intent, type State } from "../../src/scim/patch/model.ts";
import { pathOf } from "../../src/scim/schema.ts";
import { changedElsewhere } from "../../src/scim/snapshot.ts";
import { fateOf, survived } from "../../src/scim/stored.ts";
import { at, equalAsSets, pointerToken } from "../../src/scim/value.ts";

export interface Subject {
  readonly url: string;
  readonly resource: JsonObject;
  /** Paths of the attributes that a client has given a value, or taken it away: what others have is the server's. */
  readonly given: ReadonlySet<string>;
}

export const pointerOf = (a: AttributeInfo): string => (a.extension ? `/${pointerToken(a.schema)}/${a.name}` : `/${a.name}`);

/** The free attributes of a representation as the model sees them. */
export function stateOf(resource: JsonObject, attributes: readonly AttributeInfo[]): State {
  return Object.fromEntries(attributes.flatMap((a) => {
    const value = readAt(resource, a);
    return value === undefined ? [] : [[pathOf(a), value]];
  }));
}

/** Creates a resource with these values; discards the case where that is refused. */
export async function created({ scim, given, type, discard }: CheckContext, attributes: readonly AttributeInfo[], values: JsonObject): Promise<Subject> {
  const response = await scim.create(type, withValues(given.body(type), attributes, values));
  const id = response.object?.["id"];
  if (!response.ok || typeof id !== "string") return discard(`a ${type.name} with generated values is answered with ${response.status}`);
  return { url: `${type.endpoint}/${encodeURIComponent(id)}`, resource: response.object ?? {}, given: new Set(Object.keys(values)) };
}

/** Reads a resource; discards the case where that is not possible. */
export async function read({ scim, discard }: Pick<CheckContext, "scim" | "discard">, url: string): Promise<JsonObject> {
  const response = await scim.get(url);
  return response.ok && response.object ? response.object : discard(`GET of a resource that was created is answered with ${response.status}`);
}

/** The operations that a list of intents becomes, one after the other, on a state. Those that cannot be applied are left out. */
export interface Planned {
  readonly operations: readonly JsonObject[];
  readonly state: State;
  /** The state after each operation. */
  readonly states: readonly State[];
  /** Attributes that the operations name, and the requirements that settle what becomes of them. */
  readonly addressed: ReadonlyMap<AttributeInfo, string>;
}

export function planned(start: State, attributes: readonly AttributeInfo[], intents: readonly Intent[]): Planned {
  let state = start;
  const operations: JsonObject[] = [];
  const states: State[] = [];
  const addressed = new Map<AttributeInfo, string>();
  for (const intent of intents) {
    const named = intent.kind === "set-many" ? attributes.filter((a) => intent.values[pathOf(a)] !== undefined) : attributes.filter((a) => pathOf(a) === intent.path);
    const [attribute] = named;
    const applied = intent.kind === "set-many" ? applyMany(state, attributes, intent) : attribute && apply(state, start, attribute, intent);
    if (!applied) continue;
    state = applied.state;
    operations.push(applied.operation);
    states.push(state);
    for (const a of named) addressed.set(a, settledBy(intent, String(applied.operation["op"])));
  }
  return { operations, state, states, addressed };
}

/** A value without the parts that a server may work out of the others, such as `formatted` and `display`. */
export function ownParts(attribute: AttributeInfo, value: Json): Json {
  if (attribute.type !== "complex") return value;
  const names = new Set([...partsOf(attribute).map((p) => p.name.toLowerCase()), "primary"]);
  const one = (v: Json): Json => (isObject(v) ? Object.fromEntries(Object.entries(v).filter(([name]) => names.has(name.toLowerCase()))) : v);
  return Array.isArray(value) ? (value as Json[]).map(one) : one(value);
}

/** What was removed may come back as a default, but neither as it was nor with one of the values that were there. */
function isGone(got: Json | undefined, old: Json | undefined): boolean {
  if (got === undefined || old === undefined) return true;
  const values = (v: Json): readonly Json[] => (Array.isArray(v) ? (v as Json[]) : [v]);
  return !values(got).some((v) => values(old).some((w) => equalAsSets(v, w)));
}

/** Pointers of what changed although no operation names it, without attributes that only the server sets. */
export function changedUnasked({ target, type }: Pick<CheckContext, "target" | "type">, before: JsonObject, after: JsonObject, addressed: readonly AttributeInfo[]): readonly string[] {
  const servers = target.attributes(type).filter((a) => a.schema !== "" && a.mutability === "readOnly").map((a) => pointerOf(a).toLowerCase());
  const changed = changedElsewhere(before, after, addressed.map(pointerOf)).filter((p) => !servers.some((s) => p.toLowerCase() === s || p.toLowerCase().startsWith(`${s}/`)));
  // An extension that got its first value, or lost its last one, comes or goes as a whole.
  return changed.filter((p) => !((addressed.length > 0 && p === "/schemas") || addressed.some((a) => pointerOf(a).startsWith(`${p}/`))));
}

interface Deviation {
  readonly attribute: AttributeInfo;
  readonly requirement: string;
  readonly want: Json | undefined;
  readonly got: Json | undefined;
}

/** The attributes that the operations name and that are not what they make of them. */
function deviations(plan: Planned, before: JsonObject, resource: JsonObject): readonly Deviation[] {
  return [...plan.addressed].flatMap(([attribute, requirement]) => {
    const [want, got] = [plan.state[pathOf(attribute)], readAt(resource, attribute)];
    const kept = want === undefined ? isGone(got, readAt(before, attribute)) : survived(fateOf(attribute, ownParts(attribute, want), got));
    return kept ? [] : [{ attribute, requirement, want, got }];
  });
}

/** The first attribute that a plan names and that is not what it makes of it. */
export function wrongAfter(plan: Planned, resource: JsonObject): AttributeInfo | undefined {
  return [...plan.addressed.keys()].find((a) => {
    const [want, got] = [plan.state[pathOf(a)], readAt(resource, a)];
    return want === undefined ? got !== undefined : !survived(fateOf(a, ownParts(a, want), got));
  });
}

/** A resource with a state that POST gave it, as POST and the next GET show it; null if that is refused. `without`: names that are left out, whatever is usual. */
export async function posted({ scim, given, type }: CheckContext, attributes: readonly AttributeInfo[], state: State, without: readonly string[] = []): Promise<readonly [JsonObject, JsonObject] | null> {
  const made = await scim.create(type, withValues(given.body(type, Object.fromEntries(without.map((name) => [name, undefined]))), attributes, state));
  const id = made.object?.["id"];
  if (!made.ok || !made.object || typeof id !== "string") return null;
  const shown = await scim.get(`${type.endpoint}/${encodeURIComponent(id)}`);
  return shown.ok && shown.object ? [made.object, shown.object] : null;
}

interface Outcome {
  readonly wrong: readonly Deviation[];
  readonly elsewhere: readonly string[];
}

/**
 * What of an outcome is a mistake of PATCH. What POST makes of the same state just so is how the server stores values: with defaults,
 * a primary value of its choice, names worked out of others, times of less precision (RFC 7644 section 3.3); properties/round-trip judges it.
 */
async function ofPatch(context: CheckContext, attributes: readonly AttributeInfo[], owned: ReadonlySet<string>, plan: Planned, now: JsonObject, { wrong, elsewhere }: Outcome): Promise<Outcome> {
  const back = wrong.filter((d) => d.want === undefined);
  const set = wrong.filter((d) => d.want !== undefined);
  const given = Object.fromEntries(Object.entries(plan.state).filter(([path]) => owned.has(path)));
  // What was removed and is there again may follow from the other values, those of the server among them. Lists are left out: they may be unique.
  const removed = back.map((d) => pathOf(d.attribute));
  const others = Object.fromEntries(Object.entries({ ...stateOf(now, attributes.filter((a) => !a.multiValued)), ...given }).filter(([path]) => !removed.includes(path)));
  const afresh = back.length === 0 ? null : await posted(context, attributes, others, removed);
  const fresh = set.length + elsewhere.length === 0 ? null : await posted(context, attributes, given);
  const late = new Set(fresh ? changedUnasked(context, ...fresh, []) : []);
  return {
    wrong: [
      ...back.filter(({ attribute, got }) => !afresh || !equalAsSets(readAt(afresh[1], attribute), got)),
      ...set.filter(({ attribute, want }) => !fresh || survived(fateOf(attribute, ownParts(attribute, want ?? null), readAt(fresh[1], attribute)))),
    ],
    elsewhere: elsewhere.filter((p) => !fresh || (!late.has(p) && !equalAsSets(at(fresh[1], p), at(now, p)))),
  };
}

/** The same state, with what a server may have made of the values. */
export async function judgeState(context: CheckContext, expect: Expect, attributes: readonly AttributeInfo[], subject: Subject, plan: Planned, now: ScimResponse): Promise<void> {
  const [before, resource] = [subject.resource, now.object ?? {}];
  const addressed = [...plan.addressed.keys()];
  const seen = { wrong: deviations(plan, before, resource), elsewhere: changedUnasked(context, before, resource, addressed) };
  const { wrong, elsewhere } = await ofPatch(context, attributes, new Set([...subject.given, ...addressed.map(pathOf)]), plan, resource, seen);
  for (const [attribute, requirement] of plan.addressed) {
    const found = wrong.find((d) => d.attribute === attribute);
    if (!found && seen.wrong.some((d) => d.attribute === attribute)) continue;
    const detail = { message: `after the operations ${pathOf(attribute)} is not what they make of it`, expected: plan.state[pathOf(attribute)] ?? "(absent)", actual: found?.got ?? "(absent)", at: now, pointer: pointerOf(attribute) };
    expect.of("7644-3.5.2-ops-sequential").that(!found, detail);
    expect.of(requirement).that(!found, detail);
  }
  expect.of("7644-3.2-patch-partial-update").that(elsewhere.length === 0, { message: `${elsewhere.join(", ") || "nothing"} changed, which no operation names`, expected: "unchanged", actual: [...elsewhere], at: now, pointer: elsewhere[0] ?? "" });
}

/** The state as a complete list of values, for a PUT. */
export function bodyOf({ given, type }: CheckContext, attributes: readonly AttributeInfo[], before: JsonObject, state: State): JsonObject {
  const required = given.body(type);
  const own = Object.fromEntries(Object.keys(required).flatMap((k) => (before[k] === undefined || k === "schemas" ? [] : [[k, before[k] as Json]])));
  return withValues({ ...required, ...own, id: before["id"] ?? null }, attributes, state);
}
