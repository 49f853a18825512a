/** Transport failures in words for people. */
import type { TransportError } from "../model/exchange.ts";
import { InProcessError } from "./in-process.ts";

export interface FailureContext {
  /** Host and port, as in the URL. */
  readonly host: string;
  readonly timeoutMs: number;
  /** True once the status line had arrived. */
  readonly answered: boolean;
}

type Kind = TransportError["kind"];
type Sentence = (context: FailureContext, code: string) => string;

const closed: Sentence = ({ host, answered }) =>
  answered ? `${host} closed the connection before its answer was complete` : `${host} closed the connection before answering`;
const invalid: Sentence = ({ host }, code) => `the answer of ${host} is not valid HTTP (${code})`;
const unresolved: Sentence = ({ host }) => `the host name of ${host} cannot be resolved: check target.baseUrl`;
const unreachable: Sentence = ({ host }, code) => `the network offers no way to ${host} (${code})`;
const noConnection: Sentence = ({ host, timeoutMs }) => `no connection to ${host} within ${timeoutMs / 1000} s`;
const notTls: Sentence = ({ host }, code) => `${host} does not speak TLS as expected (${code}): is https right in target.baseUrl?`;

const BY_CODE: Readonly<Record<string, readonly [Kind, Sentence]>> = {
  ECONNREFUSED: ["refused", ({ host }) => `connection refused by ${host}: is the server running?`],
  ENOTFOUND: ["dns", unresolved],
  EAI_AGAIN: ["dns", unresolved],
  ETIMEDOUT: ["timeout", noConnection],
  UND_ERR_CONNECT_TIMEOUT: ["timeout", noConnection],
  EHOSTUNREACH: ["other", unreachable],
  ENETUNREACH: ["other", unreachable],
  UND_ERR_SOCKET: ["closed", closed],
  UND_ERR_CLOSED: ["closed", closed],
  UND_ERR_DESTROYED: ["closed", closed],
  ECONNRESET: ["closed", closed],
  ECONNABORTED: ["closed", closed],
  EPIPE: ["closed", closed],
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: ["protocol", ({ host }) => `the body from ${host} does not have the length that Content-Length gives`],
  UND_ERR_HEADERS_OVERFLOW: ["protocol", ({ host }) => `the header fields from ${host} are longer than 16 KB`],
  CERT_HAS_EXPIRED: ["tls", ({ host }) => `the certificate of ${host} has expired`],
  ERR_TLS_CERT_ALTNAME_INVALID: ["tls", ({ host }) => `the certificate of ${host} is for another host name`],
  EPROTO: ["tls", notTls],
};

const UNTRUSTED = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/;

/** The code of the error, of its cause, or of the first of several (node tries each address of a name). */
function codeOf(error: unknown): string {
  for (let e: unknown = error; e instanceof Error; e = e instanceof AggregateError ? e.errors[0] : e.cause) {
    if ("code" in e && typeof e.code === "string" && e.code !== "") return e.code;
  }
  return "";
}

/** Classifies what undici or node threw; the context makes the sentence concrete. The text is not masked yet. */
export function toTransportError(error: unknown, context: FailureContext): TransportError {
  if (error instanceof InProcessError) return { kind: error.kind, message: error.message };
  const code = codeOf(error);
  const first = (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
  // undici's words for an answer to no request, a 100 Continue or a 101 that nobody asked for.
  if (code === "UND_ERR_SOCKET" && first.startsWith("bad ")) return { kind: "protocol", message: invalid(context, first) };
  const known = BY_CODE[code];
  if (known) return { kind: known[0], message: known[1](context, code) };
  // The parser's errors do not all have a code.
  if (error instanceof Error && error.name === "HTTPParserError") return { kind: "protocol", message: invalid(context, first || code) };
  if (code.startsWith("ERR_OSSL_PEM")) return { kind: "tls", message: `target.tls.caFile does not hold a PEM certificate (${code})` };
  if (code.startsWith("ERR_SSL_") || code.startsWith("ERR_OSSL_")) return { kind: "tls", message: notTls(context, code) };
  if (UNTRUSTED.test(code)) return { kind: "tls", message: `the certificate of ${context.host} is not trusted (${code}): set target.tls.caFile` };
  return { kind: "other", message: `the request could not be made: ${first || "unknown reason"}` };
}
