// A small SCIM 2.0 server on node:http: users in memory, created, read, replaced and deleted. No filters, PATCH, bulk, sorting.
import { randomUUID, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import { pathToFileURL } from "node:url";
import { conform, discovery, USER } from "./schema.js";

const MESSAGES = "urn:ietf:params:scim:api:messages:2.0:";
const MAX_BODY = 1_000_000;
const PAGE = 100;

/** An answer that is an error (RFC 7644 section 3.12). */
class ScimError extends Error {
  constructor(status, detail, scimType, headers = {}) {
    super(detail);
    this.status = status;
    this.scimType = scimType;
    this.headers = headers;
  }
}

const notFound = () => new ScimError(404, "There is nothing here.");

async function readBody(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MAX_BODY) throw new ScimError(413, "The body is too large.", undefined, { Connection: "close" });
    chunks.push(chunk);
  }
  const type = (request.headers["content-type"] ?? "").split(";")[0].trim().toLowerCase();
  if (type !== "application/scim+json" && type !== "application/json") throw new ScimError(415, "Send application/scim+json.");
  try {
    const body = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks)));
    if (typeof body === "object" && body !== null && !Array.isArray(body)) return body;
  } catch {
    // said below
  }
  throw new ScimError(400, "The body is not a JSON object.", "invalidSyntax");
}

/** The facts of a user out of a body (RFC 7644 section 3.3): id, meta and what the schema does not know are ignored. */
function userFrom(body) {
  if (!Array.isArray(body.schemas) || !body.schemas.includes(USER)) throw new ScimError(400, `schemas must hold ${USER}.`, "invalidValue");
  let user;
  try {
    user = conform(body);
  } catch (error) {
    throw new ScimError(400, error.message, "invalidValue");
  }
  if (typeof body.externalId === "string") user.externalId = body.externalId;
  if ((user.userName ?? "").trim() === "") throw new ScimError(400, "userName is required.", "invalidValue");
  return user;
}

/** The attributes that a request asks for (RFC 7644 section 3.9). */
function project(resource, query) {
  const list = (name) => (query.get(name) ?? "").toLowerCase().split(",").map((n) => n.trim().replace(`${USER.toLowerCase()}:`, "")).filter(Boolean);
  const [wanted, unwanted] = [list("attributes"), list("excludedAttributes")];
  const always = new Set(["id", "schemas"]);
  const keep = (name) => always.has(name) || (wanted.length > 0 ? wanted.some((w) => w === name.toLowerCase() || w.startsWith(`${name.toLowerCase()}.`)) : !unwanted.includes(name.toLowerCase()));
  const within = (name, value) => {
    const parts = (names) => names.filter((n) => n.startsWith(`${name.toLowerCase()}.`)).map((n) => n.slice(name.length + 1));
    const [only, without] = [wanted.includes(name.toLowerCase()) ? [] : parts(wanted), parts(unwanted)];
    if (typeof value !== "object" || Array.isArray(value) || (only.length === 0 && without.length === 0)) return value;
    return Object.fromEntries(Object.entries(value).filter(([part]) => (only.length > 0 ? only.includes(part.toLowerCase()) : !without.includes(part.toLowerCase()))));
  };
  return Object.fromEntries(Object.entries(resource).filter(([name]) => keep(name)).map(([name, value]) => [name, within(name, value)]));
}

