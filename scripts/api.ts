/** The API reference: from the declarations that tsc writes, which keep the doc comments. */
import { posix } from "node:path";

/** An entry of the package: what is imported, and its file of declarations. */
export interface Entry {
  readonly name: string;
  readonly file: string;
}

/** Text of a declaration file by its path, with forward slashes. */
export type ReadFile = (path: string) => string;

/** What one entry exports. */
interface Item {
  readonly name: string;
  readonly kind: "function" | "class" | "value" | "type";
  /** The doc comment, without its marks; empty if there is none. */
  readonly doc: string;
  /** The declaration as TypeScript, the comments of its members included. */
  readonly code: string;
}

const KINDS = { function: "function", class: "class", const: "value", let: "value", type: "type", interface: "type" } as const;
const HEAD = /^export (?:default )?(?:declare )?(?:abstract )?(function|class|const|let|type|interface) (\w+)/;
const LIST = /^export (?:type )?(?:\{([^}]*)\}|\*)(?: from "([^"]+)")?;/gm;

/** The comment that ends at a line, without its marks. */
function docBefore(lines: readonly string[], at: number): string {
  if (!lines[at - 1]?.trimEnd().endsWith("*/")) return "";
  let first = at - 1;
  while (first > 0 && !lines[first]?.startsWith("/**")) first -= 1;
  const text = lines.slice(first, at).join("\n");
  return text.replace(/^\/\*\*|\*\/$/g, "").replace(/^ \* ?/gm, "").trim();
}

/** How many brackets are open after the code; those in comments and texts do not count. */
function depth(code: string): number {
  const bare = code.replace(/\/\*[^]*?\*\/|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, "").replaceAll("=>", "");
  return Array.from(bare).reduce((open, c) => open + ("{([<".includes(c) ? 1 : "})]>".includes(c) ? -1 : 0), 0);
}

/** The lines of a declaration: it ends where no bracket is open any more. */
function codeAt(lines: readonly string[], at: number): string {
  let last = at;
  const code = (): string => lines.slice(at, last + 1).join("\n");
  while (last < lines.length - 1 && !(/[;}]$/.test(lines[last] ?? "") && depth(code()) === 0)) last += 1;
  return code().replace(/^ *\/\*\* @internal \*\/\n.*\n/gm, "").replace(/^ *#private;\n/gm, "");
}

/** What a file itself declares and exports, in its order. */
function declared(text: string): readonly Item[] {
  const lines = text.split("\n");
  const items: Item[] = [];
  for (const [at, line] of lines.entries()) {
    const [, word, name] = HEAD.exec(line) ?? [];
    // Overloads stand together, under the first one's comment.
    if (word === undefined || name === undefined || items.at(-1)?.name === name) continue;
    items.push({ name, kind: KINDS[word as keyof typeof KINDS], doc: docBefore(lines, at), code: codeAt(lines, at) });
  }
  return items;
}

/** Everything that a file exports, what it takes from other files included, in the order of the file. */
function exported(file: string, read: ReadFile): readonly Item[] {
  const text = read(file);
  const own = declared(text);
  const passed = [...text.matchAll(LIST)].flatMap(([, names, from]) => {
    const source = from === undefined ? own : exported(posix.join(posix.dirname(file), from.replace(/(\.d)?\.[tj]s$/, ".d.ts")), read);
    // `export *`
    if (names === undefined) return source;
    return names.split(",").flatMap((part) => {
      const [name = "", as = name] = part.trim().replace(/^type /, "").split(" as ");
      if (name === "") return [];
      const item = source.find((i) => i.name === name);
      if (!item) throw new Error(`${file}: ${name} is exported, and its declaration is not found`);
      return [{ ...item, name: as }];
    });
  });
  return [...passed, ...own.filter((o) => !passed.some((p) => p.name === o.name))];
}

const TITLES: Readonly<Record<Item["kind"], string>> = { function: "Functions", class: "Classes", value: "Values", type: "Types" };

function section({ name }: Entry, items: readonly Item[]): string {
  const groups = (Object.keys(TITLES) as Item["kind"][]).flatMap((kind) => {
    const found = items.filter((i) => i.kind === kind);
    if (found.length === 0) return [];
    return [`### ${TITLES[kind]}`, ...found.map((i) => `#### ${i.name}\n\n${i.doc === "" ? "" : `${i.doc}\n\n`}\`\`\`ts\n${i.code}\n\`\`\``)];
  });
  return [`## ${name}`, ...groups].join("\n\n");
}

/**
 * The page of all entries, in Markdown. Throws an Error that names every exported function, class or value without a doc
 * comment, and what an entry exports without a declaration.
 */
export function renderApi(entries: readonly Entry[], read: ReadFile): string {
  const found = entries.map((entry) => ({ entry, items: exported(entry.file, read) }));
  const silent = found.flatMap(({ entry, items }) => items.filter((i) => i.kind !== "type" && i.doc === "").map((i) => `${i.name} of ${entry.name} has no doc comment`));
  if (silent.length > 0) throw new Error(silent.join("\n"));
  const head = "# API\n\nWritten by `npm run generate` from the doc comments of what the package exports. How it is used: [the README](../README.md#as-a-library).";
  // A type that one entry repeats from another is shown once.
  const shown = new Set<string>();
  const fresh = ({ entry, items }: (typeof found)[number]): string => {
    const left = items.filter((i) => !shown.has(i.code));
    for (const { code } of left) shown.add(code);
    return section(entry, left);
  };
  return `${[head, ...found.map(fresh)].join("\n\n")}\n`;
}
