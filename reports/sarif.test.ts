import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { describe, expect, test } from "vitest";
import type { Run } from "../src/model/run.ts";
import { hostile, large, mapStrings, processorTime, sample, SAMPLES } from "../test/fixtures/runs.ts";
import { endpoint, renderSarif } from "./sarif.ts";

interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly { readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region: { readonly startLine: number } }; readonly logicalLocations?: readonly { readonly name: string }[] }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly occurrenceCount?: number;
}
interface Rule {
  readonly id: string;
  readonly name: string;
  readonly helpUri: string;
  readonly shortDescription: { readonly text: string };
  readonly fullDescription: { readonly text: string };
  readonly help: { readonly text: string; readonly markdown: string };
  readonly properties: { readonly tags: readonly string[] };
}
interface Log {
  readonly runs: readonly [{
    readonly tool: { readonly driver: { readonly rules: readonly Rule[] } };
    readonly automationDetails: { readonly id: string };
    readonly invocations: readonly [{ readonly executionSuccessful: boolean; readonly toolExecutionNotifications: readonly { readonly level: string; readonly message: { readonly text: string }; readonly descriptor: { readonly id: string } }[] }];
    readonly results: readonly SarifResult[];
  }];
}

// The pattern of `language` in the schema is no regular expression with Unicode semantics.
const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
addFormats.default(ajv);
const valid = ajv.compile(JSON.parse(readFileSync(new URL("../test/fixtures/schemas/sarif-2.1.0.schema.json", import.meta.url), "utf8")) as object);
const RUNS: readonly (readonly [string, () => Run])[] = [...SAMPLES.map((n) => [n, () => sample(n)] as const), ...SAMPLES.map((n) => [`hostile ${n}`, () => hostile(n)] as const), ["empty", () => ({ ...sample("conformant"), checks: [] })], ["of empty strings", () => mapStrings(sample("not-conformant"), () => "")]];
const parse = (run: Run): Log => JSON.parse(renderSarif(run)) as Log;

