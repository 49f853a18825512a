/** Nearest spellings, for "did you mean", and what is said of keys that do not exist. */

/** Edit distance of two words, case ignored; two letters in the wrong order are one slip (optimal string alignment). */
function distance(first: string, second: string): number {
  const [a, b] = [first.toLowerCase(), second.toLowerCase()];
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] ?? 0) + 1 : Infinity;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + cost, swapped));
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The word nearest to a misspelt one, or undefined if none is near. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const ranked = known.map((k) => ({ k, d: distance(word, k) })).sort((x, y) => x.d - y.d);
  const best = ranked[0];
  return best && best.d <= (word.length < 4 ? 1 : Math.max(2, Math.floor(word.length / 3))) ? best.k : undefined;
}

/** What is allowed instead of a word: the nearest one, and all. */
export function meant(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  return `${near === undefined ? "." : `; did you mean ${near}?`} Allowed: ${known.join(", ")}.`;
}

/** The keys of an object that are not allowed, each with a sentence. What is undefined counts as absent. */
export function unknownKeys(given: object, allowed: readonly string[]): readonly { readonly key: string; readonly message: string }[] {
  return Object.entries(given)
    .filter(([key, value]) => value !== undefined && !allowed.includes(key))
    .map(([key]) => ({ key, message: `unknown key ${key}${meant(key, allowed)}` }));
}

/** A value that has no place where it stands, in few words. */
export function shownValue(value: unknown): string {
  if (typeof value === "string") return value === "" ? "an empty text" : JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}...` : value);
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "a list" : "an object with other members";
  return typeof value === "function" ? "a function" : String(value);
}
