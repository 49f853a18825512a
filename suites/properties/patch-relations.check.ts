import { constantFrom, oneof, record, uniqueArray, type Arbitrary } from "fast-check";
import { capability, check } from "../../src/engine/api.ts";
import { freeAttributes, readAt } from "../../src/generate/attributes.ts";
import { patches, selections } from "../../src/generate/patch.ts";
import { respelledOperation, spellings, type Spelling } from "../../src/generate/patch-spelling.ts";
import { edgyValues, valuesByPath } from "../../src/generate/values.ts";
import type { CheckContext, Expect } from "../../src/model/check.ts";
import type { ScimResponse } from "../../src/model/client.ts";
import { isObject, type Json, type JsonObject } from "../../src/model/json.ts";
import type { AttributeInfo } from "../../src/model/target.ts";
import { inWords, type Intent } from "../../src/scim/patch/model.ts";
import { pathOf } from "../../src/scim/schema.ts";
import { fateOf, survived } from "../../src/scim/stored.ts";
import { isUnassigned } from "../../src/scim/value.ts";
import { bodyOf, changedUnasked, created, ownParts, planned, pointerOf, read, stateOf, wrongAfter, type Subject } from "./patched.ts";

const SPELLING = "7644-3.5.2-path-notation";
const REPLACE = "7644-3.5.2.3-replace-purpose";
const UNCHANGED = "7644-3.2-patch-partial-update";
const PUT = "7644-3.5.1-put-replaces-values";

interface Case {
  readonly values: JsonObject;
  readonly requests: readonly (readonly Intent[])[];
}

/** True if the operations as they are usually written have their effect: then a failure is that of the spelling. */
async function plainWorks(context: CheckContext, attributes: readonly AttributeInfo[], values: JsonObject, intents: readonly Intent[]): Promise<boolean> {
  const subject = await created(context, attributes, values);
  const plan = planned(stateOf(subject.resource, attributes), attributes, intents);
  const response = await context.scim.patch(subject.url, plan.operations);
  return response.ok && wrongAfter(plan, await read(context, subject.url)) === undefined;
}

/** Operations whose paths are written in another way do what they do otherwise. */
async function judgeSpelling(context: CheckContext, expect: Expect, attributes: readonly AttributeInfo[], { values, requests, spelling }: Case & { readonly spelling: Spelling }): Promise<void> {
  const { scim, type, discard } = context;
  const subject = await created(context, attributes, values);
  const intents = requests[0] ?? [];
  const plan = planned(stateOf(subject.resource, attributes), attributes, intents);
  const sent = plan.operations.map((o) => respelledOperation(o, spelling, type.schema));
  if (JSON.stringify(sent) === JSON.stringify(plan.operations)) return discard("no operation has a path that can be spelled in another way");
  const response = await scim.patch(subject.url, sent);
  if (!response.ok && response.status !== 400) return discard(`a PATCH is answered with ${response.status}`);
  const wrong = response.ok ? wrongAfter(plan, await read(context, subject.url)) : undefined;
  const works = response.ok && wrong === undefined;
  if (!works && !(await plainWorks(context, attributes, values, intents))) return discard("the operations have another effect, however their paths are spelled");
  expect.of(SPELLING).that(works, { message: `${JSON.stringify(sent)} ${wrong ? `leaves ${pathOf(wrong)} otherwise than with the usual spelling` : `is answered with ${response.status}`}`, expected: "the same effect as with the usual spelling", actual: response.status, at: response, pointer: wrong ? pointerOf(wrong) : "status" });
}

/** Operations that set, and may be sent once more; what is shown, for the attributes named. */
type Again = (Case & { readonly kind: "operations" }) | { readonly kind: "shown"; readonly values: JsonObject; readonly paths: readonly string[] };

const SETS = new Set<Intent["kind"]>(["set", "set-part", "set-many", "overwrite"]);

