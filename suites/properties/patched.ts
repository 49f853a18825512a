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
import { fateOf } from "../../src/scim/stored.ts";
import { equalAsSets, pointerToken } from "../../src/scim/value.ts";

export interface Subject {
  readonly url: string;
  readonly resource: JsonObject;
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
  return { url: `${type.endpoint}/${encodeURIComponent(id)}`, resource: response.object ?? {} };
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
  /** Attributes that the operations name, and the requirements that settle what becomes of them. */
  readonly addressed: ReadonlyMap<AttributeInfo, string>;
}

export function planned(start: State, attributes: readonly AttributeInfo[], intents: readonly Intent[]): Planned {
  let state = start;
  const operations: JsonObject[] = [];
  const addressed = new Map<AttributeInfo, string>();
  for (const intent of intents) {
    const named = intent.kind === "set-many" ? attributes.filter((a) => intent.values[pathOf(a)] !== undefined) : attributes.filter((a) => pathOf(a) === intent.path);
    const [attribute] = named;
    const applied = intent.kind === "set-many" ? applyMany(state, attributes, intent) : attribute && apply(state, start, attribute, intent);
    if (!applied) continue;
    state = applied.state;
    operations.push(applied.operation);
    for (const a of named) addressed.set(a, settledBy(intent, String(applied.operation["op"])));
  }
  return { operations, state, addressed };
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

/** The same state, with what a server may have made of the values. */
export function judgeState(expect: Expect, plan: Planned, before: JsonObject, now: ScimResponse): void {
  const resource = now.object ?? {};
  const sequential = expect.of("7644-3.5.2-ops-sequential");
  for (const [attribute, requirement] of plan.addressed) {
    const [want, got] = [plan.state[pathOf(attribute)], readAt(resource, attribute)];
    const old = readAt(before, attribute);
    const kept = want === undefined ? isGone(got, old) : fateOf(attribute, ownParts(attribute, want), got) !== "changed";
    const detail = { message: `after the operations ${pathOf(attribute)} is not what they make of it`, expected: want ?? "(absent)", actual: got ?? "(absent)", at: now, pointer: pointerOf(attribute) };
    sequential.that(kept, detail);
    expect.of(requirement).that(kept, detail);
  }
  const changed = changedElsewhere(before, resource, [...plan.addressed.keys()].map(pointerOf));
  // An extension that got its first value, or lost its last one, comes or goes as a whole.
  const elsewhere = changed.filter((p) => !(p === "/schemas" || [...plan.addressed.keys()].some((a) => pointerOf(a).startsWith(`${p}/`))));
  expect.of("7644-3.2-patch-partial-update").that(elsewhere.length === 0, { message: `${elsewhere.join(", ") || "nothing"} changed, which no operation names`, expected: "unchanged", actual: [...elsewhere], at: now, pointer: elsewhere[0] ?? "" });
}

/** The state as a complete list of values, for a PUT. */
export function bodyOf({ given, type }: CheckContext, attributes: readonly AttributeInfo[], before: JsonObject, state: State): JsonObject {
  const required = given.body(type);
  const own = Object.fromEntries(Object.keys(required).flatMap((k) => (before[k] === undefined || k === "schemas" ? [] : [[k, before[k] as Json]])));
  return withValues({ ...required, ...own, id: before["id"] ?? null }, attributes, state);
}
