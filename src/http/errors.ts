/** Transport failures in words for people. */
import type { TransportError } from "../model/exchange.ts";

const TLS = /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME/;

function codeOf(error: unknown): string {
  for (let e: unknown = error; e instanceof Error; e = e.cause) {
    const code = "code" in e && typeof e.code === "string" ? e.code : "";
    if (code !== "") return code;
  }
  return error instanceof Error ? error.name : "";
}

/** Classifies what undici or node threw. `host` and the time limit make the sentence concrete. */
export function toTransportError(error: unknown, host: string, timeoutMs: number): TransportError {
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : String(error);
  if (code === "ECONNREFUSED") return { kind: "refused", message: `connection refused by ${host}: is the server running?` };
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return { kind: "dns", message: `the host name of ${host} cannot be resolved` };
  if (TLS.test(code)) return { kind: "tls", message: `the certificate of ${host} is not accepted (${code}): set target.tls.caFile` };
  if (code === "UND_ERR_CONNECT_TIMEOUT" || code === "ETIMEDOUT") return { kind: "timeout", message: `no connection to ${host} within ${timeoutMs / 1000} s` };
  if (code === "UND_ERR_HEADERS_TIMEOUT" || code === "UND_ERR_BODY_TIMEOUT") return { kind: "timeout", message: `no complete answer within ${timeoutMs / 1000} s` };
  if (code === "UND_ERR_SOCKET" || code === "ECONNRESET" || code === "EPIPE") return { kind: "closed", message: `${host} closed the connection before it answered completely` };
  if (code.startsWith("HPE_") || code === "UND_ERR_RES_CONTENT_LENGTH_MISMATCH") return { kind: "protocol", message: `the answer is not valid HTTP (${code})` };
  return { kind: "other", message: `${message.split("\n")[0] ?? "unknown error"}${code && code !== "Error" ? ` (${code})` : ""}` };
}
