// What every endpoint needs: errors, bodies, lists, and the attributes that a request asks for.
import { USER } from "./schema.js";

const MESSAGES = "urn:ietf:params:scim:api:messages:2.0:";
const MAX_BODY = 1_000_000;
const PAGE = 100;

/** An answer that is an error (RFC 7644 section 3.12). */
export class ScimError extends Error {
  constructor(status, detail, scimType, headers = {}) {
    super(detail);
    Object.assign(this, { status, scimType, headers });
  }

  get answer() {
    const { status, scimType, headers, message } = this;
    return { status, headers, body: { schemas: [`${MESSAGES}Error`], status: String(status), ...(scimType ? { scimType } : {}), detail: message } };
  }
}

export const notFound = () => new ScimError(404, "There is nothing here.");

/** The body of a request. Rejects with a ScimError for what is no JSON object, too large, or of another media type. */
export async function readBody(request) {
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

/** A page of a list (RFC 7644 section 3.4.2.4); `show` renders what is on it. */
export function listResponse(all, query, show = (resource) => resource) {
  if (query.has("filter")) throw new ScimError(400, "This server does not filter.", "invalidFilter");
  const number = (name, otherwise) => (/^[+-]?\d+$/.test(query.get(name) ?? "") ? Number(query.get(name)) : otherwise);
  const startIndex = Math.max(1, number("startIndex", 1));
  const count = Math.min(PAGE, Math.max(0, number("count", PAGE)));
  const page = all.slice(startIndex - 1, startIndex - 1 + count).map(show);
  return { status: 200, body: { schemas: [`${MESSAGES}ListResponse`], totalResults: all.length, startIndex, itemsPerPage: page.length, Resources: page } };
}

/** What of a complex value is wanted: the sub-attributes named, or all but those named. */
function projectParts(name, value, wanted, unwanted) {
  const parts = (names) => names.filter((n) => n.startsWith(`${name}.`)).map((n) => n.slice(name.length + 1));
  const [only, without] = [wanted.includes(name) ? [] : parts(wanted), parts(unwanted)];
  if (typeof value !== "object" || Array.isArray(value) || (only.length === 0 && without.length === 0)) return value;
  return Object.fromEntries(Object.entries(value).filter(([part]) => (only.length > 0 ? only.includes(part.toLowerCase()) : !without.includes(part.toLowerCase()))));
}

/** The attributes that a request asks for (RFC 7644 section 3.9); id and schemas are always returned. */
export function project(resource, query) {
  const list = (parameter) => (query.get(parameter) ?? "").toLowerCase().split(",").map((n) => n.trim().replace(`${USER.toLowerCase()}:`, "")).filter(Boolean);
  const [wanted, unwanted] = [list("attributes"), list("excludedAttributes")];
  const keep = (name) => name === "id" || name === "schemas" || (wanted.length > 0 ? wanted.some((w) => w === name || w.startsWith(`${name}.`)) : !unwanted.includes(name));
  const kept = Object.entries(resource).filter(([name]) => keep(name.toLowerCase()));
  return Object.fromEntries(kept.map(([name, value]) => [name, projectParts(name.toLowerCase(), value, wanted, unwanted)]));
}
