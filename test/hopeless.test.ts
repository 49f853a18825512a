import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { renderHtml } from "../reports/html/report.ts";
import { assess } from "../src/assess.ts";
import { exitCodeOf } from "../src/cli/exit.ts";
import { defaultConfig } from "../src/config/finish.ts";
import type { Run } from "../src/model/run.ts";
import { loadSuites } from "../src/suites.ts";

async function assessServer(listener: RequestListener): Promise<Run> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const base = defaultConfig(`http://127.0.0.1:${(server.address() as AddressInfo).port}/scim`, { type: "bearer", token: "token" });
  try {
    return await assess({ config: { ...base, http: { ...base.http, timeoutMs: 300, maxBodyBytes: 20_000 } }, suites: await loadSuites(), seed: 1, embedded: false, journalFile: null, signal: new AbortController().signal });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const json = (status: number, body: string): RequestListener => (_, r) => r.writeHead(status, { "Content-Type": "application/scim+json" }).end(body);
const cases: readonly (readonly [string, RequestListener])[] = [
  ["HTML", (_, r) => r.writeHead(200, { "Content-Type": "text/html" }).end("<html>Sign in</html>")],
  ["an empty body", (_, r) => r.end()],
  ["invalid JSON", json(200, "{")],
  ["{} to everything", json(200, "{}")],
  ["401 to everything", json(401, '{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"401"}')],
  ["500 to everything", json(500, '{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"500"}')],
  ["a closed socket", (q) => q.socket.destroy()],
  ["silence", () => {}],
  ["a slow drip", (_, r) => void setInterval(() => r.write("x"), 20).unref()],
  ["a body without end", (_, r) => { const more = (): void => { while (r.write("x".repeat(65_536))); r.once("drain", more); }; more(); }],
  ["a redirect loop", (q, r) => r.writeHead(302, { Location: q.url ?? "/" }).end()],
];

describe("a hopeless target ends in one clear sentence", () => {
  test.each(cases)("%s", async (_, listener) => {
    const run = await assessServer(listener);
    expect(exitCodeOf(run, false, true)).toBe(3);
    expect(run.preflightFailure).toMatch(/^(The target|No answer) .*[.?]$/);
    expect(run.preflightFailure).not.toMatch(/\n| at /);
    expect(run.checks.every((c) => c.outcome === "blocked" && c.blockedBy.includes("preflight"))).toBe(true);
    expect(renderHtml(run)).toContain("Not assessed");
  });
});
