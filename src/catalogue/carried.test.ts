import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { Requirement } from "../model/requirement.ts";
import { carriedSentence, codesOf, decisionOf, gradesIn } from "./carried.ts";
import type { AmbiguousPoint, FindingCode } from "./catalogue.ts";
import { loadCatalogue } from "./load.ts";

const OPEN_FILE = "suites/catalogue/open-decisions.yaml";
const point = (verdict: string): AmbiguousPoint => ({ id: "A03", rfc: 7643, title: "Names", verdict });
const code: FindingCode = { code: "attributes/x", requirement: "7643-1-x", rfc: "warn", strict: "fail", why: "A03, P116" };
const entry = (level: string, testable = "yes") => ({ id: "7643-1-x", level, testable, ambiguity: ["A03"] }) as unknown as Requirement;

describe("carrier", () => {
  test.each([
    ["warn", [code], [], "codes"],
    ["accept both", [code], [], "codes"],
    ["accept both", [], [entry("MUST")], "accepted"],
    ["accept both; never fail for absence", [], [], "accepted"],
    ["fail", [], [entry("MUST")], "how"],
    ["warn", [], [entry("SHOULD")], "how"],
    ["fail; later: warn", [], [entry("SHOULD"), entry("MUST")], "how"],
    ["warn", [], [entry("MUST")], "open"],
    ["**fail**", [], [entry("MAY")], "open"],
    ["fail", [], [entry("MUST", "no")], "open"],
    ["warn", [], [], "open"],
  ] as const)("%s", (verdict, codes, requirements, expected) => {
    const decision = decisionOf(point(verdict), { codes, requirements });
    expect(decision.carrier).toBe(expected);
    expect(carriedSentence(decision)).toMatch(/^[A-Z].*\.$/);
  });

  test("A3 is not found inside A30", () => {
    expect(codesOf({ ...point("warn"), id: "A30" }, [code])).toEqual([]);
    expect(codesOf(point("warn"), [{ ...code, why: "A030" }])).toEqual([]);
  });

  test("grades are read as words", () => {
    expect(gradesIn("4xx **fail**; Warned; `failure`")).toEqual(["warn", "fail"]);
    expect(gradesIn("never a finding")).toEqual([]);
  });
});

describe("every decision that grades somebody", () => {
  const catalogue = loadCatalogue();
  const decisions = catalogue.ambiguities.map((p) => decisionOf(p, catalogue));
  const listed = (parse(readFileSync(new URL(`../../${OPEN_FILE}`, import.meta.url), "utf8")) ?? []) as string[];
  const open = decisions.filter((d) => d.carrier === "open").map((d) => d.point.id);

  test("is named by a finding code or a requirement", () => {
    const unnamed = decisions.filter((d) => gradesIn(d.point.verdict).length > 0 && d.codes.length + d.requirements.length === 0);
    expect(unnamed.map((d) => d.point.id)).toEqual([]);
  });

  test(`can be given its grades, except for the ${listed.length} still open in ${OPEN_FILE}`, () => {
    expect(open.filter((id) => !listed.includes(id)), "these need a finding code whose `why` names them").toEqual([]);
  });

  test(`is not listed in ${OPEN_FILE} once it is carried`, () => {
    expect(listed.filter((id) => !open.includes(id)), "no longer open: remove them (npm run generate does)").toEqual([]);
    expect(new Set(listed).size).toBe(listed.length);
  });
});
