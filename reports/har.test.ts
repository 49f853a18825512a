import { readdirSync, readFileSync } from "node:fs";
import { Ajv } from "ajv";
import addFormatsModule from "ajv-formats";
import { describe, expect, test } from "vitest";
import type { Exchange } from "../src/model/exchange.ts";
import type { Run } from "../src/model/run.ts";
import { enlarged, everyHostile, QUICK, quickest, sample, SAMPLES } from "../test/hostile.ts";
import { format } from "./formats.ts";
import { renderHar, type HarOptions } from "./har.ts";

const SCHEMAS = new URL("../test/fixtures/schemas/har/", import.meta.url);

/** The official schema; its draft 06 differs in nothing that it uses from draft 07, which Ajv speaks. */
function validator() {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormatsModule.default(ajv);
  for (const file of readdirSync(SCHEMAS).filter((f) => f.endsWith(".json"))) {
    const { $schema: _draft, ...schema } = JSON.parse(readFileSync(new URL(file, SCHEMAS), "utf8")) as Record<string, unknown>;
    ajv.addSchema(schema);
  }
  return ajv.getSchema("har.json#");
}

const validate = validator();

interface Entry {
  readonly pageref: string;
  readonly time: number;
  readonly timings: Readonly<Record<string, number>>;
  readonly request: { readonly url: string; readonly _url?: string; readonly queryString: readonly unknown[]; readonly headers: readonly unknown[]; readonly cookies: readonly unknown[]; readonly postData?: { readonly text: string }; readonly bodySize: number };
  readonly response: { readonly status: number; readonly _error?: string; readonly redirectURL: string; readonly cookies: readonly unknown[]; readonly bodySize: number; readonly content: { readonly size: number; readonly text?: string; readonly mimeType: string } };
  readonly _checkId: string;
  readonly _instance?: string;
  readonly _exchangeId: string;
  readonly _retries: number;
  readonly _error?: unknown;
}

interface Log {
  readonly version: string;
  readonly comment: string;
  readonly _complete: boolean;
  readonly pages: readonly { readonly id: string }[];
  readonly entries: readonly Entry[];
}

function har(run: Run, options?: HarOptions): Log {
  const parsed = JSON.parse(renderHar(run, options)) as { log: Log };
  expect(validate?.(parsed), JSON.stringify(validate?.errors?.slice(0, 3))).toBe(true);
  return parsed.log;
}

const base = sample("not-conformant").exchanges[0] as Exchange;
/** The entry for one exchange, the first of the sample with some changes. */
function entry(change: Partial<Exchange>, request: Partial<Exchange["request"]> = {}): Entry {
  const run = { ...sample("conformant"), exchanges: [{ ...base, ...change, request: { ...base.request, ...request } }] };
  return har(run).entries[0] as Entry;
}

const response = (change: Partial<NonNullable<Exchange["response"]>>): Partial<Exchange> => ({ response: { status: 200, headers: [], body: null, ...change } });

