import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { describe, expect, test } from "vitest";
import { parseCatalogue, type CatalogueFiles } from "./catalogue.ts";
import { CATALOGUE_FILES, loadCatalogue, readCatalogueFiles } from "./load.ts";

const FOLDER = new URL("../../suites/catalogue/", import.meta.url);

const ENTRY = `- id: 7643-1-a
  rfc: 7643
  section: '1'
  lines: [1, 2]
  level: MUST
  subject: server
  area: schema
  summary: A summary.
  testable: 'yes'
  how: Look.
`;
const SECOND = ENTRY.replace("7643-1-a", "7643-1-b");
const SMALL: CatalogueFiles = {
  "rfc7643.yaml": ENTRY,
  "rfc7644.yaml": "[]",
  "rfc9865.yaml": "[]",
  "ambiguities.yaml": "- { id: A01, rfc: 7643, title: T, verdict: warn }",
  "codes.yaml": "[]",
  "exclusions.yaml": "[]",
  "deferred.yaml": "areas: []\nrfcs: []\nentries: []",
  "schema-characteristics.json": `{"attributes":[{"schema":"urn:ietf:params:scim:schemas:core:2.0:User","path":"userName","printed":{}}]}`,
};

/** The complaints about the small catalogue with some files replaced. */
function problemsOf(changed: CatalogueFiles): readonly string[] {
  return parseCatalogue({ ...SMALL, ...changed }).problems;
}

describe("the catalogue of this package", () => {
  test("has no problems", () => {
    const { catalogue, problems } = parseCatalogue(readCatalogueFiles(FOLDER));
    expect(problems).toEqual([]);
    expect(catalogue.requirements).toHaveLength(1013);
    expect(catalogue.ambiguities).toHaveLength(199);
    expect(catalogue.characteristics.length).toBe(134);
  });

  test("marks every entry in one way at most", () => {
    const { requirements } = loadCatalogue();
    expect(requirements.filter((r) => r.excluded && r.deferred !== undefined).map((r) => r.id)).toEqual([]);
    expect(requirements.filter((r) => r.testable === "no" && r.excluded?.kind !== "not-observable").map((r) => r.id)).toEqual([]);
  });

  test("is read once", () => {
    expect(loadCatalogue()).toBe(loadCatalogue());
  });

  test("reads every file beside the suites that parseCatalogue needs", () => {
    expect([...CATALOGUE_FILES].sort()).toEqual(Object.keys(SMALL).sort());
  });
});

describe("finding codes", () => {
  const suites = fileURLToPath(new URL("..", FOLDER));
  const sources = readdirSync(suites, { recursive: true, encoding: "utf8" }).filter((n) => n.endsWith(".ts")).map((n) => [n, readFileSync(join(suites, n), "utf8")] as const);

  // A code that is not in codes.yaml would silently be graded by the requirement's class.
  test("that a check gives to expect.of are all graded in codes.yaml", () => {
    const known = new Set(loadCatalogue().codes.map((c) => c.code));
    const used = sources.flatMap(([name, text]) => [...text.matchAll(/\bexpect\.of\(([^()]*(?:\([^()]*\)[^()]*)*)\)/g)].flatMap((m) => codesIn(m[1] ?? "").map((code) => `${name}: ${code}`)));
    expect(used.length).toBeGreaterThan(50);
    expect(used.filter((u) => !known.has(u.split(": ")[1] ?? ""))).toEqual([]);
  });
});

/** Finding codes in the arguments of expect.of: whatever looks like area/words. */
function codesIn(text: string): readonly string[] {
  return [...text.matchAll(/"([a-z-]+\/[a-z0-9-]+)"/g)].map((m) => m[1] ?? "");
}

describe("the bug zoo", () => {
  const zoo = parse(readFileSync(new URL("bug-zoo.yaml", FOLDER), "utf8")) as { id: string; requirement: string[]; strength: string }[];

  test("names each bug once, with a known strength", () => {
    expect(new Set(zoo.map((z) => z.id)).size).toBe(zoo.length);
    expect([...new Set(zoo.map((z) => z.strength))].sort()).toEqual(["gray", "may", "must", "should"]);
  });

  test("refers to requirements that exist", () => {
    const ids = new Set(loadCatalogue().requirements.map((r) => r.id));
    expect(zoo.flatMap((z) => z.requirement.filter((id) => !ids.has(id)).map((id) => `${z.id}: ${id}`))).toEqual([]);
  });
});

