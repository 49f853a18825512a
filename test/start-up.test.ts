/** Start-up: heavy parts load late. Measured in CPU time, beside that of an empty program, so that a busy machine does not count. */
import { spawn } from "node:child_process";
import { pathToFileURL } from "node:url";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { folder, MAIN } from "./command.ts";

interface Used {
  readonly code: number;
  /** User and system time of the process, in milliseconds. */
  readonly cpuMs: number;
}

/** Prints its own CPU time at the end, on a channel that nothing else uses. */
const METER = `data:text/javascript,${encodeURIComponent('import { writeSync } from "node:fs"; process.on("exit", () => { const u = process.cpuUsage(); writeSync(3, String((u.user + u.system) / 1000)); });')}`;

function run(args: readonly string[]): Promise<Used> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ["--import", METER, ...args], { cwd: folder(), stdio: ["ignore", "ignore", "ignore", "pipe"] });
    let text = "";
    child.stdio[3]?.on("data", (chunk: Buffer) => (text += chunk.toString()));
    child.once("close", (code) => resolve({ code: code ?? 1, cpuMs: Number(text) }));
  });
}

/** The least of three: what else the machine does can only add. */
async function least(args: readonly string[]): Promise<Used> {
  const runs = [await run(args), await run(args), await run(args)];
  return runs.reduce((a, b) => (b.cpuMs < a.cpuMs ? b : a));
}

const empty = await least(["--eval", "0"]);
const index = pathToFileURL(fileURLToPath(new URL("../dist/src/index.js", import.meta.url))).href;

test.each<[string, readonly string[], number]>([
  ["--version", [MAIN, "--version"], 0],
  ["--help", [MAIN, "--help"], 0],
  ["run --help", [MAIN, "run", "--help"], 0],
  ["an unknown flag", [MAIN, "run", "--nope"], 2],
  ["a wrong number", [MAIN, "run", "--seed", "x"], 2],
  ["a base URL that is none", [MAIN, "run", "--base-url", "nope"], 2],
  ["a shard that is none", [MAIN, "run", "--shard", "4"], 2],
  ["a config that is not there", [MAIN, "run", "--config", "/no/such.yaml"], 2],
  ["importing the library", ["--input-type=module", "--eval", `import ${JSON.stringify(index)}`], 0],
])("%s takes little more than an empty program", async (_, args, code) => {
  const used = await least(args);
  expect(used.code).toBe(code);
  // Twice what it takes: the suites alone would be a third of a second, and the network client a tenth.
  expect(used.cpuMs - empty.cpuMs).toBeLessThan(200);
});

test("loading all suites takes a fraction of a second", async () => {
  const used = await least([MAIN, "list", "checks"]);
  expect(used.code).toBe(0);
  expect(used.cpuMs - empty.cpuMs).toBeLessThan(700);
});
