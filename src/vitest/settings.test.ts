import { expect, test } from "vitest";
import type { ConformanceOptions } from "./options.ts";
import { versionProblem } from "./peer.ts";
import { PlainError } from "./plain-error.ts";
import { settingsOf } from "./settings.ts";

const FILE = `${process.cwd()}/test/fixtures/vitest/none.conformance.js`;
const target = { baseUrl: "http://127.0.0.1:1" };

/** What is said of options that are wrong before anything is loaded. */
async function complaint(options: unknown): Promise<string> {
  const error: unknown = await settingsOf(options as ConformanceOptions, FILE).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(PlainError);
  return (error as Error).message;
}

test.each<readonly [unknown, string]>([
  [undefined, "it takes an object: conformance({ target: ... })"],
  [{}, "target is missing: give the server, or a function that starts it and returns { baseUrl, auth }, or a config file that names it"],
  [{ target, startTimeout: "soon" }, "startTimeout: must be a duration such as 500ms, 10s or 15m"],
  [{ target, name: "" }, "name: must be a text"],
  [{ target, updateBaseline: "yes" }, "updateBaseline: must be true or false"],
  [{ target, updateBaseline: true }, "updateBaseline: name the file that is to be written with the option baseline"],
  [{ target, reports: ["htm"] }, "reports: htm is not known; did you mean html?"],
  [{ target, journal: "x" }, "option journal: unknown key journal. Allowed: target, config, name, startTimeout, replay, updateBaseline, reports, out, profile, "],
  [{ target, out: 7 }, "out: must be the path of a folder"],
  [{ target, baseline: "./none.yaml" }, "baseline: there is no file test/fixtures/vitest/none.yaml; run once with updateBaseline: true, which writes it"],
])("%j is refused with file and remedy", async (options, said) => {
  expect(await complaint(options)).toMatch(`conformance() in test/fixtures/vitest/none.conformance.js: ${said}`);
});

test("a config file that cannot be used is named with its place", async () => {
  expect(await complaint({ config: "./none.yaml" })).toContain("test/fixtures/vitest/none.yaml:1:1: the file cannot be read");
  expect(await complaint({ config: "./baseline.yaml" })).toMatch(/baseline\.yaml:1:1 version: unknown key version/);
});

test("versions of vitest", () => {
  for (const good of ["4.1.0", "4.9.3", "5.0.0", "5.1.1"]) expect(versionProblem(good)).toBe(null);
  for (const bad of ["3.2.4", "4.0.9", "6.0.0"]) expect(versionProblem(bad)).toContain(`this project has ${bad}`);
});
