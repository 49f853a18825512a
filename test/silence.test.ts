/** A server that does not answer some strange requests: a finding of robustness, while a dead one is none. */
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { assess } from "../src/assess.ts";
import { defaultConfig, properties } from "../src/config/finish.ts";
import type { Run } from "../src/model/run.ts";
import { startReferenceServer } from "../src/reference/index.ts";
import { loadSuites } from "../src/suites.ts";

/** Passes requests on to the reference server, but for those of which `silent` is true. */
async function throughProxy(silent: (method: string, url: string, body: string, n: number) => boolean): Promise<Run> {
  const server = await startReferenceServer({ faults: [], without: [], seedUsers: 1 });
  const target = new URL(server.baseUrl);
  let n = 0;
  const proxy: Server = createServer((incoming, outgoing) => {
    const parts: Buffer[] = [];
    incoming.on("data", (part: Buffer) => parts.push(part));
    incoming.on("end", () => {
      n += 1;
      const body = Buffer.concat(parts);
      if (silent(incoming.method ?? "", incoming.url ?? "", body.toString("utf8"), n)) return;
      const { host: _host, ...headers } = incoming.headers;
      const onward = request({ host: target.hostname, port: target.port, method: incoming.method, path: incoming.url, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(outgoing);
      });
      onward.end(body);
    });
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  try {
    const base = defaultConfig(`http://127.0.0.1:${(proxy.address() as AddressInfo).port}${target.pathname}`, { type: "bearer", token: server.tokens.primary }, { name: "silent" });
    const config = { ...base, http: { ...base.http, timeoutMs: 250, retries: 0 }, select: { ...base.select, checks: ["properties/robustness"] }, properties: { ...properties("normal"), timeMs: 600_000, runs: 30 } };
    return await assess({ config, suites: await loadSuites(), seed: 3, embedded: false, journalFile: null, signal: new AbortController().signal });
  } finally {
    proxy.closeAllConnections();
    proxy.close();
    await server.close();
  }
}

test("strange requests that are never answered, while ordinary ones are", async () => {
  const run = await throughProxy((method, _url, body) => method === "POST" && /\\u00|\\ud8|\P{ASCII}/u.test(body));
  const [finding] = run.checks[0]?.findings ?? [];
  expect(finding?.message).toMatch(/^a request with a strange \w+ is not answered in time, twice, while an ordinary one is$/);
  expect(finding?.counterexample?.exchanges.length).toBeGreaterThanOrEqual(3);
});

test("a server that now and then does not answer: no counterexample", async () => {
  const run = await throughProxy((_method, _url, _body, n) => n > 20 && n % 9 === 0);
  expect(run.checks[0]?.findings).toEqual([]);
  expect(run.checks[0]?.outcome).toBe("pass");
});
