import { expect, test } from "vitest";
import { normalise } from "../src/engine/normalise.ts";
import { runAgainstReference } from "../src/selftest.ts";
import { loadSuites } from "../src/suites.ts";

const suites = await loadSuites();

test.each([[[]], [["error-status-is-number", "create-empty-body"]]])("two runs against faults %j are equal after normalise", async (faults) => {
  const [first, second] = [await runAgainstReference(suites, { faults }), await runAgainstReference(suites, { faults })];
  expect(normalise(second)).toEqual(normalise(first));
});
