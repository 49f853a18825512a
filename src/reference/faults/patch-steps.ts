/** Faults of PATCH by the step that they disturb: one operation on one attribute, one operation, all of them, or what is kept. */
import type { Behaviour, Call } from "../behaviour.ts";
import { ScimError, type Json, type PatchOperation, type PatchTarget, type ResourceTypeDefinition, type Stored } from "../types.ts";
import type { Fault, Info } from "./fault.ts";
import { listOf } from "../values.ts";


/** One operation on the value of one attribute. */
export interface Step {
  readonly previous: Json | undefined;
  readonly target: PatchTarget;
  readonly value: Json | undefined;
  readonly call: Call;
  readonly conforming: Behaviour;
}

/** One operation on a resource. */
export interface Move {
  readonly resource: Stored;
  readonly operation: PatchOperation;
  readonly type: ResourceTypeDefinition;
  readonly call: Call;
  readonly conforming: Behaviour;
}

type Change = (next: () => Json | undefined, step: Step) => Json | undefined;

/** What remove leaves of an attribute. */
export const removes = (info: Info, change: Change): Fault => ({
  ...info,
  apply: (b) => ({ patchRemove: (previous, target, value, call) => change(() => b.patchRemove(previous, target, value, call), { previous, target, value, call, conforming: b }) }),
});

/** What replace makes of an attribute. */
export const replaces = (info: Info, change: Change): Fault => ({
  ...info,
  apply: (b) => ({ patchReplace: (previous, target, value, call) => change(() => b.patchReplace(previous, target, value, call), { previous, target, value, call, conforming: b }) }),
});

/** What add makes of an attribute. */
export const adds = (info: Info, change: Change): Fault => ({
  ...info,
  apply: (b) => ({ patchAdd: (previous, target, value, call) => change(() => b.patchAdd(previous, target, value, call), { previous, target, value, call, conforming: b }) }),
});

/** What one operation makes of the resource. */
export const moves = (info: Info, change: (next: () => Stored, move: Move) => Stored): Fault => ({
  ...info,
  apply: (b) => ({ applyOperation: (resource, operation, type, call) => change(() => b.applyOperation(resource, operation, type, call), { resource, operation, type, call, conforming: b }) }),
});

/** The list of operations that is applied. */
export const reorders = (info: Info, change: (operations: readonly PatchOperation[]) => readonly PatchOperation[]): Fault => ({
  ...info,
  apply: (b) => ({ applyAll: (resource, operations, type, call) => b.applyAll(resource, change(operations), type, call) }),
});

/** The resource that a PATCH leaves. */
export const keeps = (info: Info, change: (next: Stored, previous: Stored, type: ResourceTypeDefinition, call: Call) => Stored): Fault => ({
  ...info,
  apply: (b) => ({ patch: (previous, values, type, call) => change(b.patch(previous, values, type, call), previous, type, call) }),
});

/** Names of attributes that the faults of this area are limited to, so that few other checks notice them. */
export const TEXTS: ReadonlySet<string> = new Set(["nickName", "model"]);
export const PLURALS: ReadonlySet<string> = new Set(["emails", "interfaces"]);
export const named = (target: PatchTarget, names: ReadonlySet<string> | string): boolean => (typeof names === "string" ? target.definition?.name === names : names.has(target.definition?.name ?? ""));
export const whole = (target: PatchTarget): boolean => target.filter === null && target.sub === null;

/** What `next` gives, or what `otherwise` makes of its refusal with noTarget. */
export function unmatched(next: () => Json | undefined, otherwise: (error: ScimError) => Json | undefined): Json | undefined {
  try {
    return next();
  } catch (error) {
    if (error instanceof ScimError && error.scimType === "noTarget") return otherwise(error);
    throw error;
  }
}

/** An operation on the first of the values that its filter selects. */
export function firstMatch({ previous, target, call }: Step, operate: (element: Json) => Json | undefined): Json | undefined {
  const { filter, definition } = target;
  const values = listOf(previous);
  const at = values.findIndex((v) => filter !== null && definition !== null && call.context.behaviour.matchesValue(filter, v, definition, call));
  return [...values.slice(0, at), ...listOf(operate(values[at] ?? null)), ...values.slice(at + 1)];
}

export const isPatch = (call: { readonly request: { readonly method: string } }): boolean => call.request.method === "PATCH";
