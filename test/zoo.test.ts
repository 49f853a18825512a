import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { listFaults } from "../src/reference/index.ts";

const read = (name: string): unknown => parse(readFileSync(new URL(`../suites/catalogue/${name}`, import.meta.url), "utf8"));

test("every must or should entry of the bug zoo in the covered areas is a fault, or is deferred", () => {
  const areas = ["discovery", "schema", "resource-type", "attributes", "create", "read", "replace", "delete", "errors", "http", "auth"];
  const faults = new Set(listFaults().map((f) => f.id));
  const deferred = new Set((read("deferred.yaml") as { faults: { id: string }[] }).faults.map((f) => f.id));
  const zoo = (read("bug-zoo.yaml") as { id: string; area: string; strength: string }[]).filter((e) => areas.includes(e.area) && ["must", "should"].includes(e.strength));
  expect(zoo.length).toBeGreaterThan(50);
  expect(zoo.filter((e) => !faults.has(e.id) && !deferred.has(e.id)).map((e) => e.id)).toEqual([]);
});
