import { createHash } from "node:crypto";
import { SaxesParser } from "saxes";
import { describe, expect, test } from "vitest";
import type { Expectation } from "../src/model/expectation.ts";
import type { CheckResult, RequirementResult, Run } from "../src/model/run.ts";
import { UNPRINTABLE } from "../test/gfm.ts";
import { enlarged, everyHostile, HOSTILE, QUICK, quickest, sample, SAMPLES } from "../test/hostile.ts";
import { format } from "./formats.ts";
import { renderStatementHtml, renderStatementMarkdown } from "./statement.ts";
import { LEGEND, statementView, type Item } from "./statement/view.ts";

const items = (run: Run): readonly Item[] => statementView(run).rfcs.flatMap((r) => r.sections.flatMap((s) => s.items));

/** A run of one requirement, judged by one check. */
function judged(requirement: Partial<RequirementResult>, check: Partial<CheckResult> = {}): Item {
  const run = sample("conformant");
  const base = { id: "7644-3.3-x", rfc: 7644, section: "3.3", level: "MUST", class: "must", area: "create", summary: "It is so.", outcome: "pass", checks: ["create/x"] } as const;
  const only = { ...(run.checks[0] as CheckResult), id: "create/x", expectations: [], findings: [], instances: [], ...check };
  const [item] = items({ ...run, requirements: [{ ...base, ...requirement }], checks: [only] });
  return item as Item;
}

const expectation = (change: Partial<Expectation>): Expectation => ({ requirement: "7644-3.3-x", ok: true, message: "POST is answered with 201", expected: 201, actual: 201, ...change });

describe("the answers", () => {
  test("follow the outcome of the requirement", () => {
    expect(judged({ outcome: "pass" }, { expectations: [expectation({})] })).toMatchObject({ support: "supported", note: "", checks: ["create/x"] });
    expect(judged({ outcome: "fail" }, { findings: [{ ...expectation({}), severity: "fail", message: "it is 200" }] })).toMatchObject({ support: "not supported (fail)", note: "it is 200" });
    expect(judged({ outcome: "warn" })).toMatchObject({ support: "not supported (warning)" });
    for (const outcome of ["skip", "blocked", "error", "excluded", "deferred", "not-selected", "open"] as const) expect(judged({ outcome }).support).toBe("not tested");
  });
  test("say why there is no verdict", () => {
    expect(judged({ outcome: "skip" }, { outcome: "skip", reason: "sort is not declared" }).note).toBe("not applicable, the product does not offer it: sort is not declared");
    expect(judged({ outcome: "skip" }, { outcome: "skip" }).note).toBe("not applicable, nothing in this run to judge it by");
    expect(judged({ outcome: "blocked" }, { outcome: "blocked", reason: "no User could be created", blockedBy: ["create/created"] }).note).toBe("blocked by another failure: no User could be created (because of create/created)");
    expect(judged({ outcome: "error" }, { outcome: "error", reason: "it broke" }).note).toBe("an error of the test suite: it broke");
    expect(judged({ outcome: "excluded", excluded: "Advice." }).note).toBe("not tested by itself: Advice.");
    expect(judged({ outcome: "deferred", deferred: "bulk" }).note).toBe("not covered by the test suite yet: bulk");
    expect(judged({ outcome: "not-selected" }).note).toBe("not selected for this run");
  });
  test("call a choice that the RFC leaves open a choice, not support", () => {
    const may = { class: "may", level: "MAY" } as const;
    expect(judged(may, { expectations: [expectation({ observation: true, message: "externalId is ignored" })] })).toMatchObject({ support: "implementer's choice", note: "seen: externalId is ignored" });
    expect(judged(may, { expectations: [expectation({ ok: false, message: "the filter is refused" })] })).toMatchObject({ support: "implementer's choice", note: "seen: the filter is refused" });
    expect(judged(may, { expectations: [expectation({})] })).toMatchObject({ support: "supported" });
  });
  test("show a deviation that the profile does not grade", () => {
    expect(judged({}, { expectations: [expectation({}), expectation({ ok: false, message: "it is 200" })] })).toMatchObject({ support: "supported", note: "not graded by the profile: it is 200" });
  });
});

describe("the statement", () => {
  test("is written by the format statement", () => {
    expect(format("statement")?.render(sample("conformant")).map((f) => f.path)).toEqual(["statement.html", "statement.md"]);
  });
  test.each(SAMPLES)("of the sample %s has every requirement once, with a legend for its answer, and totals that add up", (name) => {
    const run = sample(name);
    const { totals } = statementView(run);
    expect(items(run).map((i) => i.id)).toEqual(run.requirements.map((r) => r.id));
    expect(totals.reduce((sum, t) => sum + t.all, 0)).toBe(run.requirements.length);
    for (const t of totals) expect(t.mandatory + t.recommended + t.optional).toBe(t.all);
    expect(new Set(LEGEND.map(([answer]) => answer))).toEqual(new Set(totals.map((t) => t.support)));
    for (const item of items(run)) if (item.support === "not tested") expect(item.note).not.toBe("");
  });
  test.each([["Markdown", renderStatementMarkdown], ["HTML", renderStatementHtml]] as const)("in %s identifies product, suite and run, and is no certificate", (_, render) => {
    const text = render({ ...sample("conformant"), mode: "read-only" });
    for (const part of ["https://scim.example.com/scim/v2", "scimspec 0.1.0, suite 0.1.0", "rfc, fails on must", sample("conformant").startedAt.slice(0, 10), "read-only: nothing was written", "it is no certification", "Signature", "to be filled in by the supplier"]) expect(text).toContain(part);
  });
});

