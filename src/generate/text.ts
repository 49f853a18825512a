/** Strings at their edges: each part of Unicode that servers are known to mistreat, and lengths at which columns end. */
import { array, constant, constantFrom, integer, oneof, shuffledSubarray, string, tuple, type Arbitrary } from "fast-check";

const range = (from: number, to: number): readonly string[] => Array.from({ length: to - from + 1 }, (_v, i) => String.fromCodePoint(from + i));
const between = (from: number, to: number): Arbitrary<string> => integer({ min: from, max: to }).map((c) => String.fromCodePoint(c));

const LETTERS = [...range(0x61, 0x7a), ...range(0x41, 0x5a), ...range(0x30, 0x39)];
/** Printable ASCII that is neither letter nor digit; the blank is apart. */
export const PUNCTUATION: readonly string[] = range(0x21, 0x7e).filter((c) => !/[A-Za-z0-9]/.test(c));
/** Letters of Latin-1; × and ÷ are none. */
export const LATIN_1: readonly string[] = range(0xc0, 0xff).filter((c) => c !== "×" && c !== "÷");

/** Blocks of Unicode, by the first and last code point that is assigned throughout. */
const BLOCKS: readonly (readonly [string, number, number])[] = [
  ["Latin Extended-A", 0x100, 0x17f],
  ["Greek", 0x3b1, 0x3c9],
  ["Cyrillic", 0x410, 0x44f],
  ["Hebrew", 0x5d0, 0x5ea],
  ["Arabic", 0x628, 0x63a],
  ["Devanagari", 0x905, 0x939],
  ["Thai", 0xe01, 0xe2e],
  ["Georgian", 0x10d0, 0x10f0],
  ["Hangul", 0xac00, 0xd7a3],
  ["Hiragana", 0x3041, 0x3096],
  ["CJK", 0x4e00, 0x9fa5],
  ["full-width forms", 0xff01, 0xff5e],
  ["punctuation", 0x2010, 0x2027],
  ["currency", 0x20a0, 0x20bf],
  ["mathematical letters", 0x1d400, 0x1d433],
  ["emoji", 0x1f300, 0x1f5ff],
  ["emoticons", 0x1f600, 0x1f64f],
  ["supplemental symbols", 0x1f900, 0x1f9ff],
  ["Gothic", 0x10330, 0x1034a],
  ["CJK extension B", 0x20000, 0x2a6d6],
  ["CJK extension G", 0x30000, 0x3134a],
  ["private use", 0xe000, 0xe0ff],
  ["private use, plane 15", 0xf0000, 0xf00ff],
];
/** Marks that join the letter before them. */
const COMBINING = between(0x300, 0x36f);
const INVISIBLE = ["\u200b", "\u200c", "\u200d", "\u2060", "\u00ad", "\ufeff", "\u200e", "\u200f", "\u00a0"];
/** Letters with surprising cases or forms. */
const SPECIAL = ["ß", "ẞ", "İ", "ı", "ﬁ", "\u212a", "ſ", "Ǆ", "ς", "é", "e\u0301", "Å", "\u212b", "👩\u200d👩\u200d👧", "🇦🇹"];

const word = (unit: Arbitrary<string>, max = 8): Arbitrary<string> => string({ unit, minLength: 1, maxLength: max });
const letters = constantFrom(...LETTERS);
const anyBlock = oneof(...BLOCKS.map(([, from, to]) => between(from, to)));
const marked = tuple(letters, COMBINING).map((pair) => pair.join(""));

/** A few of many characters side by side: one case looks at dozens, and shrinking finds the one. */
const parade = (characters: readonly string[]): Arbitrary<string> => shuffledSubarray([...characters], { minLength: 1 }).map((list) => list.join(""));
const blocksParade = array(anyBlock, { minLength: 4, maxLength: 24 }).map((list) => list.join(""));

/** Just below, at and above the lengths at which stores and columns end. */
const LENGTHS = [63, 64, 65, 127, 128, 129, 254, 255, 256, 257, 300, 511, 512, 513, 700, 1000];
/** A long string of one letter. Servers may refuse it, so that a case holds one at most. */
export function longText(): Arbitrary<string> {
  return tuple(constantFrom(...LENGTHS), letters).map(([length, c]) => c.repeat(length));
}

