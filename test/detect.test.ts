import { expect, test } from "vitest";

// From dist: a worker thread of Node 20 cannot load TypeScript.
const { detect } = (await import(new URL("../dist/src/detect.js", import.meta.url).href)) as typeof import("../src/detect.ts");

test("faults are judged in worker threads, results come in the order of ids", async () => {
  const done: number[] = [];
  const results = await detect(["error-status-is-number", "create-returns-200"], { workers: 2, runsPerWorker: 1, onProgress: (n) => done.push(n) });
  expect(results.map((r) => r.fault)).toEqual(["create-returns-200", "error-status-is-number"]);
  expect(results.every((r) => r.detectedBy.length > 0 && r.missedBy.length === 0)).toBe(true);
  expect(done).toEqual([1, 2]);
});

test("a worker that breaks is an error that says which fault was under way", async () => {
  await expect(detect(["no-such-fault"])).rejects.toThrow(/worker of the fault matrix failed \(.*no-such-fault.*\); under way: no-such-fault/);
});
