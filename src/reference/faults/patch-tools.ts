/** What the faults of PATCH share. */
import type { Call } from "../behaviour.ts";
import { isObject, type Json, type JsonObject, type PatchOperation, type PatchTarget, type ResourceTypeDefinition, type Stored } from "../types.ts";
import { faultsOf, type Fault, type Info } from "./fault.ts";

export const { must, should, gray, may } = faultsOf("patch");

export const list = (v: Json | undefined): readonly Json[] => (Array.isArray(v) ? (v as readonly Json[]) : v === undefined ? [] : [v]);

type Next = (resource: Stored, operation: PatchOperation) => Stored;
/** A fault in the application of one operation; `next` is the right one. */
export const operation = (info: Info, change: (resource: Stored, operation: PatchOperation, next: Next, call: Call, type: ResourceTypeDefinition) => Stored): Fault => ({
  ...info,
  apply: (b) => ({ applyOperation: (r, o, type, call) => change(r, o, (s, p) => b.applyOperation(s, p, type, call), call, type) }),
});
type Value = (previous: Json | undefined, target: PatchTarget, value: Json, next: (previous: Json | undefined, target: PatchTarget, value: Json, call: Call) => Json | undefined, call: Call) => Json | undefined;
/** A fault in what add makes of a value. */
export const adding = (info: Info, change: Value): Fault => ({ ...info, apply: (b) => ({ patchAdd: (p, t, v, call) => change(p, t, v, (...a) => b.patchAdd(...a), call) }) });
/** A fault in what replace makes of a value. */
export const replacing = (info: Info, change: Value): Fault => ({ ...info, apply: (b) => ({ patchReplace: (p, t, v, call) => change(p, t, v, (...a) => b.patchReplace(...a), call) }) });
/** A fault in the reading of the message; `next` is the right one. */
export const message = (info: Info, change: (body: JsonObject, next: (body: JsonObject) => readonly PatchOperation[]) => readonly PatchOperation[]): Fault => ({ ...info, apply: (b) => ({ readPatch: (body) => change(body, (m) => b.readPatch(m)) }) });
/** A fault in the reading of a path. */
export const path = (info: Info, change: (text: string, next: (text: string) => PatchTarget, type: ResourceTypeDefinition, call: Call) => PatchTarget): Fault => ({ ...info, apply: (b) => ({ parsePath: (text, type, call) => change(text, (t) => b.parsePath(t, type, call), type, call) }) });
/** A fault in what is stored in the end. */
export const storing = (info: Info, change: (stored: Stored, previous: Stored, call: Call) => Stored): Fault => ({ ...info, apply: (b) => ({ patch: (previous, values, type, call) => change(b.patch(previous, values, type, call), previous, call) }) });

/** The operations of a message, as far as they are objects. */
export function operationsOf(body: JsonObject): readonly JsonObject[] {
  return list(body["Operations"]).filter(isObject);
}

/** Runs it; a ScimError of that status becomes what `otherwise` gives. */
export function attempt<T>(run: () => T, otherwise: (error: unknown) => T): T {
  try {
    return run();
  } catch (error) {
    return otherwise(error);
  }
}

/** The name of the attribute that a path begins with, in lower case. */
export function head(text: string | null): string {
  return (text ?? "").toLowerCase().split(/[.[]/)[0] ?? "";
}

/** A fault that reads some malformed paths as others. */
export const lenientPath = (info: Info, pattern: RegExp, by: string): Fault => path(info, (text, next) => next(text.replace(pattern, by)));
