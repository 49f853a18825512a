/** YAML to Config: every complaint names file, line, column, path, and what is allowed. Nothing throws for bad input. */
import { readFileSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseAllDocuments, type Document, type Node } from "yaml";
import { finish, type RawConfig } from "./finish.ts";
import type { ConfigProblem, LoadResult } from "./types.ts";
import { validate } from "./validate.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

const MAX_SIZE = 1_000_000;

/** Where a path stands in the file. */
export interface Positions {
  problem(path: readonly (string | number)[], message: string): ConfigProblem;
}

/** Finds paths of a parsed document in its text. */
export function positionsOf(file: string, document: Document, counter: LineCounter): Positions {
  return {
    problem(path, message) {
      for (let length = path.length; length >= 0; length -= 1) {
        const node = document.getIn(path.slice(0, length), true) as Node | undefined;
        if (!node?.range) continue;
        const key = keyNode(document, path.slice(0, length));
        const { line, col } = counter.linePos((key ?? node).range?.[0] ?? 0);
        return { file, line, column: col, path: path.join("."), message };
      }
      return { file, line: 1, column: 1, path: path.join("."), message };
    },
  };
}

function keyNode(document: Document, path: readonly (string | number)[]): Node | undefined {
  const parent = path.length === 0 ? undefined : document.getIn(path.slice(0, -1), true);
  const last = path.at(-1);
  return isMap(parent) ? (parent.items.find((i) => isScalar(i.key) && i.key.value === last)?.key as Node | undefined) : undefined;
}

interface Expansion {
  readonly env: Environment;
  readonly folder: string;
  readonly positions: Positions;
  readonly problems: ConfigProblem[];
}

/** `${NAME}`, `${NAME:-default}`; `$${` stands for a literal `${`. Done on scalars, so that a value cannot inject YAML. */
function expandText(text: string, path: readonly (string | number)[], e: Expansion): string {
  return text.replace(/\$\$\{|\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}/g, (whole, name: string | undefined, fallback: string | undefined) => {
    if (name === undefined) return "${";
    const value = e.env[name] === "" && fallback !== undefined ? undefined : e.env[name];
    if (value !== undefined) return value;
    if (fallback !== undefined) return fallback;
    e.problems.push(e.positions.problem(path, `the environment variable ${name} is not set; set it, or give a default: \${${name}:-...}`));
    return whole;
  });
}

function readSecretFile(file: string, path: readonly (string | number)[], e: Expansion): string {
  try {
    return readFileSync(resolve(e.folder, file), "utf8").replace(/\r?\n$/, "");
  } catch {
    e.problems.push(e.positions.problem(path, `the file ${resolve(e.folder, file)} cannot be read`));
    return "(unreadable)";
  }
}

function expand(value: unknown, path: readonly (string | number)[], e: Expansion): unknown {
  if (typeof value === "string") return expandText(value, path, e);
  if (Array.isArray(value)) return value.map((v, i) => expand(v, [...path, i], e));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  const [first] = entries;
  if (entries.length === 1 && first?.[0] === "file" && typeof first[1] === "string") return readSecretFile(expandText(first[1], path, e), path, e);
  return Object.fromEntries(entries.map(([k, v]) => [k, expand(v, [...path, k], e)]));
}

/** A variable stands unquoted inside flow mappings too, where YAML would take its braces for a mapping. */
const VARIABLE = /(?<!\$)\$\{([A-Za-z_][A-Za-z0-9_]*(?::-[^}\n]*)?)\}/g;

/** Hides the braces of variables from the YAML parser, by characters of the same length, so that positions stay. */
export const hide = (text: string): string => text.replace(VARIABLE, "\uE000\uE001$1\uE002");

function unhide(value: unknown): unknown {
  if (typeof value === "string") return value.replaceAll("\uE000\uE001", "${").replaceAll("\uE002", "}");
  if (Array.isArray(value)) return value.map(unhide);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, unhide(v)]));
}

/** True if an alias (*name) stands anywhere below the node. */
export function hasAlias(node: unknown): boolean {
  if (isAlias(node)) return true;
  if (isMap(node)) return node.items.some((i) => hasAlias(i.key) || hasAlias(i.value));
  return isSeq(node) && node.items.some(hasAlias);
}

function readSource(path: string): string | ConfigProblem {
  const problem = (message: string): ConfigProblem => ({ file: path, line: 1, column: 1, path: "", message });
  try {
    const stat = statSync(path);
    if (stat.isDirectory()) return problem("this is a folder, not a config file");
    if (stat.size > MAX_SIZE) return problem(`the file is larger than ${MAX_SIZE} bytes; is it a config?`);
    return readFileSync(path, "utf8");
  } catch {
    return problem("the file cannot be read; write one with the keys of config.example.yaml, or name another one");
  }
}

/** A config as it is written, variables filled in and valid by the schema; or all that is wrong with it. */
export type ReadResult = { readonly ok: true; readonly raw: RawConfig; readonly folder: string; readonly positions: Positions } | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

export interface Source {
  readonly path: string;
  /** The text of the file, where it was read already. */
  readonly text?: string;
}

/** Reads and validates a config, without the defaults. `env` gives the variables of `${NAME}`. */
export function readConfig(source: Source, env: Environment): ReadResult {
  const { path } = source;
  const text = source.text ?? readSource(path);
  if (typeof text !== "string") return { ok: false, problems: [text] };
  const counter = new LineCounter();
  const at = (line: number, column: number, message: string): ConfigProblem => ({ file: path, line, column, path: "", message });
  const documents = parseAllDocuments(hide(text.replace(/^\uFEFF/, "")), { lineCounter: counter, uniqueKeys: true, strict: true });
  const document = Array.isArray(documents) ? documents[0] : undefined;
  if (!document || document.contents === null) return { ok: false, problems: [at(1, 1, "the file is empty; the smallest config is `target: { baseUrl: https://... }`")] };
  const syntax = (documents as Document.Parsed[]).flatMap((d) => d.errors).map((e) => {
    const { line, col } = counter.linePos(e.pos[0]);
    return at(line, col, e.code === "DUPLICATE_KEY" ? "this key is given twice" : `not valid YAML: ${(e.message.split("\n")[0] ?? "").replace(/ at line \d+, column \d+:?$/, "")}`);
  });
  // One slip makes a parser stumble many times: what follows the first complaint only confuses.
  const duplicates = syntax.filter((p) => p.message.includes("twice"));
  if (syntax.length > 0) return { ok: false, problems: duplicates.length > 0 ? duplicates : syntax.slice(0, 1) };
  if ((documents as unknown[]).length > 1) return { ok: false, problems: [at(1, 1, "the file holds several YAML documents; a config is one")] };
  if (!isMap(document.contents)) return { ok: false, problems: [at(1, 1, "a config is a mapping that begins with `target:`")] };
  // Anchors have no use here, and chains of them can blow up to any size.
  if (hasAlias(document.contents)) return { ok: false, problems: [at(1, 1, "aliases (*name) are not allowed in a config")] };
  const positions = positionsOf(path, document, counter);
  const problems: ConfigProblem[] = [];
  const folder = dirname(resolve(path));
  const raw = expand(unhide(document.toJS()), [], { env, folder, positions, problems });
  problems.push(...validate(raw, positions));
  return problems.length > 0 ? { ok: false, problems } : { ok: true, raw: raw as RawConfig, folder, positions };
}

/** Loads and validates a config. `env` gives the variables of `${NAME}`. */
export function loadConfig(source: Source, env: Environment): LoadResult {
  const read = readConfig(source, env);
  return read.ok ? finish(read.raw, read.folder, read.positions) : read;
}
