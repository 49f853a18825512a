/** Plugins: modules with own checks. Nothing is imported unless the config or a flag names it; what is, runs with the user's rights. */
import { loadCatalogue } from "./catalogue/load.ts";
import type { PluginReference } from "./config/types.ts";
import { placeOf } from "./engine/place.ts";
import type { Check, Invariant } from "./model/check.ts";
import type { OwnRequirement, Plugin } from "./model/plugin.ts";
import { locatePlugin, PluginError, type Located } from "./plugin-location.ts";
import { pluginProblems, type Known } from "./plugin-problems.ts";
import type { Suites } from "./suites.ts";

export { PluginError } from "./plugin-location.ts";

/** A module that takes longer to load waits for something that does not come. */
const LOADING_MS = 30_000;

/** What a plugin module may export. All but one of `checks` and `invariants` may be absent; a package needs no name. */
export interface PluginModule {
  readonly name?: string;
  readonly checks?: readonly Check[];
  readonly invariants?: readonly Invariant[];
  readonly requirements?: readonly OwnRequirement[];
}

function at(error: unknown): string {
  const place = placeOf(error);
  return place ? ` (${place.file}:${place.line})` : "";
}

function whyNotImported(error: unknown, { file }: Located): string {
  const { code, message } = (error instanceof Error ? error : { message: String(error) }) as NodeJS.ErrnoException;
  const first = message.split("\n")[0] ?? "";
  if (code === "ERR_UNKNOWN_FILE_EXTENSION") return `Node ${process.versions.node} cannot load ${file}: write the plugin in JavaScript (.js or .mjs), or compile it first; Node 22.18 and newer load .ts`;
  if (code === "ERR_MODULE_NOT_FOUND" && first.includes("'scimspec'")) return `it imports scimspec, which is not installed where the plugin is: npm install --save-dev scimspec`;
  if (code === "ERR_MODULE_NOT_FOUND") return `something that it imports cannot be found: ${first}`;
  if (error instanceof SyntaxError) return `it is not valid JavaScript: ${first}${at(error)}; is it an ECMAScript module (.mjs, or "type": "module" in its package.json)?`;
  return `it throws when it is imported: ${error instanceof Error ? `${error.name}: ${first}` : first}${at(error)}`;
}

/** Where a CommonJS module below an ECMAScript one throws, Node 20 rejects a second promise that nobody holds, and would end the process. */
async function settle(failure: unknown): Promise<void> {
  const onRejection = (reason: unknown): void => {
    if (reason !== failure) throw reason;
  };
  process.on("unhandledRejection", onRejection);
  await new Promise((resolve) => setImmediate(resolve));
  process.removeListener("unhandledRejection", onRejection);
}

async function imported(located: Located): Promise<Readonly<Record<string, unknown>>> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new PluginError(`${located.module}: it does not finish loading within ${LOADING_MS / 1000} s: does it wait for something at its top level?`)), LOADING_MS);
  });
  try {
    return (await Promise.race([import(located.url), late])) as Readonly<Record<string, unknown>>;
  } catch (error) {
    if (error instanceof PluginError) throw error;
    await settle(error);
    throw new PluginError(`${located.module}: ${whyNotImported(error, located)}`);
  } finally {
    clearTimeout(timer);
  }
}

/** A check as the engine takes it: under the plugin's name, and with nothing absent that reports rely on. */
function owned<T extends Check | Invariant>(check: T, name: string): T {
  return { ...check, suite: name, plugin: name, detects: check.detects ?? [] };
}

async function loadPlugin(located: Located, known: Known): Promise<Plugin> {
  const module = await imported(located);
  const name = module["name"] ?? located.packageName;
  const problems = await pluginProblems(module, name, located, known);
  if (problems.length > 0) throw new PluginError(problems.map((p) => `${located.module}: ${p}`).join("\n"));
  // The problems are none, so that the module has its declared form.
  const { checks = [], invariants = [], requirements = [] } = module as PluginModule;
  const own = String(name);
  return {
    name: own,
    version: located.version,
    module: located.module,
    checks: checks.map((c) => owned(c, own)),
    invariants: invariants.map((i) => owned(i, own)),
    requirements: requirements.map(({ id, level, text, link }) => ({ id, level, text, link })),
  };
}

function known(suites: Suites): Known {
  return {
    checks: new Set(suites.checks.map((c) => c.id)),
    areas: new Set([...suites.checks, ...suites.invariants].map((c) => c.suite)),
    requirements: new Set(loadCatalogue().requirements.map((r) => r.id)),
    plugins: new Map((suites.plugins ?? []).map((p) => [p.name, p.module])),
  };
}

/**
 * The suites with the checks of these plugins, in the order given; one that is named twice, by config and flag, counts once. Their code is imported, and runs with the rights of this process.
 * Throws a PluginError with everything that is wrong with the first one that cannot be used; each line begins with the module.
 */
export async function withPlugins(suites: Suites, references: readonly PluginReference[]): Promise<Suites> {
  let all = suites;
  const located = new Map(references.map(locatePlugin).map((l) => [l.url, l]));
  for (const one of located.values()) {
    const plugin = await loadPlugin(one, known(all));
    all = { checks: [...all.checks, ...plugin.checks], invariants: [...all.invariants, ...plugin.invariants], plugins: [...(all.plugins ?? []), plugin] };
  }
  return all;
}
