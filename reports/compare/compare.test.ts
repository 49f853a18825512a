import { describe, expect, test } from "vitest";
import { products, sampleRun } from "../../test/compared.ts";
import type { Finding, RequirementResult, Run } from "../../src/model/run.ts";
import { NEEDS } from "../needs.ts";
import { compareRuns } from "./compare.ts";
import type { Cell, Comparison, Row } from "./comparison.ts";
import { labels, safeLink } from "./targets.ts";
import { capabilityCell, needSentence, needState } from "./words.ts";

const comparison = compareRuns(products());
const rows = (c: Comparison): readonly Row[] => c.needs.flatMap((n) => n.rows);
const row = (id: string, c = comparison): Row => rows(c).find((r) => r.id === id) as Row;
const cell = (id: string, column: number, c = comparison): Cell => row(id, c).cells[column] as Cell;

describe("rows", () => {
  test("every requirement that is not excluded has one row, in the need of its area", () => {
    const expected = sampleRun("conformant").requirements.filter((r) => r.outcome !== "excluded").map((r) => r.id);
    expect(rows(comparison).map((r) => r.id).sort()).toEqual([...expected].sort());
    expect(comparison.excluded).toBe(sampleRun("conformant").requirements.length - expected.length);
    for (const need of comparison.needs) for (const r of need.rows.filter((x) => x.id !== "7643-4.1.1-active-boolean")) expect(NEEDS.find((n) => n.id === need.id)?.areas).toContain(r.area);
    expect(comparison.needs.map((n) => n.id)).toEqual(NEEDS.map((n) => n.id));
  });
  test("those that differ come first, the gravest on top; those nobody looked at come last", () => {
    for (const { rows: mine } of comparison.needs) {
      const order = mine.map((r) => ["differ", "agree", "partly", "unjudged"].indexOf(r.agreement));
      expect(order).toEqual([...order].sort((a, b) => a - b));
      const grave = mine.filter((r) => r.agreement === "differ").map((r) => r.cells.some((c) => c.state === "not-ok"));
      expect(grave).toEqual([...grave].sort((a, b) => Number(b) - Number(a)));
    }
  });
  test("agreement is between those that looked", () => {
    expect(row("7644-3.3-create-location-header").agreement).toBe("differ");
    expect(row("7644-3.3-create-201").cells.map((c) => c.outcome)).toEqual(["pass", "pass", "error"]);
    expect(row("7644-3.3-create-201").agreement).toBe("differ");
    const same = compareRuns([products()[0], products()[0]].flatMap((p) => p ?? []));
    expect(rows(same).filter((r) => r.agreement === "differ" || r.agreement === "partly")).toEqual([]);
    expect(rows(comparison).filter((r) => r.agreement === "partly" && !r.cells.some((c) => c.outcome === "not-selected"))).toEqual([]);
    expect(rows(comparison).filter((r) => r.agreement === "unjudged" && r.cells.some((c) => c.outcome !== "not-selected"))).toEqual([]);
  });
  test("a requirement that only one version knows is not judged in the other, and not lost", () => {
    const [a, b] = [sampleRun("conformant"), sampleRun("conformant")];
    const older: Run = { ...b, requirements: b.requirements.filter((r) => r.id !== "7644-3.3-create-201") };
    for (const [runs, column] of [[[a, older], 1], [[older, a], 0]] as const) {
      const c = compareRuns(runs.map((run) => ({ run })));
      expect(cell("7644-3.3-create-201", column, c)).toMatchObject({ state: "not-judged", outcome: "unknown" });
      expect(row("7644-3.3-create-201", c).agreement).toBe("partly");
    }
  });
  test("an area that no need names ends among the others", () => {
    const run = sampleRun("conformant");
    const strange: RequirementResult = { ...(run.requirements.find((r) => r.outcome === "pass") as RequirementResult), id: "x-1", area: "telepathy" };
    const c = compareRuns([{ run: { ...run, requirements: [...run.requirements, strange] } }, { run }]);
    expect(c.needs.at(-1)).toMatchObject({ id: "other" });
    expect(c.needs.at(-1)?.rows.map((r) => r.id)).toEqual(["x-1"]);
  });
});

