import { check, property, sample } from "fast-check";
import { expect, test } from "vitest";
import { bulkJobs, type BulkStep } from "./bulk.ts";

const jobs = bulkJobs(["PATCH"], ["POST", "PATCH", "DELETE"], 3);

test("jobs hold offered methods and existing slots only, and are short enough for any limit", () => {
  const result = check(property(jobs, (job) => job.length >= 1 && job.length <= 6 && job.every((s) => ["POST", "PATCH", "DELETE"].includes(s.method) && s.slot >= 0 && s.slot < 3 && s.text.trim() !== "")), { numRuns: 300, seed: 1 });
  expect(result.failed ? result.counterexample : null).toBe(null);
});

test("most are long, and mostly of the main method", () => {
  const drawn = sample(jobs, { numRuns: 300, seed: 2 });
  expect(drawn.filter((job) => job.filter((s) => s.method === "PATCH").length >= 3).length).toBeGreaterThan(200);
});

test("shrink to one operation of the main method", () => {
  const shrunk = check(property(jobs, () => false), { numRuns: 1, seed: 3 }).counterexample?.[0] as readonly BulkStep[] | undefined;
  expect(shrunk?.map((s) => s.method)).toEqual(["PATCH"]);
});
