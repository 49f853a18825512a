/** What the checks of PATCH share: attributes to work on, sending with the state before and after, judging refusals. */
import type { CheckContext } from "../../src/model/check.ts";
import type { Fixture, RequestOptions, ScimResponse } from "../../src/model/client.ts";
import { isObject, type Json, type JsonObject } from "../../src/model/json.ts";
import type { AttributeInfo, ResourceTypeInfo, TargetView } from "../../src/model/target.ts";
import { freeText, pointsToResources, sampleValue } from "../../src/scim/sample.ts";
import { changedElsewhere } from "../../src/scim/snapshot.ts";
import { ERROR, PATCH_OP, sameUrn } from "../../src/scim/urn.ts";
import { isUnassigned, pointerToken } from "../../src/scim/value.ts";

/** A PATCH with the resource before and after. */
export interface Step {
  readonly made: Fixture;
  readonly before: JsonObject;
  readonly response: ScimResponse;
  readonly after: ScimResponse;
  /** The resource after it. */
  readonly now: JsonObject;
}

export interface StepOptions extends RequestOptions {
  /** State before, where it is known from an earlier step. */
  readonly before?: JsonObject;
  /** What a read after it must show, for servers that show changes late. */
  readonly until?: (body: JsonObject) => boolean;
}

/** Statuses that say that the server has no PATCH: patch/basic judges those. */
const NO_PATCH = [405, 501];

/** Sends any body by PATCH, and reads the resource before and after. */
export async function sendBody({ scim, require }: CheckContext, made: Fixture, body: Json, options: StepOptions = {}): Promise<Step> {
  const { before: known, until, ...rest } = options;
  const before = known ?? (await scim.get(made)).object ?? {};
  const response = await scim.request({ ...rest, method: "PATCH", path: made.url, body, operation: "patch", resourceType: made.type.name });
  require(!NO_PATCH.includes(response.status), "patch", `PATCH on an existing ${made.type.name} is answered with ${response.status}`);
  const after = await scim.settled(() => scim.get(made), (r) => r.object !== undefined && (!response.ok || until === undefined || until(r.object)));
  return { made, before, response, after, now: after.object ?? {} };
}

/** Sends operations in a well-formed PatchOp message, and reads the resource before and after. */
export function send(context: CheckContext, made: Fixture, operations: readonly JsonObject[], options: StepOptions = {}): Promise<Step> {
  return sendBody(context, made, { schemas: [PATCH_OP], Operations: [...operations] }, options);
}

/** Records that a PATCH succeeded; returns whether it did. */
export function succeeded({ expect }: CheckContext, requirement: string, { response }: Step, what: string, code?: string): boolean {
  return expect.of(requirement, code).that(response.ok, { message: `${what} is answered with ${response.status}`, expected: "success", actual: response.status, at: response, pointer: "status" });
}

/** Records that the resource reads as it should at a JSON pointer. */
export function reads({ expect }: CheckContext, requirement: string, { after, now }: Step, pointer: string, holds: (value: Json | undefined) => boolean, message: string, expected: Json, code?: string): boolean {
  const actual = valueAt(now, pointer);
  return expect.of(requirement, code).that(holds(actual), { message, expected, actual: actual ?? null, at: after, pointer });
}

/** Records that nothing changed but what was addressed (JSON pointers). */
export function untouched({ expect }: CheckContext, requirement: string, step: Step, addressed: readonly string[], what: string, code?: string): boolean {
  const moved = step.after.object ? changedElsewhere(step.before, step.now, addressed) : ["/"];
  return expect.of(requirement, code).that(moved.length === 0, { message: `${what} changed ${moved.join(", ")}`, expected: addressed.length === 0 ? "an unchanged resource" : `a change of ${addressed.join(", ")} alone`, actual: [...moved], at: step.after, pointer: moved[0] ?? "" });
}

/** True if the resource is as before, apart from what moves with every write. */
export function same(step: Step): boolean {
  return step.after.object !== undefined && changedElsewhere(step.before, step.now, []).length === 0;
}

export interface Refusal {
  readonly requirement: string;
  readonly what: string;
  /** Code for a success that changed nothing. */
  readonly ignored?: string;
  /** Code for a success that changed something, and for a refusal that did. */
  readonly changed?: string;
  /** Keywords that fit; others are graded by patch/keyword. No keyword always passes. Absent: judged by the caller. */
  readonly keywords?: readonly string[];
  /** Requirement of the keyword. */
  readonly keywordOf?: string;
}

