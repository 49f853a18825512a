/** Reads the catalogue's files: YAML values together with the place where they stand, for complaints. */
import { isMap, isSeq, LineCounter, parseDocument, type Document, type Node } from "yaml";

/** The catalogue's files by name, as text. */
export type CatalogueFiles = Readonly<Record<string, string>>;

/** A value with `file:line`. */
export interface Located<T> {
  readonly value: T;
  readonly at: string;
}

/** Collects complaints. */
export type Problems = string[];

interface Parsed {
  readonly document: Document;
  readonly at: (node: Node | undefined) => string;
}

function parse(files: CatalogueFiles, name: string, problems: Problems): Parsed | undefined {
  const text = files[name];
  if (text === undefined) {
    problems.push(`${name}: the file is missing`);
    return undefined;
  }
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, uniqueKeys: true });
  for (const error of document.errors) problems.push(`${name}:${counter.linePos(error.pos[0]).line}: ${error.message.split("\n")[0] ?? ""}`);
  if (document.errors.length > 0) return undefined;
  return { document, at: (node) => `${name}:${counter.linePos(node?.range?.[0] ?? 0).line}` };
}

function items<T>(node: unknown, key: string, parsed: Parsed, problems: Problems): readonly Located<T>[] {
  if (!isSeq(node)) return [];
  return node.items.flatMap((item) => {
    const at = parsed.at(item as Node);
    // Without its key an item cannot be named in further complaints.
    if (isMap(item) && typeof item.get(key) === "string") return [{ value: item.toJS(parsed.document) as T, at }];
    problems.push(`${at}: expected an item with a text member ${key}`);
    return [];
  });
}

/** A file that holds a list of objects, each with a text member `key`. */
export function readList<T>(files: CatalogueFiles, name: string, key: string, problems: Problems): readonly Located<T>[] {
  const parsed = parse(files, name, problems);
  if (!parsed) return [];
  const { contents } = parsed.document;
  if (contents !== null && !isSeq(contents)) problems.push(`${parsed.at(contents)}: expected a list`);
  return items<T>(contents, key, parsed, problems);
}

/** A file that holds one object; `entries` lists the members of that name with their places. */
export interface ObjectFile<T, E> {
  readonly value: Partial<T>;
  readonly at: string;
  readonly entries: readonly Located<E>[];
}

/** A file that holds an object with lists, one of them of objects with an id. */
export function readObject<T, E>(files: CatalogueFiles, name: string, list: string, problems: Problems): ObjectFile<T, E> {
  const empty = { value: {}, at: `${name}:1`, entries: [] };
  const parsed = parse(files, name, problems);
  if (!parsed) return empty;
  const { contents } = parsed.document;
  if (!isMap(contents)) {
    problems.push(`${name}:1: expected members such as ${list}:`);
    return empty;
  }
  return { value: contents.toJS(parsed.document) as Partial<T>, at: parsed.at(contents), entries: items<E>(contents.get(list, true), "id", parsed, problems) };
}