function agains(attributes: readonly AttributeInfo[]): Arbitrary<Again> {
  const values = valuesByPath(attributes, "rich");
  const paths = uniqueArray(constantFrom(...attributes.map(pathOf)), { minLength: 1, maxLength: 8, size: "max" });
  return oneof(record({ kind: constantFrom("shown" as const), values, paths }), record({ kind: constantFrom("operations" as const), values, requests: patches(attributes, 1) }));
}

/** A value without the parts that only the server sets. */
function sendable(attribute: AttributeInfo, value: Json): Json {
  const fixed = new Set(attribute.subAttributes.filter((s) => s.mutability === "readOnly").map((s) => s.name.toLowerCase()));
  const one = (v: Json): Json => (isObject(v) ? Object.fromEntries(Object.entries(v).filter(([name]) => !fixed.has(name.toLowerCase()))) : v);
  return Array.isArray(value) ? (value as Json[]).map(one) : one(value);
}

/** Places that differ between two reads, without parts that a server may make anew for each write. */
function changedBetween(context: CheckContext, attributes: readonly AttributeInfo[], before: JsonObject, after: JsonObject): readonly string[] {
  const differ = attributes.filter((a) => {
    const [was, now] = [readAt(before, a), readAt(after, a)];
    return was === undefined ? now !== undefined : fateOf(a, ownParts(a, was), now) !== "kept";
  });
  return [...differ.map(pointerOf), ...changedUnasked(context, before, after, attributes)];
}

/** What puts a resource into the state in which it is. */
async function repeated(context: CheckContext, attributes: readonly AttributeInfo[], subject: Subject, again: Again): Promise<readonly JsonObject[]> {
  const { scim, discard } = context;
  if (again.kind === "shown") {
    // In the other order, so that attributes do not come as they are listed.
    const shown = attributes.filter((a) => again.paths.includes(pathOf(a))).map((a) => ({ a, value: readAt(subject.resource, a) }));
    return shown.flatMap(({ a, value }) => (value === undefined ? [] : [{ op: "replace", path: pathOf(a), value: sendable(a, value) }])).reverse();
  }
  const intents = (again.requests[0] ?? []).filter((i) => SETS.has(i.kind)).map((i) => ("op" in i ? { ...i, op: "replace" as const } : i));
  const { operations } = planned(stateOf(subject.resource, attributes), attributes, intents);
  if (operations.length === 0) return [];
  const first = await scim.patch(subject.url, operations);
  return first.ok ? operations : discard(`a PATCH is answered with ${first.status}`);
}

/** Setting what is set already succeeds and changes nothing. */
async function judgeAgain(context: CheckContext, expect: Expect, attributes: readonly AttributeInfo[], again: Again): Promise<void> {
  const { scim, discard } = context;
  const subject = await created(context, attributes, again.values);
  const operations = await repeated(context, attributes, subject, again);
  if (operations.length === 0) return discard("nothing of what was generated has a value to set again");
  const before = await read(context, subject.url);
  const response = await scim.patch(subject.url, operations);
  if (!response.ok && (response.status !== 400 || response.object?.["scimType"] === "tooMany")) return discard(`a PATCH is answered with ${response.status}`);
  expect.of(REPLACE).that(response.ok, { message: `replacing values by themselves is answered with ${response.status}: ${JSON.stringify(operations)}`, expected: "200 or 204", actual: response.status, at: response, pointer: "status" });
  const changed = changedBetween(context, attributes, before, await read(context, subject.url));
  expect.of(UNCHANGED).that(changed.length === 0, { message: `replacing values by themselves changed ${changed.join(", ")}`, expected: "nothing changed", actual: [...changed], at: response, pointer: changed[0] ?? "" });
}

/** The attributes that a write left otherwise than it said. */
function alteredBy(attributes: readonly AttributeInfo[], values: JsonObject, shown: JsonObject | undefined): readonly AttributeInfo[] {
  return attributes.filter((a) => {
    const value = values[pathOf(a)];
    return value !== undefined && !isUnassigned(value) && !survived(fateOf(a, value, readAt(shown, a)));
  });
}

