import { describe, expect, test } from "vitest";
import type { Run } from "../src/model/run.ts";
import { ACTIVE, OWN, rendered, UNPRINTABLE } from "../test/gfm.ts";
import { enlarged, everyHostile, hostile, HOSTILE, QUICK, quickest, sample, SAMPLES } from "../test/hostile.ts";
import { causes } from "./causes.ts";
import { format } from "./formats.ts";
import { renderAnnotations, renderStepSummary } from "./github.ts";
import { renderMarkdown } from "./markdown.ts";
import { renderStatementMarkdown } from "./statement.ts";

const FORMS = [["report.md", renderMarkdown, 1024 * 1024], ["github-summary.md", renderStepSummary, 65_536], ["statement.md", renderStatementMarkdown, Infinity]] as const;
const RFC_EDITOR = /^https:\/\/www\.rfc-editor\.org\/rfc\/rfc\d+#section-[\d.]+$/;

/** The elements without those that depend on how a text is shown. */
function structure(markdown: string): Readonly<Record<string, number>> {
  const { code: _code, a: _links, ...rest } = rendered(markdown).elements;
  return rest;
}

/** A run with as many and as long texts as can be. */
function huge(): Run {
  const run = enlarged(sample("not-conformant"), 3000, 600);
  return hostile({ ...run, notes: Array.from({ length: 2000 }, (_, i) => `note ${i}`) }, { texts: ["€|`".repeat(20_000), "\u0001<".repeat(20_000)] });
}

describe.each(FORMS)("%s", (_, render, limit) => {
  test.each(SAMPLES)("of the sample %s uses the elements of its own, and links to the RFC editor alone", (name) => {
    const { elements, links, text } = rendered(render(sample(name)));
    expect(Object.keys(elements).filter((e) => !OWN.includes(e))).toEqual([]);
    expect(links.filter((l) => !RFC_EDITOR.test(l))).toEqual([]);
    expect(text).not.toMatch(ACTIVE);
  });
  test("an incomplete run says so before anything else, a whole one does not", () => {
    expect(render(sample("incomplete")).split("\n").slice(0, 4).join("\n")).toMatch(/> \*\*Incomplete run\.\*\* .*sample\/breaks/);
    expect(render({ ...sample("incomplete"), preflightFailure: "nobody answers" }).split("\n").slice(0, 4).join("\n")).toMatch(/> \*\*Not assessed\.\*\* .*nobody answers/);
    expect(render(sample("conformant"))).not.toMatch(/^>/m);
  });
  test("hostile texts become no link, image, HTML, heading, row or item", () => {
    const whole = sample("not-conformant");
    const run = { ...whole, requirements: whole.requirements.filter((_, i) => i % 8 === 0) };
    const expected = structure(render(run));
    for (const [i, bad] of everyHostile(run).entries()) {
      const markdown = render(bad);
      const { elements, links, text } = rendered(markdown);
      expect(Object.keys(elements).filter((e) => !OWN.includes(e)), `elements ${i}`).toEqual([]);
      expect(links.filter((l) => !RFC_EDITOR.test(l))).toEqual([]);
      expect(text, `text ${i}`).not.toMatch(ACTIVE);
      expect(markdown).not.toMatch(UNPRINTABLE);
      // Without its fixed words, or with ids that are cut to the same text, a run is another run; what is too long is cut.
      if (i !== 1 && HOSTILE[i - 2]?.length !== 40_000 && limit !== 65_536) expect(structure(markdown), `structure ${i}`).toEqual(expected);
    }
  }, 120_000);
  test("is the same every time", () => {
    expect(render(sample("not-conformant"))).toBe(render(sample("not-conformant")));
  });
  test("is quick", () => {
    const run = enlarged(sample("not-conformant"), 500, 7000);
    expect(quickest(() => render(run))).toBeLessThan(QUICK);
  });
  if (limit < Infinity) {
    test("never exceeds what GitHub takes, and says what was cut", () => {
      const markdown = render(huge());
      expect(Buffer.byteLength(markdown)).toBeLessThan(limit);
      expect(markdown).toMatch(/\*\*Cut here:\*\* \d+ more parts? did not fit/);
      expect(render(sample("not-conformant"))).not.toContain("Cut here");
    });
  }
});

