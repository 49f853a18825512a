import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { hostileRun, products, sampleRun } from "../../test/compared.ts";
import { SAMPLES } from "../../test/hostile.ts";
import { compareRuns } from "./compare.ts";
import { csvField, renderCompareCsv } from "./csv.ts";
import { COMPARE_FORMATS } from "./formats.ts";
import { renderCompareHtml } from "./html.ts";
import { renderCompareJson } from "./json.ts";
import { renderCompareText } from "./text.ts";

const comparison = compareRuns(products());
const rows = comparison.needs.flatMap((n) => n.rows);

/** Fields of CSV by RFC 4180. */
function parseCsv(text: string): readonly (readonly string[])[] {
  const records: string[][] = [[]];
  for (const [, quoted, bare, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    records.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare ?? "");
    if (end === "\r\n") records.push([]);
  }
  return records.slice(0, -1);
}

describe("the golden sample", () => {
  test.each(COMPARE_FORMATS.map((f) => [f.path, f] as const))("%s is up to date (else: npm run samples)", (path, { render }) => {
    const two = [sampleRun("conformant", { name: "Acme Directory" }), sampleRun("not-conformant", { name: "Globex People" })];
    const golden = compareRuns(two.map((run, i) => ({ run, report: `../${SAMPLES[i] ?? ""}/index.html` })));
    expect(render(golden) === readFileSync(new URL(`../samples/compare/${path}`, import.meta.url), "utf8")).toBe(true);
  });
});

describe("the page", () => {
  const html = renderCompareHtml(comparison);
  test("has a row for each requirement that somebody looked at, and a cell for each target", () => {
    const looked = rows.filter((r) => r.agreement !== "unjudged");
    expect(html.match(/<tr role="row" id="row\//g)?.length).toBe(looked.length);
    for (const { id } of rows) expect(html).toContain(`<code>${id}</code>`);
    expect(html.match(/class="cell /g)?.length).toBe(looked.length * 3);
  });
  test("every button opens a panel that exists, and each panel has one button", () => {
    const panels = [...html.matchAll(/<div popover id="(e\d+)"/g)].map((m) => m[1]);
    const buttons = [...html.matchAll(/class="cell [^"]*" popovertarget="(e\d+)"/g)].map((m) => m[1]);
    expect(panels.length).toBeGreaterThan(300);
    expect(new Set(panels).size).toBe(panels.length);
    expect(buttons).toEqual(panels);
  });
  test("states are words beside the signs, never colour alone", () => {
    for (const [, text] of html.matchAll(/class="(?:cell|sign) [^"]*"[^>]*><span class="glyph" aria-hidden="true">[^<]<\/span>(.*?)<\/(?:button|span)>/g)) expect(text?.replace(/<[^>]*>/g, "").trim()).not.toBe("");
  });
  test("marks incomplete runs, and shows what a reader must know", () => {
    expect(html).toContain('Initech One <span class="part">incomplete</span>');
    expect(html).toContain("Before you compare");
    expect(renderCompareHtml(compareRuns([products()[0], products()[0]].flatMap((p) => p ?? [])))).not.toContain("Before you compare");
  });
  test("allows nothing but its own style", () => {
    expect(html).toMatch(/content="default-src 'none'; style-src 'sha256-[^']+'; script-src 'none'; img-src data:; base-uri 'none'; form-action 'none'"/);
    expect(html).not.toMatch(/<script|<link|<img|<iframe|<form|\sstyle=|\son[a-z]+=|https?:\/\/[^"<]*"[^>]*src/i);
  });
  test("six runs of full size take less than two seconds and five megabytes", () => {
    const [one] = products();
    const full = one ? { ...one, run: { ...one.run, requirements: one.run.requirements.map((r) => ({ ...r, outcome: "pass" as const })) } } : null;
    const six = Array.from({ length: 6 }, () => full).flatMap((p) => p ?? []);
    const start = performance.now();
    const page = renderCompareHtml(compareRuns(six));
    expect(performance.now() - start).toBeLessThan(2000);
    expect(page.length).toBeLessThan(5_000_000);
  });
});

describe("CSV and JSON", () => {
  test("CSV has a line for each requirement, with states and evidence of each target", () => {
    const [head, ...lines] = parseCsv(renderCompareCsv(comparison));
    expect(head?.slice(-6)).toEqual(["Acme Directory", "Globex People", "Initech One", "evidence: Acme Directory", "evidence: Globex People", "evidence: Initech One"]);
    expect(lines.map((l) => l[1])).toEqual(rows.map((r) => r.id));
    expect(new Set(lines.map((l) => l.length))).toEqual(new Set([head?.length]));
    const line = lines.find((l) => l[1] === "7644-3.3-create-location-header");
    expect(line?.slice(8, 12)).toEqual(["yes", "OK", "Not OK", "OK"]);
    expect(line?.[13]).toContain("Location");
  });
  test.each([["=1+1", `"'=1+1"`], ["+1", `"'+1"`], ["-1", `"'-1"`], ["@x", `"'@x"`], [" =x", `"'=x"`], ['a"b', '"a""b"'], ["a,b", '"a,b"'], ["a\r\nb", "a b"], ["a\u001b[31m", "a [31m"], ["\ud800", "\ufffd"], ["plain", "plain"]])("%j is text and no formula", (text, field) => {
    expect(csvField(text)).toBe(field);
  });
  test("JSON is the comparison", () => {
    expect(JSON.parse(renderCompareJson(comparison))).toEqual(JSON.parse(JSON.stringify(comparison)));
  });
});

describe("the table on the terminal", () => {
  test.each([40, 80, 100, 400])("holds every target within %i columns", (width) => {
    const text = renderCompareText(comparison, width);
    for (const { label } of comparison.targets) expect(text).toContain(label);
    const table = text.split("\n").filter((l) => !/^(Note|OK of judged)/.test(l));
    expect(Math.max(...table.map((l) => l.length))).toBeLessThanOrEqual(Math.max(width, 60));
    expect(text).toContain("The targets differ on 19 of 160 requirements.");
  });
});

describe("a target whose every string is turned against the reader", () => {
  const cases = SAMPLES.flatMap((name) => [false, true].map((words) => [name, words] as const));
  test.each(cases)("%s (words of fixed sets too: %s) stays text in every format", (name, words) => {
    const run = hostileRun(name, { words });
    const c = compareRuns([{ run, report: "javascript:alert(1)" }, { run: sampleRun("conformant") }]);
    const html = renderCompareHtml(c);
    const body = html.slice(html.indexOf("</head>"));
    expect(html.match(/<\/(?:head|body|html|style|title)>/g)).toEqual(["</title>", "</style>", "</head>", "</body>", "</html>"]);
    expect(html).not.toMatch(/<script|<svg|<img|<!--/i);
    expect(body).not.toMatch(/href="(?![#.])/);
    // What looks like a template is shown as it is: nothing was filled in.
    if (html.includes("constructor.constructor")) expect(html).toContain("{{constructor.constructor(&#x27;");
    const plainText = renderCompareText(c, 120);
    // oxlint-disable-next-line no-control-regex -- control characters are what must not be there
    expect(plainText).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    const records = parseCsv(renderCompareCsv(c));
    for (const field of records.flat()) expect(field).not.toMatch(/^\s*[=+\-@]/);
    expect(new Set(records.map((r) => r.length)).size).toBe(1);
    JSON.parse(renderCompareJson(c));
  });
});
