/**
 * GitHub-flavoured Markdown from untrusted text. Text that holds anything on which GitHub acts (a URL, a mention, an issue
 * number, a formula ...) is shown as code, where nothing is active; other text is escaped. Neither ever begins a line, so that
 * it can open no block.
 */
import { manyLines, oneLine } from "./safe-text.ts";
import { sectionUrl } from "./text.ts";

/** Text that GitHub turns into something else even after it was escaped: it looks at the rendered text. */
const ACTIVE = /[`@$]|:\/\/|www\.|mailto:|xmpp:|#\w|\bgh-\d|:[\w+-]+:|\b[0-9a-f]{7,40}\b/i;
const SPECIAL = /[\\*_[\]{}<>#~!|&^]/g;
const longestRun = (text: string): number => (text.match(/`+/g) ?? []).reduce((max, run) => Math.max(max, run.length), 0);

/** A code span; nothing in it is interpreted. Empty text is named as such. */
export function code(text: string, max?: number): string {
  return span(oneLine(text, max));
}

function span(content: string): string {
  if (content === "") return "(empty)";
  const fence = "`".repeat(longestRun(content) + 1);
  const pad = content.startsWith("`") || content.endsWith("`") ? " " : "";
  return `${fence}${pad}${content}${pad}${fence}`;
}

/** A sentence from anywhere, as text where that is safe, else as a code span. */
export function prose(text: string, max?: number): string {
  const content = oneLine(text, max);
  return ACTIVE.test(content) ? span(content) : content.replace(SPECIAL, String.raw`\$&`);
}

/**
 * Makes a piece of Markdown fit for a table cell. A pipe ends a cell, even in a code span, unless an odd number of backslashes
 * stands before it; GFM takes the last of them away.
 */
function cell(markdown: string): string {
  return markdown === "" ? " " : markdown.replaceAll(/(\\*)\|/g, (pipe, slashes: string) => (slashes.length % 2 === 0 ? `${slashes}\\|` : pipe));
}

/** A table; the cells are Markdown already. No rows, no table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), `|${head.map(() => " --- ").join("|")}|`, ...rows.map(line)].join("\n");
}

/** A fenced block; the fence is longer than any run of backticks inside. */
export function fenced(text: string, language: "sh" | "json" | "text", max?: number): string {
  const content = manyLines(text, max);
  const fence = "`".repeat(Math.max(3, longestRun(content) + 1));
  return `${fence}${language}\n${content}\n${fence}`;
}

/** Where the RFC editor has the section; as plain words if the run's numbers cannot be put into a link. */
export function sectionLink(rfc: number, section: string): string {
  const name = `RFC ${prose(String(rfc), 20)} section ${prose(section, 40)}`;
  const url = sectionUrl(rfc, section);
  return url === "" ? name : `[${name}](${url})`;
}

/** Joins blocks with blank lines up to `limit` bytes of UTF-8; what does not fit is left out, and that is said at the end. */
export function joinWithin(blocks: readonly string[], limit: number): string {
  const room = limit - 200;
  const kept: string[] = [];
  let size = 0;
  const wanted = blocks.filter((b) => b !== "");
  for (const block of wanted) {
    size += Buffer.byteLength(block) + 2;
    if (size > room) break;
    kept.push(block);
  }
  const left = wanted.length - kept.length;
  if (left > 0) kept.push(`**Cut here:** ${left} more part${left === 1 ? "" : "s"} did not fit into ${limit} bytes. run.json has everything.`);
  return `${kept.join("\n\n")}\n`;
}
