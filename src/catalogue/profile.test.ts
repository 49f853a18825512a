import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { loadCatalogue } from "./load.ts";
import { loadProfile, parseProfile, ProfileError } from "./profile.ts";

const catalogue = loadCatalogue();
const CODE = "create/id-input-refused";
const REQUIREMENT = "7644-3.3-create-201";
const folder = mkdtempSync(join(tmpdir(), "scimspec-profile-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The message of the error that parsing the text throws. */
function complaint(text: string): string {
  try {
    parseProfile(text, "mine.yaml", catalogue);
  } catch (error) {
    expect(error).toBeInstanceOf(ProfileError);
    return (error as ProfileError).message;
  }
  return "no complaint";
}

describe("built-in profiles", () => {
  test("rfc warns and strict fails at an ambiguous point", () => {
    expect(loadProfile("rfc", catalogue).grade(CODE)).toBe("warn");
    expect(loadProfile("strict", catalogue).grade(CODE)).toBe("fail");
  });

  test("say nothing about requirements and unknown keys: the class decides", () => {
    expect(loadProfile("rfc", catalogue).grade(REQUIREMENT)).toBeNull();
    expect(loadProfile("strict", catalogue).grade("x/y")).toBeNull();
    expect(loadProfile("rfc", catalogue).reason(CODE)).toBeUndefined();
  });

  test("strict is never milder than rfc", () => {
    const order = ["off", "warn", "fail"];
    expect(catalogue.codes.filter((c) => order.indexOf(c.strict) < order.indexOf(c.rfc))).toEqual([]);
  });
});

describe("a profile file", () => {
  const text = `name: mine\nextends: rfc\nseverity:\n  ${CODE}: { is: "off", reason: ticket 42 }\n  ${REQUIREMENT}: { is: warn, reason: old clients }\n`;

  test("overrides codes and requirements, with reasons", () => {
    const profile = parseProfile(text, "mine.yaml", catalogue);
    expect(profile.name).toBe("mine");
    expect(profile.grade(CODE)).toBe("off");
    expect(profile.grade(REQUIREMENT)).toBe("warn");
    expect(profile.reason(CODE)).toBe("ticket 42");
    expect(profile.grade("create/external-id-conflict")).toBe("warn");
  });

  test("takes the rest from the profile that it extends", () => {
    expect(parseProfile(text.replace("rfc", "strict"), "mine.yaml", catalogue).grade("create/external-id-conflict")).toBe("fail");
  });

  test("is read from disk and named by its file where it gives no name", () => {
    const file = join(folder, "acme.yaml");
    writeFileSync(file, "extends: rfc\n");
    expect(loadProfile(file, catalogue).name).toBe("acme");
  });

  test("an unquoted off is the grade, not a boolean", () => {
    expect(parseProfile(text.replace('"off"', "off"), "mine.yaml", catalogue).grade(CODE)).toBe("off");
  });

  test.each([
    ["name: mine\n", "mine.yaml:1: extends names a built-in profile: rfc or strict"],
    ["extends: entra\n", "mine.yaml:1: extends names"],
    ["name: strict\nextends: rfc\n", "mine.yaml:1: the name strict belongs to a built-in profile"],
    ["extends: rfc\nseverities: {}\n", "mine.yaml:2: unknown member severities"],
    ["extends: rfc\nseverity:\n  no/such: { is: warn, reason: r }\n", "mine.yaml:3: no/such: is no finding code and no requirement"],
    [`extends: rfc\nseverity:\n  ${CODE}: { is: maybe, reason: r }\n`, `mine.yaml:3: ${CODE}: expected { is: off | warn | fail`],
    [`extends: rfc\nseverity:\n  ${CODE}: warn\n`, "expected { is: off | warn | fail"],
    [`extends: rfc\nseverity:\n  ${CODE}: { is: warn }\n`, "reason is missing"],
    [`extends: rfc\nseverity:\n  ${CODE}: { is: warn, reason: r, until: x }\n`, "unknown member until"],
    ["extends: rfc\nseverity: 3\n", "mine.yaml:2: severity maps"],
    ["- 1\n", "mine.yaml:1: a profile has the members"],
    ["a: [\n", "mine.yaml:"],
  ])("with mistakes is refused: %j", (bad, expected) => {
    expect(complaint(bad)).toContain(expected);
  });

  test("that does not exist is named, with what may be given instead", () => {
    expect(() => loadProfile(join(folder, "none.yaml"), catalogue)).toThrow(/none\.yaml: there is no such file; give rfc, strict, or the path/);
    expect(() => loadProfile(folder, catalogue)).toThrow(/cannot be read \(EISDIR\)/);
  });
});
