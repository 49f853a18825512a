import { conformance } from "scimspec/vitest";
import { createApp } from "./server.ts";

const baseUrl = "https://app.test/scim/v2";

// No port: requests are handed to the app's own fetch function.
conformance({
  target: () => ({ name: "hono example", baseUrl, auth: { type: "bearer", token: "secret" }, handler: createApp(baseUrl, "secret") }),
  // What the server can do so far; take the list away when it can do more.
  select: { suites: ["auth", "create", "read", "delete", "discovery", "schema", "resource-type", "pagination", "user"] },
  // Nothing in ServiceProviderConfig can say these (RFC 7643 section 5).
  capabilities: {
    put: { supported: false, reason: "users cannot be changed yet" },
    projection: { supported: false, reason: "attributes= comes with the database" },
  },
});
