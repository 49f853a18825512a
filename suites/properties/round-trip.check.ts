import { attribute, capability, check } from "../../src/engine/api.ts";
import { freeAttributes, leftOut, readAt, withValues } from "../../src/generate/attributes.ts";
import { edgyValues } from "../../src/generate/values.ts";
import type { CheckContext, Expect } from "../../src/model/check.ts";
import type { ScimResponse } from "../../src/model/client.ts";
import { isObject, type Json, type JsonObject } from "../../src/model/json.ts";
import type { AttributeInfo } from "../../src/model/target.ts";
import { pathOf } from "../../src/scim/schema.ts";
import { fateOf } from "../../src/scim/stored.ts";
import { equalAsSets, pointerToken } from "../../src/scim/value.ts";

const pointerOf = (a: AttributeInfo): string => (a.extension ? `/${pointerToken(a.schema)}/${a.name}` : `/${a.name}`);

/** True where a text is among what changed: numbers and times have limits of their own. */
function isTextChanged(a: AttributeInfo, sent: Json, got: Json | undefined): boolean {
  if (a.type !== "complex") return a.type === "string";
  const texts = new Set(a.subAttributes.filter((s) => s.type === "string").map((s) => s.name));
  const one = (v: Json): Json => (isObject(v) ? Object.fromEntries(Object.entries(v).filter(([name]) => texts.has(name))) : v);
  return fateOf(a, Array.isArray(sent) ? (sent as Json[]).map(one) : one(sent), got) === "changed";
}

/** Every value that was sent is there, as far as the type of the attribute binds the server. */
function judgeStored(expect: Expect, attributes: readonly AttributeInfo[], sent: JsonObject, read: ScimResponse): void {
  for (const a of attributes) {
    const value = sent[pathOf(a)];
    if (value === undefined) continue;
    const got = readAt(read.object, a);
    const fate = fateOf(a, value, got);
    // A value that is gone or cut may have met a rule of the server; a text with other characters met a mistake.
    const [requirement, code] = fate === "changed" && got !== undefined && isTextChanged(a, value, got) ? (["7643-2.3.1-string-unicode-utf8", undefined] as const) : (["7644-3.3-create-server-may-alter", "create/value-lost"] as const);
    expect.of(requirement, code).that(fate === "kept", { message: `${pathOf(a)} was sent, and reads differently`, expected: value, actual: got ?? "(absent)", at: read, pointer: pointerOf(a) });
  }
}

/** The answer to a write shows what the next read shows. */
function judgeReflected(expect: Expect, attributes: readonly AttributeInfo[], written: ScimResponse, read: ScimResponse): void {
  for (const a of attributes) {
    const [shown, now] = [readAt(written.object, a), readAt(read.object, a)];
    if (shown === undefined && now === undefined) continue;
    expect.of("7644-3.1-response-reflects-state").that(equalAsSets(shown, now), { message: `${pathOf(a)} in the answer to the ${written.method} differs from what GET shows`, expected: now ?? "(absent)", actual: shown ?? "(absent)", at: written, pointer: pointerOf(a) });
  }
}

/** Creates a resource with the values; a refusal judges nothing, a server error does. */
async function created({ scim, given, type, discard }: CheckContext, expect: Expect, attributes: readonly AttributeInfo[], values: JsonObject): Promise<{ readonly response: ScimResponse; readonly url: string }> {
  const response = await scim.create(type, withValues(given.body(type), attributes, values));
  const broken = response.status >= 500 && response.status !== 501 && response.status !== 503;
  expect.of("7643-2.3.1-string-unicode-utf8").that(!broken, { message: `a valid ${type.name} is answered with ${response.status}`, expected: "201, or a refusal", actual: response.status, at: response, pointer: "status" });
  const id = response.object?.["id"];
  const said = response.object?.["detail"];
  if (!response.ok || typeof id !== "string") return discard(`a ${type.name} with generated values is answered with ${response.status}${typeof said === "string" ? `: ${said.slice(0, 160)}` : ""}`);
  return { response, url: `${type.endpoint}/${encodeURIComponent(id)}` };
}

/** PUT of what was read changes nothing; a refusal of it is judged by replace/read-and-put-back. */
async function judgePutBack({ scim }: CheckContext, expect: Expect, attributes: readonly AttributeInfo[], before: JsonObject, url: string): Promise<void> {
  const written = await scim.replace(url, before);
  if (!written.ok) return;
  const after = await scim.get(url);
  for (const a of attributes) {
    const [was, now] = [readAt(before, a), readAt(after.object, a)];
    expect.of("7644-3.5.1-client-may-get-then-put", "replace/other-attribute-changed").that(equalAsSets(was, now), { message: `${pathOf(a)} changed although the PUT sent it as it was`, expected: was ?? "(absent)", actual: now ?? "(absent)", at: after, pointer: pointerOf(a) });
  }
  judgeReflected(expect, attributes, written, after);
}

export default check({
  id: "properties/round-trip",
  title: "Generated values are read back as they were created, and PUT of what was read changes nothing",
  failureTitle: "Some generated values come back altered, or change when they are put back",
  for: "each-resource-type",
  verifies: ["7643-2.3.1-string-unicode-utf8", "7644-3.3-create-server-may-alter", "7644-3.1-response-reflects-state", "7644-3.5.1-client-may-get-then-put"],
  needs: [attribute.exists("*", "id")],
  after: ["create/created", "create/round-trip"],
  generates: true,
  detects: ["seeded-store-part-of-unicode", "seeded-store-latin-letter", "seeded-store-mark", "seeded-store-length", "seeded-store-number", "seeded-store-offset", "seeded-store-nth-value", "seeded-create-answer-differs", "seeded-put-loses-partner", "seeded-part-of-unicode-500"],
  mutates: "own-resources",
  remedy: "Store every value that is accepted exactly, whatever its characters, length or number, and answer with what was stored.",
  async run(context) {
    const { scim, target, type, forAll, skip } = context;
    const { attributes, dropped } = freeAttributes(target, type);
    if (attributes.length === 0) skip(`the schemas of ${type.name} offer no attribute whose value can be made up (/Schemas)`);
    const puts = capability("put").test(target, type) === true;
    await forAll({ name: "stored-as-sent", weight: 0.76, ...leftOut(dropped) }, edgyValues(attributes), async (values, expect) => {
      const { response, url } = await created(context, expect, attributes, values);
      const read = await scim.get(url);
      judgeStored(expect, attributes, values, read);
      judgeReflected(expect, attributes, response, read);
      if (puts && read.object) await judgePutBack(context, expect, attributes, { ...response.object, ...read.object }, url);
    });
  },
});
