/** What JSON.parse forgets: duplicate member names, and how numbers were written. */

/** A number as written, with its JSON pointer. */
export interface WrittenNumber {
  readonly pointer: string;
  readonly text: string;
}

export interface Lexical {
  /** JSON pointers of members whose name occurs twice in one object. */
  readonly duplicates: readonly string[];
  readonly numbers: readonly WrittenNumber[];
}

const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|[{}[\]:,]|true|false|null/g;

interface Frame {
  readonly list: boolean;
  readonly path: string;
  readonly names: Set<string>;
  index: number;
  key: string;
  expectsKey: boolean;
}

/** Scans valid JSON text; for text that is not JSON the result is meaningless. */
export function scan(json: string): Lexical {
  const duplicates: string[] = [];
  const numbers: WrittenNumber[] = [];
  const stack: Frame[] = [];
  const here = (): string => {
    const top = stack.at(-1);
    if (!top) return "";
    return `${top.path}/${top.list ? top.index : top.key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
  };
  for (const token of json.match(TOKEN) ?? []) {
    const top = stack.at(-1);
    if (token === "{" || token === "[") stack.push({ list: token === "[", path: here(), names: new Set(), index: 0, key: "", expectsKey: token === "{" });
    else if (token === "}" || token === "]") stack.pop();
    else if (token === ",") {
      if (top) top.index += 1;
      if (top && !top.list) top.expectsKey = true;
    } else if (token === ":") continue;
    else if (top && !top.list && top.expectsKey) {
      top.key = JSON.parse(token) as string;
      top.expectsKey = false;
      if (top.names.has(top.key)) duplicates.push(here());
      top.names.add(top.key);
    } else if (/^-?\d/.test(token)) numbers.push({ pointer: here(), text: token });
  }
  return { duplicates, numbers };
}