/** The request listener of a server with these users, reachable under the base URL. */
export function createListener({ baseUrl, token }) {
  const users = new Map();
  const documents = discovery(baseUrl);
  const { pathname: root } = new URL(baseUrl);

  const render = (user) => ({ schemas: [USER], ...user, meta: { ...user.meta, location: `${baseUrl}/Users/${user.id}` } });
  const known = (id) => users.get(id) ?? fail(notFound());
  const fail = (error) => {
    throw error;
  };
  const checkUnique = ({ userName }, id) => {
    // One name, however its letters are composed (RFC 7644 section 5), and without regard to case.
    const key = (name) => name.normalize("NFKC").toLowerCase();
    const taken = [...users.values()].some((u) => u.id !== id && key(u.userName) === key(userName));
    if (taken) throw new ScimError(409, "This userName is taken.", "uniqueness");
  };

  const list = (resources, query, wanted = query) => {
    if (query.has("filter")) throw new ScimError(400, "This server does not filter.", "invalidFilter");
    const number = (name, otherwise) => (/^[+-]?\d+$/.test(query.get(name) ?? "") ? Number(query.get(name)) : otherwise);
    const startIndex = Math.max(1, number("startIndex", 1));
    const count = Math.min(PAGE, Math.max(0, number("count", PAGE)));
    const page = resources.slice(startIndex - 1, startIndex - 1 + count).map((r) => (wanted ? project(r, wanted) : r));
    return { status: 200, body: { schemas: [`${MESSAGES}ListResponse`], totalResults: resources.length, startIndex, itemsPerPage: page.length, Resources: page } };
  };

  const routes = {
    GET(path, id, query) {
      if (documents.has(path)) {
        const document = documents.get(path);
        // Discovery documents are not filtered (RFC 7644 section 4).
        if (query.has("filter")) throw new ScimError(403, "Discovery documents cannot be filtered.");
        return Array.isArray(document) ? list(document, query, null) : { status: 200, body: document };
      }
      if (path === "/Users") return list([...users.values()].map(render), query);
      if (path === "/Me") throw new ScimError(501, "A token stands for a client, not for a user.");
      return id ? { status: 200, body: project(render(known(id)), query) } : fail(notFound());
    },
    async POST(path, id, query, request) {
      if (path !== "/Users") throw allowed(path, id);
      const facts = userFrom(await readBody(request));
      checkUnique(facts);
      const now = new Date().toISOString();
      const user = { id: randomUUID(), ...facts, meta: { resourceType: "User", created: now, lastModified: now } };
      users.set(user.id, user);
      const body = render(user);
      return { status: 201, body: project(body, query), headers: { Location: body.meta.location } };
    },
    async PUT(path, id, query, request) {
      if (!id) throw allowed(path, id);
      const facts = userFrom(await readBody(request));
      const before = known(id);
      checkUnique(facts, id);
      const user = { id, ...facts, meta: { ...before.meta, lastModified: new Date().toISOString() } };
      users.set(id, user);
      return { status: 200, body: project(render(user), query) };
    },
    DELETE(path, id) {
      if (!id) throw allowed(path, id);
      users.delete(known(id).id);
      return { status: 204 };
    },
  };

  /** Why a method is refused: the path is unknown, or offers others. */
  function allowed(path, id) {
    const methods = path === "/Users" ? "GET, HEAD, POST" : id ? "GET, HEAD, PUT, DELETE" : documents.has(path) ? "GET, HEAD" : null;
    return methods === null ? notFound() : new ScimError(id && users.has(id) ? 501 : 405, "This method is not supported here.", undefined, { Allow: methods });
  }

  function authenticate(request) {
    const given = Buffer.from(request.headers.authorization ?? "");
    const wanted = Buffer.from(`Bearer ${token}`);
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) throw new ScimError(401, "Say who you are, with a bearer token.", undefined, { "WWW-Authenticate": 'Bearer realm="scim"' });
  }

  async function handle(request) {
    const url = new URL(request.url, baseUrl);
    const path = url.pathname.startsWith(`${root}/`) ? decodeURIComponent(url.pathname.slice(root.length)) : "";
    // How to authenticate may be read by all (RFC 7643 section 5).
    if (path !== "/ServiceProviderConfig" || request.headers.authorization !== undefined) authenticate(request);
    const [, id] = /^\/Users\/([^/]+)$/.exec(path) ?? [];
    const route = routes[request.method === "HEAD" ? "GET" : request.method];
    if (!route) throw allowed(path, id);
    return route(path, id, url.searchParams, request);
  }

  return async (request, response) => {
    let answer;
    try {
      answer = await handle(request);
    } catch (error) {
      const { status, message, scimType, headers } = error instanceof ScimError ? error : new ScimError(500, "The server failed.");
      answer = { status, headers, body: { schemas: [`${MESSAGES}Error`], status: String(status), ...(scimType ? { scimType } : {}), detail: message } };
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
