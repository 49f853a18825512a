/** Filters and resources on which the judge's evaluator is compared with other code: those of properties/filter-oracle. */
import { constant, sample, tuple, type Arbitrary } from "fast-check";
import { freeAttributes, withValues } from "../src/generate/attributes.ts";
import { bracketFilters, corpusValues, filters, placesOf, styles, textFilters, type Place } from "../src/generate/filters.ts";
import { targetOf } from "../src/generate/target.testing.ts";
import type { JsonObject } from "../src/model/json.ts";
import type { Call } from "../src/reference/behaviour.ts";
import { conforming } from "../src/reference/conforming.ts";
import { ENTERPRISE, USER } from "../src/reference/schemas/core.ts";
import { DEVICE, INVENTORY, WARRANTY } from "../src/reference/schemas/device.ts";
import type { ResourceTypeDefinition, SchemaDefinition } from "../src/reference/types.ts";
import { byPath } from "../src/scim/filter/evaluate.ts";
import { PLAIN, type Filter, type Style } from "../src/scim/filter/filter.ts";
import { leavesOf } from "../src/scim/filter/leaves.ts";

export const TYPES = [["User", [USER, ENTERPRISE]], ["Device", [DEVICE, INVENTORY, WARRANTY]]] as const;

/** A type with twelve resources, and the places that filters can name in them. */
export function subject(name: string, schemas: readonly SchemaDefinition[], seed: number) {
  const [base, ...extensions] = schemas;
  if (!base) throw new Error("a type has a schema");
  const definition: ResourceTypeDefinition = { id: name, name, endpoint: `/${name}s`, description: name, schema: base.id, schemaExtensions: extensions.map((e) => ({ schema: e.id, required: false })) };
  const { target, type } = targetOf(schemas as unknown as readonly JsonObject[]);
  const { attributes } = freeAttributes(target, type);
  const [members = []] = sample(corpusValues(attributes, 12), { numRuns: 1, seed });
  const call = { context: { behaviour: conforming, schemas, types: [definition], without: new Set() }, request: { method: "GET", path: definition.endpoint }, principal: { tenant: "main" } } as unknown as Call;
  const resources = members.map((m) => withValues({}, attributes, m));
  const leaves = leavesOf(attributes);
  return { definition, call, resources, leaves: byPath(leaves), places: placesOf(leaves, resources) };
}

/** Filters of each kind: any logic in any spelling, texts of many characters, brackets. */
export function kindsOf(places: readonly Place[]): readonly Arbitrary<readonly [Filter, Style]>[] {
  const brackets = bracketFilters(places);
  return [tuple(filters(places), styles()), tuple(textFilters(places), constant(PLAIN)), ...(brackets ? [tuple(brackets, constant(PLAIN))] : [])];
}
