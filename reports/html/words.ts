/** How the page names outcomes: in words, in signs (never in colour alone), and what they mean. */

/** What the badge says. */
const WORD: Readonly<Record<string, string>> = { pass: "Pass", fail: "Fail", warn: "Warn", skip: "Skip", blocked: "Blocked", error: "Error", excluded: "Excluded", deferred: "Deferred", "not-selected": "Not selected", open: "Open" };
/** The sign beside it. */
const GLYPH: Readonly<Record<string, string>> = { pass: "✓", fail: "✕", warn: "!", skip: "–", blocked: "⊘", error: "⚠", excluded: "·", deferred: "…", "not-selected": "·", open: "○" };
/** What an outcome means, for readers who do not know the words. */
export const MEANING: Readonly<Record<string, string>> = {
  pass: "judged, and as the RFC says",
  fail: "breaks a MUST of the RFC",
  warn: "goes against a recommendation, or is doubtful",
  skip: "the server does not offer it",
  blocked: "could not be judged, because something else failed",
  error: "a mistake of scimspec itself",
};

/** Outcome, word and sign: what the template `badge` shows. */
export function badge<T extends string>(outcome: T): { readonly outcome: T; readonly word: string; readonly glyph: string } {
  return { outcome, word: WORD[outcome] ?? "", glyph: GLYPH[outcome] ?? "" };
}

/** Every outcome with its sign and meaning. */
export const LEGEND = Object.entries(MEANING).map(([outcome, meaning]) => ({ ...badge(outcome), meaning }));