describe("report.md", () => {
  test("is written by the format markdown", () => {
    expect(format("markdown")?.render(sample("conformant")).map((f) => f.path)).toEqual(["report.md"]);
  });
  const run = sample("not-conformant");
  const markdown = renderMarkdown(run);
  test("has the verdict, the counts, the causes, the areas and what was not judged", () => {
    const { headings } = rendered(markdown);
    expect(headings[0]).toBe("SCIM 2.0 conformance of reference: Not conformant");
    expect(headings).toEqual(expect.arrayContaining(["Fix these first", "Areas", "What was not judged", "How this run was made"]));
    expect(markdown).toContain("| 13 | 1 | 13 | 0 | 23 | 46 |");
    expect(markdown).toContain("579 requirements: not-selected");
    expect(headings.filter((h) => /^\d+\. (Fail|Warn|Error): /.test(h))).toHaveLength(Math.min(10, causes(run.checks).length));
  });
  test("shows of each cause the finding, the remedy and the commands, with the credential as a variable", () => {
    expect(markdown).toContain("- Found: POST /scim/v2/Groups is answered with 400");
    expect(markdown).toContain("- Remedy: Answer a POST that creates a resource with 201 Created");
    expect(markdown).toContain("scimspec run --check 'create/created' --seed 7");
    expect(markdown).toContain("scimspec run --replay 'properties/filter-oracle@Device:");
    expect(markdown).toContain('"Authorization: Bearer $SCIM_TOKEN"');
  });
  test("quotes strings where they would look like the other value", () => {
    expect(renderMarkdown(sample("incomplete"))).toContain('- Expected: `"409"`\n- Actual: `409`');
  });
});

/** Undoes the escapes of a workflow command, as the runner does. */
function parsed(line: string) {
  const [, kind = "", properties = "", data = ""] = /^::(\w+) (.*?)::(.*)$/.exec(line) ?? [];
  const undo = (t: string): string => t.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%3A", ":").replaceAll("%2C", ",").replaceAll("%25", "%");
  return { kind, properties: properties.split(",").map((p) => p.split("=")[0]), title: undo(properties.slice("title=".length)), data: undo(data) };
}

const annotations = (run: Run) => renderAnnotations(run).trimEnd().split("\n").map(parsed);
const kinds = (run: Run, kind: string) => annotations(run).filter((a) => a.kind === kind);

describe("github-annotations.txt", () => {
  test("is written by the format github", () => {
    expect(format("github")?.render(sample("conformant")).map((f) => f.path)).toEqual(["github-summary.md", "github-annotations.txt"]);
  });
  test("has an error for each failing cause and a notice with the verdict", () => {
    const [first] = annotations(sample("not-conformant"));
    expect(first).toMatchObject({ kind: "error", title: "POST to a resource endpoint does not create the resource, or not with 201 and a body" });
    expect(first?.data).toContain("Expected: a success status (2xx)\nActual: 400\nRemedy: Answer a POST");
    expect(kinds(sample("not-conformant"), "notice")).toMatchObject([{ title: "SCIM: Not conformant" }]);
    expect(annotations(sample("conformant")).map((a) => a.kind)).toEqual(["notice"]);
  });
  test("an incomplete run is the first error", () => {
    expect(annotations(sample("incomplete"))[0]).toMatchObject({ kind: "error", title: "SCIM: Incomplete run" });
  });
  test("has at most ten errors and ten warnings, the gravest first, and counts the rest", () => {
    const run = sample("not-conformant");
    const checks = Array.from({ length: 40 }, (_, i) => ({ ...(run.checks.find((c) => c.outcome === "fail") as Run["checks"][number]), id: `a/${i}`, after: [], outcome: i % 2 === 0 ? ("warn" as const) : ("fail" as const) }));
    const many = { ...run, checks, complete: false, incompleteBecause: ["it was interrupted"] };
    expect(annotations(many).map((a) => a.kind)).toEqual([...Array<string>(10).fill("error"), ...Array<string>(10).fill("warning"), "notice"]);
    expect(kinds(many, "notice")[0]?.data).toContain("21 causes are not shown here");
  });
  test("hostile texts start no other command, and every line is one", () => {
    for (const bad of everyHostile(sample("not-conformant"))) {
      const text = renderAnnotations(bad);
      expect(text).not.toMatch(UNPRINTABLE);
      for (const a of annotations(bad)) {
        expect(["error", "warning", "notice"]).toContain(a.kind);
        expect(a.properties).toEqual(["title"]);
      }
    }
  });
  test("escapes what the runner would take for syntax", () => {
    const run = sample("not-conformant");
    const checks = run.checks.map((c) => ({ ...c, failureTitle: "100% of a:b, c::d", remedy: "50%0A" }));
    const [line = ""] = renderAnnotations({ ...run, checks }).split("\n");
    expect(line.startsWith("::error title=100%25 of a%3Ab%2C c%3A%3Ad::")).toBe(true);
    expect(line).toContain("Remedy: 50%250A");
  });
});
