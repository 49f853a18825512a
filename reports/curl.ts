/** A curl command that repeats an exchange; credentials stay variables. */
import type { Exchange } from "../src/model/exchange.ts";

export interface CurlOptions {
  /** Name of the shell variable that holds the primary credential; SCIM_TOKEN (bearer) or SCIM_CREDENTIAL (other kinds) by default. */
  readonly tokenVariable?: string;
}

const MASK = "***";
const LEFT_OUT = new Set(["user-agent", "accept-encoding", "content-length", "host", "connection"]);
/** Characters that mean themselves between double quotes, in every shell and also in history expansion. */
const PLAIN = /^[A-Za-z0-9 :_./=-]*$/;
/** Would act on the terminal into which the command is pasted, or hide what it does; line feeds are harmless in quotes. */
const INVISIBLE = /(?!\n)[\p{Cc}\p{Cf}\u2028\u2029]/u;

/** Quotes for a POSIX shell: nothing inside single quotes is interpreted. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** Text in which each mask becomes the variable. */
function withVariable(text: string, variable: string): string {
  const parts = text.split(MASK);
  if (parts.every((p) => PLAIN.test(p))) return `"${parts.reduce((all, p) => `${all}${/^\w/.test(p) ? `\${${variable}}` : `$${variable}`}${p}`)}"`;
  return parts.map((p) => (p === "" ? "" : shellQuote(p))).join(`"$${variable}"`);
}

function variableFor(exchange: Exchange, value: string, options: CurlOptions): string {
  const name = options.tokenVariable ?? (/^Bearer /i.test(value) ? "SCIM_TOKEN" : "SCIM_CREDENTIAL");
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) throw new Error(`${name} is not a name for a shell variable`);
  if (exchange.credential === "otherTenant") return `${name}_OTHER_TENANT`;
  return exchange.credential === "lowPrivilege" ? `${name}_LOW_PRIVILEGE` : name;
}

function headerArgument(exchange: Exchange, name: string, value: string, options: CurlOptions): string {
  // curl drops a field that is written `Name:`; `Name;` sends it empty.
  if (value === "") return `-H ${shellQuote(`${name};`)}`;
  const text = `${name}: ${value}`.replace(new RegExp(INVISIBLE, "gu"), " ");
  if (!value.includes(MASK)) return `-H ${shellQuote(text)}`;
  // The harness sent one that cannot be right: any will do.
  if (exchange.credential === "invalid") return `-H ${shellQuote(text.replaceAll(MASK, "invalid"))}`;
  return `-H ${withVariable(text, variableFor(exchange, value, options))}`;
}

/** The body as a format for printf, every special octet escaped. */
function printfQuote(body: string): string {
  const escaped = Array.from(body, (c) => {
    if (INVISIBLE.test(c)) return [...new TextEncoder().encode(c)].map((b) => `\\${b.toString(8).padStart(3, "0")}`).join("");
    return c === "\\" ? "\\\\" : c === "%" ? "%%" : c;
  });
  return shellQuote(escaped.join(""));
}

/**
 * A command for a POSIX shell, one argument a line, that is safe to paste whatever the exchange holds. Credentials of
 * the other tenant and of the weak client are `$..._OTHER_TENANT` and `$..._LOW_PRIVILEGE`. Secrets masked in the URL
 * or the body stay masked.
 */
export function curl(exchange: Exchange, options: CurlOptions = {}): string {
  const { method, url, headers, body } = exchange.request;
  // With -X HEAD curl would wait for a body; without -g it would read brackets as patterns.
  const verb = method === "HEAD" ? "--head" : `-i -X ${shellQuote(method)}`;
  const args = [`curl -sS ${/[[\]{}]/.test(url) ? "-g " : ""}${verb} ${shellQuote(url.replace(new RegExp(INVISIBLE, "gu"), ""))}`];
  const sent = new Set(headers.map(([name]) => name.toLowerCase()));
  for (const [name, value] of headers) {
    if (!LEFT_OUT.has(name.toLowerCase())) args.push(headerArgument(exchange, name, value, options));
  }
  // curl adds its own unless told not to.
  if (!sent.has("accept")) args.push("-H 'Accept:'");
  if (body !== null && !sent.has("content-type")) args.push("-H 'Content-Type:'");
  if (body === null) return args.join(" \\\n  ");
  if (!INVISIBLE.test(body)) return [...args, `--data-raw ${shellQuote(body)}`].join(" \\\n  ");
  return `printf ${printfQuote(body)} | ${[...args, "--data-binary @-"].join(" \\\n  ")}`;
}
