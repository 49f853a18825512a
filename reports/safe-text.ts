/** Text from a target made fit for plain-text formats: nothing in it acts on a reader's terminal, editor or parser. */
import { plain } from "./console.ts";

/** Lone surrogates and noncharacters: no well-formed UTF-8 or XML document can hold them. */
const MALFORMED = /[\p{Cs}\ufdd0-\ufdef\ufffe\uffff]/gu;
/** Invisible marks that `plain` leaves: line separators, byte order marks, tag characters. */
const HIDDEN = /[\u2028\u2029\ufeff\u{e0000}-\u{e007f}]/gu;
const WHOLE_PAIR = /[\ud800-\udbff]$/;

/** At most `max` UTF-16 units of the text, never half of a pair; says how much was left out. */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text;
  const kept = text.slice(0, max).replace(WHOLE_PAIR, "");
  return `${kept} … (${text.length - kept.length} more characters)`;
}

/** The text as one printable, well-formed line of at most about `max` characters. */
export function oneLine(text: string, max = 2000): string {
  // Cut before it is cleaned: a body may be megabytes long.
  return plain(clip(text, max)).replace(HIDDEN, " ").replace(MALFORMED, "\ufffd").trim();
}

/** The same, with line feeds and tabs kept. */
export function manyLines(text: string, max = 8000): string {
  return clip(text, max).replaceAll(/\r\n?/g, "\n").split("\n").map((l) => l.split("\t").map(cleanPart).join("\t")).join("\n");
}

function cleanPart(text: string): string {
  return plain(text).replace(HIDDEN, " ").replace(MALFORMED, "\ufffd");
}
