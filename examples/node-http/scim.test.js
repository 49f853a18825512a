import { conformance } from "scimspec/vitest";
import { createListener } from "./server.js";

const baseUrl = "https://app.test/scim/v2";

// No port and no network: the listener is called as node:http would call it.
conformance({
  target: () => ({ name: "node-http example", baseUrl, auth: { type: "bearer", token: "secret" }, handler: createListener({ baseUrl, token: "secret" }) }),
  properties: { runs: 20 },
});
