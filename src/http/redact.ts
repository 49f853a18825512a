/** Redaction: masks secrets in every form in which they could reach a file, before anything is stored. */
import type { HeaderList } from "../model/exchange.ts";

/** What stands in place of a secret. */
export const MASK = "***";

const CREDENTIAL_HEADERS = new Set(["authorization", "proxy-authorization", "cookie", "set-cookie"]);

export interface Redactor {
  /** The text without secrets. */
  text(value: string): string;
  /** Header fields without secrets; credential fields keep at most their scheme. */
  headers(list: HeaderList): HeaderList;
  /** True if the text holds a secret. */
  finds(value: string): boolean;
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
}

/** Percent-encoding with every reserved character encoded, as forms and strict encoders write it. */
function percentEncoded(secret: string): readonly string[] {
  const upper = encodeURIComponent(secret).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  const plain = encodeURIComponent(secret);
  const lower = (s: string) => s.replace(/%[0-9A-F]{2}/g, (h) => h.toLowerCase());
  return [upper, plain, lower(upper), lower(plain), plain.replaceAll("%20", "+")];
}

/**
 * Base64 of the secret at the three alignments in which it can sit inside a longer encoded text, without the
 * characters at the edges that depend on its neighbours; and in the URL-safe alphabet.
 */
function base64Forms(secret: string): readonly string[] {
  const bytes = Buffer.from(secret, "utf8");
  const whole = bytes.toString("base64");
  const forms = [whole, whole.replace(/=+$/, "")];
  for (let shift = 0; shift < 3; shift += 1) {
    const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64").replace(/=+$/, "");
    const start = shift === 0 ? 0 : shift + 1;
    const end = (shift + bytes.length) % 3 === 0 ? text.length : text.length - 1;
    // Short pieces would mask innocent text.
    if (end - start >= 8) forms.push(text.slice(start, end));
  }
  return [...forms, ...forms.map((f) => f.replaceAll("+", "-").replaceAll("/", "_"))];
}

function variants(secret: string): readonly string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  return [secret, json, json.replaceAll("/", "\\/"), ...percentEncoded(secret), ...base64Forms(secret)];
}

/** A redactor for the given secrets; `secretHeaders` are further header names whose whole value is a credential. */
export function createRedactor(secrets: readonly string[], secretHeaders: readonly string[] = []): Redactor {
  // Longest first, so that a secret that contains another leaves no rest. Very short ones would mask everything.
  const forms = [...new Set(secrets.filter((s) => s.length >= 4).flatMap(variants))].filter((f) => f.length >= 4).sort((a, b) => b.length - a.length);
  const pattern = forms.length === 0 ? null : new RegExp(forms.map(escapeRegExp).join("|"), "g");
  const hidden = new Set([...CREDENTIAL_HEADERS, ...secretHeaders.map((h) => h.toLowerCase())]);
  const text = (value: string): string => (pattern ? value.replace(pattern, MASK) : value);
  return {
    text,
    finds: (value) => (pattern ? value.search(pattern) >= 0 : false),
    headers: (list) =>
      list.map(([name, value]) => {
        if (!hidden.has(name.toLowerCase())) return [name, text(value)] as const;
        const scheme = /^(Bearer|Basic|Digest)\s/i.exec(value)?.[1];
        return [name, scheme ? `${scheme} ${MASK}` : MASK] as const;
      }),
  };
}
