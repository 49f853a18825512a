/** Turns what the HTTP client received into the view that checks and invariants work with. */
import type { ScimResponse } from "../model/client.ts";
import type { HttpResult } from "../http/types.ts";
import type { HeaderList } from "../model/exchange.ts";
import { isObject, type Json, type JsonObject } from "../model/json.ts";

function parse(text: string | null): Json | undefined {
  if (text === null || text === "") return undefined;
  try {
    return JSON.parse(text.startsWith("\uFEFF") ? text.slice(1) : text) as Json;
  } catch {
    return undefined;
  }
}

/** Field value by name, repeats joined with ", " (RFC 9110 section 5.3). */
export function headerOf(headers: HeaderList, name: string): string | null {
  const lower = name.toLowerCase();
  const values = headers.filter(([n]) => n.toLowerCase() === lower).map(([, v]) => v);
  return values.length === 0 ? null : values.join(", ");
}

/** The response view. An exchange without a response has status 0 (the client rejects such before checks see them). */
export function toResponse(received: HttpResult): ScimResponse {
  const { exchange, headers, body } = received;
  const json = parse(body);
  const object = isObject(json) ? json : undefined;
  const contentType = headerOf(headers, "content-type");
  const list = object?.["Resources"];
  return {
    exchange: exchange.id,
    method: exchange.request.method,
    url: exchange.request.url,
    status: exchange.response?.status ?? 0,
    ok: exchange.response !== null && exchange.response.status >= 200 && exchange.response.status < 300,
    headers,
    header: (name) => headerOf(headers, name),
    text: body,
    json,
    object,
    mediaType: contentType === null ? null : (contentType.split(";")[0] ?? "").trim().toLowerCase(),
    resources: Array.isArray(list) ? (list as Json[]).filter((r): r is JsonObject => isObject(r)) : [],
    redirects: received.hops.flatMap((hop) => hop.response?.status ?? []),
    durationMs: exchange.durationMs,
  };
}
