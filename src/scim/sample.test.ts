import { expect, test } from "vitest";
import { alteredId } from "./sample.ts";

test.each([
  ["a counter", "1042", "977777777771042"],
  ["a long number", "1728394058172635", "9928394058172635"],
  ["a short name", "user-7", "user-7-unknown-to-all"],
])("an altered id cannot be one that the server gives out next: %s", (_, id, expected) => {
  expect(alteredId(id)).toBe(expected);
});

test("an altered random id keeps its form", () => {
  const id = "700c7dee-6e16-4fb2-b60f-aadcca9e0062";
  expect(alteredId(id)).not.toBe(id);
  expect(alteredId(id)).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
});
