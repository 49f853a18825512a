/** A WHATWG fetch function as a listener of node:http. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import type { Listener } from "./in-process.ts";

/** Answers a Request with a Response (hono, itty-router, the handlers of edge platforms). */
export type FetchFunction = (request: Request) => Response | Promise<Response>;

/** Methods that the constructor of Request refuses (WHATWG fetch, section 2.2.1). */
const FORBIDDEN = new Set(["CONNECT", "TRACE", "TRACK"]);

async function bodyOf(message: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function fieldsOf({ rawHeaders }: IncomingMessage): Headers {
  const headers = new Headers();
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) headers.append(rawHeaders[i] ?? "", rawHeaders[i + 1] ?? "");
  return headers;
}

async function toRequest(message: IncomingMessage, origin: string, signal: AbortSignal): Promise<Request> {
  const method = message.method ?? "GET";
  const body = await bodyOf(message);
  // A Request cannot hold the body of a GET or HEAD; it has no meaning there (RFC 9110 section 9.3.1).
  const carries = body.length > 0 && method !== "GET" && method !== "HEAD";
  return new Request(`${origin}${message.url ?? "/"}`, { method, headers: fieldsOf(message), signal, ...(carries ? { body } : {}) });
}

async function send(answer: Response, response: ServerResponse): Promise<void> {
  if (typeof (answer as Partial<Response> | undefined)?.status !== "number") throw new TypeError("the fetch function returned no Response");
  const fields = [...answer.headers].flat();
  if (answer.statusText === "") response.writeHead(answer.status, fields);
  else response.writeHead(answer.status, answer.statusText, fields);
  if (answer.body === null) response.end();
  else await pipeline(answer.body, response);
}

/** The listener that a fetch function makes for a base URL. Its Request is aborted when the client gives up. */
export function fetchListener(fetch: FetchFunction, baseUrl: string): Listener {
  const { origin } = new URL(baseUrl);
  return async (message, response) => {
    if (FORBIDDEN.has(message.method ?? "")) return response.writeHead(501).end();
    const controller = new AbortController();
    response.once("close", () => controller.abort());
    const answer = await fetch(await toRequest(message, origin, controller.signal));
    await send(answer, response);
    return response;
  };
}