describe("cells", () => {
  test("each outcome has its state", () => {
    const states = new Map(rows(comparison).flatMap((r) => r.cells.map((c) => [c.outcome, c.state] as const)));
    expect(Object.fromEntries(states)).toEqual({ pass: "ok", fail: "not-ok", skip: "not-offered", blocked: "not-judged", error: "not-judged", "not-selected": "not-judged" });
  });
  test("what is not OK shows failure title, message, expected, actual, exchange, remedy and link", () => {
    const [first] = cell("7644-3.3-create-location-header", 1).evidence;
    expect(first).toMatchObject({
      check: "invariants/location",
      title: "Location, Content-Location and meta.location disagree, or Location is missing",
      state: "not-ok",
      expected: "a non-empty string",
      exchange: { request: expect.stringMatching(/^POST https:/), response: "HTTP 201" },
      href: "../not-conformant/index.html#check/invariants/location",
    });
    expect(first?.message).toContain("Location");
    expect(first?.remedy).not.toBe("");
  });
  test("the remedy of a check stands once in a cell, and what is left out is counted", () => {
    const { evidence, moreEvidence } = cell("7644-3.3-create-location-header", 1);
    const all = sampleRun("not-conformant").checks.flatMap((c) => c.findings.filter((f) => f.requirement === "7644-3.3-create-location-header"));
    expect(evidence.length + moreEvidence).toBe(all.length);
    expect(evidence.filter((e) => e.remedy !== "").map((e) => e.check)).toEqual([...new Set(evidence.map((e) => e.check))]);
  });
  test("every finding of a requirement that failed belongs to that requirement, and every judged cell has evidence", () => {
    for (const r of rows(comparison)) for (const c of r.cells) if (!["not-selected", "unknown"].includes(c.outcome)) expect(c.evidence.length, `${r.id} ${c.outcome}`).toBeGreaterThan(0);
  });
  test("what is OK names the checks that passed; what is not judged says because of what", () => {
    expect(cell("7644-3.3-create-201", 0).evidence.map((e) => e.check)).toContain("create/created");
    const blocked = rows(comparison).flatMap((r) => r.cells).filter((c) => c.outcome === "blocked");
    expect(blocked.length).toBeGreaterThan(0);
    for (const c of blocked) expect(c.evidence[0]?.message).toMatch(/\./);
    expect(blocked.some((c) => c.evidence.some((e) => e.message.includes("Because: POST to a resource endpoint does not create")))).toBe(true);
  });
  test("without a report there is no link, and long values are cut", () => {
    const run = sampleRun("not-conformant");
    const long = "ä".repeat(399) + "\u{1f600}".repeat(400);
    const lengthen = (f: Finding): Finding => ({ ...f, message: long, actual: { long } });
    const c = compareRuns([{ run: { ...run, checks: run.checks.map((k) => ({ ...k, findings: k.findings.map(lengthen) })) } }]);
    const [first] = cell("7644-3.3-create-location-header", 0, c).evidence;
    expect(first?.href).toBeNull();
    expect(first?.message.length).toBeLessThan(440);
    expect(first?.message).not.toMatch(/\p{Cs}/u);
    expect(first?.actual?.length).toBeLessThan(440);
  });
});

describe("needs", () => {
  const counts = (over: Partial<Record<Cell["state"], number>>) => ({ ok: 0, "not-ok": 0, advice: 0, "not-offered": 0, "not-judged": 0, ...over });
  test("counts are those of the column", () => {
    for (const need of comparison.needs) {
      need.results.forEach((result, i) => {
        expect(Object.values(result.counts).reduce((a, b) => a + b, 0)).toBe(need.rows.length);
        expect(result.counts["not-ok"]).toBe(need.rows.filter((r) => r.cells[i]?.state === "not-ok").length);
        expect(result.judged).toBe(result.counts.ok + result.counts["not-ok"] + result.counts.advice);
      });
    }
  });
  test.each([
    [counts({ ok: 4 }), 4, "ok", "All of it works."],
    [counts({ ok: 4, "not-offered": 2 }), 4, "ok", "What was tested works. 2 points are not offered."],
    [counts({ ok: 4, "not-offered": 42 }), 4, "not-offered", "The product hardly offers this. 42 points are not offered."],
    [counts({ ok: 4, "not-offered": 1, "not-judged": 1 }), 4, "ok", "What was tested works. 1 point is not offered, 1 point was not judged."],
    [counts({ ok: 4, "not-judged": 1 }), 4, "ok", "What was tested works. 1 point was not judged."],
    [counts({ ok: 1, "not-judged": 40 }), 1, "not-judged", "Too little was tested to tell. 40 points were not judged."],
    [counts({ ok: 1, "not-ok": 1, advice: 3 }), 5, "not-ok", "1 point breaks the standard."],
    [counts({ ok: 1, advice: 2 }), 3, "advice", "Works, with 2 points of advice."],
    [counts({ "not-offered": 3 }), 0, "not-offered", "The product does not offer this."],
    [counts({ "not-offered": 3, "not-judged": 1 }), 0, "not-judged", "Not offered, as far as the run looked."],
    [counts({ "not-judged": 3 }), 0, "not-judged", "This run does not tell."],
  ])("%j: one sentence", (c, judged, state, sentence) => {
    expect(needState({ counts: c, judged })).toBe(state);
    expect(needSentence({ counts: c, judged })).toBe(sentence);
  });
});