describe("HAR", () => {
  test("is written by the format har", () => {
    expect(format("har")?.render(sample("conformant")).map((f) => f.path)).toEqual(["run.har"]);
  });
  test.each(SAMPLES)("of the sample %s is valid, whole, and adds up", (name) => {
    const run = sample(name);
    const { entries, pages, version } = har(run);
    expect(version).toBe("1.2");
    expect(entries.map((e) => e._exchangeId).sort()).toEqual(run.exchanges.map((e) => e.id).sort());
    expect(new Set(entries.map((e) => e.pageref))).toEqual(new Set(pages.map((p) => p.id)));
    for (const { time, timings } of entries) expect(Object.values(timings).filter((t) => t >= 0).reduce((a, b) => a + b, 0)).toBeCloseTo(time, 6);
  });
  test("keeps the order of sending, and names check, instance, exchange and retries", () => {
    const { entries } = har(sample("not-conformant"));
    const numbers = entries.map((e) => Number(e._exchangeId.slice(1)));
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    expect(entries.find((e) => e._exchangeId === "x13")).toMatchObject({ _checkId: "create/created", _instance: "Group", _retries: 0, response: { status: 400 } });
  });
  test("an incomplete run says so at the top", () => {
    const log = har(sample("incomplete"));
    expect(Object.keys(log).slice(0, 2)).toEqual(["version", "comment"]);
    expect(log.comment).toContain("Incomplete: 1 check(s) ended with an error of scimspec");
    expect(log._complete).toBe(false);
  });
  test("of one check has what it looked at, and nothing else", () => {
    const run = sample("not-conformant");
    const check = run.checks.find((c) => c.id === "etag/if-match-list");
    const { entries } = har(run, { check: "etag/if-match-list" });
    expect(entries.map((e) => e._exchangeId).sort()).toEqual([...(check?.exchanges ?? [])].sort());
    expect(entries.length).toBeLessThan(run.exchanges.length);
    expect(() => renderHar(run, { check: "no/such" })).toThrow("there is no check no/such in this run");
  });
  test("splits queries and header fields", () => {
    const { request } = entry({}, { url: "https://h.example/Users?filter=userName%20eq%20%22a%26b%22&count=1&count=2&x", headers: [["A", "1"], ["A", "2"], ["Cookie", "s=1; t=a=b"]] });
    expect(request.queryString).toEqual([{ name: "filter", value: 'userName eq "a&b"' }, { name: "count", value: "1" }, { name: "count", value: "2" }, { name: "x", value: "" }]);
    expect(request.headers).toEqual([{ name: "A", value: "1" }, { name: "A", value: "2" }, { name: "Cookie", value: "s=1; t=a=b" }]);
    expect(request.cookies).toEqual([{ name: "s", value: "1" }, { name: "t", value: "a=b" }]);
    expect(entry(response({ headers: [["Set-Cookie", "s=1; Secure; HttpOnly"]] })).response.cookies).toEqual([{ name: "s", value: "1", httpOnly: true, secure: true }]);
  });
  test("takes addresses that are odd, and such as are none", () => {
    expect(entry({}, { url: 'https://h.example/Users?filter=emails[type eq "a|b"]&x=%zz#a#b' }).request.url).toBe("https://h.example/Users?filter=emails%5Btype%20eq%20%22a%7Cb%22%5D&x=%25zz#a%23b");
    expect(entry({}, { url: "not an address" }).request).toMatchObject({ url: "about:invalid", _url: "not an address", queryString: [] });
  });
  test("gives sizes where they are known, else -1", () => {
    expect(entry(response({ body: "é" })).response).toMatchObject({ bodySize: 2, content: { size: 2, text: "é", mimeType: "x-unknown" } });
    expect(entry(response({})).response).toMatchObject({ bodySize: 0, content: { size: 0 } });
    expect(entry(response({ body: "a", truncated: true })).response).toMatchObject({ bodySize: -1, content: { size: -1, text: "a" } });
    expect(entry(response({ body: "token ***" })).response.bodySize).toBe(-1);
    expect(entry({}, { body: "{}", headers: [["content-type", "application/scim+json"]] }).request).toMatchObject({ bodySize: 2, postData: { mimeType: "application/scim+json", text: "{}" } });
  });
  test("a transport error is an entry with status 0", () => {
    const failed = entry({ response: null, error: { kind: "timeout", message: "no answer within 20 s" } });
    expect(failed).toMatchObject({ _error: { kind: "timeout", message: "no answer within 20 s" }, response: { status: 0, _error: "timeout: no answer within 20 s", bodySize: -1 } });
  });
  test("shows a redirect as one, and a Location of something created not", () => {
    const headers = [["Location", "/Users/1"]] as const;
    expect(entry(response({ status: 307, headers })).response.redirectURL).toBe("/Users/1");
    expect(entry(response({ status: 201, headers })).response.redirectURL).toBe("");
  });
  test("keeps secrets masked", () => {
    expect(renderHar(sample("not-conformant"))).toContain('{"name":"Authorization","value":"Bearer ***"}');
  });
  test("of hostile runs is valid and well-formed", () => {
    for (const run of everyHostile(sample("incomplete"))) {
      expect(har(run).entries).toHaveLength(run.exchanges.length);
      expect(renderHar(run)).not.toMatch(/\p{Cs}/u);
    }
  });
  test("is quick and the same every time", () => {
    const run = enlarged(sample("not-conformant"), 500, 7000);
    expect(quickest(() => renderHar(run))).toBeLessThan(QUICK);
    expect(renderHar(run)).toBe(renderHar(run));
  });
});
