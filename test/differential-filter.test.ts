/**
 * The judge's evaluator of filters against the reference server's own parser and evaluation. The two share no code, so that a
 * mistake of either shows. What disagreed, and who was right, is in docs/differential-filter.md.
 */
import { assert, property, record } from "fast-check";
import { describe, expect, test } from "vitest";
import { malformed } from "../src/generate/malformed.ts";
import { conforming } from "../src/reference/conforming.ts";
import { ENTERPRISE, USER } from "../src/reference/schemas/core.ts";
import { ScimError, type Stored } from "../src/reference/types.ts";
import { evaluate } from "../src/scim/filter/evaluate.ts";
import { render } from "../src/scim/filter/filter.ts";
import { kindsOf, subject, TYPES } from "./differential-filter-subject.ts";

const CASES = 500;

describe("the oracle of filters and the reference server", () => {
  test.each(TYPES)("agree on %s, wherever the oracle speaks", (name, schemas) => {
    let spoke = 0;
    let silent = 0;
    for (const seed of [1, 2]) {
      const { definition, call, resources, leaves, places } = subject(name, schemas, seed);
      for (const arbitrary of kindsOf(places)) {
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
