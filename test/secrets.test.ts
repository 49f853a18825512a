/** A target that echoes the credential: in no format does it come out, whole or cut. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { FORMATS } from "../reports/formats.ts";
import { assess } from "../src/assess.ts";
import { defaultConfig, properties } from "../src/config/finish.ts";
import { isObject, type Json, type JsonObject } from "../src/model/json.ts";
import type { Run } from "../src/model/run.ts";
import { startReferenceServer } from "../src/reference/index.ts";
import { loadSuites } from "../src/suites.ts";

const TOKEN = "S3cretTok-abcdef-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789-end";
type Change = (answer: { readonly status: number; readonly body: Json | undefined }, method: string) => { readonly status: number; readonly body: Json | undefined };

const map = (value: Json, change: (o: JsonObject) => JsonObject): Json => (Array.isArray(value) ? value.map((v: Json) => map(v, change)) : isObject(value) ? change(Object.fromEntries(Object.entries(value).map(([k, v]) => [k, map(v, change)]))) : value);

/** In front of the reference server, with other answers. */
async function inFrontOf(baseUrl: string, change: Change): Promise<Server> {
  const origin = new URL(baseUrl).origin;
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const { host: _host, connection: _connection, "content-length": _length, ...headers } = request.headers as Record<string, string>;
      const method = request.method ?? "GET";
      const answer = await fetch(`${origin}${request.url ?? "/"}`, { method, headers, redirect: "manual", ...(chunks.length > 0 && method !== "GET" && method !== "HEAD" ? { body: Buffer.concat(chunks) } : {}) });
      const text = await answer.text();
      const changed = change({ status: answer.status, body: text === "" ? undefined : (JSON.parse(text) as Json) }, method);
      const kept = [...answer.headers].filter(([name]) => !["content-length", "connection", "keep-alive", "transfer-encoding", "content-encoding"].includes(name));
      const body = changed.body === undefined ? "" : JSON.stringify(changed.body).replaceAll(origin, `http://${request.headers.host ?? ""}`);
      response.writeHead(changed.status, Object.fromEntries(kept)).end(method === "HEAD" ? "" : body);
    })().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

async function assessed(change: Change): Promise<Run> {
  const reference = await startReferenceServer({ token: TOKEN, seedUsers: 3 });
  const front = await inFrontOf(reference.baseUrl, change);
  try {
    const baseUrl = `http://127.0.0.1:${(front.address() as AddressInfo).port}/scim/v2`;
    const config = { ...defaultConfig(baseUrl, { type: "bearer", token: TOKEN }), properties: { ...properties("normal"), runs: 3 } };
    return await assess({ config, suites: await loadSuites(), seed: 1, embedded: false, journalFile: null, signal: new AbortController().signal });
  } finally {
    front.close();
    front.closeAllConnections();
    await reference.close();
  }
}

const isError = (o: JsonObject): boolean => typeof o["detail"] === "string" && Array.isArray(o["schemas"]);
const CHANGES: readonly (readonly [string, Change])[] = [
  ["in errors", ({ status, body }) => ({ status, body: body === undefined ? undefined : map(body, (o) => (isError(o) ? { ...o, detail: `${"refused ".repeat(22)}${TOKEN}` } : o)) })],
  ["instead of creating", ({ status, body }, method) => (method === "POST" ? { status: 500, body: { schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"], status: "500", detail: `cannot create with token ${TOKEN}` } } : { status, body })],
  ["as a value", ({ status, body }) => ({ status, body: body === undefined ? undefined : map(body, (o) => (typeof o["userName"] === "string" ? { ...o, displayName: TOKEN, nickName: `x${TOKEN}` } : o)) })],
];

test.each(CHANGES)("echoed %s", async (_where, change) => {
  const run = await assessed(change);
  expect(JSON.stringify(run)).toContain("***");
  expect(run.checks.filter((c) => c.outcome === "pass").length).toBeGreaterThan(50);
  for (const { name, render } of FORMATS) {
    for (const { path, content } of render(run)) expect(content.includes(TOKEN.slice(0, 10)), `${name}: ${path}`).toBe(false);
  }
});
