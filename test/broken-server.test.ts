/** Servers of which one operation is broken: never an error of scimspec, and always a finding. */
import { expect, test } from "vitest";
import { assessedBehind, type Answer, type Change } from "./front.ts";

const byId = (path: string): boolean => /\/(Users|Groups|Devices)\/[^/?]+/.test(path);
const reading = (answer: Partial<Answer>): Change => (given, { method, path }) => (method === "GET" && byId(path) && given.status === 200 ? { ...given, ...answer } : given);
const writing = (name: string, answer: Partial<Answer>): Change => (given, { method }) => (method === name && given.status < 300 ? { ...given, ...answer } : given);
const listing = (answer: Partial<Answer>): Change => (given, { method, path }) => (method === "GET" && /\/(Users|Groups|Devices)(\?|$)/.test(path) ? { ...given, ...answer } : given);

const BROKEN: readonly (readonly [string, Change])[] = [
  ["GET of a resource answers 404", reading({ status: 404, body: { schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"], status: "404" } })],
  ["GET of a resource answers HTML", reading({ raw: "<html><body>Sign in</body></html>" })],
  ["GET of a resource answers null", reading({ body: null })],
  ["GET of a resource answers {}", reading({ body: {} })],
  ["lists answer {}", listing({ body: {} })],
  ["lists answer 500", listing({ status: 500, body: { detail: "oops" } })],
  ["PATCH answers an empty 200", writing("PATCH", { status: 200, body: undefined })],
  ["PUT answers null", writing("PUT", { body: null })],
  ["POST answers 201 with []", writing("POST", { body: [] })],
  ["DELETE answers 500 and deletes", writing("DELETE", { status: 500, body: { detail: "oops" } })],
];

test.concurrent.each(BROKEN)("%s", async (_what, change) => {
  const run = await assessedBehind(change, false);
  expect(run.checks.filter((c) => c.outcome === "error").map((c) => `${c.id}: ${c.reason ?? ""}`)).toEqual([]);
  expect([run.complete, run.conformant]).toEqual([true, false]);
  expect(run.summary.fail).toBeGreaterThan(0);
});