describe("columns", () => {
  const target = (name: string, baseUrl: string) => ({ target: { name, baseUrl, embedded: false } });
  test.each([
    [[target("A", "https://a.example"), target("B", "https://b.example")], ["A", "B"]],
    [[target("A", "https://a.example/v2"), target("A", "https://b.example/v2/"), target("B", "https://b.example")], ["A (a.example/v2)", "A (b.example/v2)", "B"]],
    [[target("A", "https://a.example"), target("A", "https://a.example"), target("A", "nonsense")], ["A 1", "A 2", "A (nonsense)"]],
    [[target(" ", "https://a.example"), target("A 1", "x"), target("A", "y"), target("A", "y")], ["a.example", "A 1", "A 2", "A 3"]],
  ])("labels tell all apart (%#)", (runs, expected) => {
    expect(labels(runs)).toEqual(expected);
    expect(new Set(labels(runs)).size).toBe(runs.length);
  });
  test.each([["javascript:alert(1)", null], ["java\nscript:alert(1)", null], ["data:text/html,x", null], ["", null], ["../a/index.html", "../a/index.html"], ["https://x.example/r", "https://x.example/r"]])("link %j", (url, expected) => {
    expect(safeLink(url)).toBe(expected);
  });
  test("what a reader must know is said: incomplete, mixed versions, profiles, modes, policies", () => {
    expect(comparison.notices.some((n) => n.startsWith("The run of Initech One is incomplete"))).toBe(true);
    expect(comparison.targets.map((t) => [t.verdict, t.complete])).toEqual([["Conformant", true], ["Not conformant", true], ["Incomplete run", false]]);
    const run = sampleRun("conformant");
    const other: Run = { ...run, suite: { version: "9", profile: "strict" }, mode: "read-only", failOn: "should", preflightFailure: "Nobody is there." };
    const text = compareRuns([{ run }, { run: other }]).notices.join("\n");
    for (const part of ["different versions of the test suite (0.1.0, 9)", "different profiles (rfc, strict)", "Some runs only read", "different policies", "could not be assessed: Nobody is there."]) expect(text).toContain(part);
  });
  test("two runs alike need no notice", () => {
    const run = sampleRun("conformant");
    expect(compareRuns([{ run }, { run }]).notices).toEqual([]);
  });
});

describe("capabilities", () => {
  test.each([
    [true, true, "ok", "Declared, works"],
    [true, false, "not-ok", "Declared, but does not work"],
    [true, null, "not-judged", "Declared, not tried"],
    [false, true, "advice", "Declared as not offered, yet works"],
    [false, false, "not-offered", "Not offered"],
    [false, null, "not-offered", "Not offered"],
    [null, true, "ok", "Not declared, works"],
    [null, false, "not-offered", "Not offered"],
    [null, null, "not-judged", "Not declared, not tried"],
  ] as const)("declared %j, observed %j", (declared, observed, state, text) => {
    expect(capabilityCell({ id: "patch", declared, observed, override: null })).toEqual({ state, text });
  });
  test("differences are marked, and what was set by hand is said", () => {
    expect(comparison.capabilities.find((c) => c.id === "sort")).toMatchObject({ differs: true });
    expect(comparison.capabilities.find((c) => c.id === "patch")).toMatchObject({ differs: false });
    expect(capabilityCell({ id: "bulk", declared: true, observed: null, override: { supported: false, reason: "off" } }).text).toContain("set by hand: no, off");
    expect(capabilityCell(undefined).state).toBe("not-judged");
  });
});
