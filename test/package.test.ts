/** The package as others get it: packed, installed into an empty project, and used there. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { beforeAll, describe, expect, test } from "vitest";
import { importsOf, install, runIn, type Installed } from "./packed.ts";

const TSC = fileURLToPath(new URL("../node_modules/typescript/bin/tsc", import.meta.url));
const ATTW = fileURLToPath(new URL("../node_modules/@arethetypeswrong/cli/dist/index.js", import.meta.url));

let installed: Installed;
beforeAll(async () => {
  installed = await install();
}, 120_000);

const node = (...args: string[]) => runIn(installed.project, process.execPath, args);
const script = (code: string) => node("--input-type=module", "--eval", code);
const read = (file: string): string => readFileSync(join(installed.home, file), "utf8");

/** Entries of `exports` that are modules: name and files. */
const modules = () => Object.entries(installed.manifest.exports).flatMap(([name, e]) => (typeof e === "string" ? [] : [{ name: posix.join("scimspec", name), ...e }]));

describe("run there", () => {
  test("the command line", async () => {
    const main = join(installed.home, installed.manifest.bin.scimspec);
    expect(await node(main, "--version")).toEqual({ code: 0, out: `${(JSON.parse(read("package.json")) as { version: string }).version}\n` });
    const run = await node(main, "run", "--suite", "create", "--quiet", "--out", "report", "--format", "html,json,junit");
    expect(run.out).toContain("Conformant");
    expect(run.code).toBe(0);
  });
  test("the library, without vitest", async () => {
    const { code, out } = await script(`
      import { assess, startReferenceServer, render, listChecks } from "scimspec";
      const server = await startReferenceServer({ faults: ["create-returns-200"] });
      const run = await assess({ baseUrl: server.baseUrl, auth: { type: "bearer", token: server.token } }, { select: { checks: ["create/created"] }, profile: "strict" });
      await server.close();
      console.log(run.checks[0].outcome, (await render(run, "html"))[0].path, (await listChecks()).length > 500);`);
    expect(out).toBe("fail index.html true\n");
    expect(code).toBe(0);
  });
  /** The block of JavaScript in a section of the README. */
  const example = (title: string): string => /```js\n([^]*?)```/.exec(read("README.md").split(`## ${title}\n`)[1] ?? "")?.[1] ?? "";
  test("the example of the README: an application in this process", async () => {
    // The application: what it answers comes from a reference server, behind a fetch function.
    writeFileSync(join(installed.project, "app.js"), `
      import { startReferenceServer } from "scimspec";
      const server = await startReferenceServer({ token: "t" });
      const own = (value) => value.replaceAll(new URL(server.baseUrl).origin, "http://app.test");
      export const app = { async fetch(request) {
        const { pathname, search } = new URL(request.url);
        const headers = Object.fromEntries([...request.headers].filter(([name]) => !["host", "connection", "content-length"].includes(name)));
        const body = await request.text();
        const answer = await fetch(new URL(pathname + search, server.baseUrl), { method: request.method, headers, ...(body === "" ? {} : { body }) });
        const text = own(await answer.text());
        const fields = [...answer.headers].filter(([name]) => !["content-length", "connection", "keep-alive"].includes(name)).map(([name, value]) => [name, own(value)]);
        return new Response(text === "" ? null : text, { status: answer.status, headers: fields });
      } };
      setTimeout(() => server.close(), 20_000).unref();`);
    writeFileSync(join(installed.project, "library.js"), `${example("As a library")}process.exit();\n`);
    const { code, out } = await runIn(installed.project, process.execPath, ["library.js"], { SCIM_TOKEN: "t" });
    expect(out).toMatch(/^conformant \d\d+\n$/);
    expect(code).toBe(0);
    expect(readFileSync(join(installed.project, "index.html"), "utf8")).toContain("http://app.test/scim/v2");
  });
  test("the example of the README: a reference server", async () => {
    expect(await script(example("A reference server for those who build SCIM clients"))).toEqual({ code: 0, out: "400\ntrue\n" });
  });
  test("the schemas and the manifest", async () => {
    const { out } = await script(`import s from "scimspec/schemas/config.schema.json" with { type: "json" }; import p from "scimspec/package.json" with { type: "json" }; console.log(s.$id, p.name);`);
    expect(out).toContain("urn:scimspec:schema:config scimspec\n");
  });
  test("the adapter without vitest, with an old one, and outside of it says what to do, and no stack", async () => {
    const fake = join(installed.project, "node_modules/vitest");
    const load = 'await import("scimspec/vitest")';
    const without = await script(load);
    expect(without.out).toContain("scimspec/vitest needs vitest, which is not installed here. Install it with: npm install --save-dev vitest");
    mkdirSync(fake);
    writeFileSync(join(fake, "package.json"), '{ "name": "vitest", "version": "3.2.4", "main": "index.js" }');
    const old = await script(load);
    expect(old.out).toContain("scimspec/vitest works with vitest 4.1 and later, and 5; this project has 3.2.4.");
    rmSync(fake, { recursive: true });
    installed.link("vitest");
    const outside = await script('delete process.env.VITEST; const { conformance } = await import("scimspec/vitest"); conformance({ target: { baseUrl: "http://127.0.0.1:1" } });');
    expect(outside.out).toContain("conformance() registers tests: call it in a test file, and start that with: npx vitest run");
    for (const { code, out } of [without, old, outside]) expect([code, out]).toEqual([1, expect.not.stringMatching(/\bat .*(peer|plain-error|vitest\/index)\.js/)]);
  });
  test("the adapter and its reporter", async () => {
    writeFileSync(join(installed.project, "scim.test.js"), `
      import { startReferenceServer } from "scimspec";
      import { conformance } from "scimspec/vitest";
      import { afterAll } from "vitest";
      let server;
      conformance({
        target: async () => {
          server = await startReferenceServer();
          return { baseUrl: server.baseUrl, auth: { type: "bearer", token: server.token } };
        },
        select: { suites: ["create"] },
      });
      afterAll(() => server.close());`);
    const { code, out } = await node("node_modules/vitest/vitest.mjs", "run", "--reporter=default", "--reporter=scimspec/vitest/reporter");
    expect(out).toContain("SCIM conformance in scim.test.js: Conformant");
    expect(code).toBe(0);
    const run = JSON.parse(readFileSync(join(installed.project, "scimspec-report/run.json"), "utf8")) as { readonly summary: unknown };
    expect(run.summary).toMatchObject({ fail: 0, blocked: 0, error: 0 });
  });
  test("every module of exports can be imported", async () => {
    for (const { name } of modules()) expect(await script(`const m = await import(${JSON.stringify(name)}); if (Object.keys(m).length === 0) throw new Error("exports nothing");`)).toEqual({ code: 0, out: "" });
  });
  test("the types, strictly", async () => {
    for (const name of ["@types/node", "undici-types"]) installed.link(name);
    writeFileSync(join(installed.project, "consumer.ts"), `
      import type { IncomingMessage, ServerResponse } from "node:http";
      import { assess, check, fromFetch, startReferenceServer, type AssessOptions, type Run, type RunEvent, type TargetInput } from "scimspec";
      import * as everything from "scimspec";
      ${modules().map(({ name }, i) => `import * as entry${i} from ${JSON.stringify(name)}; void entry${i};`).join("\n")}
      const targets: readonly TargetInput[] = [
        { baseUrl: "https://scim.example.com/v2", auth: { type: "basic", username: "u", password: "p" } },
        (request: IncomingMessage, response: ServerResponse) => response.end(request.url),
        (request: Request) => new Response(request.url),
        { fetch: async (request: Request) => new Response(request.url) },
        async () => ({ baseUrl: "http://app.test", handler: fromFetch(() => new Response()) }),
      ];
      const options: AssessOptions = { profile: "rfc", select: { suites: ["create"] }, http: { timeout: "5s" }, properties: "off" };
      const server = await startReferenceServer({ faults: [], latency: 5 });
      const assessment = assess(targets[0] ?? server, options);
      for await (const event of assessment) { const e: RunEvent = event; if (e.kind === "check-end") e.check.toUpperCase(); }
      const run: Run = await assessment;
      run.checks[0]?.findings[0]?.message.trim();
      const own = check({ id: "acme/own", title: "t", failureTitle: "f", verifies: ["7644-3.3-create-201"], detects: [], mutates: "nothing", remedy: "r", async run({ scim, expect }) { expect.of("7644-3.3-create-201").status(await scim.get("/Users"), 200); } });
      void own; void everything;
      // @ts-expect-error a misspelt option is an error
      void assess(server, { profil: "rfc" });
      // @ts-expect-error half a credential is an error
      void assess({ baseUrl: "http://x", auth: { type: "bearer" } });
    `);
    writeFileSync(join(installed.project, "tsconfig.json"), JSON.stringify({ compilerOptions: { module: "nodenext", target: "es2023", lib: ["es2023"], strict: true, exactOptionalPropertyTypes: true, noEmit: true, types: ["node"], skipLibCheck: false }, files: ["consumer.ts"] }));
    expect(await node(TSC, "-p", ".")).toEqual({ code: 0, out: "" });
  });
});

