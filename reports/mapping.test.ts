import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { OUTCOMES } from "../src/model/expectation.ts";
import { sample } from "../test/fixtures/runs.ts";
import { checkEvidence, headline } from "./evidence.ts";
import { FORMATS } from "./formats.ts";
import { indexOf, MAPPING, times, verdict, whyIncomplete } from "./mapping.ts";

const DOCS = readFileSync(new URL("../docs/formats.md", import.meta.url), "utf8");

test("the table in the docs is the mapping", () => {
  for (const outcome of OUTCOMES) {
    const { junit, sarif, ctrf } = MAPPING[outcome];
    expect(DOCS).toContain(`| ${outcome} | ${junit} | ${sarif ?? "none"} | ${ctrf} |\n`);
  }
});

test("every format has a row and, if a machine reads it, a section in the docs", () => {
  for (const { name, render } of FORMATS) {
    const path = render(sample("conformant"))[0]?.path ?? "";
    expect(DOCS).toContain(`\n| ${name} | ${path}`);
    if (name !== "html" && name !== "json") expect(DOCS).toContain(`\n## ${name}\n`);
  }
});

describe("an incomplete run", () => {
  const run = sample("conformant");
  test("is one that did not end in order, or never began", () => {
    expect(whyIncomplete(run)).toEqual([]);
    expect(whyIncomplete({ ...run, complete: false, incompleteBecause: ["a", "b", "a"] })).toEqual(["a", "b"]);
    expect(whyIncomplete({ ...run, complete: false })).toEqual(["the run did not end in order"]);
    expect(whyIncomplete({ ...run, preflightFailure: "no SCIM" })).toEqual(["no SCIM"]);
  });
  test("has no other verdict", () => {
    expect(verdict(run)).toBe("conformant");
    expect(verdict({ ...run, conformant: false })).toBe("not conformant");
    expect(verdict({ ...run, complete: false })).toBe("incomplete");
  });
});

describe("evidence", () => {
  const run = sample("not-conformant");
  const index = indexOf(run);
  const many = run.checks.find((c) => c.findings.length > 5);
  if (!many) throw new Error("the sample has no check with many findings");

  test.each([200, 1000, 3000, 8000])("of a check has at most %i characters, and ends with what to do", (limit) => {
    const text = checkEvidence(many, run, index, limit);
    expect(text.length).toBeLessThanOrEqual(limit);
    if (limit > 500) expect(text).toMatch(/What to do: .*\n\nRun this check again:\nscimspec run --check '\S+' --seed 7$/);
  });

  test("counts the findings that it leaves out", () => {
    const shown = checkEvidence(many, run, index, 100_000).split("\nExpected: ").length - 1;
    expect(shown).toBe(5);
    expect(checkEvidence(many, run, index, 100_000)).toContain(`${many.findings.length - 5} finding`);
  });

  test("tells first what fails, then what warns", () => {
    const [first] = many.findings;
    if (!first) throw new Error("no finding");
    const mixed = { ...many, findings: [{ ...first, severity: "warn" as const, message: "doubtful" }, { ...first, severity: "fail" as const, message: "wrong" }] };
    expect(headline(mixed, 1000)).toBe(`${many.failureTitle}: wrong`);
    const text = checkEvidence(mixed, run, index, 8000);
    expect(text.indexOf("wrong")).toBeLessThan(text.indexOf("doubtful"));
  });

  test("quotes strings where they would look like the other value", () => {
    const text = checkEvidence({ ...many, findings: many.findings.slice(0, 1).map((f) => ({ ...f, expected: "409", actual: 409 })) }, run, index, 8000);
    expect(text).toContain('Expected: "409"\nActual: 409\n');
  });

  test("never shows half a command", () => {
    const exchanges = run.exchanges.map((e) => ({ ...e, request: { ...e.request, body: "x".repeat(5000) } }));
    const text = checkEvidence(many, run, indexOf({ ...run, exchanges }), 8000);
    expect(text).toContain("The request as curl (too long to show, see run.json)");
    expect(text).not.toContain("curl -sS");
  });
});

test("times are zero where the document holds no date", () => {
  expect(times({ ...sample("conformant"), startedAt: "yesterday" })).toEqual({ start: 0, stop: 0 });
  expect(times({ ...sample("conformant"), startedAt: "2026-01-01T00:00:00Z", durationMs: 10.4 })).toEqual({ start: 1767225600000, stop: 1767225600010 });
});
