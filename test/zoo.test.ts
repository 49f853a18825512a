import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { listFaults } from "../src/reference/index.ts";

interface Entry {
  readonly id: string;
  readonly strength: "must" | "should" | "may" | "gray";
}

/** What no server alone can show over SCIM: each needs a probe or a declaration of the operator. */
const OUT_OF_REACH: Readonly<Record<string, string>> = {};

const zoo = parse(readFileSync(new URL("../suites/catalogue/bug-zoo.yaml", import.meta.url), "utf8")) as readonly Entry[];

test("every must or should entry of the bug zoo is a fault, but for those out of reach with a reason", () => {
  const faults = new Set(listFaults().map((f) => f.id));
  const graded = zoo.filter((e) => e.strength === "must" || e.strength === "should");
  expect(graded.length).toBeGreaterThan(100);
  expect(graded.filter((e) => !faults.has(e.id) && OUT_OF_REACH[e.id] === undefined).map((e) => e.id)).toEqual([]);
  expect(Object.keys(OUT_OF_REACH).filter((id) => faults.has(id) || !zoo.some((e) => e.id === id))).toEqual([]);
});

test("a fault that carries the id of a zoo entry has its strength, or a milder one", () => {
  const order = ["may", "gray", "should", "must"];
  const strength = new Map(zoo.map((e) => [e.id, e.strength]));
  const wrong = listFaults().filter((f) => order.indexOf(f.strength) > order.indexOf(strength.get(f.id) ?? "must"));
  expect(wrong.map((f) => `${f.id} is ${f.strength}, in the zoo ${strength.get(f.id) ?? ""}`)).toEqual([]);
});
