/** The packed tarball, installed into an empty project: without a network, from what the repository has installed. */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

interface Manifest {
  readonly bin: { readonly scimspec: string };
  readonly exports: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

export interface Installed {
  /** The empty project. */
  readonly project: string;
  /** Where the package lies in it. */
  readonly home: string;
  readonly tarball: string;
  /** Paths of the package's files, with forward slashes. */
  readonly files: readonly string[];
  readonly manifest: Manifest;
  /** Makes what the repository has installed available to the project. */
  link(name: string): void;
}

export interface Ended {
  readonly code: number;
  readonly out: string;
}

/** Runs a program in a folder; what it prints, both channels. */
export function runIn(cwd: string, file: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(file, [...args], { cwd, env: { ...process.env, NO_COLOR: "1", ...env }, maxBuffer: 1e8 }, (error, out, err) => resolve({ code: error ? Number(error.code ?? 1) : 0, out: out + err }));
  });
}

async function must(cwd: string, file: string, args: readonly string[]): Promise<string> {
  const { code, out } = await runIn(cwd, file, args);
  if (code !== 0) throw new Error(`${file} ${args.join(" ")} ended with ${code}: ${out}`);
  return out;
}

/** Packs and installs. --ignore-scripts: packing must not build dist anew under the feet of other tests. */
export async function install(): Promise<Installed> {
  const project = mkdtempSync(join(tmpdir(), "scimspec-packed-"));
  const printed = await must(root, "npm", ["pack", "--ignore-scripts", "--offline", "--json", "--pack-destination", project]);
  const [{ filename } = { filename: "" }] = JSON.parse(printed.slice(printed.indexOf("["))) as { filename: string }[];
  const home = join(project, "node_modules", "scimspec");
  mkdirSync(home, { recursive: true });
  await must(project, "tar", ["-xzf", filename, "-C", home, "--strip-components=1"]);
  writeFileSync(join(project, "package.json"), '{ "name": "empty", "private": true, "type": "module" }\n');
  const manifest = JSON.parse(readFileSync(join(home, "package.json"), "utf8")) as Manifest;
  const link = (name: string): void => {
    const at = join(project, "node_modules", name);
    mkdirSync(dirname(at), { recursive: true });
    symlinkSync(join(root, "node_modules", name), at);
  };
  for (const name of Object.keys(manifest.dependencies)) link(name);
  const files = readdirSync(home, { recursive: true, withFileTypes: true, encoding: "utf8" }).filter((e) => e.isFile()).map((e) => join(e.parentPath, e.name).slice(home.length + 1).split("\\").join("/"));
  return { project, home, tarball: join(project, filename), files, manifest, link };
}

/** Specifiers that a module imports, statically or not: code as tsc writes it, or types. */
export function importsOf(code: string): readonly string[] {
  const statically = code.matchAll(/^(?:import|export)\b(?:[^;"'`=(]*?\bfrom)?\s*["']([^"'\n]+)["']/gm);
  const late = code.replace(/\/\*[^]*?\*\//g, "").matchAll(/\bimport\(["']([^"'\n]+)["']\)/g);
  return [...statically, ...late].map((m) => m[1] ?? "");
}
