import { describe, expect, test } from "vitest";
import { enlarged, hostile, sample, SAMPLES } from "../test/hostile.ts";
import { FORMATS } from "./formats.ts";

test("all formats of a run of normal size take less than a second of the processor", () => {
  const run = enlarged(sample("not-conformant"), 500, 7000);
  const once = (): number => {
    const before = process.cpuUsage();
    for (const format of FORMATS) format.render(run);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
  expect(Math.min(once(), once(), once())).toBeLessThan(1000);
});

describe("every format", () => {
  test("has a name and files of its own, inside of the report folder", () => {
    const run = hostile(sample("not-conformant"));
    const paths = FORMATS.flatMap((f) => f.render(run)).map((f) => f.path);
    expect(new Set(paths).size).toBe(paths.length);
    for (const path of paths) expect(path).toMatch(/^[\w-]+\.\w+$/);
    expect(new Set(FORMATS.map((f) => f.name)).size).toBe(FORMATS.length);
  });
  test.each(SAMPLES)("is the same each time (%s)", (name) => {
    for (const format of FORMATS) expect(format.render(sample(name))).toEqual(format.render(sample(name)));
  });
  test("leaves the run as it was", () => {
    const run = sample("not-conformant");
    for (const format of FORMATS) format.render(run);
    expect(run).toEqual(sample("not-conformant"));
  });
});