/** True for a body that is an Error message. */
export function isError(body: JsonObject | undefined): boolean {
  const schemas = body?.["schemas"];
  return Array.isArray(schemas) && (schemas as readonly Json[]).some((s) => typeof s === "string" && sameUrn(s, ERROR));
}

/** Judges the answer to a request that must be refused with 400, an Error message, and no change. */
export function refused({ expect }: CheckContext, step: Step, r: Refusal): boolean {
  const { response } = step;
  const untouchedNow = same(step);
  const status = { expected: 400, actual: response.status, at: response, pointer: "status" };
  const ok = response.status >= 400;
  const effect = untouchedNow ? "" : ", and the resource has changed";
  expect.of(r.requirement, untouchedNow ? r.ignored : r.changed).that(ok && untouchedNow, { message: `${r.what} is answered with ${response.status}${effect}`, ...status });
  if (!ok) return false;
  const lenient = response.status < 500 && response.status !== 400;
  expect.of("7644-3.12-status-400", lenient ? "patch/refused-otherwise" : undefined).that(response.status === 400, { message: `${r.what} is answered with ${response.status}`, ...status });
  expect.of("7644-3.5.2-error-body").that(isError(response.object), { message: `${r.what} is refused with ${response.status}, but without an Error message`, expected: "an Error message", actual: response.text?.slice(0, 200) ?? "(no body)", at: response, pointer: "" });
  const keyword = response.object?.["scimType"];
  if (typeof keyword === "string" && r.keywords) expect.of(r.keywordOf ?? r.requirement, "patch/keyword").that(r.keywords.includes(keyword), { message: `${r.what} is refused with scimType ${keyword}`, expected: [...r.keywords], actual: keyword, at: response, pointer: "/scimType" });
  return true;
}

/** The requirements that `refused` judges besides the caller's own. */
export const REFUSAL = ["7644-3.12-status-400", "7644-3.5.2-error-body"] as const;

/** The value at a JSON pointer; undefined where it leads nowhere. */
export function valueAt(body: Json | undefined, pointer: string): Json | undefined {
  return pointer.split("/").slice(1).reduce<Json | undefined>((v, token) => (isObject(v) ? v[token.replaceAll("~1", "/").replaceAll("~0", "~")] : undefined), body);
}

/** A singular text attribute that a client can change: an optional one, or the displayName of a group. */
export function text(target: TargetView, type: ResourceTypeInfo): string | null {
  const plain = freeText(target, type);
  if (plain !== null) return plain;
  const name = target.attribute(type, "displayName");
  return name && name.type === "string" && name.returned !== "never" && target.maySend(type, name.name) && target.mayChange(type, name.name) ? name.name : null;
}

const usable = (target: TargetView, type: ResourceTypeInfo, a: AttributeInfo): boolean =>
  !a.extension && a.schema !== "" && a.mutability === "readWrite" && a.returned !== "never" && a.returned !== "request" && target.maySend(type, a.name) && target.mayChange(type, a.name);
const settable = (a: AttributeInfo): boolean => a.mutability === "readWrite" && (a.returned === "default" || a.returned === "always");

/** A singular complex attribute: one text sub-attribute to change, and others with values that must stay. */
export interface Complex {
  readonly name: string;
  readonly sub: string;
  readonly others: JsonObject;
  /** JSON pointers of what a server may derive from it. */
  readonly derived: readonly string[];
}

const SUBS = ["middlename", "building", "honorificsuffix"];

export function complex(target: TargetView, type: ResourceTypeInfo): Complex | null {
  for (const a of target.attributes(type)) {
    if (a.type !== "complex" || a.multiValued || !usable(target, type, a)) continue;
    const subs = a.subAttributes.filter((s) => settable(s) && !s.multiValued && s.name !== "formatted" && s.name !== "$ref" && s.name !== "display");
    const texts = subs.filter((s) => s.type === "string" && s.canonicalValues.length === 0 && !s.required);
    const sub = SUBS.map((n) => texts.find((s) => s.name.toLowerCase() === n)).find((s) => s !== undefined) ?? texts[0];
    const others: Record<string, Json> = {};
    for (const s of subs.filter((o) => o !== sub).slice(0, 2)) {
      const sample = sampleValue(s, "other");
      if (sample !== undefined) others[s.name] = sample;
    }
    if (sub && Object.keys(others).length > 0) return { name: a.name, sub: sub.name, others, derived: [`/${a.name}/formatted`, "/displayName"] };
  }
  return null;
}