/** The same values by PATCH and by PUT as by POST: what POST keeps, they keep. */
async function judgeMethods(context: CheckContext, expect: Expect, attributes: readonly AttributeInfo[], values: JsonObject, by: "PATCH" | "PUT", other: JsonObject): Promise<void> {
  const { scim, discard } = context;
  const subject = await created(context, attributes, other);
  const named = attributes.filter((a) => values[pathOf(a)] !== undefined);
  if (named.length === 0) return discard("nothing was generated");
  const operations = named.map((a) => ({ op: "replace", path: pathOf(a), value: values[pathOf(a)] as Json }));
  const response: ScimResponse = by === "PATCH" ? await scim.patch(subject.url, operations) : await scim.replace(subject.url, bodyOf(context, attributes, subject.resource, values));
  if (!response.ok) return discard(`a ${by} of generated values is answered with ${response.status}`);
  // Replacing a complex value may leave parts that it does not name (P12, P13, P31); those given must be there.
  const altered = alteredBy(named, values, await read(context, subject.url));
  const posted = altered.length === 0 ? undefined : (await created(context, attributes, values)).resource;
  const ofBy = posted ? altered.filter((a) => !alteredBy(altered, values, posted).includes(a)) : [];
  const [first] = ofBy;
  expect.of(by === "PATCH" ? REPLACE : PUT).that(!first, { message: `${ofBy.map(pathOf).join(", ")} as sent by ${by} reads differently, and not so by POST`, expected: (first && values[pathOf(first)]) ?? "as sent", actual: first ? "another value" : "as sent", at: response, pointer: first ? pointerOf(first) : "" });
}

export default check({
  id: "properties/patch-relations",
  title: "Operations in another spelling, sent again, or in place of PUT and POST have the same effect",
  failureTitle: "Some operations have another effect when they are spelled otherwise, sent again, or sent by another method",
  for: "any-resource-type",
  verifies: [SPELLING, REPLACE, UNCHANGED, PUT],
  needs: [capability("patch")],
  after: ["patch/basic", "patch/path-case", "patch/path-core-urn", "replace/values"],
  generates: true,
  detects: ["seeded-patch-spelling", "seeded-patch-stores-otherwise"],
  mutates: "own-resources",
  remedy: "Resolve a path by what it names, not by how it is spelled, and let every write store a value in the same way.",
  async run(context) {
    const { target, type, forAll, skip } = context;
    const { attributes } = freeAttributes(target, type);
    if (attributes.length === 0) return skip(`the schemas of ${type.name} offer no attribute whose value can be made up (/Schemas)`);
    const selecting = selections(attributes);
    const cases: Arbitrary<Case> = oneof({ weight: 2, arbitrary: record({ values: valuesByPath(attributes), requests: patches(attributes, 1) }) }, ...(selecting ? [{ weight: 1, arbitrary: selecting }] : []));
    const spelled = record({ of: cases, spelling: spellings() }).map(({ of, spelling }) => ({ ...of, spelling }));
    const shown = ({ values, requests }: Case): { readonly values: JsonObject; readonly operations: readonly string[] } => ({ values, operations: (requests[0] ?? []).map(inWords) });
    await forAll({ name: "spelling-does-not-matter", weight: 0.44, show: (c) => ({ ...shown(c), spelling: { ...c.spelling } }) }, spelled, (value, expect) => judgeSpelling(context, expect, attributes, value));
    await forAll({ name: "again-changes-nothing", weight: 0.2, show: (c) => (c.kind === "operations" ? { ...shown(c) } : { values: c.values, "shown again": c.paths }) }, agains(attributes), (value, expect) => judgeAgain(context, expect, attributes, value));
    const methods = capability("put").test(target, type) === true ? constantFrom<"PATCH" | "PUT">("PATCH", "PUT") : constantFrom<"PATCH" | "PUT">("PATCH");
    const writes = record({ by: methods, values: edgyValues(attributes), other: valuesByPath(attributes) });
    await forAll({ name: "methods-store-alike", weight: 0.2 }, writes, ({ by, values, other }, expect) => judgeMethods(context, expect, attributes, values, by, other));
  },
});
