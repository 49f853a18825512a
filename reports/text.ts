/** Text from a target, made fit for files that machines read and people look at. */

/**
 * What a terminal or viewer would act on, hide or reorder by, what XML 1.0 forbids (section 2.2), and lone surrogates. Line feed and
 * tab stay.
 */
const UNFIT = /(?![\n\t])[\p{Cc}\p{Cs}\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/gu;

/** Nearly all text is printable ASCII, and a test for that costs a fraction of the search by classes. */
const UNUSUAL = /[^\n\t\x20-\x7e]/;
const MORE_THAN_A_LINE = /[^\x20-\x7e]| {2}|^ | $/;

/** The text with such characters in the form `\u001b`, so that a reader sees that they were there. */
export function visible(text: string): string {
  if (!UNUSUAL.test(text)) return text;
  return text.replace(UNFIT, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** The first `max` code units, without half of a surrogate pair. */
const cut = (text: string, max: number): string => (text.length <= max ? text : text.slice(0, Math.max(0, max)).replace(/[\ud800-\udbff]$/, ""));

const MORE = " ...";

/** At most `max` UTF-16 code units of visible text; what is cut is said. Never splits a surrogate pair. */
export function clip(text: string, max: number): string {
  // What lies far behind the end need not be looked at: a body can have megabytes.
  const shown = visible(cut(text, max + 1));
  return text.length <= max && shown.length <= max ? shown : `${cut(shown, max - MORE.length)}${MORE}`;
}

/** The same on one line. */
export function oneLine(text: string, max: number): string {
  if (text.length <= max && !MORE_THAN_A_LINE.test(text)) return text;
  // Twice the room, since white space may shrink.
  const room = max * 2;
  return clip(`${cut(text, room).replace(/\s+/g, " ").trim()}${text.length > room ? MORE : ""}`, max);
}

/** The section in the RFC editor's HTML; empty for numbers of a document that make no link. */
export function sectionUrl(rfc: number, section: string): string {
  return Number.isInteger(rfc) && /^\d+(\.\d+)*$/.test(section) ? `https://www.rfc-editor.org/rfc/rfc${rfc}#section-${section}` : "";
}

/** The same, whatever the numbers are. */
export function rfcLink({ rfc, section }: { readonly rfc: number; readonly section: string }): string {
  return `https://www.rfc-editor.org/rfc/rfc${rfc}#section-${encodeURIComponent(visible(section))}`;
}
