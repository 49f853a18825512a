import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { CAPABILITIES } from "../model/capability.ts";
import { loadConfig } from "./load.ts";
import { maskedConfig, secrets } from "./secrets.ts";
import { renderTemplate } from "./template.ts";
import { packageRoot } from "./validate.ts";

const load = (text: string, env: Record<string, string> = {}) => loadConfig({ path: "scimspec.yaml", text }, env);
const complaints = (text: string, env: Record<string, string> = {}): string[] => {
  const result = load(text, env);
  return result.ok ? [] : result.problems.map((p) => `${p.line}:${p.column} ${p.path}: ${p.message}`);
};
const read = (name: string): string => readFileSync(new URL(name, packageRoot()), "utf8");

describe("config.example.yaml", () => {
  const env = { SCIM_TOKEN: "s3cret-token", OTHER_TENANT_TOKEN: "other-secret", READ_ONLY_TOKEN: "low-secret" };
  test("is a valid config", () => {
    const result = load(read("config.example.yaml"), env);
    expect(result.ok ? [] : result.problems).toEqual([]);
  });
  test("names every key of the schema", () => {
    const schema = JSON.parse(read("schemas/config.schema.json")) as { properties: Record<string, { properties?: object; else?: { properties: object } }> };
    const example = read("config.example.yaml");
    const keys = Object.entries(schema.properties).flatMap(([k, v]) => [k, ...Object.keys(v.properties ?? v.else?.properties ?? {})]);
    expect(keys.filter((k) => !example.includes(k))).toEqual([]);
  });
  test("keeps its secrets to itself", () => {
    const result = load(read("config.example.yaml"), env);
    if (!result.ok) throw new Error("not valid");
    expect(secrets(result.config)).toEqual(expect.arrayContaining(Object.values(env)));
    const shown = JSON.stringify(maskedConfig(result.config));
    for (const secret of Object.values(env)) expect(shown).not.toContain(secret);
  });
});

test("the schema lists the same capabilities as the code", () => {
  const schema = JSON.parse(read("schemas/config.schema.json")) as { properties: { capabilities: { propertyNames: { enum: string[] } } } };
  expect(schema.properties.capabilities.propertyNames.enum).toEqual([...CAPABILITIES]);
});

describe("bad input gives a clear complaint with its place", () => {
  test.each([
    ["target:\n  basUrl: http://a.example\n", /2:3 target.basUrl: unknown key basUrl; did you mean baseUrl\?/],
    ["target: { baseUrl: http://a.example/?x=1 }", /1:11 target.baseUrl: a base URL has no query/],
    ["target: { baseUrl: ftp://a.example }", /is not http:\/\/ or https:\/\//],
    ["target: { baseUrl: nonsense }", /is not an absolute URL/],
    ["target: { baseUrl: http://u:p@a.example }", /holds no user name or password/],
    ["target: { baseUrl: http://a.example, auth: { type: bearer } }", /target.auth: token is missing/],
    ["target: { baseUrl: http://a.example, auth: { type: beerer, token: x } }", /beerer is not known; did you mean bearer\?/],
    ["target: { baseUrl: http://a.example, auth: { type: bearer, token: ${NO_SUCH} } }", /the environment variable NO_SUCH is not set/],
    ["target: { baseUrl: http://a.example, auth: { type: bearer, token: { file: ./no-such-file } } }", /no-such-file cannot be read/],
    ["target: { baseUrl: http://a.example }\nhttp: { timeout: soon }", /2:9 http.timeout: must be a duration/],
    ["target: { baseUrl: http://a.example }\nhttp: { concurrency: many }", /http.concurrency: must be integer/],
    ["target: { baseUrl: http://a.example }\ncapabilities: { bluk: { supported: true, reason: x } }", /bluk is not known; did you mean bulk\?/],
    ["target: { baseUrl: http://a.example }\nresources: { User: { template: { userName: '{{unknown}}' } } }", /not a valid template/],
    ["target: { baseUrl: http://a.example }\ntarget: { baseUrl: http://b.example }", /2:1 : this key is given twice/],
    ["target: { baseUrl: http://a.example }\nproperties: thorogh", /2:1 properties: thorogh is not known; did you mean thorough\?/],
    ["target: { baseUrl: http://a.example }\nproperties: { request: 7 }", /2:15 properties.request: unknown key request; did you mean requests\?/],
    ["target: [", /not valid YAML/],
    ["", /the file is empty/],
    ["- a\n- b", /a config is a mapping/],
    ["a: &x [1]\nb: [*x, *x]", /aliases \(\*name\) are not allowed/],
    ["target: { baseUrl: http://a.example }\n---\ntarget: {}", /several YAML documents/],
    ["failOn: must", /target is missing/],
  ])("%j", (text, message) => {
    expect(complaints(text).join("\n")).toMatch(message);
  });
  test("several mistakes are reported at once, in the order of the file", () => {
    expect(complaints("target: { baseUrl: http://a.example, nam: x }\nfailOn: maybe\nmod: full\n")).toHaveLength(3);
  });
  test("a missing file is a complaint, not an exception", () => {
    const result = loadConfig({ path: "/no/such/scimspec.yaml" }, {});
    expect(result.ok ? "" : result.problems[0]?.message).toMatch(/cannot be read/);
  });
});

describe("values", () => {
  test("come from the environment and from files, and cannot inject YAML", () => {
    const folder = mkdtempSync(join(tmpdir(), "scimspec-"));
    writeFileSync(join(folder, "token"), "from-file\n");
    writeFileSync(join(folder, "scimspec.yaml"), "target: { name: ${NAME:-nobody}, baseUrl: 'http://a.example/', auth: { type: bearer, token: { file: token } }, headers: { X: '$${literal}', Y: '${EVIL}' } }");
    const result = loadConfig({ path: join(folder, "scimspec.yaml") }, { EVIL: "x }\nmode: read-only" });
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    const { target, mode } = result.config;
    expect(target.name).toBe("nobody");
    expect(target.baseUrl).toBe("http://a.example");
    expect(target.auth).toEqual({ type: "bearer", token: "from-file" });
    expect(target.headers).toEqual({ X: "${literal}", Y: "x }\nmode: read-only" });
    expect(mode).toBe("full");
  });
  test("of templates are filled in", () => {
    expect(renderTemplate({ userName: "{{unique}}@x", list: [{ value: "{{email}}" }], n: 1 }, { unique: "u", email: "e" })).toEqual({ userName: "u@x", list: [{ value: "e" }], n: 1 });
  });
  test("have the documented defaults", () => {
    const result = load("target: { baseUrl: http://a.example }");
    if (!result.ok) throw new Error("not valid");
    expect(result.config).toMatchObject({ http: { timeoutMs: 10_000, runTimeoutMs: 900_000, concurrency: 8, requestsPerSecond: null, retries: 2, maxBodyBytes: 5_000_000 }, failOn: "must", flaky: "gate", mode: "full", profile: "rfc", out: "scimspec-report" });
  });
});
