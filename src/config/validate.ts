/** Validation by the published JSON Schema, with ajv's errors turned into sentences. */
import { existsSync, readFileSync } from "node:fs";
import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import type { Positions } from "./load.ts";
import type { ConfigProblem } from "./types.ts";
import { meant } from "./words.ts";

const compiled = new Map<string, ValidateFunction>();

/** The package root: the nearest folder above that holds package.json (src and dist/src differ in depth). */
export function packageRoot(): URL {
  let folder = new URL(".", import.meta.url);
  while (!existsSync(new URL("package.json", folder)) && folder.pathname !== "/") folder = new URL("..", folder);
  return folder;
}

function validator(name: string): ValidateFunction {
  const known = compiled.get(name);
  if (known) return known;
  const schema = JSON.parse(readFileSync(new URL(`schemas/${name}.schema.json`, packageRoot()), "utf8")) as object;
  const made = new Ajv2020({ strict: true, strictRequired: false, allErrors: true, verbose: true, allowUnionTypes: true, strictTypes: false }).compile(schema);
  compiled.set(name, made);
  return made;
}

function steps(pointer: string): (string | number)[] {
  return pointer === "" ? [] : pointer.slice(1).split("/").map((t) => t.replaceAll("~1", "/").replaceAll("~0", "~")).map((t) => (/^\d+$/.test(t) ? Number(t) : t));
}

function keysOf(error: ErrorObject): readonly string[] {
  return Object.keys((error.parentSchema?.["properties"] ?? {}) as object);
}

function patternMessage(pattern: string): string {
  if (pattern.includes("ms|s|m")) return "must be a duration such as 500ms, 10s or 15m";
  return pattern.includes("\\d{4}-") ? "must be a day such as 2027-01-31" : "is not written as it should be";
}

function sentence(error: ErrorObject): { path: (string | number)[]; message: string } | null {
  const path = steps(error.instancePath);
  const params = error.params as Record<string, unknown>;
  switch (error.keyword) {
    case "additionalProperties": {
      const key = String(params["additionalProperty"]);
      return { path: [...path, key], message: `unknown key ${key}${meant(key, keysOf(error))}` };
    }
    case "required":
      return { path, message: `${String(params["missingProperty"])} is missing` };
    case "enum": {
      const allowed = (params["allowedValues"] as unknown[]).map(String);
      // Names of capabilities are keys; ajv reports them at their parent.
      const value = error.propertyName ?? String(error.data);
      return { path: error.propertyName === undefined ? path : [...path, error.propertyName], message: `${value} is not known${meant(value, allowed)}` };
    }
    case "type":
      return { path, message: `must be ${String(params["type"])}, not ${JSON.stringify(error.data)?.slice(0, 40) ?? "nothing"}` };
    case "pattern":
      return { path, message: patternMessage(String(params["pattern"])) };
    case "minimum":
    case "maximum":
    case "exclusiveMinimum":
    case "minLength":
      return { path, message: error.message ?? "is out of range" };
    case "anyOf":
      return { path, message: path.at(-1) === "maxBodyBytes" ? "must be a size such as 5MB or 500kB" : "must be a number above 0, or unlimited" };
    default:
      return null;
  }
}

/** All complaints of a published schema, that of the config by default, each once, in the order of the file. */
export function validate(raw: unknown, positions: Positions, schema: "config" | "baseline" = "config"): readonly ConfigProblem[] {
  const check = validator(schema);
  if (check(raw)) return [];
  const errors = check.errors ?? [];
  const unions = new Set(errors.filter((e) => e.keyword === "anyOf").map((e) => e.instancePath));
  const found = errors.flatMap((e) => {
    if (e.keyword !== "anyOf" && unions.has(e.instancePath)) return [];
    const said = sentence(e);
    return said ? [positions.problem(said.path, said.message)] : [];
  });
  const distinct = found.filter((p, i) => found.findIndex((q) => q.path === p.path && q.message === p.message) === i);
  return distinct.sort((a, b) => a.line - b.line || a.column - b.column);
}
