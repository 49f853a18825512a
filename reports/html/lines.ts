/** Header fields and bodies as lines, those that a finding is about marked. */
import type { HeaderList } from "../../src/model/exchange.ts";
import type { Json } from "../../src/model/json.ts";

/** Characters of one body that the page shows; the run document has it whole. */
const MAX_BODY = 6000;
/** Levels of nesting that the page shows: some checks send thousands. */
const MAX_DEPTH = 40;

export interface Line {
  readonly text: string;
  readonly marked: boolean;
}

/** Pretty-prints JSON and marks the lines of the value at `pointer`; text that is no JSON stays as it is. */
export function bodyLines(body: string | null, pointer: string | undefined): readonly Line[] {
  if (body === null) return [];
  let parsed: Json;
  try {
    parsed = JSON.parse(body) as Json;
  } catch {
    return body.slice(0, MAX_BODY).split("\n").map((text) => ({ text, marked: pointer === "" }));
  }
  const lines: Line[] = [];
  const emit = (value: Json, indent: string, prefix: string, suffix: string, path: string, inside: boolean): void => {
    if (indent.length > 2 * MAX_DEPTH) {
      lines.push({ text: `${indent}${prefix}… nested deeper, see run.json`, marked: inside });
      return;
    }
    const marked = inside || (pointer !== undefined && pointer !== "" && path === pointer);
    const nested = typeof value === "object" && value !== null;
    const entries: readonly (readonly [string, Json])[] = !nested ? [] : Array.isArray(value) ? (value as Json[]).map((v, i) => [String(i), v] as const) : Object.entries(value);
    if (!nested || entries.length === 0) {
      lines.push({ text: `${indent}${prefix}${JSON.stringify(value)}${suffix}`, marked });
      return;
    }
    const list = Array.isArray(value);
    lines.push({ text: `${indent}${prefix}${list ? "[" : "{"}`, marked });
    entries.forEach(([key, v], i) => emit(v, `${indent}  `, list ? "" : `${JSON.stringify(key)}: `, i < entries.length - 1 ? "," : "", `${path}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`, marked));
    lines.push({ text: `${indent}${list ? "]" : "}"}${suffix}`, marked });
  };
  emit(parsed, "", "", "", "", false);
  return shorten(lines);
}

/** Keeps the beginning and the surroundings of the marked lines. */
function shorten(lines: readonly Line[]): readonly Line[] {
  const limit = 120;
  if (lines.length <= limit) return lines;
  const first = lines.findIndex((l) => l.marked);
  const from = first < 0 || first < 60 ? 0 : first - 30;
  const part = lines.slice(from, from + limit);
  const note = (n: number): readonly Line[] => (n > 0 ? [{ text: `  … ${n} lines left out, see run.json`, marked: false }] : []);
  return [...note(from), ...part, ...note(lines.length - from - part.length)];
}

/** Header fields, one a line; `header:Name` marks that one. */
export function headerLines(list: HeaderList, pointer: string | undefined): readonly Line[] {
  const name = pointer?.startsWith("header:") ? pointer.slice(7).toLowerCase() : null;
  return list.map(([n, v]) => ({ text: `${n}: ${v}`, marked: n.toLowerCase() === name }));
}
