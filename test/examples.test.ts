/** The projects in examples/, each with the vitest that its users would start. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { REPOSITORY, runVitest, type VitestRun } from "./vitest-run.ts";

const EXAMPLES = join(REPOSITORY, "examples");
const exported = (name: string): string => join(REPOSITORY, "dist/src/vitest", name);

/** `scimspec` is not installed in the example: its names lead to what package.json exports. */
function runExample(name: string): Promise<VitestRun> {
  return runVitest([], {
    root: join(EXAMPLES, name),
    include: ["**/*.test.{js,ts}"],
    alias: [
      { find: /^scimspec\/vitest\/reporter$/, replacement: exported("reporter.js") },
      { find: /^scimspec\/vitest$/, replacement: exported("index.js") },
    ],
    maxWorkers: 1,
    isolate: false,
  });
}

/** All tests of the example's one file. */
const ends = (run: VitestRun) => new Map(Object.values(run.tests).flatMap((tests) => [...tests]));
const failures = (run: VitestRun): readonly string[] => [...ends(run)].filter(([, e]) => e.state === "failed").map(([id, e]) => `${id}: ${e.message}`);
const passed = (run: VitestRun): number => [...ends(run).values()].filter((e) => e.state === "passed").length;

test("express with scimmy: the findings are those of the baseline, each with its reason", async () => {
  const run = await runExample("express-scimmy");
  expect([failures(run), run.errors]).toEqual([[], { scim: "" }]);
  expect(run.exitCode).toBe(0);
  expect(passed(run)).toBeGreaterThan(60);
  const known = [...ends(run)].filter(([, e]) => e.annotations.some((a) => a.startsWith("known: "))).map(([id]) => id);
  expect(known).toEqual(["pagination/beyond-the-end", "sort/attribute-name-case", "sort/extension-attribute", "sort/multi-valued"]);
  expect(ends(run).get("the baseline is up to date")?.state).toBe("passed");
});

test("hono: what the server can do is conforming, without a port", async () => {
  const run = await runExample("hono");
  expect([failures(run), run.errors]).toEqual([[], { scim: "" }]);
  expect(run.exitCode).toBe(0);
  expect(passed(run)).toBeGreaterThan(50);
});

test("node:http: every check passes or is skipped for what the server declares", async () => {
  const run = await runExample("node-http");
  expect([failures(run), run.errors]).toEqual([[], { scim: "" }]);
  expect(run.exitCode).toBe(0);
  expect(passed(run)).toBeGreaterThan(140);
  expect([...ends(run).values()].filter((e) => e.state === "skipped" && e.note === "")).toEqual([]);
});

test("each example is a project of its own, with the versions that are tested here", () => {
  const versions = JSON.parse(readFileSync(join(REPOSITORY, "package.json"), "utf8")) as { readonly devDependencies: Readonly<Record<string, string>> };
  for (const name of readdirSync(EXAMPLES)) {
    const { dependencies = {}, devDependencies = {} } = JSON.parse(readFileSync(join(EXAMPLES, name, "package.json"), "utf8")) as Record<string, Record<string, string> | undefined>;
    for (const [library, version] of Object.entries({ ...dependencies, ...devDependencies })) expect([library, library === "scimspec" ? "file:../.." : versions.devDependencies[library]]).toEqual([library, version]);
  }
});