/** Read and put into reports, not imported. */
const SCRIPT_OF_PAGE = "dist/reports/html/page.js";

const holdsTypesOnly = (file: string): boolean => /^(\/\*.*\*\/\s*)?export \{\};\s*\/\/# source/.test(read(file));

describe("what is in it", () => {
  /** Files that the entries reach: by imports of code and of types; suites are found by their folder. */
  const reached = (): { readonly files: ReadonlySet<string>; readonly packages: ReadonlyMap<string, string> } => {
    const roots = [installed.manifest.bin.scimspec, ...modules().flatMap((m) => [posix.normalize(m.default), posix.normalize(m.types)]), ...installed.files.filter((f) => /^dist\/suites\/.*\.(check|invariant)\.js$/.test(f))];
    const files = new Set(roots);
    const packages = new Map<string, string>();
    for (const file of files) {
      if (!/\.(js|d\.ts)$/.test(file)) continue;
      for (const specifier of importsOf(read(file))) {
        const at = posix.join(posix.dirname(file), specifier);
        if (specifier.startsWith(".")) for (const f of at.endsWith(".js") ? [at] : [at.replace(/\.ts$/, ".js"), at.replace(/\.ts$/, ".d.ts")]) files.add(f);
        else packages.set(specifier.split("/").slice(0, specifier.startsWith("@") ? 2 : 1).join("/"), file);
      }
    }
    return { files, packages };
  };
  test("no test, no fixture, no source map, nothing that no entry reaches", () => {
    const { files } = reached();
    const present = new Set(installed.files);
    expect(installed.files.filter((f) => /(^|\/)(test|fixtures)\/|\.test(ing)?\.|\.map$|\.built$/.test(f))).toEqual([]);
    expect([...files].filter((f) => !present.has(f))).toEqual([]);
    expect(installed.files.filter((f) => /^dist\/.*\.js$/.test(f) && !files.has(f) && f !== SCRIPT_OF_PAGE && !holdsTypesOnly(f))).toEqual([]);
  });
  test("every dependency is used, and nothing else is", () => {
    const { packages } = reached();
    const used = [...packages.keys()].filter((p) => !p.startsWith("node:") && p !== "vitest");
    expect(used.sort()).toEqual(Object.keys(installed.manifest.dependencies).sort());
    expect(packages.get("vitest") ?? "dist/src/vitest/").toMatch(/^dist\/src\/vitest\//);
  });
  test("what code reads beside it", () => {
    for (const file of ["dist/suites/catalogue/catalogue.json", "schemas/run.schema.json", "schemas/baseline.schema.json", "dist/reports/html/report.css", "README.md", "LICENSE"]) expect(installed.files).toContain(file);
  });
});

describe("others' judgement", () => {
  test("publint", async () => {
    const buffer = readFileSync(installed.tarball);
    const { messages } = await publint({ strict: true, pack: { tarball: buffer.buffer.slice(buffer.byteOffset, buffer.byteOffset + buffer.byteLength) } });
    expect(messages.map((m) => formatMessage(m, installed.manifest as never))).toEqual([]);
  });
  test("arethetypeswrong", async () => {
    const { code, out } = await node(ATTW, installed.tarball, "--profile", "esm-only", "--no-color", "--no-emoji");
    for (const { name } of modules()) expect(out.split("\n").find((line) => line.includes(`"${name}"`))).toMatch(/│ OK \(ESM\) +│ OK +│/);
    expect(code).toBe(0);
  });
});
