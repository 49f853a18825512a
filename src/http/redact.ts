/** Redaction: masks secrets in every form in which they could reach a file, before anything is stored. */
import type { HeaderList } from "../model/exchange.ts";
import { isObject, type Json } from "../model/json.ts";
import { secretPattern } from "./secret-pattern.ts";

/** What stands in place of a secret. */
export const MASK = "***";

/** Shorter secrets would mask everything; they are masked only where they are a whole header value. */
const MIN_SECRET = 4;
const CREDENTIAL_HEADERS = ["authorization", "proxy-authorization", "cookie", "set-cookie"];
const SCHEME = /^(Bearer|Basic|Digest|DPoP|Negotiate|Token|ApiKey|SSWS)\s+\S/i;

/** Characters of a secret that tell it by themselves, where a text was cut behind them. */
const BEGINNING = 12;

/** The text without what begins as the secret does; that of a shorter one is left. */
function withoutBeginnings(text: string, secret: string): string {
  const start = secret.slice(0, BEGINNING);
  if (start.length < BEGINNING) return text;
  let clean = text;
  for (let at = clean.indexOf(start); at >= 0; at = clean.indexOf(start, at + MASK.length)) {
    let end = at + BEGINNING;
    while (end < clean.length && clean[end] === secret[end - at]) end += 1;
    clean = `${clean.slice(0, at)}${MASK}${clean.slice(end)}`;
  }
  return clean;
}

export interface Redactor {
  /** The text without secrets. */
  text(value: string): string;
  /** Header fields without secrets; credential fields keep at most their scheme. */
  headers(list: HeaderList): HeaderList;
  /** The value with secrets masked in strings, member names and numbers. */
  json(value: Json): Json;
  /**
   * The same for what was made of an answer: texts there may have been cut, so that the beginning of a secret counts as one.
   */
  derived(value: Json): Json;
  /** True if the text holds a secret. */
  finds(value: string): boolean;
  /** True if a field that does not itself carry credentials holds a secret. */
  leaks(list: HeaderList): boolean;
  /** Masks one more secret from now on. */
  add(secret: string): void;
  /** Masks the whole value of one more header field from now on. */
  hide(header: string): void;
}

class SecretRedactor implements Redactor {
  readonly #secrets = new Set<string>();
  readonly #tiny = new Set<string>();
  readonly #hidden = new Set(CREDENTIAL_HEADERS);
  /** Undefined until it is needed again after a change. */
  #pattern: RegExp | null | undefined;

  add(secret: string): void {
    if (secret === "") return;
    (secret.length < MIN_SECRET ? this.#tiny : this.#secrets).add(secret);
    this.#pattern = undefined;
  }

  hide(header: string): void {
    this.#hidden.add(header.toLowerCase());
  }

  text(value: string): string {
    if (this.#pattern === undefined) this.#pattern = secretPattern(this.#secrets);
    return this.#pattern === null ? value : value.replace(this.#pattern, MASK);
  }

  finds(value: string): boolean {
    return this.text(value) !== value;
  }

  headers(list: HeaderList): HeaderList {
    return list.map(([name, value]) => [this.text(name), this.#field(name, value)] as const);
  }

  leaks(list: HeaderList): boolean {
    return list.some(([name, value]) => !this.#hidden.has(name.toLowerCase()) && this.#field(name, value) !== value);
  }

  json(value: Json): Json {
    if (typeof value === "string") return this.text(value);
    if (typeof value === "number") return this.finds(String(value)) ? MASK : value;
    if (Array.isArray(value)) return value.map((v: Json) => this.json(v));
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, v]) => [this.text(name), this.json(v)]));
  }

  derived(value: Json): Json {
    try {
      return this.#beginnings(this.json(value));
    } catch (error) {
      // Nested so deeply that nobody could read it: rather nothing than a secret.
      if (error instanceof RangeError) return MASK;
      throw error;
    }
  }

  #beginnings(value: Json): Json {
    if (typeof value === "string") return [...this.#secrets].reduce(withoutBeginnings, value);
    if (Array.isArray(value)) return value.map((v: Json) => this.#beginnings(v));
    return isObject(value) ? Object.fromEntries(Object.entries(value).map(([name, v]) => [name, this.#beginnings(v)])) : value;
  }

  #field(name: string, value: string): string {
    if (!this.#hidden.has(name.toLowerCase())) return this.#tiny.has(value) ? MASK : this.text(value);
    const scheme = SCHEME.exec(value)?.[1];
    return scheme === undefined ? MASK : `${scheme} ${MASK}`;
  }
}

/** A redactor for the given secrets; `secretHeaders` are further header names whose whole value is a credential. */
export function createRedactor(secrets: readonly string[], secretHeaders: readonly string[] = []): Redactor {
  const redactor = new SecretRedactor();
  for (const secret of secrets) redactor.add(secret);
  for (const header of secretHeaders) redactor.hide(header);
  return redactor;
}
