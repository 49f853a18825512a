import { expect, test } from "vitest";
import type { Run } from "../src/model/run.ts";
import { hostile, large, processorTime, sample, SAMPLES } from "../test/fixtures/runs.ts";
import { csvField, renderCsv } from "./csv.ts";

/** A reader after the grammar of RFC 4180; throws where the text is not of it. */
function parse(text: string): readonly (readonly string[])[] {
  const FIELD = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  const rows: string[][] = [];
  let row: string[] = [];
  while (FIELD.lastIndex < text.length) {
    const at = FIELD.lastIndex;
    const match = FIELD.exec(text);
    if (!match) throw new Error(`no CSV at ${JSON.stringify(text.slice(at, at + 80))}`);
    row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? "");
    if (match[3] === ",") continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

const records = (run: Run): readonly Readonly<Record<string, string>>[] => {
  const [header = [], ...rows] = parse(renderCsv(run));
  return rows.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i] ?? ""])));
};

const RUNS = SAMPLES.flatMap((n) => [[n, () => sample(n)] as const, [`hostile ${n}`, () => hostile(n)] as const]);

test.each(RUNS)("%s follows RFC 4180, with a row for each check and requirement and as many fields in each", (_, make) => {
  const run = make();
  const [header = [], ...rows] = parse(renderCsv(run));
  expect(new Set(rows.map((r) => r.length))).toEqual(new Set([header.length]));
  const pairs = run.checks.reduce((n, c) => n + Math.max(1, c.requirements.length), 0);
  expect(rows).toHaveLength(pairs + (run.complete ? 0 : 1));
});

test.each(RUNS)("no field of %s is a formula or holds a control character", (_, make) => {
  const fields = parse(renderCsv(make())).flat();
  expect(fields.filter((f) => /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|\p{Cc}|\p{Cs}|\u202e/u.test(f))).toEqual([]);
});

test.each([
  ["=1+1", "\"'=1+1\""],
  ["+1", "\"'+1\""],
  ["-1", "\"'-1\""],
  ["@SUM(A1)", "\"'@SUM(A1)\""],
  ["\t=1", "\"'=1\""],
  ["\r\n=1", "\"'=1\""],
  ["\uff1d1", "\"'\uff1d1\""],
  ["a=1", "a=1"],
  ["a,b", '"a,b"'],
  ['say "x"', '"say ""x"""'],
  ["two\nlines", "two lines"],
  ["\u001b[31m", "\\u001b[31m"],
  ["", ""],
])("%j becomes %j", (value, expected) => {
  expect(csvField(value)).toBe(expected);
});

test("no cell is longer than a spreadsheet takes", () => {
  expect(csvField("x".repeat(50_000)).length).toBeLessThanOrEqual(1000);
});

test("a failed requirement has its finding, the others of the check have none", () => {
  const rows = records(sample("not-conformant")).filter((r) => r["check"] === "create/created");
  expect(rows.map((r) => [r["requirement"], r["requirement outcome"], r["actual"]])).toEqual([
    ["7644-3.3-post-to-resource-endpoint", "fail", "400"],
    ["7644-3.3-create-201", "pass", ""],
    ["7644-3.3-create-body", "pass", ""],
    ["7643-3.1-external-id-optional", "pass", ""],
  ]);
  expect(rows[0]).toMatchObject({ rfc: "7644", section: "3.3", level: "DEFINES", "check outcome": "fail", run: "complete", target: "reference", link: "https://www.rfc-editor.org/rfc/rfc7644#section-3.3" });
});

test("an incomplete run says so first, and in every row", () => {
  const rows = records(sample("incomplete"));
  expect(rows[0]).toMatchObject({ check: "the run is complete", "check outcome": "error", reason: "1 check(s) ended with an error of scimspec: sample/breaks" });
  expect(new Set(rows.map((r) => r["run"]))).toEqual(new Set(["incomplete"]));
});

test("a run of normal size takes less than 150 ms of the processor", () => {
  const run = large();
  expect(processorTime(() => renderCsv(run))).toBeLessThan(150);
});
