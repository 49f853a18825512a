import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { initCommand, type InitFlags } from "../src/cli/init.ts";
import { loadConfig } from "../src/config/load.ts";
import { commentText } from "../src/config/skeleton.ts";
import type { Config } from "../src/config/types.ts";
import { startReferenceServer } from "../src/reference/index.ts";
import { folder } from "./command.ts";

let said = "";
beforeEach(() => {
  said = "";
  const keep = (text: string | Uint8Array): boolean => {
    said += String(text);
    return true;
  };
  vi.spyOn(process.stdout, "write").mockImplementation(keep);
  vi.spyOn(process.stderr, "write").mockImplementation(keep);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

async function init(flags: InitFlags, out = join(folder(), "scimspec.yaml")) {
  const code = await initCommand({ ...flags, out });
  return { code, out, text: existsSync(out) ? readFileSync(out, "utf8") : null };
}

const config = (path: string, env: Readonly<Record<string, string>> = { SCIM_TOKEN: "s", SCIM_USER: "u", SCIM_PASSWORD: "p" }): Config => {
  const loaded = loadConfig({ path }, env);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.config;
};

/** All commented entries switched on: what a reader may do next must be valid as well. */
const switchedOn = (text: string): string => text.replace(/^# (?=(resources|capabilities):)/gm, "").replace(/^# {3}/gm, "  ");

/** A server that answers these documents, and 401 to everything else unless `open`. */
async function serverWith(documents: Readonly<Record<string, object>>, open: boolean): Promise<{ readonly baseUrl: string; readonly close: () => void }> {
  const server = createServer((request, response) => {
    const body = documents[request.url ?? ""];
    response.writeHead(body ? 200 : open ? 200 : 401, { "Content-Type": "application/scim+json" });
    response.end(JSON.stringify(body ?? { schemas: ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], totalResults: 0, Resources: [] }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => void server.close() };
}

describe("scimspec init", () => {
  test("writes what the server says of itself, with the token as a variable, and what it writes loads", async () => {
    const server = await startReferenceServer({ token: "very-s3cret", without: ["bulk"] });
    vi.stubEnv("ACME_TOKEN", "very-s3cret");
    const { code, out, text } = await init({ baseUrl: server.baseUrl, tokenEnv: "ACME_TOKEN" });
    await server.close();
    expect(code).toBe(0);
    expect(text).not.toContain("very-s3cret");
    expect(said).not.toContain("very-s3cret");
    const loaded = config(out, { ACME_TOKEN: "t" });
    expect(loaded.target).toMatchObject({ baseUrl: server.baseUrl, auth: { type: "bearer", token: "t" } });
    expect(text).toContain('#   # User at /Users, schema urn:ietf:params:scim:schemas:core:2.0:User\n');
    expect(text).toMatch(/# clients must send: userName\n/);
    expect(text).toMatch(/# the server fills in: firmware\n#.*# cannot change later: hardwareId/);
    expect(text).toMatch(/#   bulk: \{ supported: true, reason: "\.\.\." \} # declared as absent/);
    expect(text).toMatch(/#   patch: .* # declared\n/);
    writeFileSync(out, switchedOn(text ?? ""));
    expect(Object.keys(config(out, { ACME_TOKEN: "t" }).resources)).toEqual(["User", "Group", "Device"]);
  });
  test.each<readonly [string, readonly string[], boolean, Config["target"]["auth"]]>([
    ["an open server", [], true, { type: "none" }],
    ["a server with HTTP Basic alone", ["httpbasic"], false, { type: "basic", username: "u", password: "p" }],
    ["a server with tokens", ["oauthbearertoken", "httpbasic"], false, { type: "bearer", token: "s" }],
  ])("without a token, %s gives the authentication that fits", async (_name, schemes, open, auth) => {
    const server = await serverWith({ "/ServiceProviderConfig": { schemas: ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"], authenticationSchemes: schemes.map((type) => ({ type, name: type, description: type })) } }, open);
    const { code, out, text } = await init({ baseUrl: server.baseUrl });
    server.close();
    expect(code).toBe(0);
    expect(config(out).target.auth).toEqual(auth);
    if (!open) expect(text).toContain("# Note: GET /Users is answered with 401: a credential is needed");
    expect(text).toMatch(/assumed: \/ResourceTypes did not say/);
  });
  test("nothing that the server says becomes YAML, a variable, or an escape of the terminal", async () => {
    const evil = "x\n  evil: true\r\u2028failOn: never\u0085\u001b[31m \"'{[ # ${HOME} *a &b \u202e";
    const type = { schemas: ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"], name: evil, endpoint: `/${evil}`, schema: evil, schemaExtensions: [{ schema: evil, required: true }] };
    const schema = { schemas: ["urn:ietf:params:scim:schemas:core:2.0:Schema"], id: evil, attributes: [{ name: evil, type: "string", required: true }, { name: `${evil}2`, mutability: "readOnly" }] };
    const list = (resource: object) => ({ schemas: ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], totalResults: 1, Resources: [resource] });
    const server = await serverWith({ "/ServiceProviderConfig": { schemas: ["s"], authenticationSchemes: [{ type: evil }] }, "/ResourceTypes": list(type), "/Schemas": list(schema) }, true);
    const { code, out, text } = await init({ baseUrl: server.baseUrl });
    server.close();
    expect(code).toBe(0);
    const plain = await init({});
    const [written, skeleton] = [config(out), config(plain.out)];
    expect({ ...written, target: null }).toEqual({ ...skeleton, target: null });
    // oxlint-disable-next-line no-control-regex -- control characters are what must not be there
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202e]/);
    expect(said).not.toContain("\u001b");
    writeFileSync(out, switchedOn(text ?? ""));
    expect(Object.keys(config(out, {}).resources)).toHaveLength(1);
    expect(config(out, {}).failOn).toBe("must");
  });
  test("without a server it writes a config to fill in", async () => {
    const { code, out, text } = await init({ tokenEnv: undefined as never });
    expect(code).toBe(0);
    expect(config(out).target.baseUrl).toBe("https://scim.example.com/v2");
    expect(text).toContain("no server was asked");
    expect(said).toMatch(/Fill in target\.baseUrl, then: scimspec run --config/);
  });
  test("overwrites nothing unless told to", async () => {
    const out = join(folder(), "mine.yaml");
    writeFileSync(out, "mine");
    expect((await init({}, out)).code).toBe(2);
    expect([readFileSync(out, "utf8"), said]).toEqual(["mine", expect.stringMatching(/is there already; name another file with --out, or overwrite it with --force/)]);
    expect((await init({ force: true }, out)).code).toBe(0);
    expect(config(out).profile).toBe("rfc");
  });
  test.each<readonly [string, InitFlags, number, RegExp]>([
    ["a server that is not there", { baseUrl: "http://127.0.0.1:9" }, 3, /gives no answer.*\nNothing was written/s],
    ["no URL", { baseUrl: "acme" }, 2, /--base-url: acme is not an absolute URL/],
    ["a variable that is not set", { tokenEnv: "NO_SUCH_TOKEN_HERE" }, 2, /NO_SUCH_TOKEN_HERE is not set/],
    ["a token in place of a variable", { tokenEnv: "ey.J" }, 2, /is no name of an environment variable/],
  ])("%s: no file, and a sentence", async (_name, flags, expected, message) => {
    const { code, text } = await init(flags);
    expect([code, text, said]).toEqual([expected, null, expect.stringMatching(message)]);
  });
  test.each([["401 to everything", 401, /refuses the credential/], ["a web page", 200, /No answer of .* holds a SCIM message/]] as const)("%s: nothing to learn, exit 3, no file", async (_name, status, message) => {
    const server = createServer((_request, response) => response.writeHead(status, { "Content-Type": "text/html" }).end("<html>Sign in</html>"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { code, text } = await init({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
    server.close();
    expect([code, text, said]).toEqual([3, null, expect.stringMatching(message)]);
  });
  test("comments are cut, between characters", () => {
    expect(commentText(`${"a".repeat(199)}\u{1f600}b`)).toBe(`${"a".repeat(199)}...`);
  });
});
