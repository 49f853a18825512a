/** Reads the plugins of a config file, and nothing else of it. */
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parseDocument } from "yaml";
import { hide } from "./load.ts";
import type { PluginReference } from "./types.ts";

/** The `extend` of a config file, or what is wrong with it in a sentence. */
export function readExtend(path: string): readonly PluginReference[] | string {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return "the file cannot be read";
  }
  const document = parseDocument(hide(text));
  if (document.errors.length > 0) return `not valid YAML: ${document.errors[0]?.message.split("\n")[0] ?? ""}`;
  const extend = ((document.toJS({ maxAliasCount: 100 }) ?? {}) as { readonly extend?: unknown }).extend ?? [];
  if (!Array.isArray(extend) || !extend.every((m): m is string => typeof m === "string" && m !== "")) return 'extend is a list of modules, such as ["./my-checks.js"]';
  return extend.map((module) => ({ module, folder: dirname(resolve(path)) }));
}
