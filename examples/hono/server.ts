// The beginning of a SCIM server on hono: users in memory can be created, read and deleted, and nothing else yet.
import { Hono, type Context } from "hono";
import { discovery, USER } from "./discovery.ts";

interface User {
  readonly id: string;
  readonly userName: string;
  readonly displayName?: string;
  readonly externalId?: string;
  readonly created: string;
}

const MESSAGES = "urn:ietf:params:scim:api:messages:2.0:";
const PAGE = 100;

type Status = 200 | 201 | 400 | 401 | 404 | 405 | 409 | 500 | 501;

/** An error as SCIM clients expect it (RFC 7644 section 3.12). */
class ScimError extends Error {
  readonly status: Status;
  readonly scimType: string | undefined;

  constructor(status: Status, detail: string, scimType?: string) {
    super(detail);
    this.status = status;
    this.scimType = scimType;
  }
}

function scim(c: Context, body: object, status: Status = 200): Response {
  return c.body(JSON.stringify(body), status, { "Content-Type": "application/scim+json" });
}

function scimError(c: Context, { status, message, scimType }: ScimError): Response {
  return scim(c, { schemas: [`${MESSAGES}Error`], status: String(status), ...(scimType === undefined ? {} : { scimType }), detail: message }, status);
}

/** A member of a body: names are case-insensitive, and null and [] mean that there is no value (RFC 7643 sections 2.1 and 2.5). */
function text(body: Record<string, unknown>, name: string): string | undefined {
  const value = Object.entries(body).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
  if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) return undefined;
  if (typeof value !== "string") throw new ScimError(400, `${name} must be a string.`, "invalidValue");
  return value;
}

async function userFrom(c: Context): Promise<User> {
  const body: unknown = await c.req.json().catch(() => null);
  if (typeof body !== "object" || body === null || Array.isArray(body)) throw new ScimError(400, "The body is not a JSON object.", "invalidSyntax");
  const members = body as Record<string, unknown>;
  if (!Array.isArray(members["schemas"]) || !members["schemas"].includes(USER)) throw new ScimError(400, `schemas must hold ${USER}.`, "invalidValue");
  const userName = text(members, "userName")?.trim() ?? "";
  if (userName === "") throw new ScimError(400, "userName is required.", "invalidValue");
  const [displayName, externalId] = [text(members, "displayName"), text(members, "externalId")];
  return { id: crypto.randomUUID(), userName, ...(displayName === undefined ? {} : { displayName }), ...(externalId === undefined ? {} : { externalId }), created: new Date().toISOString() };
}

/** A page of a list (RFC 7644 section 3.4.2.4). */
function list(c: Context, all: readonly object[]): Response {
  if (c.req.query("filter") !== undefined) throw new ScimError(400, "This server does not filter yet.", "invalidFilter");
  const number = (name: string, otherwise: number): number => (/^[+-]?\d+$/.test(c.req.query(name) ?? "") ? Number(c.req.query(name)) : otherwise);
  const startIndex = Math.max(1, number("startIndex", 1));
  const page = all.slice(startIndex - 1, startIndex - 1 + Math.min(PAGE, Math.max(0, number("count", PAGE))));
  return scim(c, { schemas: [`${MESSAGES}ListResponse`], totalResults: all.length, startIndex, itemsPerPage: page.length, Resources: page });
}

/** One name, however its letters are composed (RFC 7644 section 5), and without regard to case. */
const key = (name: string): string => name.normalize("NFKC").toLowerCase();

function addUsers(app: Hono, baseUrl: string): void {
  const users = new Map<string, User>();
  const render = ({ created, ...user }: User) => ({ schemas: [USER], ...user, meta: { resourceType: "User", created, lastModified: created, location: `${baseUrl}/Users/${user.id}` } });
  const known = (id: string): User => {
    const user = users.get(id);
    if (!user) throw new ScimError(404, `There is no user ${id}.`);
    return user;
  };
  app.get("/Users", (c) => list(c, [...users.values()].map(render)));
  app.post("/Users", async (c) => {
    const user = await userFrom(c);
    if ([...users.values()].some((u) => key(u.userName) === key(user.userName))) throw new ScimError(409, "This userName is taken.", "uniqueness");
    users.set(user.id, user);
    const body = render(user);
    c.header("Location", body.meta.location);
    return scim(c, body, 201);
  });
  app.get("/Users/:id", (c) => scim(c, render(known(c.req.param("id")))));
  app.delete("/Users/:id", (c) => {
    users.delete(known(c.req.param("id")).id);
    return c.body(null, 204);
  });
  app.on(["PUT", "PATCH"], "/Users/:id", () => {
    throw new ScimError(501, "Users cannot be changed yet.");
  });
}

function addDiscovery(app: Hono, baseUrl: string): void {
  for (const [path, document] of discovery(baseUrl)) {
    // A URN may come percent-encoded.
    const urn = path.startsWith("/Schemas/") ? path.slice("/Schemas/".length) : null;
    app.get(urn === null ? path : "/Schemas/:uri", (c) => {
      if (urn !== null && c.req.param("uri") !== urn) throw new ScimError(404, "There is no such schema.");
      return Array.isArray(document) ? list(c, document) : scim(c, document);
    });
  }
}

/** The app, with users of its own. `baseUrl` is how clients reach it. */
export function createApp(baseUrl: string, token: string): Hono {
  const app = new Hono().basePath(new URL(baseUrl).pathname);
  app.onError((error, c) => scimError(c, error instanceof ScimError ? error : new ScimError(500, "The server failed.")));
  app.notFound((c) => scimError(c, new ScimError(404, "There is nothing here.")));
  app.use(async (c, next) => {
    // How to authenticate may be read by all (RFC 7643 section 5).
    const isPublic = c.req.path.endsWith("/ServiceProviderConfig") && c.req.header("Authorization") === undefined;
    if (isPublic || c.req.header("Authorization") === `Bearer ${token}`) return next();
    c.header("WWW-Authenticate", 'Bearer realm="scim"');
    return scimError(c, new ScimError(401, "Say who you are, with a bearer token."));
  });
  addDiscovery(app, baseUrl);
  addUsers(app, baseUrl);
  return app;
}