describe("parseCatalogue", () => {
  test("accepts the small catalogue", () => {
    expect(problemsOf({})).toEqual([]);
  });

  test("marks deferred, excluded, restating and untestable entries", () => {
    const restating = `${SECOND}  restates: [7643-1-a]\n`;
    const untestable = ENTRY.replace("7643-1-a", "7643-1-c").replace("'yes'", "'no'").replace("how: Look.", "why_not: Unseen.");
    const deferred = ENTRY.replace("7643-1-a", "7643-1-d");
    const excluded = ENTRY.replace("7643-1-a", "7643-1-e");
    const { catalogue, problems } = parseCatalogue({
      ...SMALL,
      "rfc7643.yaml": ENTRY + restating + untestable + deferred + excluded,
      "rfc9865.yaml": ENTRY.replaceAll("7643", "9865"),
      "deferred.yaml": "areas: []\nrfcs: [9865]\nentries: [{ id: 7643-1-d, needs: patch }]",
      "exclusions.yaml": "- { id: 7643-1-e, kind: offered-by-no-server, reason: No server does. }",
    });
    expect(problems).toEqual([]);
    const marks = catalogue.requirements.map((r) => [r.id, r.excluded?.kind ?? r.deferred ?? "to verify"]);
    expect(marks).toEqual([
      ["7643-1-a", "to verify"],
      ["7643-1-b", "restates"],
      ["7643-1-c", "not-observable"],
      ["7643-1-d", "patch"],
      ["7643-1-e", "offered-by-no-server"],
      ["9865-1-a", "RFC 9865"],
    ]);
    expect(catalogue.requirements[2]?.whyNot).toBe("Unseen.");
  });

  test.each<[string, CatalogueFiles, string]>([
    ["broken YAML", { "codes.yaml": "- { code: [" }, "codes.yaml:1:"],
    ["a missing file", { "codes.yaml": undefined as unknown as string }, "codes.yaml: the file is missing"],
    ["an item without id", { "rfc7643.yaml": "- rfc: 7643" }, "rfc7643.yaml:1: expected an item with a text member id"],
    ["an object for a list", { "codes.yaml": "a: 1" }, "codes.yaml:1: expected a list"],
    ["a list for an object", { "deferred.yaml": "- 1" }, "deferred.yaml:1: expected members such as entries:"],
    ["broken JSON", { "schema-characteristics.json": "{" }, "schema-characteristics.json: "],
    ["the same id twice", { "rfc7643.yaml": ENTRY + ENTRY }, "rfc7643.yaml:11: 7643-1-a occurs twice; the first is at rfc7643.yaml:1"],
    ["an unknown level", { "rfc7643.yaml": ENTRY.replace("MUST", "OUGHT") }, "rfc7643.yaml:1: 7643-1-a: level is OUGHT; allowed: MUST"],
    ["an unknown area", { "rfc7643.yaml": ENTRY.replace("schema", "shema") }, "area is shema"],
    ["an unknown member", { "rfc7643.yaml": `${ENTRY}  hwo: x\n` }, "unknown member hwo"],
    ["an id of another section", { "rfc7643.yaml": ENTRY.replace("'1'", "'2'") }, "the id must start with 7643-2-"],
    ["no how", { "rfc7643.yaml": ENTRY.replace("  how: Look.\n", "") }, "how is missing"],
    ["no why_not", { "rfc7643.yaml": ENTRY.replace("'yes'", "'no'") }, "why_not is missing"],
    ["a condition that is not announced", { "rfc7643.yaml": `${ENTRY}  condition: If.\n` }, "a condition is given exactly where"],
    ["lines backwards", { "rfc7643.yaml": ENTRY.replace("[1, 2]", "[2, 1]") }, "lines must be [first, last]"],
    ["restating nothing", { "rfc7643.yaml": `${ENTRY}  restates: [7643-1-z]\n` }, "restates 7643-1-z, which does not exist"],
    ["restating in a circle", { "rfc7643.yaml": `${ENTRY}  restates: [7643-1-b]\n${SECOND}  restates: [7643-1-a]\n` }, "nothing would judge either"],
    ["an unknown point", { "rfc7643.yaml": `${ENTRY}  ambiguity: [A02]\n` }, "ambiguity A02 is not in ambiguities.yaml"],
    ["an unknown attribute", { "rfc7643.yaml": `${ENTRY}  attr: User.x\n` }, "attr User.x is not in schema-characteristics.json"],
    ["a code without requirement", { "codes.yaml": "- { code: schema/x, requirement: 7643-1-z, rfc: warn, strict: fail, why: A01 }" }, "codes.yaml:1: schema/x: names the requirement 7643-1-z"],
    ["a code with an odd name", { "codes.yaml": "- { code: schema/X, requirement: 7643-1-a, rfc: warn, strict: fail, why: A01 }" }, "lower-case words"],
    ["a code milder in strict", { "codes.yaml": "- { code: schema/x, requirement: 7643-1-a, rfc: fail, strict: warn, why: A01 }" }, "milder than rfc"],
    ["a code with an unknown point", { "codes.yaml": `- { code: schema/x, requirement: 7643-1-a, rfc: warn, strict: fail, why: "text; P77" }` }, "P77 is not in ambiguities.yaml"],
    ["a code with an unknown grade", { "codes.yaml": "- { code: schema/x, requirement: 7643-1-a, rfc: note, strict: fail, why: A01 }" }, "rfc is note; allowed: off, warn, fail"],
    ["a point without verdict", { "ambiguities.yaml": "- { id: A01, rfc: 7643, title: T }" }, "ambiguities.yaml:1: A01: verdict is missing"],
    ["an unknown deferred area", { "deferred.yaml": "areas: [shema]" }, "shema is no area"],
    ["deferring nothing", { "deferred.yaml": "entries: [{ id: 7643-1-z, needs: patch }]" }, "7643-1-z: there is no such requirement"],
    ["deferring within a deferred area", { "deferred.yaml": "areas: [schema]\nentries:\n  - { id: 7643-1-a, needs: patch }" }, "deferred.yaml:3: 7643-1-a: its area schema is deferred"],
    ["excluding without a sentence", { "exclusions.yaml": "- { id: 7643-1-a, kind: not-observable, reason: unseen }" }, "reason is a whole sentence"],
    ["excluding with an unknown kind", { "exclusions.yaml": "- { id: 7643-1-a, kind: hard, reason: Hard. }" }, "kind is hard"],
    [
      "excluding what is deferred",
      { "exclusions.yaml": "- { id: 7643-1-a, kind: not-observable, reason: So. }", "deferred.yaml": "entries: [{ id: 7643-1-a, needs: patch }]" },
      "it is deferred as well",
    ],
  ])("complains about %s, with its place", (_what, changed, expected) => {
    expect(problemsOf(changed).join("\n")).toContain(expected);
  });
});
