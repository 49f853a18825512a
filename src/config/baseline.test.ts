import { describe, expect, test } from "vitest";
import type { DistinctFinding } from "../model/finding.ts";
import { readBaseline, updateBaseline } from "./baseline.ts";

const TEXT = `# ours
version: 1
findings:
  # the old gateway
  - check: create/created
    requirement: 7644-3.3-create-201
    instance: User
    reason: ticket 42 # soon
    expires: 2027-01-31
  - { check: patch/basic, requirement: R2, code: patch/x, reason: later }
`;
const finding: DistinctFinding = { check: "filter/equality", requirement: "R3", instance: "Group", severity: "fail", message: "odd\n\u001b[31m- check: x" };

function entriesOf(text: string) {
  const read = readBaseline("b.yaml", text);
  if (!read.ok) throw new Error(read.problems.map((p) => p.message).join());
  return read.entries;
}

test("entries know where they stand", () => {
  expect(entriesOf(TEXT)).toEqual([
    { check: "create/created", requirement: "7644-3.3-create-201", instance: "User", reason: "ticket 42", expires: "2027-01-31", where: "b.yaml:5" },
    { check: "patch/basic", requirement: "R2", code: "patch/x", reason: "later", where: "b.yaml:10" },
  ]);
});

describe("complaints name file, line and column", () => {
  test.each([
    ["no YAML", "findings: [", /^b\.yaml:1:\d+ .*not valid YAML/],
    ["empty", "", /b\.yaml:1:1 .*--update-baseline writes one/],
    ["unknown key", TEXT.replace("expires", "expire"), /b\.yaml:9:5 .*unknown key expire; did you mean expires\?/],
    ["no reason", "version: 1\nfindings:\n  - check: a\n    requirement: b\n", /b\.yaml:3:\d+ .*reason is missing/],
    ["no day", TEXT.replace("2027-01-31", "next year"), /b\.yaml:9:5 .*must be a day such as 2027-01-31/],
    ["another version", TEXT.replace("version: 1", "version: 2"), /b\.yaml:2:1 .*2 is not known/],
    ["twice", `${TEXT}  - { check: patch/basic, requirement: R2, code: patch/x, reason: again }\n`, /b\.yaml:11:\d+ .*stands here twice/],
    ["aliases", "version: 1\nfindings: &a []\nx: *a\n", /aliases/],
  ])("%s", (_name, text, expected) => {
    const read = readBaseline("b.yaml", text);
    expect(read.ok ? "no complaint" : read.problems.map((p) => `${p.file}:${p.line}:${p.column} ${p.path}: ${p.message}`).join("\n")).toMatch(expected);
  });
});

describe("an update", () => {
  test("adds and removes entries, and keeps comments and the rest", () => {
    const [gone] = entriesOf(TEXT).slice(1);
    const text = updateBaseline(TEXT, [finding], gone ? [gone] : [], "2026-11-26");
    expect(text).toContain("# ours");
    expect(text).toContain("# the old gateway");
    expect(text).toContain("reason: ticket 42 # soon");
    expect(entriesOf(text).map((e) => [e.check, e.instance, e.reason])).toEqual([["create/created", "User", "ticket 42"], ["filter/equality", "Group", "found on 2026-11-26, not explained yet"]]);
    expect(text).not.toContain("\u001b");
  });
  test("of nothing changes nothing", () => {
    expect(entriesOf(updateBaseline(TEXT, [], [], "2026-11-26"))).toEqual(entriesOf(TEXT));
  });
  test("makes a new file that explains itself, and an empty one is fine", () => {
    const text = updateBaseline(null, [], [], "2026-11-26");
    expect(text).toMatch(/^# Findings that are known/);
    expect(entriesOf(text)).toEqual([]);
    expect(entriesOf(updateBaseline(text, [finding], [], "2026-11-26"))).toHaveLength(1);
  });
});
