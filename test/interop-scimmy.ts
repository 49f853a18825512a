/** Starts a real third-party server: scimmy behind express, with users and groups in memory. */
import { randomUUID } from "node:crypto";
import type { AddressInfo } from "node:net";
import express from "express";
import SCIMMY from "scimmy";
import SCIMMYRouters from "scimmy-routers";

type Stored = Record<string, unknown> & { id: string; meta: { created: Date; lastModified: Date } };

/** In-memory handlers for one resource type, as scimmy's documentation describes them. */
function memory(unique: string | null) {
  const store = new Map<string, Stored>();
  const missing = (id: string) => new SCIMMY.Types.Error(404, "", `Resource ${id} not found`);
  return {
    ingress: (resource: { id?: string }, data: Record<string, unknown>) => {
      const clash = unique !== null && [...store.values()].some((r) => r.id !== resource.id && String(r[unique]).toLowerCase() === String(data[unique]).toLowerCase());
      if (clash) throw new SCIMMY.Types.Error(409, "uniqueness", `${unique} is taken`);
      const previous = resource.id === undefined ? undefined : store.get(resource.id);
      if (resource.id !== undefined && !previous) throw missing(resource.id);
      const now = new Date();
      const id = previous?.id ?? randomUUID();
      const stored = { ...data, id, meta: { created: previous?.meta.created ?? now, lastModified: now } } as Stored;
      store.set(id, stored);
      return stored;
    },
    egress: (resource: { id?: string; filter?: { match(list: readonly Stored[]): Stored[] } }) => {
      // The routers leave filtering to the handler; its own filter does it.
      if (resource.id === undefined) return resource.filter ? resource.filter.match([...store.values()]) : [...store.values()];
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
  const users = memory("userName");
  const groups = memory(null);
  SCIMMY.Resources.declare(SCIMMY.Resources.User).extend(SCIMMY.Schemas.EnterpriseUser).ingress(users.ingress as never).egress(users.egress as never).degress(users.degress as never);
  SCIMMY.Resources.declare(SCIMMY.Resources.Group).ingress(groups.ingress as never).egress(groups.egress as never).degress(groups.degress as never);
  const token = "scimmy-test-token";
  const app = express();
  app.use(
    "/scim",
    new SCIMMYRouters({
      type: "bearer",
      docUri: "https://example.com/help",
      handler: (request: { header(name: string): string | undefined }) => {
        if (request.header("Authorization") !== `Bearer ${token}`) throw new Error("credential missing or wrong");
        return "test";
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
