import { describe, expect, test } from "vitest";
import { createRedactor } from "./redact.ts";

const SECRETS = ['pa/ss+w"ö=r\\d & <x>', "abcdefghijklmnopqrst", "0123-4567~token_a.b", "密码是秘密的东西", "k\u{1F511}ey&=?", "tab\tnew\nline"];
const ascii = (s: string): string => s.replace(/[^ -~]|["&'+<>\\]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
const b64 = (s: string): string => Buffer.from(s).toString("base64");

const ENCODERS: Readonly<Record<string, (s: string) => string>> = {
  raw: (s) => s,
  JSON: (s) => JSON.stringify(s).slice(1, -1),
  "JSON with escaped slashes": (s) => JSON.stringify(s).slice(1, -1).replaceAll("/", "\\/"),
  "JSON in ASCII": ascii,
  "JSON in ASCII, upper case": (s) => ascii(s).replace(/\\u(....)/g, (_, h: string) => `\\u${h.toUpperCase()}`),
  percent: (s) => encodeURIComponent(s),
  "percent, lower case": (s) => encodeURIComponent(s).replace(/%../g, (h) => h.toLowerCase()),
  form: (s) => new URLSearchParams({ s }).toString().slice(2),
  HTML: (s) => s.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;"),
  base64: b64,
  base64url: (s) => Buffer.from(s).toString("base64url"),
  "base64 in JSON": (s) => b64(s).replaceAll("/", "\\/"),
  "base64 in a URL": (s) => encodeURIComponent(b64(s)),
};

test("what was made of an answer may hold the beginning of a secret, where it was cut", () => {
  const redactor = createRedactor(["S3cretToken-0123456789", "tiny"]);
  expect(redactor.derived({ message: "with S3cretToken-01... and S3cretToken-", list: ["S3cretToken-0123456789", "S3cretT"] })).toEqual({ message: "with ***... and ***", list: ["***", "S3cretT"] });
});

describe("text", () => {
  test.each(Object.keys(ENCODERS))("masks every secret in the form %s, and nothing around it", (name) => {
    const encode = ENCODERS[name] ?? ((s: string) => s);
    for (const secret of SECRETS) {
      expect(createRedactor([secret]).text(`"before": [${encode(secret)}] after`)).toBe('"before": [***] after');
    }
  });
  test.each([0, 1, 2, 3, 4, 5])("masks base64 of a secret after %i other bytes", (shift) => {
    const secret = "0123-4567~token_a.b";
    const text = b64(`${"x".repeat(shift)}${secret}yyy`);
    const masked = createRedactor([secret]).text(text);
    expect(masked).toContain("***");
    expect(Buffer.from(masked.replace("***", ""), "base64").toString()).not.toContain("4567");
  });
  test("masks the longest secret first", () => {
    expect(createRedactor(["abcd", "abcdefgh"]).text("abcdefgh abcd")).toBe("*** ***");
  });
  test("leaves other text alone, also with no secret at all", () => {
    const text = JSON.stringify({ userName: "bjensen", a: "b64/+=" });
    expect(createRedactor(SECRETS).text(text)).toBe(text);
    expect(createRedactor([]).text(text)).toBe(text);
    expect(createRedactor(["", "abc"]).text("abc")).toBe("abc");
  });
  test("masks secrets added later", () => {
    const redactor = createRedactor([]);
    expect(redactor.text("late-token")).toBe("late-token");
    redactor.add("late-token");
    expect(redactor.text("a late-token")).toBe("a ***");
    expect(redactor.finds("a late-token")).toBe(true);
  });
  test("a long token costs little", () => {
    const redactor = createRedactor([`eyJhbGciOi${"J9.abc-DEF_123".repeat(150)}`, ...SECRETS]);
    const body = JSON.stringify({ Resources: Array.from({ length: 2000 }, (_, i) => ({ id: `id-${i}`, userName: `user${i}@example.com`, note: "äö & <b>" })) });
    redactor.text(body);
    const started = performance.now();
    for (let i = 0; i < 10; i += 1) redactor.text(body);
    expect((performance.now() - started) / 10 / body.length).toBeLessThan(1e-3); // 1 ms per KB would be far too much already
  });
});

describe("headers", () => {
  test("credential fields keep at most their scheme", () => {
    const masked = createRedactor([], ["X-Api-Key"]).headers([
      ["AUTHORIZATION", "Bearer x"],
      ["Proxy-Authorization", "weird"],
      ["Authorization", "my token"],
      ["Set-Cookie", "s=1"],
      ["Cookie", "s=1"],
      ["x-api-key", "q"],
      ["X-Other", "q"],
    ]);
    expect(masked.map(([, v]) => v)).toEqual(["Bearer ***", "***", "***", "***", "***", "***", "q"]);
  });
  test("a tiny secret is masked only as a whole value", () => {
    expect(createRedactor(["ab"]).headers([["X", "ab"], ["Y", "abc"]])).toEqual([["X", "***"], ["Y", "abc"]]);
  });
  test("leaks only where a field does not carry credentials itself", () => {
    const redactor = createRedactor(["secret-1"], ["X-Api-Key"]);
    expect(redactor.leaks([["Set-Cookie", "a=secret-1"], ["X-Api-Key", "secret-1"]])).toBe(false);
    expect(redactor.leaks([["Location", "/Users?token=secret-1"]])).toBe(true);
  });
});

test("json masks strings, member names and numbers", () => {
  const value = { a: ["x secret-1 y", 1, null, true], "secret-1": { n: 12345678 }, ["__proto__"]: "secret-1" };
  expect(JSON.stringify(createRedactor(["secret-1", "12345678"]).json(value))).toBe('{"a":["x *** y",1,null,true],"***":{"n":"***"},"__proto__":"***"}');
});
