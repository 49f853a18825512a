import { describe, expect, test } from "vitest";
import type { RequirementResult, Run } from "../../src/model/run.ts";
import { sample } from "../../test/hostile.ts";
import { diffLines } from "./diff-lines.ts";
import { bodyLines, headerLines } from "./lines.ts";
import { plainWords } from "./plain-words.ts";

describe("a diff of states", () => {
  const text = (a: Parameters<typeof diffLines>[0], b: Parameters<typeof diffLines>[1]): string => diffLines(a, b).map((l) => `${l.sign}${l.text}`).join("\n");
  test("shows what differs, whatever the order of members", () => {
    expect(text({ b: 1, a: "x" }, { a: "y", b: 1 })).toBe(' {\n-  "a": "x",\n+  "a": "y",\n   "b": 1\n }');
  });
  test("leaves out what is the same far from a change", () => {
    const long = Object.fromEntries(Array.from({ length: 40 }, (_v, i) => [`m${String(i).padStart(2, "0")}`, i]));
    const shown = text(long, { ...long, m20: "new" });
    expect(shown.split("\n").length).toBeLessThan(12);
    expect(shown).toContain('-  "m20": 20,\n+  "m20": "new",');
    expect(shown).toContain("…");
  });
  test("is made of states only, and not of very long ones", () => {
    expect(diffLines(200, 201)).toEqual([]);
    expect(diffLines(["a"], ["b"])).toEqual([]);
    expect(diffLines(Array.from({ length: 400 }, (_v, i) => i), [1, 2])).toEqual([]);
  });
});

describe("the place of a finding is marked", () => {
  test("in a body, with all that is inside", () => {
    const marked = bodyLines('{"a":{"b":[1]},"c/d":2}', "/a").filter((l) => l.marked).map((l) => l.text.trim());
    expect(marked).toEqual(['"a": {', '"b": [', "1", "]", "},"]);
    expect(bodyLines('{"c/d":2}', "/c~1d").filter((l) => l.marked)).toHaveLength(1);
    const deep = bodyLines(`${"[".repeat(50_000)}${"]".repeat(50_000)}`, undefined).map((l) => l.text.trim());
    expect([deep.length < 100, deep.includes("… nested deeper, see run.json")]).toEqual([true, true]);
  });
  test("in a body that is no JSON, and in header fields", () => {
    expect(bodyLines("<html>", "")).toEqual([{ text: "<html>", marked: true }]);
    expect(headerLines([["ETag", "x"], ["Date", "y"]], "header:etag").map((l) => l.marked)).toEqual([true, false]);
  });
  test("also in a long one", () => {
    const body = JSON.stringify(Object.fromEntries(Array.from({ length: 500 }, (_v, i) => [`m${i}`, i])));
    const lines = bodyLines(body, "/m400");
    expect(lines.length).toBeLessThan(130);
    expect(lines.filter((l) => l.marked).map((l) => l.text.trim())).toEqual(['"m400": 400,']);
  });
});

describe("in plain words", () => {
  const need = (run: Run, id: string) => plainWords(run).find((n) => n.id === id);
  const judged = (outcomes: readonly RequirementResult["outcome"][]): Run => {
    const run = sample("conformant");
    const bulk = run.requirements.filter((r) => r.area === "bulk");
    const changed = new Map(bulk.map((r, i) => [r.id, outcomes[i] ?? "excluded"]));
    return { ...run, requirements: run.requirements.map((r) => ({ ...r, outcome: changed.get(r.id) ?? r.outcome })) };
  };
  test.each([
    [["pass", "pass"], "pass", "All 2 rules that were judged are kept."],
    [["pass"], "pass", "The one rule that was judged is kept."],
    [["fail", "pass", "warn"], "fail", "1 of 3 rules is broken, and 1 recommendation is not followed."],
    [["warn", "pass"], "warn", "Of 2 rules none is broken, but 1 recommendation is not followed."],
    [["skip", "blocked"], "skip", "Nothing was judged here. 2 more could not be judged, or belong to what the product does not offer."],
    [["pass", "skip", "skip", "skip", "skip"], "skip", /^The one rule that was judged is kept\. 4 more/],
  ] as const)("%j", (outcomes, outcome, sentence) => {
    const bulk = need(judged(outcomes), "bulk");
    expect(bulk?.outcome).toBe(outcome);
    expect(bulk?.sentence).toMatch(sentence);
  });
  test("problems are named by checks that failed, worst first", () => {
    const create = need(sample("not-conformant"), "create");
    expect(create).toMatchObject({ outcome: "fail", word: "Problems" });
    expect(create?.examples[0]?.id).toBe("create/created");
  });
});
