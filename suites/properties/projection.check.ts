import { capability, check } from "../../src/engine/api.ts";
import { readAt } from "../../src/generate/attributes.ts";
import { projections, type Pick, type Projection } from "../../src/generate/lists.ts";
import { partsOf } from "../../src/generate/values.ts";
import type { CheckContext, Expect } from "../../src/model/check.ts";
import type { ScimResponse } from "../../src/model/client.ts";
import { isObject, type Json, type JsonObject } from "../../src/model/json.ts";
import type { AttributeInfo } from "../../src/model/target.ts";
import { pathOf } from "../../src/scim/schema.ts";
import { equalAsSets, isUnassigned, member } from "../../src/scim/value.ts";
import { ask, listed, searches, SIZE, type Listed } from "./list.ts";

/** One attribute that the projection names: the whole, or one part. */
interface Named {
  readonly attribute: AttributeInfo;
  readonly part: AttributeInfo | null;
  readonly written: string;
}

function named(context: CheckContext, list: Listed, pick: Pick): readonly Named[] {
  const attribute = list.attributes[pick.attribute % list.attributes.length];
  if (!attribute) return [];
  const parts = attribute.type === "complex" ? partsOf(attribute) : [];
  const part = pick.part === null ? null : (parts[pick.part % Math.max(1, parts.length)] ?? null);
  const name = `${attribute.name}${part ? `.${part.name}` : ""}`;
  const own = pick.spelling === "upper" ? name.toUpperCase() : name;
  const qualified = attribute.extension || pick.spelling === "qualified";
  const schema = attribute.extension ? attribute.schema : context.type.schema;
  return [{ attribute, part, written: qualified ? `${schema}:${own}` : own }];
}

const always = (a: AttributeInfo): boolean => a.returned === "always";

/** A complex value with the parts that `keeps` lets through; undefined if nothing is left. */
function narrowed(value: Json | undefined, keeps: (part: string) => boolean): Json | undefined {
  if (Array.isArray(value)) {
    const left = (value as Json[]).map((v) => narrowed(v, keeps)).filter((v) => v !== undefined);
    return left.length > 0 ? left : undefined;
  }
  if (!isObject(value)) return value;
  const left = Object.entries(value).filter(([name]) => keeps(name.toLowerCase()));
  return left.length > 0 ? Object.fromEntries(left) : undefined;
}

/** What of an attribute has to come: its whole value, a part of it, or nothing. */
function expected(attribute: AttributeInfo, value: Json | undefined, picked: Named | undefined, parameter: Projection["parameter"]): Json | undefined {
  const asked = parameter === "attributes";
  if (!picked) return asked && !always(attribute) ? undefined : value;
  const { part } = picked;
  if (!part) return asked || always(attribute) ? value : undefined;
  const fixed = new Set(attribute.subAttributes.filter(always).map((s) => s.name.toLowerCase()));
  const is = (name: string): boolean => name === part.name.toLowerCase();
  return narrowed(value, (name) => (asked ? is(name) || fixed.has(name) : !is(name) || fixed.has(name)));
}

function judgeOne(expect: Expect, response: ScimResponse, resource: JsonObject, was: JsonObject, attribute: AttributeInfo, picked: Named | undefined, projection: Projection, written: string): void {
  const [want, got] = [expected(attribute, readAt(was, attribute), picked, projection.parameter), readAt(resource, attribute)];
  const query = `${projection.parameter}=${written}`;
  const asked = projection.parameter === "attributes";
  // A part that only some values have leaves others empty, which may come or not.
  const same = equalAsSets(compact(got), compact(want));
  const more = !same && (isUnassigned(want) || (isObject(got) && isObject(want) && Object.keys(got).length > Object.keys(want).length));
  const requirement = asked ? (more ? "7644-3.4.2.5-attributes-param" : "7644-3.9-attributes-contains-minimum") : more ? "7644-3.4.2.5-excludedattributes-notation" : "7644-3.9-excluded-minus-default";
  expect.of(requirement).that(same, { message: `${query} ${more ? "returns too much of" : "lacks something of"} ${pathOf(attribute)}`, expected: want ?? "(absent)", actual: got ?? "(absent)", at: response, pointer: attribute.extension ? "" : `/${attribute.name}` });
}

