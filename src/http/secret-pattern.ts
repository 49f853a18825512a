/** Regular expressions that find a secret in every form in which it could reach a file. */

/** Shorter pieces of base64 would match innocent text. */
const MIN_PIECE = 8;

const SHORT_ESCAPES: Readonly<Record<string, string>> = { '"': '\\"', "\\": "\\\\", "/": "\\/", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f" };
const ENTITIES: Readonly<Record<string, readonly string[]>> = {
  "&": ["&amp;", "&#38;", "&#x26;"],
  "<": ["&lt;", "&#60;", "&#x3c;"],
  ">": ["&gt;", "&#62;", "&#x3e;"],
  '"': ["&quot;", "&#34;", "&#x22;"],
  "'": ["&#39;", "&#x27;", "&apos;"],
};

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
}

/** Hexadecimal digits in either case. */
function hex(digits: string): string {
  return digits.toLowerCase().replace(/[a-f]/g, (d) => `[${d}${d.toUpperCase()}]`);
}

/** One character as it is, JSON-escaped, percent-encoded or as an HTML entity; a character that no encoder touches stays literal. */
function character(c: string, more: readonly string[] = []): string {
  if (/^[A-Za-z0-9._-]$/.test(c) && more.length === 0) return literal(c);
  const units = [...Array(c.length).keys()].map((i) => c.charCodeAt(i).toString(16).padStart(4, "0"));
  const bytes = [...Buffer.from(c, "utf8")].map((b) => b.toString(16).padStart(2, "0"));
  const short = SHORT_ESCAPES[c];
  return `(?:${[
    units.map((u) => `\\\\u${hex(u)}`).join(""),
    bytes.map((b) => `%${hex(b)}`).join(""),
    ...(short === undefined ? [] : [literal(short)]),
    ...(ENTITIES[c] ?? []).map(literal),
    literal(c),
    ...(c === " " ? ["\\+"] : []),
    ...more,
  ].join("|")})`;
}

function plain(secret: string): string {
  return Array.from(secret, (c) => character(c)).join("");
}

/** Base64 text in both alphabets. */
function base64(text: string): string {
  return Array.from(text, (c) => (c === "+" ? character(c, ["-"]) : c === "/" ? character(c, ["_"]) : c)).join("");
}

/**
 * The part of the base64 text that depends on the secret alone when it begins `shift` bytes into a group of three;
 * the characters at the edges also hold bits of the neighbours.
 */
function piece(bytes: Buffer, shift: number): string {
  const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64").replace(/=+$/, "");
  return text.slice(shift === 0 ? 0 : shift + 1, (shift + bytes.length) % 3 === 0 ? text.length : text.length - 1);
}

interface Form {
  /** Characters matched, about. */
  readonly length: number;
  readonly source: string;
}

function formsOf(secret: string): readonly Form[] {
  const bytes = Buffer.from(secret, "utf8");
  const whole = bytes.toString("base64").replace(/=+$/, "");
  const pieces = [0, 1, 2].map((shift) => piece(bytes, shift)).filter((p) => p.length >= MIN_PIECE);
  return [
    { length: secret.length, source: plain(secret) },
    { length: whole.length + 0.5, source: `${base64(whole)}(?:${character("=")}){0,2}` },
    ...pieces.map((p) => ({ length: p.length, source: base64(p) })),
  ];
}

/** One expression for all secrets, longest form first, so that a secret that contains another leaves no rest; null for none. */
export function secretPattern(secrets: Iterable<string>): RegExp | null {
  const forms = [...secrets].flatMap(formsOf).sort((a, b) => b.length - a.length);
  const sources = [...new Set(forms.map((f) => f.source))];
  return sources.length === 0 ? null : new RegExp(sources.join("|"), "g");
}
