import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { loadCatalogue } from "../src/catalogue/load.ts";
import { NEEDS, needOf, OTHER_NEED } from "./needs.ts";

const { requirements } = loadCatalogue();

describe("business needs", () => {
  test("every area of the catalogue belongs to exactly one need, and every area named is a folder of checks", () => {
    const named = NEEDS.flatMap((n) => n.areas);
    expect(new Set(named).size).toBe(named.length);
    expect([...new Set(requirements.map((r) => r.area))].filter((a) => !named.includes(a))).toEqual([]);
    // The checks of concurrency judge requirements of other areas.
    expect(named.filter((a) => !existsSync(new URL(`../suites/${a}`, import.meta.url)))).toEqual([]);
  });
  test("requirements named one by one exist, and have an area of another need", () => {
    const named = NEEDS.flatMap((n) => (n.requirements ?? []).map((id) => ({ need: n, id })));
    expect(named.length).toBeGreaterThan(0);
    for (const { need, id } of named) {
      const area = requirements.find((r) => r.id === id)?.area;
      expect(area, id).toBeDefined();
      expect(need.areas).not.toContain(area);
      expect(needOf({ id, area: area ?? "" })).toBe(need);
    }
  });
  test("no requirement is without a need, and an unknown area is not lost", () => {
    expect(requirements.filter((r) => needOf(r) === OTHER_NEED)).toEqual([]);
    expect(needOf({ id: "x", area: "constructor" })).toBe(OTHER_NEED);
  });
  test("titles and sentences are there, once each, without the words of the RFCs", () => {
    expect(new Set(NEEDS.map((n) => n.title)).size).toBe(NEEDS.length);
    for (const { title, meaning } of NEEDS) {
      expect(meaning).toMatch(/^[A-Z].*\.$/);
      expect(`${title} ${meaning}`).not.toMatch(/RFC|PATCH|PUT|endpoint|attribute|schema|ETag|filter/);
    }
  });
});
