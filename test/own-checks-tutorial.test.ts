/** docs/own-checks.md, done as it says: its commands are run, and its files are written. */
import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { startReferenceServer } from "../src/reference/index.ts";
import { folder, MAIN } from "./command.ts";

const text = readFileSync(new URL("../docs/own-checks.md", import.meta.url), "utf8");
const [, tutorial = ""] = /## Ten minutes[^\n]*\n(.*?)\n## /s.exec(text) ?? [];

/** The blocks of the tutorial in order: a file to write, or commands. */
const blocks = [...tutorial.matchAll(/```(sh|js)(?: file=(\S+))?\n(.*?)```/gs)].map(([, language = "", file, content = ""]) => ({ language, file, content }));

interface Ended {
  readonly code: number;
  readonly out: string;
}

/** A project with scimspec installed, and a shell in it whose `npx scimspec` is this one. */
function project(): { readonly cwd: string; readonly sh: (line: string, env: Readonly<Record<string, string>>) => Promise<Ended> } {
  const [cwd, bin] = [folder(), folder()];
  mkdirSync(join(cwd, "node_modules"));
  symlinkSync(fileURLToPath(new URL("..", import.meta.url)), join(cwd, "node_modules", "scimspec"));
  writeFileSync(join(bin, "npx"), `#!/bin/sh\nshift\nexec "${process.execPath}" "${MAIN}" "$@"\n`, { mode: 0o755 });
  const sh = (line: string, env: Readonly<Record<string, string>>): Promise<Ended> => new Promise((resolve) => {
    execFile("sh", ["-c", line], { cwd, env: { ...process.env, NO_COLOR: "1", PATH: `${bin}:${process.env["PATH"] ?? ""}`, ...env } }, (error, out, err) => resolve({ code: error ? Number(error.code ?? 1) : 0, out: out + err }));
  });
  return { cwd, sh };
}

/** What the tutorial says a command ends with; 0 where it says nothing. */
const promised = (line: string): number => Number(/# exit code (\d)/.exec(line)?.[1] ?? 0);

test("the tutorial leads from init to a check that passes on a good server and fails on a faulty one", async () => {
  const { cwd, sh } = project();
  const seen: string[] = [];
  const env: Record<string, string> = {};
  let server: Awaited<ReturnType<typeof startReferenceServer>> | null = null;
  const did = { files: 0, commands: 0, servers: 0 };
  for (const { language, file, content } of blocks) {
    if (language === "js") {
      if (file === undefined) throw new Error("a file of the tutorial has no name");
      writeFileSync(join(cwd, file), content);
      did.files += 1;
      continue;
    }
    for (const line of content.trim().split("\n")) {
      const [, variable, value = ""] = /^export (\w+)=(.*)$/.exec(line) ?? [];
      if (variable !== undefined) env[variable] = value;
      else if (line.startsWith("npx scimspec serve ")) {
        // In this process, at a free port: what the reader would start in a second terminal.
        await server?.close();
        const [, fault] = /--fault (\S+)/.exec(line) ?? [];
        server = await startReferenceServer({ token: "secret", seedUsers: 0, faults: fault === undefined ? [] : [fault] });
        const base = server.baseUrl;
        if (did.servers > 0) writeFileSync(join(cwd, "scimspec.yaml"), readFileSync(join(cwd, "scimspec.yaml"), "utf8").replace(/http:\/\/127\.0\.0\.1:\d+\/scim\/v2/, base));
        did.servers += 1;
      } else {
        const { code, out } = await sh(line.replace("http://127.0.0.1:8080/scim/v2", server?.baseUrl ?? ""), env);
        expect({ line, code, out }).toEqual({ line, code: promised(line), out });
        seen.push(out);
        did.commands += 1;
      }
    }
  }
  await server?.close();
  expect(did).toEqual({ files: 2, commands: 7, servers: 2 });
  const all = seen.join("\n");
  // What the tutorial quotes is what is printed, and the skeleton says what is missing.
  for (const [, quoted = ""] of tutorial.matchAll(/^> (.*)$/gm)) expect(all).toContain(quoted);
  expect(all).toContain("acme/user/created-inactive: title still is the placeholder");
  expect(seen.at(-1)).toContain("an account that is created switched off is switched on");
  expect(seen.at(-1)).toContain("acme/inactive-stays-inactive · acme/user/created-inactive");
  expect(readFileSync(join(cwd, "scimspec-report", "index.html"), "utf8")).toContain("https://acme.example/scim-rules#inactive");
});
