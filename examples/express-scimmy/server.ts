/** Starts a real third-party server: scimmy behind express, with users and groups in memory. */
import { randomUUID } from "node:crypto";
import type { AddressInfo } from "node:net";
import express from "express";
import SCIMMY from "scimmy";
import SCIMMYRouters from "scimmy-routers";

type Stored = Record<string, unknown> & { id: string; meta: { created: Date; lastModified: Date } };

/** All that clients may write. */
const facts = ({ id: _id, meta: _meta, ...rest }: Record<string, unknown>): string => JSON.stringify(rest);

type Shown = { readonly id: string };
type Filter = { match(list: readonly Shown[]): readonly Shown[] };

/**
 * In-memory handlers for one resource type, as scimmy's documentation describes them. Scimmy leaves filtering to the handler and offers its own
 * filter for it; `shown` gives what scimmy shows of a resource, meta.location and meta.resourceType included, so that filters see what clients see.
 */
function memory(unique: string | null, shown: (resource: Stored) => Shown) {
  const store = new Map<string, Stored>();
  const views = new WeakMap<Stored, Shown>();
  const view = (resource: Stored): Shown => {
    const known = views.get(resource) ?? shown(resource);
    views.set(resource, known);
    return known;
  };
  const missing = (id: string) => new SCIMMY.Types.Error(404, "", `Resource ${id} not found`);
  return {
    ingress: (resource: { id?: string }, instance: Record<string, unknown>) => {
      const data = JSON.parse(JSON.stringify(instance)) as Record<string, unknown>; // what a database would keep
      const clash = unique !== null && [...store.values()].some((r) => r.id !== resource.id && String(r[unique]).toLowerCase() === String(data[unique]).toLowerCase());
      if (clash) throw new SCIMMY.Types.Error(409, "uniqueness", `${unique} is taken`);
      const previous = resource.id === undefined ? undefined : store.get(resource.id);
      if (resource.id !== undefined && !previous) throw missing(resource.id);
      const now = new Date();
      const id = previous?.id ?? randomUUID();
      // Nothing new: lastModified stays (RFC 7644 section 3.5.2.1).
      if (previous && facts(data) === facts(previous)) return previous;
      const stored = { ...data, id, meta: { created: previous?.meta.created ?? now, lastModified: now } } as Stored;
      store.set(id, stored);
      return stored;
    },
    egress: (resource: { id?: string; filter?: Filter }) => {
      if (resource.id === undefined) {
        const all = [...store.values()];
        if (!resource.filter) return all;
        const found = new Set(resource.filter.match(all.map(view)).map((r) => r.id));
        return all.filter((r) => found.has(r.id));
      }
      const found = store.get(resource.id);
      if (!found) throw missing(resource.id);
      return found;
    },
    degress: (resource: { id?: string }) => {
      if (resource.id === undefined || !store.delete(resource.id)) throw missing(String(resource.id));
    },
  };
}

/** The server on a free port. */
export async function startScimmy(): Promise<{ baseUrl: string; token: string; close: () => Promise<void> }> {
  const { User, Group } = SCIMMY.Resources;
  const json = (rendered: unknown): Shown => JSON.parse(JSON.stringify(rendered)) as Shown;
  const users = memory("userName", (r) => json(new SCIMMY.Schemas.User(r as never, "out", User.basepath() as never)));
  const groups = memory(null, (r) => json(new SCIMMY.Schemas.Group(r as never, "out", Group.basepath() as never)));
  SCIMMY.Resources.declare(User).extend(SCIMMY.Schemas.EnterpriseUser).ingress(users.ingress as never).egress(users.egress as never).degress(users.degress as never);
  SCIMMY.Resources.declare(Group).ingress(groups.ingress as never).egress(groups.egress as never).degress(groups.degress as never);
  const token = "scimmy-test-token";
  const app = express();
  // The routers turn count and startIndex into numbers inside request.query. Express 5 parses the query anew at every look, so that this is lost;
  // they are developed and tested with Express 4, whose request.query stays.
  app.use((request, _response, next) => {
    Object.defineProperty(request, "query", { value: request.query, writable: true });
    next();
  });
  app.use(
    "/scim",
    new SCIMMYRouters({
      type: "bearer",
      docUri: "https://example.com/help",
      handler: (request: { header(name: string): string | undefined }) => {
        if (request.header("Authorization") !== `Bearer ${token}`) throw new Error("credential missing or wrong");
        return undefined; // the token stands for a client, not for a user
      },
    } as never) as never,
  );
  return new Promise((resolve) => {
    const server = app.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      resolve({
        baseUrl: `http://127.0.0.1:${port}/scim`,
        token,
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            server.closeAllConnections();
          }),
      });
    });
  });
}
