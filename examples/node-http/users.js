// The users: in memory, created, read, replaced and deleted.
import { randomUUID } from "node:crypto";
import { listResponse, notFound, project, readBody, ScimError } from "./messages.js";
import { conform, USER } from "./schema.js";

/** One name, however its letters are composed (RFC 7644 section 5), and without regard to case. */
const key = (userName) => userName.normalize("NFKC").toLowerCase();

/** The facts of a user out of a body (RFC 7644 section 3.3): id, meta and what the schema does not know are ignored. */
function factsFrom(body) {
  if (!Array.isArray(body.schemas) || !body.schemas.includes(USER)) throw new ScimError(400, `schemas must hold ${USER}.`, "invalidValue");
  let facts;
  try {
    facts = conform(body);
  } catch (error) {
    throw new ScimError(400, error.message, "invalidValue");
  }
  if (typeof body.externalId === "string") facts.externalId = body.externalId;
  if ((facts.userName ?? "").trim() === "") throw new ScimError(400, "userName is required.", "invalidValue");
  return facts;
}

export class Users {
  #users = new Map();
  #url;

  /** `url`: where the users are found. */
  constructor(url) {
    this.#url = url;
  }

  #known(id) {
    const user = this.#users.get(id);
    if (!user) throw notFound();
    return user;
  }

  #put(id, facts, created, now) {
    if ([...this.#users.values()].some((u) => u.id !== id && key(u.userName) === key(facts.userName))) throw new ScimError(409, "This userName is taken.", "uniqueness");
    const user = { schemas: [USER], id, ...facts, meta: { resourceType: "User", created, lastModified: now, location: `${this.#url}/${id}` } };
    this.#users.set(id, user);
    return user;
  }

  has(id) {
    return this.#users.has(id);
  }

  list(query) {
    return listResponse([...this.#users.values()], query, (user) => project(user, query));
  }

  read(id, query) {
    return { status: 200, body: project(this.#known(id), query) };
  }

  async create(request, query) {
    const now = new Date().toISOString();
    const user = this.#put(randomUUID(), factsFrom(await readBody(request)), now, now);
    return { status: 201, body: project(user, query), headers: { Location: user.meta.location } };
  }

  async replace(id, request, query) {
    const facts = factsFrom(await readBody(request));
    return { status: 200, body: project(this.#put(id, facts, this.#known(id).meta.created, new Date().toISOString()), query) };
  }

  delete(id) {
    this.#known(id);
    this.#users.delete(id);
    return { status: 204 };
  }
}
