/** A target that echoes the credential: in no format does it come out, whole or cut. */
import { expect, test } from "vitest";
import { FORMATS } from "../reports/formats.ts";
import { isObject, type Json, type JsonObject } from "../src/model/json.ts";
import { assessedBehind, type Change } from "./front.ts";


const map = (value: Json, change: (o: JsonObject) => JsonObject): Json => (Array.isArray(value) ? value.map((v: Json) => map(v, change)) : isObject(value) ? change(Object.fromEntries(Object.entries(value).map(([k, v]) => [k, map(v, change)]))) : value);

const isError = (o: JsonObject): boolean => typeof o["detail"] === "string" && Array.isArray(o["schemas"]);
const CHANGES: readonly (readonly [string, Change])[] = [
  ["in errors", ({ status, body }, { token }) => ({ status, body: body === undefined ? undefined : map(body, (o) => (isError(o) ? { ...o, detail: `${"refused ".repeat(22)}${token}` } : o)) })],
  ["instead of creating", ({ status, body }, { method, token }) => (method === "POST" ? { status: 500, body: { schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"], status: "500", detail: `cannot create with token ${token}` } } : { status, body })],
  ["as a value", ({ status, body }, { token }) => ({ status, body: body === undefined ? undefined : map(body, (o) => (typeof o["userName"] === "string" ? { ...o, displayName: token, nickName: `x${token}` } : o)) })],
];

test.each(CHANGES)("echoed %s", async (_where, change) => {
  const tokens = new Set<string>();
  const noted: Change = (answer, asked) => (answer.status === 201 && tokens.add(asked.token), change(answer, asked));
  const run = await assessedBehind(noted, true);
  expect(tokens.size).toBeGreaterThan(0);
  expect(JSON.stringify(run)).toContain("***");
  expect(run.checks.filter((c) => c.outcome === "pass").length).toBeGreaterThan(50);
  for (const { name, render } of FORMATS) {
    for (const { path, content } of render(run)) for (const token of tokens) expect(content.includes(token.slice(0, 12)), `${name}: ${path} has ${token}`).toBe(false);
  }
});