/** A complex multi-valued attribute whose elements have a value and a type. */
export interface Plural {
  readonly name: string;
  readonly types: readonly [string, string, string];
  readonly element: (unique: string, type?: string) => JsonObject;
}

/** Values that look as they should, each time another. */
const VALUES: Readonly<Record<string, (unique: string) => string>> = {
  emails: (u) => `${u}@example.com`,
  phonenumbers: (u) => `tel:+1-201-555-${String(1000 + (Array.from(u).reduce((n, c) => (n * 31 + c.charCodeAt(0)) % 9000, 7))).slice(0, 4)}`,
};

export function plural(target: TargetView, type: ResourceTypeInfo): Plural | null {
  const found = target.attributes(type).filter((a) => {
    const sub = (name: string): AttributeInfo | undefined => a.subAttributes.find((s) => s.name.toLowerCase() === name);
    const value = sub("value");
    return a.multiValued && a.type === "complex" && usable(target, type, a) && !pointsToResources(a) && value?.type === "string" && settable(value) && (sub("type")?.canonicalValues.length ?? 0) >= 2;
  });
  const chosen = found.find((a) => a.name.toLowerCase() === "emails") ?? found[0];
  if (!chosen) return null;
  const [work = "work", home = "home", other = "other"] = chosen.subAttributes.find((s) => s.name.toLowerCase() === "type")?.canonicalValues ?? [];
  const value = VALUES[chosen.name.toLowerCase()] ?? ((u: string) => u);
  return { name: chosen.name, types: [work, home, other], element: (unique, kind) => ({ value: value(unique), ...(kind === undefined ? {} : { type: kind }) }) };
}

/** The elements of a multi-valued attribute as objects. */
export function elements(body: Json | undefined, name: string): readonly JsonObject[] {
  const list = isObject(body) ? body[name] : undefined;
  return Array.isArray(list) ? (list as readonly Json[]).filter((v): v is JsonObject => isObject(v)) : [];
}

/** The values of the `value` sub-attributes, sorted. */
export function values(body: Json | undefined, name: string): readonly string[] {
  return elements(body, name).map((e) => String(e["value"])).sort();
}

/** A plain text attribute of an extension of the type. */
export interface ExtensionText {
  readonly urn: string;
  readonly name: string;
  /** Another one of the same extension; null if it has none. */
  readonly other: string | null;
  readonly path: string;
  readonly pointer: string;
  readonly container: string;
}

const IN_EXTENSION = ["department", "costcenter", "organization", "division", "warehouse"];

export function extensionText(target: TargetView, type: ResourceTypeInfo): ExtensionText | null {
  const plain = target.attributes(type).filter((a) => a.extension && a.type === "string" && !a.multiValued && !a.required && a.uniqueness === "none" && a.returned === "default" && a.canonicalValues.length === 0 && target.maySend(type, `${a.schema}:${a.name}`) && target.mayChange(type, `${a.schema}:${a.name}`));
  const chosen = IN_EXTENSION.map((n) => plain.find((a) => a.name.toLowerCase() === n)).find((a) => a !== undefined) ?? plain[0];
  if (!chosen) return null;
  const container = `/${pointerToken(chosen.schema)}`;
  const other = plain.find((a) => a.schema === chosen.schema && a !== chosen)?.name ?? null;
  return { urn: chosen.schema, name: chosen.name, other, path: `${chosen.schema}:${chosen.name}`, pointer: `${container}/${chosen.name}`, container };
}

/** True if `schemas` of the resource lists the URN. */
export function listed(body: JsonObject, urn: string): boolean {
  const schemas = body["schemas"];
  return Array.isArray(schemas) && (schemas as readonly Json[]).some((s) => typeof s === "string" && sameUrn(s, urn));
}

/** True if the resource shows nothing there: absent, null, [] or {}. */
export function empty(body: JsonObject, pointer: string): boolean {
  return isUnassigned(valueAt(body, pointer));
}

/** Why a check does not apply to a type. */
export function lacks(type: ResourceTypeInfo, what: string): string {
  return `the schema of ${type.name} has no ${what} (/Schemas)`;
}
