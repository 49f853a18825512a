import { expect, test } from "vitest";
import { loadSuites } from "../src/suites.ts";
import { sample } from "../test/hostile.ts";
import { CLIENTS, hints } from "./hints.ts";

test("every check that a hint names exists", async () => {
  const { checks, invariants } = await loadSuites();
  const known = new Set([...checks, ...invariants].map((c) => c.id));
  expect(CLIENTS.flatMap((c) => c.facts.flatMap((f) => f.checks)).filter((id) => !known.has(id))).toEqual([]);
});

test("a hint is at risk if one of its checks found something, and fine only if all passed", () => {
  const run = sample("not-conformant");
  const outcomes = new Map(run.checks.map((c) => [c.id, c.outcome]));
  const all = hints(run).flatMap((c) => c.hints);
  expect(all.find((h) => h.relies.startsWith("Needs the new resource with its id"))).toMatchObject({ state: "at risk", checks: [{ id: "create/created", outcome: "fail" }] });
  expect(all.find((h) => h.relies.startsWith("Takes 409"))?.state).toBe("fine");
  for (const h of all) {
    if (h.state === "fine") expect(h.checks.every((c) => outcomes.get(c.id) === "pass")).toBe(true);
    if (h.state === "at risk") expect(h.seen.length).toBeGreaterThan(0);
  }
  expect(all.some((h) => h.state === "not judged")).toBe(true);
});
