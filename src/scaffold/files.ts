/** Files that `scimspec new` writes: all or none, and never over others. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A skeleton that cannot be written, in words for the one who asked for it. */
export class ScaffoldError extends Error {
  override readonly name = "ScaffoldError";
}

/** A file to write, and what goes into it. */
export interface NewFile {
  readonly path: string;
  readonly content: string;
  /** True if it is there already and gets lines more. */
  readonly changes?: true;
}

/** What was asked for, and what is left to do. */
export interface Scaffold {
  readonly files: readonly NewFile[];
  readonly next: readonly string[];
}

/** The text of a file below the folder; null if it is not there. */
export function textOf(folder: string, name: string): string | null {
  const path = join(folder, name);
  return existsSync(path) ? readFileSync(path, "utf8") : null;
}

/** Writes them. Throws a ScaffoldError if one is there already that should be new; then nothing is written. */
export function writeFiles(files: readonly NewFile[]): void {
  const taken = files.filter((f) => !f.changes && existsSync(f.path)).map((f) => f.path);
  if (taken.length > 0) throw new ScaffoldError(`${taken.join(" and ")} ${taken.length === 1 ? "is" : "are"} there already; nothing was written. Choose another name, or remove ${taken.length === 1 ? "it" : "them"} first`);
  for (const { path, content } of files) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
}

/** Puts a line above the first one that holds the mark, with the mark's indent; null if no line does. */
export function insertAbove(text: string, mark: string, line: string): string | null {
  const lines = text.split("\n");
  const at = lines.findIndex((l) => l.includes(mark));
  if (at < 0) return null;
  const indent = /^\s*/.exec(lines[at] ?? "")?.[0] ?? "";
  return [...lines.slice(0, at), indent + line, ...lines.slice(at)].join("\n");
}

/** `patch/some-thing` as `patchSomeThing`, an identifier. */
export function identifier(id: string): string {
  const camel = id.replace(/[^A-Za-z0-9]+([A-Za-z0-9])/g, (_whole, c: string) => c.toUpperCase()).replace(/[^A-Za-z0-9]/g, "");
  return /^[0-9]/.test(camel) ? `check${camel}` : camel;
}

const ID = /^[a-z0-9]+(-[a-z0-9]+)*(\/[a-z0-9]+(-[a-z0-9]+)*)+$/;

/** Refuses what is no id of a check: an area, a slash and words. */
export function checkId(id: string): void {
  if (ID.test(id)) return;
  const near = id.trim().replace(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase().replace(/[^a-z0-9/]+/g, "-").replace(/-*\/+-*/g, "/").replace(/^[-/]+|[-/]+$/g, "");
  throw new ScaffoldError(`${id} is no id of a check: write an area, a slash, and lower-case words joined by hyphens, such as ${ID.test(near) ? near : "patch/something"}`);
}
