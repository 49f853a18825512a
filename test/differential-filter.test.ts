/**
 * The judge's evaluator of filters against the reference server's own parser and evaluation. The two share no code, so that a
 * mistake of either shows. What disagreed, and who was right, is in docs/differential-filter.md.
 */
import { assert, constant, property, record, sample, tuple } from "fast-check";
import { describe, expect, test } from "vitest";
import { freeAttributes, withValues } from "../src/generate/attributes.ts";
import { bracketFilters, corpusValues, filters, placesOf, styles, textFilters } from "../src/generate/filters.ts";
import { malformed } from "../src/generate/malformed.ts";
import { targetOf } from "../src/generate/target.testing.ts";
import type { JsonObject } from "../src/model/json.ts";
import type { Call } from "../src/reference/behaviour.ts";
import { conforming } from "../src/reference/conforming.ts";
import { DEVICE, INVENTORY, WARRANTY } from "../src/reference/schemas/device.ts";
import { ENTERPRISE, USER } from "../src/reference/schemas/core.ts";
import { ScimError, type ResourceTypeDefinition, type SchemaDefinition, type Stored } from "../src/reference/types.ts";
import { byPath, evaluate } from "../src/scim/filter/evaluate.ts";
import { PLAIN, render } from "../src/scim/filter/filter.ts";
import { leavesOf } from "../src/scim/filter/leaves.ts";

const CASES = 500;

function subject(name: string, schemas: readonly SchemaDefinition[], seed: number) {
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

const TYPES = [["User", [USER, ENTERPRISE]], ["Device", [DEVICE, INVENTORY, WARRANTY]]] as const;

describe("the oracle of filters and the reference server", () => {
  test.each(TYPES)("agree on %s, wherever the oracle speaks", (name, schemas) => {
    let spoke = 0;
    let silent = 0;
    for (const seed of [1, 2]) {
      const { definition, call, resources, leaves, places } = subject(name, schemas, seed);
      const brackets = bracketFilters(places);
      const cases = [tuple(filters(places), styles()), tuple(textFilters(places), constant(PLAIN)), ...(brackets ? [tuple(brackets, constant(PLAIN))] : [])];
      for (const arbitrary of cases) {
        assert(property(arbitrary, ([filter, style]) => {
          const text = render(filter, style, definition.schema);
          const parsed = conforming.parseFilter(text, [definition], call);
          conforming.checkFilter(parsed, definition, call);
          for (const resource of resources) {
            const said = evaluate(filter, resource, leaves);
            if (said === null) silent += 1;
            else spoke += 1;
            if (said !== null) expect(conforming.matches(parsed, resource as Stored, definition, call), `${text} on ${JSON.stringify(resource)}`).toBe(said);
          }
        }), { numRuns: CASES, seed });
      }
    }
    // An oracle that is silent proves nothing.
    expect(spoke).toBeGreaterThan(silent * 2);
  });

  test("agree that malformed filters are none", () => {
    const { definition, call, places } = subject("User", [USER, ENTERPRISE], 3);
    assert(property(record({ bad: malformed(places) }), ({ bad }) => {
      expect(() => conforming.parseFilter(bad.text, [definition], call), `${bad.text} (${bad.violation})`).toThrow(ScimError);
    }), { numRuns: 2000, seed: 3 });
  });
});
