import { expect, test } from "vitest";
import type { ScimResponse } from "../model/client.ts";
import { createExpect } from "./expect.ts";

const rule = createExpect(() => {
  throw new Error("nothing may be recorded");
}).of("acme/rule");

test.each([
  ["status", (r: ScimResponse) => rule.status(r, 200)],
  ["at", (r: ScimResponse) => rule.at(r, "/id")],
  ["header", (r: ScimResponse) => rule.header(r, "etag")],
] as const)("%s() refuses a promise and what is no response, since a forgotten await must not look like a verdict", (name, call) => {
  expect(() => call(Promise.resolve() as unknown as ScimResponse)).toThrow(`expect.of(...).${name}() was given a promise: await the request first`);
  expect(() => call(undefined as unknown as ScimResponse)).toThrow("no response");
});
