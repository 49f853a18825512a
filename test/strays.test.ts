/** Mistakes that a program must survive: checks that never end or do not await, a busy server, a reader that stops. */
import { execFile } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { assess } from "../src/assess.ts";
import { defaultConfig, properties } from "../src/config/finish.ts";
import { check } from "../src/engine/api.ts";
import type { Run } from "../src/model/run.ts";
import { startReferenceServer } from "../src/reference/index.ts";
import { folder, MAIN, scimspec } from "./command.ts";
import { assessedBehind } from "./front.ts";

const dist = (path: string): string => pathToFileURL(MAIN).href.replace("cli/main.js", path);
const users = async ({ baseUrl, token }: { readonly baseUrl: string; readonly token: string }): Promise<number> => ((await (await fetch(`${baseUrl}/Users`, { headers: { authorization: `Bearer ${token}` } })).json()) as { totalResults: number }).totalResults;

test("a check that never ends is given up when the time of the run is over, and what it made is removed", async () => {
  const server = await startReferenceServer({});
  const before = await users(server);
  const hanging = check({
    id: "sample/hanging", title: "t", failureTitle: "f", for: "User", verifies: ["7644-3.3-create-201"], detects: ["create-returns-200"], mutates: "own-resources", remedy: "r",
    run: async ({ given }) => (await given.user(), new Promise<void>(() => {})),
  });
  const base = defaultConfig(server.baseUrl, { type: "bearer", token: server.token });
  const config = { ...base, http: { ...base.http, runTimeoutMs: 400 }, properties: properties("off") };
  const run = await assess({ config, suites: { checks: [hanging], invariants: [] }, seed: 1, embedded: false, journalFile: null, signal: new AbortController().signal });
  expect(run.incompleteBecause).toEqual(["the run took longer than http.runTimeout allows"]);
  expect(run.checks).toMatchObject([{ outcome: "blocked", reason: "interrupted: it did not end when the run was stopped" }]);
  expect([run.leftovers, await users(server)]).toEqual([[], before]);
  await server.close();
});

test("an error that reaches nobody ends no run, and makes it incomplete", async () => {
  const server = await startReferenceServer({});
  const before = await users(server);
  const cwd = folder();
  writeFileSync(join(cwd, "stray.mjs"), `import { check } from ${JSON.stringify(dist("index.js"))};
export const name = "acme";
export const requirements = [{ id: "acme/rule", level: "MUST", text: "A rule.", link: "https://acme.example/rule" }];
export const checks = [check({ id: "acme/user/stray", title: "t", failureTitle: "f", for: "User", verifies: ["acme/rule"], mutates: "own-resources", remedy: "r",
  async run({ given, scim, expect }) {
    const user = await given.user();
    scim.get(user).then(() => { throw new Error("lost"); });
    await scim.pause(100);
    expect.of("acme/rule").at(await scim.get(user), "/id").exists();
  } })];
`);
  const { code, err } = await scimspec(["run", "--base-url", server.baseUrl, "--token", server.token, "--extend", "./stray.mjs", "--suite", "acme"], cwd);
  expect([code, err]).toEqual([4, ""]);
  const run = JSON.parse(readFileSync(join(cwd, "scimspec-report", "run.json"), "utf8")) as Run;
  expect(run.incompleteBecause.join()).toMatch(/an error reached nobody.*Error: lost, stray\.mjs:7/);
  expect(await users(server)).toBe(before);
  await server.close();
});

test("a reader that stops reading ends no run", async () => {
  const cwd = folder();
  const code = await new Promise<number>((resolve) => execFile("bash", ["-c", `"${process.execPath}" "${MAIN}" run --suite create --properties off --verbose | head -1 >/dev/null; exit \${PIPESTATUS[0]}`], { cwd }, (error) => resolve(error ? Number(error.code ?? 1) : 0)));
  expect(code).toBe(0);
  expect(existsSync(join(cwd, "scimspec-report", "run.json"))).toBe(true);
});

test("a server that is busy now and then keeps nothing of ours", async () => {
  const asked = new Set<string>();
  const run = await assessedBehind((answer, { method, path }) => (method === "DELETE" && asked.size !== asked.add(path).size && asked.size % 4 === 0 ? { status: 503, body: undefined } : answer), false);
  expect(asked.size).toBeGreaterThan(50);
  expect(run.leftovers).toEqual([]);
});

test("the fetch of the program that uses the reference server stays its own", async () => {
  const program = `const { startReferenceServer } = await import(${JSON.stringify(dist("index.js"))});
    const server = await startReferenceServer();
    await import(${JSON.stringify(dist("http/client.js"))});
    const body = JSON.stringify({ schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"], userName: "a@example.com" });
    const answer = await fetch(server.baseUrl + "/Users", { method: "POST", body, headers: { authorization: "Bearer " + server.token, "content-type": "application/scim+json", "content-length": String(body.length) } });
    console.log(answer.status);
    await server.close();`;
  const out = await new Promise<string>((resolve) => execFile(process.execPath, ["--input-type=module", "--eval", program], (_error, stdout, stderr) => resolve(stdout + stderr)));
  expect(out.trim()).toBe("201");
});
