// A small SCIM 2.0 server on node:http: users and nothing else. No filters, PATCH, bulk or sorting, and it says so.
import { timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import { pathToFileURL } from "node:url";
import { listResponse, notFound, ScimError } from "./messages.js";
import { discovery } from "./schema.js";
import { Users } from "./users.js";

function authenticate(request, token) {
  const [given, wanted] = [Buffer.from(request.headers.authorization ?? ""), Buffer.from(`Bearer ${token}`)];
  if (given.length === wanted.length && timingSafeEqual(given, wanted)) return;
  throw new ScimError(401, "Say who you are, with a bearer token.", undefined, { "WWW-Authenticate": 'Bearer realm="scim"' });
}

/** Why a method is refused: the path is unknown, or offers others. */
function refusal(path, id, { users, documents }) {
  const methods = path === "/Users" ? "GET, HEAD, POST" : id ? "GET, HEAD, PUT, DELETE" : documents.has(path) ? "GET, HEAD" : null;
  return methods === null ? notFound() : new ScimError(id && users.has(id) ? 501 : 405, "This method is not supported here.", undefined, { Allow: methods });
}

/** Finds who answers, and the answer: `{ status, headers, body }`. */
function route(request, path, query, service) {
  const { users, documents } = service;
  const method = request.method === "HEAD" ? "GET" : request.method;
  const [, id] = /^\/Users\/([^/]+)$/.exec(path) ?? [];
  if (path === "/Users" && method === "GET") return users.list(query);
  if (path === "/Users" && method === "POST") return users.create(request, query);
  if (id && method === "GET") return users.read(id, query);
  if (id && method === "PUT") return users.replace(id, request, query);
  if (id && method === "DELETE") return users.delete(id);
  if (path === "/Me") throw new ScimError(501, "A token stands for a client, not for a user.");
  const document = documents.get(path);
  if (!document || method !== "GET") throw refusal(path, id, service);
  // Discovery documents are not filtered (RFC 7644 section 4).
  if (query.has("filter")) throw new ScimError(403, "Discovery documents cannot be filtered.");
  return Array.isArray(document) ? listResponse(document, query) : { status: 200, body: document };
}

/** The request listener of a server with users of its own. `baseUrl` is how clients reach it. */
export function createListener({ baseUrl, token }) {
  const service = { users: new Users(`${baseUrl}/Users`), documents: discovery(baseUrl) };
  const { pathname: root } = new URL(baseUrl);

  const handle = (request) => {
    const { pathname, searchParams } = new URL(request.url, baseUrl);
    const path = pathname.startsWith(`${root}/`) ? decodeURIComponent(pathname.slice(root.length)) : "";
    // How to authenticate may be read by all (RFC 7643 section 5).
    if (path !== "/ServiceProviderConfig" || request.headers.authorization !== undefined) authenticate(request, token);
    return route(request, path, searchParams, service);
  };

  return async (request, response) => {
    let answer;
    try {
      answer = await handle(request);
    } catch (error) {
      ({ answer } = error instanceof ScimError ? error : new ScimError(500, "The server failed."));
    }
    const text = answer.body === undefined ? undefined : JSON.stringify(answer.body);
    response.writeHead(answer.status, { ...(text === undefined ? {} : { "Content-Type": "application/scim+json", "Content-Length": Buffer.byteLength(text) }), ...answer.headers });
    response.end(request.method === "HEAD" ? undefined : text);
  };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const baseUrl = "http://localhost:8080/scim/v2";
  createServer(createListener({ baseUrl, token: process.env.SCIM_TOKEN ?? "secret" })).listen(8080, "127.0.0.1");
}
