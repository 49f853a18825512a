import { conformance } from "scimspec/vitest";
import { afterAll } from "vitest";
import { startScimmy } from "./server.ts";

let close: (() => Promise<void>) | undefined;

conformance({
  // The function is called when the first test begins.
  target: async () => {
    const server = await startScimmy();
    close = server.close;
    return { name: "express with scimmy", baseUrl: server.baseUrl, auth: { type: "bearer", token: server.token } };
  },
  // Areas are added one by one; what the library gets wrong in them is known, and stands in the baseline with its reason.
  select: { suites: ["create", "read", "replace", "delete", "sort", "pagination"] },
  baseline: "./scimspec-baseline.yaml",
  // UPDATE_BASELINE=1 npx vitest run
  updateBaseline: process.env["UPDATE_BASELINE"] === "1",
});

afterAll(() => close?.());
