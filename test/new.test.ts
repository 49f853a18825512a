import { copyFileSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { loadCatalogue } from "../src/catalogue/load.ts";
import type { Check } from "../src/model/check.ts";
import { PluginError, withPlugins } from "../src/plugins.ts";
import { newPlugin, newPluginCheck } from "../src/scaffold/plugin.ts";
import { isRepository, newCheck } from "../src/scaffold/repository.ts";
import { writeFiles, type Scaffold } from "../src/scaffold/files.ts";
import { runAgainstReference } from "../src/selftest.ts";
import { loadSuites, metadataProblems } from "../src/suites.ts";
import { folder, scimspec } from "./command.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const suites = await loadSuites();

/** As much of the repository as a skeleton touches. */
function repository(): string {
  const at = folder();
  for (const sub of ["suites/patch", "suites/invariants", "suites/catalogue", "suites/properties", "src/reference/faults"]) mkdirSync(join(at, sub), { recursive: true });
  for (const file of ["package.json", "suites/catalogue/rfc7644.yaml", "src/reference/faults/index.ts"]) copyFileSync(join(ROOT, file), join(at, file));
  for (const name of ["src/engine", "src/reference/faults/fault.ts"]) symlinkSync(join(ROOT, name), join(at, name));
  return at;
}

function written({ files, next }: Scaffold): readonly string[] {
  writeFiles(files);
  return next;
}

describe("scimspec new check, in the repository", () => {
  test("writes check, fault and page, registers the fault, and the metadata says what is to be filled in", async () => {
    const at = repository();
    expect([isRepository(at), isRepository(ROOT), isRepository(folder())]).toEqual([true, true, false]);
    written(newCheck("patch/some-thing", at));
    const { default: check } = (await import(join(at, "suites/patch/some-thing.check.ts"))) as { default: Check };
    expect([check.id, check.suite, check.detects, check.needs?.map((n) => n.label)]).toEqual(["patch/some-thing", "patch", ["patch-some-thing"], ["capability patch"]]);
    const { patchSomeThingFaults } = (await import(join(at, "src/reference/faults/patch-some-thing.ts"))) as { patchSomeThingFaults: readonly { id: string; area: string }[] };
    expect(patchSomeThingFaults.map((f) => [f.id, f.area])).toEqual([["patch-some-thing", "patch"]]);
    const index = readFileSync(join(at, "src/reference/faults/index.ts"), "utf8");
    expect(index).toContain('import { userFaults } from "./user.ts";\nimport { patchSomeThingFaults } from "./patch-some-thing.ts";\n\nconst ALL');
    expect(index).toContain("  ...patchSomeThingFaults,\n];");
    expect(readFileSync(join(at, "docs/checks/patch/some-thing.md"), "utf8")).toMatch(/^# patch\/some-thing\n\nTODO/);
    const catalogue = new Map(loadCatalogue().requirements.map((r) => [r.id, r]));
    expect(metadataProblems(check, catalogue, new Set(["patch-some-thing"]))).toEqual([
      expect.stringMatching(/title is empty, but for the placeholder of the skeleton: write it/),
      expect.stringMatching(/failureTitle is empty/),
      expect.stringMatching(/remedy is empty/),
      expect.stringMatching(/verifies TODO-requirement, which is not in the catalogue/),
    ]);
    const run = await runAgainstReference({ checks: [check], invariants: [] });
    expect([run.checks[0]?.outcome, run.checks[0]?.reason]).toEqual(["error", expect.stringMatching(/patch\/some-thing is a skeleton/)]);
  });
  test("writes an invariant into suites/invariants", () => {
    const at = repository();
    written(newCheck("invariants/odd-header", at));
    expect(readFileSync(join(at, "suites/invariants/odd-header.invariant.ts"), "utf8")).toContain("export default invariant({");
  });
  test("overwrites nothing, and then writes nothing", () => {
    const at = repository();
    writeFileSync(join(at, "suites/patch/taken.check.ts"), "mine");
    expect(() => written(newCheck("patch/taken", at))).toThrow(/suites\/patch\/taken\.check\.ts is there already; nothing was written/);
    expect(existsSync(join(at, "src/reference/faults/patch-taken.ts"))).toBe(false);
    expect(readFileSync(join(at, "src/reference/faults/index.ts"), "utf8")).not.toContain("patchTaken");
  });
  test.each([
    ["pacth/x", /there is no area pacth; did you mean patch\? The areas are: invariants, patch$/],
    ["catalogue/x", /there is no area catalogue/],
    ["properties/x", /docs\/properties\.md says how one is written/],
    ["Patch/Some_Thing", /is no id of a check: .* such as patch\/some-thing$/],
    ["something", /write an area, a slash/],
    ["../../etc/x", /is no id of a check/],
  ])("refuses %s", (id, message) => {
    expect(() => newCheck(id, repository())).toThrow(message);
  });
});

describe("scimspec new, elsewhere", () => {
  test("writes a plugin and checks in it, which load and say what is to be filled in", async () => {
    const at = join(folder(), "checks of mine");
    written(newPlugin("@acme/scim-checks", at));
    written(newPluginCheck("patch/some-thing", at));
    written(newPluginCheck("tenants/2nd-one/apart", at));
    const index = readFileSync(join(at, "index.js"), "utf8");
    expect(index).toContain('import patchSomeThing from "./checks/patch-some-thing.js";\nimport tenants2ndOneApart from "./checks/tenants-2nd-one-apart.js";\n// scimspec');
    expect(index).toContain("  patchSomeThing,\n  tenants2ndOneApart,\n  // scimspec");
    mkdirSync(join(at, "node_modules"));
    symlinkSync(ROOT, join(at, "node_modules", "scimspec"));
    const error = (await withPlugins(suites, [{ module: "./index.js", folder: at }]).catch((e: unknown) => e)) as PluginError;
    expect(error).toBeInstanceOf(PluginError);
    for (const id of ["@acme/scim-checks/patch/some-thing", "@acme/scim-checks/tenants/2nd-one/apart"]) {
      for (const part of ["title still is the placeholder", "failureTitle still", "remedy still", "verifies names @acme/scim-checks/TODO, which is no requirement"]) expect(error.message).toContain(`./index.js: check ${id}: ${part}`);
    }
    // With its texts filled in, what is left is the judgement: still no pass.
    const skeleton = readFileSync(join(at, "checks", "patch-some-thing.js"), "utf8");
    writeFileSync(join(at, "checks", "filled.js"), skeleton.replace(/"TODO: /g, '"').replace("@acme/scim-checks/TODO", "7644-3.3-create-201"));
    writeFileSync(join(at, "alone.js"), index.replace(/.*tenants2ndOneApart.*\n/g, "").replace("patch-some-thing.js", "filled.js"));
    const run = await runAgainstReference(await withPlugins(suites, [{ module: "./alone.js", folder: at }]), { checks: ["@acme/scim-checks/*"] });
    expect(run.checks.map((c) => [c.id, c.outcome, c.reason])).toEqual([["@acme/scim-checks/patch/some-thing", "error", expect.stringMatching(/it is a skeleton: .*mistake of the plugin @acme\/scim-checks/)]]);
  });
  test("makes the plugin if there is none, and leaves an index that it does not know alone", () => {
    const at = join(folder(), "acme");
    const next = written(newPluginCheck("patch/x", at));
    expect(next.join("\n")).toContain('extend: ["./');
    expect(JSON.parse(readFileSync(join(at, "package.json"), "utf8"))).toMatchObject({ type: "module", exports: "./index.js" });
    writeFileSync(join(at, "index.js"), 'export const name = "mine";\n');
    expect(written(newPluginCheck("patch/y", at)).join("\n")).toContain('index.js: import patchY from "./checks/patch-y.js"; and patchY in its `checks`');
    expect(readFileSync(join(at, "index.js"), "utf8")).toBe('export const name = "mine";\n');
    expect(readFileSync(join(at, "checks/patch-y.js"), "utf8")).toContain('id: "mine/patch/y"');
  });
  test.each([
    ["Acme Inc", /such as acme-inc/],
    ["patch", /is a name of scimspec's own/],
    ["../x", /is no name of a plugin/],
  ])("refuses the name %s", (name, message) => {
    expect(() => newPlugin(name, folder())).toThrow(message);
  });
  test("on the command line: a slip is answered with what was meant, and exit 2", async () => {
    const slips = await Promise.all([["new", "chekc", "patch/x"], ["new", "check", "fitler/x"]].map((args) => scimspec(args)));
    expect(slips.map((s) => [s.code, s.err.trim()])).toEqual([[2, "new chekc: not known; did you mean check? Allowed: check, plugin"], [2, expect.stringMatching(/there is no area fitler; did you mean filter\?/)]]);
  });
});
