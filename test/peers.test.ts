import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { loadSuites } from "../src/suites.ts";

interface Row {
  readonly row: string;
  readonly level: "M" | "S" | "Y";
  readonly behaviour: string;
  readonly checks?: readonly string[];
  readonly not?: string;
}

const rows = parse(readFileSync(new URL("../docs/peers.yaml", import.meta.url), "utf8")) as readonly Row[];
/** Rows of level M, S or Y in the survey of other testers. */
const SURVEYED = 592;

test("every behaviour that other testers check is mapped to checks, or to the reason why it is not", () => {
  expect(rows.length).toBe(SURVEYED);
  expect(new Set(rows.map((r) => r.row)).size).toBe(SURVEYED);
  expect(rows.filter((r) => (r.checks?.length ?? 0) === 0 && (r.not ?? "").length < 10).map((r) => r.row)).toEqual([]);
  expect(rows.filter((r) => r.checks !== undefined && r.not !== undefined).map((r) => r.row)).toEqual([]);
});

test("every check that a row names exists", async () => {
  const { checks, invariants } = await loadSuites();
  const known = new Set([...checks, ...invariants].map((c) => c.id));
  expect(rows.flatMap((r) => (r.checks ?? []).filter((id) => !known.has(id)).map((id) => `${r.row} names ${id}`))).toEqual([]);
});

test("rows without a check stay few", () => {
  expect(rows.filter((r) => r.not !== undefined).length).toBeLessThan(30);
});
