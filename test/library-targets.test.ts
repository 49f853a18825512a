/** Targets in process: each kind gives the very run that a socket gives, and what breaks ends as on a socket. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { Agent } from "undici";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { normalise } from "../src/engine/normalise.ts";
import { assess, fromDispatcher, fromFetch, fromListener, type AssessOptions, type Handler, type Run, type TargetInput } from "../src/index.ts";
import { listenerDispatcher } from "../src/http/in-process.ts";
import { AUTH, LOCAL, localServer } from "./library-subject.ts";

/** Findings on a body, a status, an empty answer and a field; the checks send HEAD, odd methods and large bodies as well. */
const FAULTS = ["create-returns-200", "error-empty-body", "etag-unquoted", "unknown-method-500"];
/** Ways of giving the same are told apart by less. */
const FEW: AssessOptions = { seed: 1, properties: "off", select: { checks: ["create/created", "errors/unknown*", "etag/form"] } };
const OPTIONS: AssessOptions = { seed: 1, properties: "off", select: { suites: ["create", "http", "errors", "etag"] } };

describe("the same run as over a socket", () => {
  let expected: Run;
  let few: Run;
  const socket = createServer();
  let origin = "";
  beforeAll(async () => {
    await new Promise<void>((resolve) => socket.listen(0, "127.0.0.1", resolve));
    origin = `http://127.0.0.1:${(socket.address() as AddressInfo).port}`;
    socket.on("request", localServer(FAULTS, 0, `${origin}/scim/v2`).listener);
    expected = await assess({ baseUrl: `${origin}/scim/v2`, auth: AUTH, name: "t" }, OPTIONS);
    few = await assess({ baseUrl: `${origin}/scim/v2`, auth: AUTH }, FEW);
  }, 120_000);
  afterAll(() => {
    socket.closeAllConnections();
    socket.close();
  });

  test("finds the faults over the socket", () => {
    expect(expected.complete).toBe(true);
    expect(expected.summary.fail).toBeGreaterThanOrEqual(FAULTS.length);
    expect(few.checks.length).toBeGreaterThan(2);
    expect(few.conformant).toBe(false);
  });

  const at = (handler: Handler | (() => Handler | Promise<Handler>)): TargetInput => ({ baseUrl: LOCAL, auth: AUTH, handler });
  const server = () => localServer(FAULTS);

  test.each<[string, () => TargetInput]>([
    ["a request listener", () => at(server().listener)],
    ["an express app", () => at(express().disable("x-powered-by").disable("etag").use(server().listener))],
    ["a fetch function", () => at(server().fetch)],
  ])("%s, on every check of four areas", async (_, target) => {
    expect(normalise(await assess(target(), OPTIONS))).toEqual(normalise(expected));
  });

  test.each<[string, () => TargetInput]>([
    ["a listener that says so", () => { const { listener } = server(); return at(fromListener((...both) => listener(...both))); }],
    ["a server that does not listen", () => at(createServer(server().listener))],
    ["a function that returns a listener", () => at(async () => Promise.resolve(server().listener))],
    ["a function that returns a target", () => async () => Promise.resolve({ baseUrl: LOCAL, auth: AUTH, handler: server().listener })],
    ["an object with a fetch method", () => at({ fetch: server().fetch })],
    ["a fetch function that says so", () => { const { fetch } = server(); return at(fromFetch((...all) => fetch(...all))); }],
    ["an undici dispatcher", () => at(listenerDispatcher(server().listener, LOCAL))],
  ])("%s", async (_, target) => {
    expect(normalise(await assess(target(), FEW))).toEqual(normalise(few));
  });

  test("a dispatcher stays open, and belongs to its owner", async () => {
    const agent = new Agent();
    const run = await assess({ baseUrl: `${origin}/scim/v2`, auth: AUTH, handler: fromDispatcher(agent) }, { ...OPTIONS, select: { checks: ["read/by-id"] } });
    expect(run.summary.pass).toBe(1);
    expect(agent.closed).toBe(false);
    await agent.destroy();
  });
});