describe.each(RUNS)("the run: %s", (_, make) => {
  const run = make();
  const [{ results, tool }] = parse(run).runs;

  test("is valid against the schema of OASIS", () => {
    valid(parse(run));
    expect(valid.errors ?? []).toEqual([]);
  });

  test("has a place in the repository for every result, as GitHub demands", () => {
    for (const { locations } of results) {
      expect(locations).toHaveLength(1);
      expect(locations[0]?.physicalLocation).toEqual({ artifactLocation: { uri: "scimspec.yaml" }, region: { startLine: 1 } });
    }
  });

  test("keeps GitHub's limits on rules", () => {
    for (const rule of tool.driver.rules) {
      expect(rule.properties.tags.length).toBeLessThanOrEqual(10);
      expect(rule.id.length).toBeLessThanOrEqual(255);
      expect(rule.name).toMatch(/^[A-Za-z0-9]+$/);
      expect(rule.shortDescription.text.length).toBeLessThanOrEqual(1024);
      expect(rule.fullDescription.text.length).toBeLessThanOrEqual(1024);
      expect(rule.helpUri).toMatch(/^https:\/\/www\.rfc-editor\.org\/rfc\/rfc\d+(#section-[!-~]*)?$/);
    }
  });

  test("shows nothing that acts, hides or links", () => {
    const texts = results.map((r) => r.message.text);
    expect(texts.filter((t) => /(?![\n\t])\p{Cc}|\p{Cs}|\u202e/u.test(t) || t.includes("]("))).toEqual([]);
  });
});

test("the schema can fail", () => {
  expect(valid({ ...parse(sample("conformant")), runs: [{}] })).toBe(false);
});

test("fail is error, warn is warning, blocked is note; pass, skip and error are no results", () => {
  const run = sample("not-conformant");
  const [{ results }] = parse(run).runs;
  const levels = (outcome: string): readonly string[] => {
    const ids = new Set(run.checks.filter((c) => c.outcome === outcome).map((c) => c.id));
    return [...new Set(results.filter((r) => ids.has(r.ruleId)).map((r) => r.level))];
  };
  // A failed check can have a finding that only warns.
  expect(levels("fail").toSorted()).toEqual(["error", "warning"]);
  expect(levels("warn")).toEqual(["warning"]);
  expect(levels("blocked")).toEqual(["note"]);
  expect([...levels("pass"), ...levels("skip")]).toEqual([]);
  expect(new Set(results.map((r) => r.ruleId)).size).toBe(run.checks.filter((c) => ["fail", "warn", "blocked"].includes(c.outcome)).length);
  expect(parse(sample("incomplete")).runs[0].results.map((r) => r.ruleId)).not.toContain("sample/breaks");
});

test("a result has the evidence, its rule, and the endpoint", () => {
  const [{ results, tool }] = parse(sample("not-conformant")).runs;
  const result = results.find((r) => r.ruleId === "create/created");
  for (const part of ["RFC 7644 section 3.3", "Expected: a success status (2xx)", "Actual: 400", "Request: POST https://scim.example.com/scim/v2/Groups", "curl -sS", "What to do:"]) expect(result?.message.text).toContain(part);
  expect(tool.driver.rules[result?.ruleIndex ?? -1]?.id).toBe("create/created");
  expect(result?.locations[0]?.logicalLocations?.map((l) => l.name)).toEqual(["POST /Groups"]);
  expect(tool.driver.rules[result?.ruleIndex ?? -1]?.help.text).toContain("Answer a POST that creates a resource with 201");
});

describe("fingerprints", () => {
  const prints = (run: Run): readonly string[] => parse(run).runs[0].results.map((r) => `${r.ruleId} ${JSON.stringify(r.partialFingerprints)}`).toSorted();

  test("tell the results of a run apart", () => {
    const all = prints(sample("not-conformant"));
    expect(new Set(all).size).toBe(all.length);
  });

  test("do not depend on ids, times, tokens, values or the target's address", () => {
    const run = sample("not-conformant");
    const other = mapStrings(run, (text) => text.replace(/^x(\d+)$/, "x9$1").replace(/scimspec-[a-z0-9]{9}/g, "scimspec-aaaaaaaaa").replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "00000000-0000-4000-8000-000000000000").replaceAll("scim.example.com", "other.example.org").replaceAll("2026-", "2027-"));
    const moved: Run = { ...other, seed: 8, durationMs: 1, checks: other.checks.map((c) => ({ ...c, durationMs: 1, findings: [...c.findings].toReversed().map((f) => ({ ...f, message: "other words", actual: "other", pointer: "/Resources/9", count: 3 })) })) };
    expect(prints(moved)).toEqual(prints(run));
  });
});

test("an incomplete run did not execute successfully, and says why; a mistake of scimspec is a notification", () => {
  const [{ invocations: [ended] }] = parse(sample("incomplete")).runs;
  expect(ended.executionSuccessful).toBe(false);
  expect(ended.toolExecutionNotifications.map((n) => [n.level, n.descriptor.id])).toEqual([["error", "incomplete"], ["error", "error"]]);
  expect(ended.toolExecutionNotifications[1]?.message.text).toContain("sample/breaks: the check itself failed");
  expect(parse(sample("conformant")).runs[0].invocations[0]).toMatchObject({ executionSuccessful: true, toolExecutionNotifications: [] });
  expect(parse({ ...sample("conformant"), preflightFailure: "no SCIM here" }).runs[0].invocations[0].executionSuccessful).toBe(false);
});

test("more results than GitHub takes are cut, the mildest first, and it is said", () => {
  const run = sample("not-conformant");
  const [blocked, failed] = ["blocked", "fail"].map((o) => run.checks.find((c) => c.outcome === o));
  if (!blocked || !failed) throw new Error("the sample has no such check");
  const small = { requirements: [], expectations: [], exchanges: [] };
  const checks = [...Array.from({ length: 25_000 }, (_, i) => ({ ...blocked, ...small, id: `b/${i}` })), { ...failed, id: "f/1" }];
  const [{ results, invocations, tool }] = parse({ ...run, checks }).runs;
  expect(results).toHaveLength(25_000);
  expect(results[0]?.ruleId).toBe("f/1");
  expect(tool.driver.rules).toHaveLength(25_000);
  expect(invocations[0].toolExecutionNotifications.map((n) => n.message.text)).toEqual(["1 results are left out: GitHub takes at most 25000"]);
});

test("two targets have categories of their own", () => {
  const run = sample("conformant");
  expect(parse(run).runs[0].automationDetails.id).toBe("scimspec/reference/rfc/");
  expect(parse({ ...run, target: { ...run.target, name: "../Acme Dir" } }).runs[0].automationDetails.id).toBe("scimspec/..-Acme-Dir/rfc/");
});

test.each([
  ["ci/scim.yaml", "ci/scim.yaml"],
  ["./a b.yaml", "a%20b.yaml"],
  ["/etc/passwd", "scimspec.yaml"],
  ["../x.yaml", "scimspec.yaml"],
  ["C:\\x.yaml", "scimspec.yaml"],
  ["https://evil.example/x", "scimspec.yaml"],
])("findings of a run with the config file %s are at %s", (file, uri) => {
  const run = sample("not-conformant");
  expect(parse({ ...run, config: { ...run.config, file } }).runs[0].results[0]?.locations[0]?.physicalLocation.artifactLocation.uri).toBe(uri);
});

test.each([
  ["GET", "https://h/scim/v2/Users/2819c223?attributes=id", "GET /Users/{id}"],
  ["POST", "https://h/scim/v2/Users/.search", "POST /Users/.search"],
  ["POST", "https://h/scim/v2/.search", "POST /.search"],
  ["GET", "https://h/scim/v2/Users?filter=a%2Fb", "GET /Users"],
  ["GET", "https://h/scim/v2", "GET /"],
  ["GET", "https://h/other/x/y", "GET /other/{id}"],
  ["GET", "no url", "GET /"],
])("%s %s is the endpoint %s", (method, url, expected) => {
  const exchange = sample("conformant").exchanges[0];
  if (!exchange) throw new Error("the sample has no exchange");
  expect(endpoint({ ...exchange, request: { ...exchange.request, method, url } }, "https://h/scim/v2")).toBe(expected);
});

test("a run of normal size takes less than 150 ms of the processor", () => {
  const run = large();
  expect(processorTime(() => renderSarif(run))).toBeLessThan(150);
});
