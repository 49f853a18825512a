import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseCatalogue } from "./catalogue.ts";
import { loadCatalogue, readCatalogueFiles } from "./load.ts";
import { loadProfile } from "./profile.ts";

const files = readCatalogueFiles(new URL("../../suites/catalogue/", import.meta.url));

describe("the catalogue", () => {
  test("is valid and whole", () => {
    const { catalogue, problems } = parseCatalogue(files);
    expect(problems).toEqual([]);
    expect(catalogue.requirements).toHaveLength(1013);
  });
  test("complains about a wrong level, an unknown id and a doubled code, by name", () => {
    const broken = {
      ...files,
      "rfc9865.yaml": (files["rfc9865.yaml"] ?? "").replace(/level: MUST\n/, "level: MSUT\n"),
      "exclusions.yaml": "- { id: 7644-no-such, kind: not-observable, reason: x }",
      "codes.yaml": "- { code: a/b, requirement: 7644-3.3-create-201, rfc: warn, strict: fail, why: x }\n- { code: a/b, requirement: 7644-3.3-create-201, rfc: warn, strict: fail, why: x }",
    };
    const { problems } = parseCatalogue(broken);
    expect(problems.join("\n")).toMatch(/level MSUT[^]*7644-no-such[^]*occurs twice/);
  });
});

describe("profiles", () => {
  const catalogue = loadCatalogue();
  const file = (text: string): string => {
    const path = join(mkdtempSync(join(tmpdir(), "scimspec-profile-")), "profile.yaml");
    writeFileSync(path, text);
    return path;
  };
  test("rfc and strict differ only at finding codes", () => {
    expect(loadProfile("rfc", catalogue).grade("create/id-input-refused")).toBe("warn");
    expect(loadProfile("strict", catalogue).grade("create/id-input-refused")).toBe("fail");
    expect(loadProfile("strict", catalogue).grade("7644-3.3-create-201")).toBe(null);
  });
  test("a file extends one of them", () => {
    const profile = loadProfile(file("extends: strict\nseverity: { 7644-3.3-create-201: warn }"), catalogue);
    expect(profile.grade("7644-3.3-create-201")).toBe("warn");
    expect(profile.grade("create/id-input-refused")).toBe("fail");
  });
  test.each([
    ["severity: { create/id-input-refusd: warn }", /did you mean create\/id-input-refused\?/],
    ["severity: { create/id-input-refused: maybe }", /is not off, warn or fail/],
    ["extends: nobody\nseverity: {}", /needs `extends: rfc`/],
    ["- a", /needs `extends: rfc`/],
  ])("%j is refused with a sentence", (text, message) => {
    expect(() => loadProfile(file(text), catalogue)).toThrow(message);
  });
  test("a name that is neither a profile nor a file is refused", () => {
    expect(() => loadProfile("stric", catalogue)).toThrow(/neither rfc nor strict/);
  });
});
