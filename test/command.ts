/** The command line as a user runs it, in a folder of its own. */
import { execFile } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** What package.json names as the command. */
export const MAIN = fileURLToPath(new URL("../dist/src/cli/main.js", import.meta.url));

export const folder = (): string => mkdtempSync(join(tmpdir(), "scimspec-cli-"));

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly cwd: string;
}

export function scimspec(args: readonly string[], cwd = folder(), env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, [MAIN, ...args], { cwd, env: { ...process.env, NO_COLOR: "1", ...env } }, (error, out, err) => resolve({ code: error ? Number(error.code ?? 1) : 0, out, err, cwd }));
  });
}
