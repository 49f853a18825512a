/** action.yml as GitHub runs it: its script, with the variables of a runner. */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { startReferenceServer, type ReferenceServer } from "../src/reference/index.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly runs: { readonly steps: readonly { readonly id?: string; readonly run: string; readonly env?: Readonly<Record<string, string>> }[] };
}
const action = parse(readFileSync(join(ROOT, "action.yml"), "utf8")) as Action;
const step = action.runs.steps.find((s) => s.id === "run");

function run(inputs: Readonly<Record<string, string>>): Promise<{ code: number; out: string; file: (name: string) => string }> {
  const cwd = mkdtempSync(join(tmpdir(), "scimspec-action-"));
  for (const name of ["output", "summary"]) writeFileSync(join(cwd, name), "");
  const given = Object.fromEntries(Object.entries(step?.env ?? {}).map(([name, template]) => {
    const input = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(template)?.[1] ?? "";
    return [name, inputs[input] ?? action.inputs[input]?.default ?? "no such input"];
  }));
  const env = { PATH: process.env["PATH"] ?? "", GITHUB_ACTIONS: "true", GITHUB_ACTION_PATH: ROOT, GITHUB_OUTPUT: join(cwd, "output"), GITHUB_STEP_SUMMARY: join(cwd, "summary"), ...given };
  return new Promise((resolve) => {
    execFile("bash", ["-e", "-o", "pipefail", "-c", step?.run ?? ""], { cwd, env }, (error, out) => resolve({ code: error ? Number(error.code ?? 1) : 0, out, file: (name) => readFileSync(join(cwd, name), "utf8") }));
  });
}

describe("action.yml", () => {
  let server: ReferenceServer;
  beforeAll(async () => {
    server = await startReferenceServer({ faults: ["create-returns-200"] });
  });
  afterAll(() => server.close());

  test("every variable of its script is an input, and inputs never stand in the script", () => {
    expect(step?.run).not.toContain("${{");
    expect(Object.values(step?.env ?? {}).every((v) => v.slice(11, -3) in action.inputs)).toBe(true);
  });
  test("fails the job on findings, with summary, annotations and output", async () => {
    const { code, out, file } = await run({ "base-url": server.baseUrl, token: server.token, args: "--suite\ncreate\n--seed\n5" });
    expect(code).toBe(1);
    expect(file("output")).toBe("exit-code=1\n");
    expect(file("summary")).toContain("Not conformant");
    expect(out).toMatch(/^::error /m);
    for (const name of ["index.html", "run.json", "junit.xml", "scimspec.sarif"]) expect(file(`scimspec-report/${name}`).length).toBeGreaterThan(100);
    for (const text of [out, file("summary"), file("scimspec-report/run.json")]) expect(text).not.toContain(server.token);
  });
  test("passes arguments as they are, whatever they hold", async () => {
    const { code, out, file } = await run({ "base-url": server.baseUrl, token: server.token, args: "--suite\n$(touch pwned); create" });
    expect(code).toBe(2);
    expect(file("output")).toBe("exit-code=2\n");
    expect(out).not.toContain("pwned:");
    expect(() => file("pwned")).toThrow();
  });
});