interface Node {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const VOID = /<(meta|link|br)([^>]*)>/g;

/** The page as XML: stricter than a browser, so that an element too many is noticed. */
function parse(html: string): readonly Node[] {
  const nodes: Node[] = [];
  const parser = new SaxesParser({ xmlns: false });
  parser.on("error", (e) => {
    throw e;
  });
  parser.on("opentag", (t) => nodes.push({ name: t.name, attributes: t.attributes as Record<string, string> }));
  parser.write(html.replace("<!doctype html>", "").replace(VOID, "<$1$2/>")).close();
  return nodes;
}

function counts(nodes: readonly Node[]): Readonly<Record<string, number>> {
  const numbers: Record<string, number> = {};
  for (const { name } of nodes) if (name !== "a") numbers[name] = (numbers[name] ?? 0) + 1;
  return numbers;
}

describe("statement.html", () => {
  const run = sample("not-conformant");
  const html = renderStatementHtml(run);
  const nodes = parse(html);
  const all = (name: string) => nodes.filter((n) => n.name === name);
  test("is one file without scripts, under a policy that allows its own style alone", () => {
    const style = /<style>(.*?)<\/style>/s.exec(html)?.[1] ?? "";
    const [policy] = all("meta").filter((m) => m.attributes["http-equiv"] === "Content-Security-Policy");
    expect(policy?.attributes["content"]).toBe(`default-src 'none'; style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'; base-uri 'none'; form-action 'none'`);
    expect(["script", "img", "link", "iframe", "form", "object"].flatMap(all)).toEqual([]);
    expect(nodes.filter((n) => n.attributes["style"] !== undefined)).toEqual([]);
    expect(style).not.toMatch(/url\(|@import/);
    expect(html.indexOf("Content-Security-Policy")).toBeLessThan(html.indexOf("<style>"));
  });
  test("has a language, one title, headings, captions, and headers with a scope", () => {
    expect(all("html")[0]?.attributes["lang"]).toBe("en");
    expect(all("title")).toHaveLength(1);
    expect(all("h1")).toHaveLength(1);
    expect(all("caption")).toHaveLength(all("table").length);
    expect(all("th").filter((t) => !["col", "row"].includes(t.attributes["scope"] ?? ""))).toEqual([]);
    expect(all("tr")).toHaveLength(all("th").filter((t) => t.attributes["scope"] === "row").length + all("thead").length);
  });
  test("links within the page to what is there, and out to the RFC editor alone", () => {
    const ids = nodes.flatMap((n) => n.attributes["id"] ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { attributes } of all("a")) expect(attributes["href"]?.startsWith("#") === true ? ids.includes(attributes["href"].slice(1)) : /^https:\/\/www\.rfc-editor\.org\/rfc\/rfc\d+#section-[\d.]+$/.test(attributes["href"] ?? "")).toBe(true);
  });
  test("an incomplete run says so under the heading, a whole one does not", () => {
    expect(renderStatementHtml(sample("incomplete"))).toMatch(/<\/h1>\s*<p class="warning"><strong>Incomplete run\.<\/strong> .*sample\/breaks.* should not be handed on/);
    expect(html).not.toContain('class="warning"');
  });
  test("hostile texts become no element and no attribute", () => {
    const small = { ...run, requirements: run.requirements.filter((_, i) => i % 8 === 0) };
    const expected = counts(parse(renderStatementHtml(small)));
    for (const [i, bad] of everyHostile(small).entries()) {
      const page = renderStatementHtml(bad);
      const found = parse(page);
      expect(page).not.toMatch(UNPRINTABLE);
      expect([...new Set(found.flatMap((n) => Object.keys(n.attributes)))].filter((a) => !["lang", "charset", "name", "content", "http-equiv", "class", "id", "href", "rel", "scope", "role", "aria-label", "aria-labelledby"].includes(a))).toEqual([]);
      expect(found.filter((n) => n.name === "a" && !/^(#|https:\/\/www\.rfc-editor\.org\/)/.test(n.attributes["href"] ?? ""))).toEqual([]);
      if (i !== 1 && HOSTILE[i - 2]?.length !== 40_000) expect(counts(found), `hostile ${i}`).toEqual(expected);
    }
  });
  test("is quick, and the same every time", () => {
    const large = enlarged(run, 500, 7000);
    expect(quickest(() => renderStatementHtml(large))).toBeLessThan(QUICK);
    expect(renderStatementHtml(run)).toBe(html);
  });
});