describe("what breaks", () => {
  const only: AssessOptions = { seed: 1, select: { checks: ["create/created"] }, http: { retries: 0 } };
  const soon: AssessOptions = { ...only, http: { timeout: "50ms", retries: 0 } };
  const failureOf = async (target: TargetInput, options = only): Promise<string> => (await assess(target, options)).preflightFailure ?? "";

  test("a handler that never answers ends in the time limit, and learns of it", async () => {
    let closed = 0;
    const failure = await failureOf({ baseUrl: LOCAL, handler: (_, response) => response.once("close", () => (closed += 1)) }, soon);
    expect(failure).toMatch(/no answer within 0\.05 s/);
    await expect.poll(() => closed).toBeGreaterThan(0);
  });
  test("a fetch function that never answers ends so too, and its signal is aborted", async () => {
    let aborted = 0;
    const failure = await failureOf((request: Request) => new Promise<Response>(() => request.signal.addEventListener("abort", () => (aborted += 1))), soon);
    expect(failure).toMatch(/no answer within/);
    await expect.poll(() => aborted).toBeGreaterThan(0);
  });
  const broken = new TypeError("this handler is broken");
  test.each<[string, TargetInput]>([
    ["a listener that throws", { baseUrl: LOCAL, handler: (_request, _response) => { throw broken; } }],
    ["an async listener that rejects", { baseUrl: LOCAL, handler: async (_request, _response) => Promise.reject(broken) }],
    ["a listener of a server", { baseUrl: LOCAL, handler: createServer(() => { throw broken; }) }],
    ["a fetch function that throws", (_request: Request) => { throw broken; }],
    ["a fetch function that rejects", (_request: Request) => Promise.reject<Response>(broken)],
  ])("%s closes the connection, and the report says why", async (_, target) => {
    expect(await failureOf(target)).toContain("the target's handler threw, so the connection was closed: TypeError: this handler is broken");
  });
  test("what a fetch function returns must be a Response", async () => {
    expect(await failureOf(fromFetch((_request) => "text" as unknown as Response))).toContain("returned no Response");
  });
  test("an answer that is cut is no answer", async () => {
    const failure = await failureOf({ baseUrl: LOCAL, handler: (_, response) => { response.writeHead(200, { "content-length": 100 }); response.write("{"); setTimeout(() => response.destroy(), 5); } });
    expect(failure).toMatch(/closed the connection before its answer was complete/);
  });
  test("a body without end stops at the limit of bodies", async () => {
    const endless = (_request: Request): Response => new Response(new ReadableStream({ pull: (c) => c.enqueue(new Uint8Array(100_000).fill(32)) }));
    const run = await assess(fromFetch(endless), { ...only, http: { maxBodyBytes: "1MB", retries: 0 } });
    expect(run.preflightFailure).toMatch(/holds a SCIM message/);
    expect(run.exchanges.every((x) => x.response?.truncated === true)).toBe(true);
  });
  test("nothing is sent to another origin", async () => {
    const dispatcher = listenerDispatcher((_, response) => response.end("here"), "http://app.test");
    const ask = (origin: string) => new Promise<string>((resolve) => dispatcher.dispatch({ origin, path: "/", method: "GET" }, { onRequestStart: () => {}, onResponseStart: () => resolve("answered"), onResponseData: () => {}, onResponseEnd: () => {}, onResponseError: (_c, e) => resolve(e.message) }));
    expect(await ask("http://app.test")).toBe("answered");
    expect(await ask("http://elsewhere.test:81")).toBe("the target runs in this process as http://app.test; nothing is sent to http://elsewhere.test:81");
    await dispatcher.destroy();
  });
});

test("a request keeps its path, query, fields, body and protocol in a Request", async () => {
  const seen: string[] = [];
  const handler = async (request: Request): Promise<Response> => {
    seen.push(`${request.method} ${request.url} ${request.headers.get("content-type") ?? ""} ${request.headers.get("x-tenant") ?? ""} ${(await request.text()).slice(0, 12)}`);
    return new Response(null, { status: 204, headers: [["set-cookie", "a=1"], ["set-cookie", "b=2"]] });
  };
  const run = await assess({ baseUrl: "https://app.test/scim/v2", handler, headers: { "X-Tenant": "acme" } }, { seed: 1, select: { checks: ["create/created"] } });
  expect(seen).toContain("GET https://app.test/scim/v2/ServiceProviderConfig  acme ");
  expect(seen.some((s) => s.startsWith('POST https://app.test/scim/v2/Users application/scim+json acme {"schemas":'))).toBe(true);
  expect(run.exchanges[0]?.response?.headers.filter(([n]) => n.toLowerCase() === "set-cookie")).toHaveLength(2);
});
