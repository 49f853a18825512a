/** Finds the file of a plugin: a path, or a package as Node would find it from the config's folder. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { ConfigError } from "./config/error.ts";
import type { PluginReference } from "./config/types.ts";

/** A plugin that cannot be used. The message is for people: a line for each mistake, each with the module and what to do. */
export class PluginError extends ConfigError {
  override readonly name: string = "PluginError";
}

/** A plugin's module, found but not imported. */
export interface Located {
  /** As it was named. */
  readonly module: string;
  readonly file: string;
  readonly url: string;
  /** Null for a path. */
  readonly packageName: string | null;
  readonly version: string | null;
}

/** True for what names a file rather than a package. */
function isPath(module: string): boolean {
  return module.startsWith("./") || module.startsWith("../") || isAbsolute(module);
}

function atPath({ module, folder }: PluginReference): Located {
  const file = resolve(folder, module);
  const stat = statSync(file, { throwIfNoEntry: false });
  if (!stat) throw new PluginError(`${module}: there is no file ${file}${isAbsolute(module) ? "" : `; this path is relative to the folder ${folder}`}`);
  if (stat.isDirectory()) throw new PluginError(`${module}: ${file} is a folder; name the file, such as ${module.replace(/\/$/, "")}/index.js`);
  return { module, file, url: pathToFileURL(file).href, packageName: null, version: null };
}

interface PackageJson {
  readonly version?: string;
  readonly exports?: unknown;
}

/** The nearest node_modules above the folder that holds the package. */
function packageFolder(name: string, folder: string): string | null {
  for (let at = folder; ; at = dirname(at)) {
    const found = join(at, "node_modules", name);
    if (existsSync(join(found, "package.json"))) return found;
    if (dirname(at) === at) return null;
  }
}

/** What an `exports` entry gives for `import`; Node's own resolution from here would only try `require`. */
function target(entry: unknown): string | null {
  if (typeof entry === "string") return entry;
  if (typeof entry !== "object" || entry === null) return null;
  for (const [condition, value] of Object.entries(entry)) {
    const found = ["node", "import", "module-sync", "default"].includes(condition) ? target(value) : null;
    if (found !== null) return found;
  }
  return null;
}

function entryOf(module: string, name: string, at: string, { exports }: PackageJson, folder: string): string {
  const sub = `.${module.slice(name.length)}`;
  const own = typeof exports === "object" && exports !== null ? (exports as Record<string, unknown>) : {};
  const path = target(own[sub] ?? (sub === "." ? exports : undefined));
  if (path !== null) return join(at, path);
  return createRequire(join(folder, "scimspec.yaml")).resolve(module);
}

function atPackage({ module, folder }: PluginReference): Located {
  const [name] = /^(@[^/]+\/)?[^/]+/.exec(module) ?? [""];
  const at = packageFolder(name, folder);
  if (at === null) {
    const file = existsSync(resolve(folder, module)) ? `; for the file, write ./${module}` : "";
    throw new PluginError(`${module}: there is no package ${name} in a node_modules folder at or above ${folder}: npm install --save-dev ${name}${file}`);
  }
  try {
    const json = JSON.parse(readFileSync(join(at, "package.json"), "utf8")) as PackageJson;
    const file = entryOf(module, name, at, json, folder);
    if (!existsSync(file)) throw new Error(`it names ${file}, which is not there`);
    return { module, file, url: pathToFileURL(file).href, packageName: name, version: typeof json.version === "string" ? json.version : null };
  } catch (error) {
    throw new PluginError(`${module}: the package in ${at} gives no module to import (${error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error)}); its package.json needs \`exports\` or \`main\``);
  }
}

/** Finds the plugin. Throws a PluginError if it is not there. */
export function locatePlugin(reference: PluginReference): Located {
  return isPath(reference.module) ? atPath(reference) : atPackage(reference);
}