/** Without empty elements. */
function compact(value: Json | undefined): Json | undefined {
  if (!Array.isArray(value)) return isUnassigned(value) ? undefined : value;
  const left = (value as Json[]).filter((v) => !isUnassigned(v));
  return left.length > 0 ? left : undefined;
}

async function judge(context: CheckContext, expect: Expect, list: Listed, projection: Projection): Promise<void> {
  const { scim, discard } = context;
  const fixture = list.members[projection.member % SIZE];
  if (!fixture) return;
  const picks = projection.picks.flatMap((p) => named(context, list, p));
  const written = picks.map((p) => p.written);
  const only = { filter: `id eq ${JSON.stringify(fixture.id)}`, count: 2 };
  const response = projection.through === "GET" ? await scim.get(fixture, { query: { [projection.parameter]: written.join(",") } }) : await ask(context, projection.through === "list" ? "GET" : "POST /.search", { ...only, [projection.parameter]: written });
  const rule = expect.of("7644-3.4.2.5-projection-must-be-supported");
  // A server may decline filters by id, with or without projection.
  const declined = !response.ok && projection.through !== "GET" && !(await ask(context, projection.through === "list" ? "GET" : "POST /.search", only)).ok;
  if (declined) return discard(`a list of one ${context.type.name} by its id is answered with ${response.status}`);
  if (!rule.status(response, 200)) return;
  const resource = projection.through === "GET" ? response.object : response.resources[0];
  if (!resource) return discard(`a list of one ${context.type.name} by its id holds nothing`);
  rule.that(member(resource, "id") === fixture.id, { message: `${projection.parameter}=${written.join(",")} does not return the id`, expected: fixture.id, actual: member(resource, "id") ?? "(absent)", at: response, pointer: "/id" });
  for (const attribute of list.attributes) judgeOne(expect, response, resource, fixture.body, attribute, picks.find((p) => p.attribute === attribute), projection, written.join(","));
}

export default check({
  id: "properties/projection",
  title: "Any attributes or excludedAttributes return what they name and no more, or all the rest",
  failureTitle: "Some combinations of attributes or excludedAttributes return too much or too little",
  for: "each-resource-type",
  verifies: ["7644-3.4.2.5-projection-must-be-supported", "7644-3.4.2.5-attributes-param", "7644-3.9-attributes-contains-minimum", "7644-3.9-excluded-minus-default", "7644-3.4.2.5-excludedattributes-notation"],
  needs: [capability("projection")],
  after: ["projection/attributes", "projection/excluded", "projection/sub-attributes", "projection/excluded-notation"],
  generates: true,
  detects: ["seeded-attributes-two-parts", "seeded-excluded-many", "seeded-search-projects-otherwise", "seeded-attributes-element-lost"],
  mutates: "own-resources",
  remedy: "Resolve every name by RFC 7644 section 3.10, keep id and what is always returned, and apply the same projection to single resources, lists and searches.",
  async run(context) {
    const { target, forAll, skip } = context;
    const list = await listed(context);
    if (list.attributes.length === 0) skip(`the schemas of ${context.type.name} offer no attribute whose value can be made up (/Schemas)`);
    const filters = target.supports("filter") !== false;
    const ways = { list: filters, search: filters && (await searches(context)) };
    const show = (p: Projection) => ({ [p.parameter]: p.picks.flatMap((pick) => named(context, list, pick)).map((n) => n.written), through: p.through });
    await forAll({ name: "projected-is-a-part", weight: 1.2, show }, projections(list.attributes.length, SIZE, ways), (p, expect) => judge(context, expect, list, p));
  },
});
