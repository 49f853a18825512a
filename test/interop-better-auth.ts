/** Starts a second real third-party server: the SCIM plugin of Better Auth, with its database in memory. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { scim } from "@better-auth/scim";
import { betterAuth, type BetterAuthPlugin } from "better-auth";
import { memoryAdapter } from "better-auth/adapters/memory";
import { getAuthTables } from "better-auth/db";
import { toNodeHandler } from "better-auth/node";

const TOKEN = "better-auth-test-token-0123456789-0123456789";

/** Both provisioning connections (two tenants) of one service. */
function optionsFor(baseURL: string) {
  return {
    baseURL,
    secret: "better-auth-test-secret-0123456789-0123456789",
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    logger: { disabled: true },
    plugins: [
      // Its types and those of better-auth disagree about optional members; at run time they fit.
      scim({
        connections: [
          { id: "first", credentials: [{ type: "bearer", id: "first-credential", token: TOKEN }] },
          { id: "second", credentials: [{ type: "bearer", id: "second-credential", token: `${TOKEN}-other` }] },
        ],
      }) as unknown as BetterAuthPlugin,
    ],
  };
}

/** The server on a free port. */
export async function startBetterAuth(): Promise<{ baseUrl: string; token: string; otherToken: string; close: () => Promise<void> }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const options = optionsFor(origin);
  const database = Object.fromEntries(Object.values(getAuthTables(options)).map((table) => [table.modelName, []]));
  const handle = toNodeHandler(betterAuth({ ...options, database: memoryAdapter(database) }));
  server.on("request", (request, response) => void handle(request, response));
  return {
    baseUrl: `${origin}/api/auth/scim/v2`,
    token: TOKEN,
    otherToken: `${TOKEN}-other`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
