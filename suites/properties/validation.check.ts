import { check } from "../../src/engine/api.ts";
import { freeAttributes, leftOut, readAt, withValues } from "../../src/generate/attributes.ts";
import { invalidValues, type Invalid } from "../../src/generate/invalid.ts";
import type { CheckContext, Expect } from "../../src/model/check.ts";
import type { ScimResponse } from "../../src/model/client.ts";
import { pathOf } from "../../src/scim/schema.ts";
import { fits } from "../../src/scim/validity.ts";

/** A refusal that leaves something behind is none: nothing with the refused name may be found. */
async function judgeAbsent({ scim, target, type }: CheckContext, expect: Expect, response: ScimResponse, name: string | undefined, fault: string): Promise<void> {
  if (name === undefined || target.supports("filter") === false) return;
  const found = await scim.list(type, { filter: `userName eq ${JSON.stringify(name)}`, count: "2" });
  if (!found.ok) return;
  const left = found.resources.filter((r) => r["userName"] === name).length;
  expect.of("7644-3.12-status-400").that(left === 0, { message: `a ${type.name} with ${fault} is refused with ${response.status}, and exists nevertheless`, expected: 0, actual: left, at: found, pointer: "/totalResults" });
}

async function judge(context: CheckContext, expect: Expect, { values, path, fault }: Invalid): Promise<void> {
  const { scim, given, target, type, discard } = context;
  const { attributes } = freeAttributes(target, type);
  const spoilt = attributes.find((a) => pathOf(a) === path);
  if (!spoilt) return discard(`the schema has no ${path} any more`);
  const body = withValues(given.body(type), attributes, values);
  const response = await scim.create(type, body);
  const invalid = expect.of("7644-3.12-type-invalidvalue");
  const broken = response.status >= 500 && response.status !== 501 && response.status !== 503;
  if (!invalid.that(!broken, { message: `a ${type.name} with ${fault} is answered with ${response.status}`, expected: "400 invalidValue", actual: response.status, at: response, pointer: "status" })) return;
  const id = response.object?.["id"];
  if (!response.ok || typeof id !== "string") {
    const name = body["userName"];
    return judgeAbsent(context, expect, response, typeof name === "string" ? name : undefined, fault);
  }
  // Ignoring or converting is lenient (P24); what is stored has to be valid.
  const read = await scim.get(`${type.endpoint}/${encodeURIComponent(id)}`);
  const got = readAt(read.object, spoilt);
  invalid.that(fits(spoilt, got), { message: `${fault} was accepted and stored`, expected: `no value, or a valid ${spoilt.type}`, actual: got ?? "(absent)", at: read, pointer: spoilt.extension ? "" : `/${spoilt.name}` });
}

export default check({
  id: "properties/validation",
  title: "A generated resource with one invalid value is refused and not created, or the value is not stored",
  failureTitle: "Some invalid values are stored, or break the server",
  for: "each-resource-type",
  verifies: ["7644-3.12-type-invalidvalue", "7644-3.12-status-400"],
  after: ["errors/wrong-type", "errors/wrong-type-parts"],
  generates: true,
  detects: ["seeded-wrong-type-in-list", "seeded-wrong-type-in-extension", "seeded-refused-and-created"],
  mutates: "own-resources",
  remedy: "Check the JSON type and the form of every value, also in sub-attributes, in later elements and in extensions, before anything is stored.",
  async run(context) {
    const { target, type, forAll, skip } = context;
    const { attributes, dropped } = freeAttributes(target, type);
    if (attributes.length === 0) skip(`the schemas of ${type.name} offer no attribute whose value can be made up (/Schemas)`);
    await forAll({ name: "invalid-is-refused", weight: 0.7, ...leftOut(dropped) }, invalidValues(attributes), (value, expect) => judge(context, expect, value));
  },
});
