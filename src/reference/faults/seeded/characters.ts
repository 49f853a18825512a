/** Characters that a seed can choose: one of ASCII or Latin-1, or a whole part of Unicode. */
import { isObject, type Json } from "../../types.ts";
import type { Draw } from "./random.ts";

export interface Characters {
  readonly name: string;
  has(codePoint: number): boolean;
}

const PARTS: readonly [Characters, ...Characters[]] = [
  ["Greek letters", 0x370, 0x3ff],
  ["Cyrillic letters", 0x400, 0x4ff],
  ["Arabic letters", 0x600, 0x6ff],
  ["Thai letters", 0xe00, 0xe7f],
  ["Hangul syllables", 0xac00, 0xd7a3],
  ["Hiragana", 0x3040, 0x309f],
  ["currency signs", 0x20a0, 0x20cf],
  ["Gothic letters", 0x10330, 0x1034f],
  ["mathematical letters", 0x1d400, 0x1d7ff],
  ["supplemental pictographs", 0x1f900, 0x1f9ff],
  ["plane 3", 0x30000, 0x3ffff],
  ["plane 15", 0xf0000, 0xfffff],
  ["private use", 0xe000, 0xf8ff],
].map(([name, from, to]) => ({ name: String(name), has: (c: number) => c >= Number(from) && c <= Number(to) })) as unknown as readonly [Characters, ...Characters[]];

const one = (code: number): Characters => ({ name: `the character ${String.fromCodePoint(code)}`, has: (c) => c === code });

/** A part of Unicode beyond Latin. */
export const aPart = (d: Draw): Characters => d.pick(PARTS);
/** Letters of Latin-1 that hand-written checks use. */
const FAMILIAR = "ÅÉåéëöü×÷";
const LATIN = Array.from({ length: 64 }, (_v, i) => 0xc0 + i).filter((c) => !FAMILIAR.includes(String.fromCodePoint(c))) as unknown as readonly [number, ...number[]];
/** One letter of Latin-1. */
export const aLatinLetter = (d: Draw): Characters => one(d.pick(LATIN));
/** One printable character of ASCII. */
export const aMark = (d: Draw): Characters => one(d.pick(["^", "~", "`", "!"] as const).charCodeAt(0));

const isPunctuation = (c: string | undefined): boolean => c !== undefined && /^[!-/:-@[-`{-~]$/.test(c);

/** Where one of the characters stands between punctuation: its places in the text. */
export function amongPunctuation(characters: Characters, text: string): readonly number[] {
  return Array.from(text).flatMap((c, i, all) => (characters.has(c.codePointAt(0) ?? 0) && isPunctuation(all[i - 1]) && isPunctuation(all[i + 1]) ? [i] : []));
}

/** True if one of the characters stands in the text. */
export const holds = (characters: Characters, text: string): boolean => Array.from(text).some((c) => characters.has(c.codePointAt(0) ?? 0));

/** The text with each of the characters replaced. */
export const replaced = (characters: Characters, text: string, by: string): string => Array.from(text, (c) => (characters.has(c.codePointAt(0) ?? 0) ? by : c)).join("");

/** Members whose texts are no words. */
const NO_WORDS: ReadonlySet<string> = new Set(["schemas", "x509Certificates", "certificate"]);

/** A value with every text in it changed, but for URNs and octets. */
export function eachText(value: Json, change: (text: string) => string): Json {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return (value as Json[]).map((v) => eachText(v, change));
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, NO_WORDS.has(k) ? v : eachText(v, change)])) : value;
}
