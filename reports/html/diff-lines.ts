/** A line diff of two JSON values, for comparisons of states. */
import { isObject, type Json } from "../../src/model/json.ts";

export interface DiffLine {
  /** `-`: expected and not there; `+`: there and not expected; ` `: the same in both. */
  readonly sign: "-" | "+" | " ";
  readonly text: string;
}

/** Longer values are shown side by side only. */
const MAX_LINES = 160;
/** Lines without a change around one that are shown. */
const CONTEXT = 3;

const isState = (v: Json): boolean => isObject(v) || (Array.isArray(v) && v.length > 1);

function sorted(value: Json): Json {
  if (Array.isArray(value)) return (value as Json[]).map(sorted);
  return isObject(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => [k, sorted(v)])) : value;
}

/** Length of the longest common subsequence from each place to the end. */
function lengths(a: readonly string[], b: readonly string[]): readonly (readonly number[])[] {
  const table = Array.from({ length: a.length + 1 }, () => Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const [row, below] = [table[i], table[i + 1]];
      if (row && below) row[j] = a[i] === b[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return table;
}

function allLines(a: readonly string[], b: readonly string[]): readonly DiffLine[] {
  const table = lengths(a, b);
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push({ sign: " ", text: a[i] ?? "" });
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && (table[i + 1]?.[j] ?? 0) >= (table[i]?.[j + 1] ?? 0))) {
      lines.push({ sign: "-", text: a[i] ?? "" });
      i += 1;
    } else {
      lines.push({ sign: "+", text: b[j] ?? "" });
      j += 1;
    }
  }
  return lines;
}

/** The lines that differ, with a few around them; empty where a diff says no more than the two values do. */
export function diffLines(expected: Json, actual: Json): readonly DiffLine[] {
  if (!isState(expected) || !isState(actual)) return [];
  const [a, b] = [expected, actual].map((v) => JSON.stringify(sorted(v), null, 2).split("\n"));
  if (!a || !b || a.length > MAX_LINES || b.length > MAX_LINES) return [];
  const lines = allLines(a, b);
  const near = (at: number): boolean => lines.slice(Math.max(0, at - CONTEXT), at + CONTEXT + 1).some((l) => l.sign !== " ");
  return lines.flatMap((line, at): readonly DiffLine[] => (near(at) ? [line] : near(at - 1) ? [{ sign: " ", text: "…" }] : []));
}
