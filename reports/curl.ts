/** A curl command that repeats an exchange; credentials stay variables. */
import type { Exchange } from "../src/model/exchange.ts";

/** Quotes for a POSIX shell: nothing inside single quotes is interpreted. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

const LEFT_OUT = new Set(["user-agent", "accept-encoding", "content-length", "host", "connection"]);

/** One command, one argument a line. The credential is `$SCIM_TOKEN` (bearer) or `$SCIM_CREDENTIAL` (other kinds). */
export function curl(exchange: Exchange): string {
  const { method, url, headers, body } = exchange.request;
  const args = [`curl -sS -i -X ${shellQuote(method)} ${shellQuote(url)}`];
  for (const [name, value] of headers) {
    if (LEFT_OUT.has(name.toLowerCase())) continue;
    const masked = value.replace(/^(?:(Bearer|Basic|Digest) )?\*\*\*$/i, (_, scheme: string | undefined) => (scheme ? `${scheme} \u0000` : "\u0000"));
    if (!masked.includes("\u0000")) args.push(`-H ${shellQuote(`${name}: ${value}`)}`);
    else args.push(`-H "${name}: ${masked.replace("\u0000", /^Bearer/i.test(masked) ? "$SCIM_TOKEN" : "$SCIM_CREDENTIAL")}"`);
  }
  if (body !== null) args.push(`--data-raw ${shellQuote(body)}`);
  return args.join(" \\\n  ");
}