/** Where a string carries blanks that are easily lost. */
const blanks = tuple(constantFrom("", " ", "  "), word(letters, 4), constantFrom("", " ", "  "), word(letters, 4), constantFrom("", " ", "  ")).map((parts) => parts.join(""));

/** Characters that filters, queries and stores treat in their own way, inside a word. */
const quoting = tuple(word(letters, 2), array(constantFrom(...PUNCTUATION), { minLength: 1, maxLength: 3 }), word(letters, 2)).map(([a, marks, b]) => a + marks.join("") + b);

/**
 * Characters of any kind, assigned or not, all planes but for surrogates. fast-check's own unit `binary` does the same, and
 * maps a million characters back for it: most of the time and memory of loading the suites.
 */
export function anyCharacters(most: number): Arbitrary<string> {
  const surrogates = 0x800;
  const character = integer({ min: 0, max: 0x10ffff - surrogates }).map((n) => String.fromCodePoint(n < 0xd800 ? n : n + surrogates));
  return array(character, { maxLength: most }).map((list) => list.join(""));
}

/** A visible string of at least one character, neither beginning nor ending with a blank: any server can be asked to store it. */
export function plainText(): Arbitrary<string> {
  return oneof(
    { weight: 3, arbitrary: word(letters) },
    { weight: 3, arbitrary: parade(PUNCTUATION) },
    { weight: 3, arbitrary: parade(LATIN_1) },
    { weight: 4, arbitrary: blocksParade },
    { weight: 2, arbitrary: quoting },
    { weight: 1, arbitrary: word(marked, 4) },
    { weight: 1, arbitrary: tuple(letters, constantFrom(...SPECIAL), letters).map((p) => p.join("")) },
  );
}

/** As plainText, and besides with what servers may trim: blanks at the ends, invisible characters. */
export function edgyText(): Arbitrary<string> {
  return oneof(
    { weight: 6, arbitrary: plainText() },
    { weight: 2, arbitrary: blanks },
    { weight: 2, arbitrary: tuple(word(letters, 3), constantFrom(...INVISIBLE), word(letters, 3)).map((p) => p.join("")) },
  );
}

/** Control characters that JSON can carry, and nothing at all: a server may refuse them, but must not break. */
export function rudeText(): Arbitrary<string> {
  return oneof(
    { weight: 1, arbitrary: constant("") },
    { weight: 1, arbitrary: constantFrom(" ", "\t", "\u0000", "\ufffe", "\uffff") },
    { weight: 4, arbitrary: tuple(word(letters, 3), array(between(0x01, 0x1f), { minLength: 1, maxLength: 4 }), word(letters, 3)).map(([a, list, b]) => a + list.join("") + b) },
    { weight: 2, arbitrary: tuple(word(letters, 3), between(0x7f, 0x9f), word(letters, 3)).map((p) => p.join("")) },
    { weight: 1, arbitrary: constantFrom(4096, 20_000).map((n) => "x".repeat(n)) },
    { weight: 1, arbitrary: array(marked, { minLength: 40, maxLength: 60 }).map((list) => `a${list.join("")}`) },
  );
}

const most = (characters: readonly string[]): Arbitrary<string> => shuffledSubarray([...characters], { minLength: Math.floor(characters.length * 0.6), maxLength: Math.floor(characters.length * 0.9) }).map((list) => list.join(""));
const manyBlocks = array(anyBlock, { minLength: 16, maxLength: 24 }).map((list) => list.join(""));

/** Texts of many different characters: a few of them show all of ASCII and Latin-1 and most parts of Unicode. Shrinks to a short word. */
export function richText(): Arbitrary<string> {
  return oneof({ withCrossShrink: true }, { weight: 1, arbitrary: word(letters) }, { weight: 2, arbitrary: most(PUNCTUATION) }, { weight: 2, arbitrary: most(LATIN_1) }, { weight: 3, arbitrary: manyBlocks });
}

/** Rich texts of each kind. */
export function textPool(): Arbitrary<readonly string[]> {
  return tuple(most(PUNCTUATION), most(LATIN_1), manyBlocks, most(PUNCTUATION), most(LATIN_1), manyBlocks, word(letters), word(letters, 3));
}
