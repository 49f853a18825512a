/** Reading run documents: everything that is wrong with one is said before anything is rendered from it. */
import { readFileSync } from "node:fs";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { integrityOf } from "../../reports/json.ts";
import { packageRoot } from "../config/validate.ts";
import { contradiction } from "../engine/contradiction.ts";
import { isObject } from "../model/json.ts";
import { RUN_SCHEMA_VERSION, type Run } from "../model/run.ts";
import { UsageError } from "./target.ts";

const [MAJOR = 0, MINOR = 0] = RUN_SCHEMA_VERSION.split(".").map(Number);

function versionProblem(version: unknown): string | null {
  if (typeof version !== "string") return "it has no schemaVersion, so it was not written by scimspec";
  const [major = Number.NaN, minor = Number.NaN] = version.split(".").map(Number);
  if (major === MAJOR && minor <= MINOR) return null;
  const newer = major > MAJOR || (major === MAJOR && minor > MINOR);
  return `its schemaVersion is ${version}; this scimspec reads ${RUN_SCHEMA_VERSION}${newer ? ": use the newer scimspec that wrote it" : ""}`;
}

/** Minor version since which the json format writes a digest. */
const DIGEST_SINCE = 1;

/** Compiled once, however many documents are read. */
let form: ValidateFunction | undefined;

function schemaProblem(value: unknown): string | null {
  form ??= new Ajv2020({ strictTypes: false, strictTuples: false, allowUnionTypes: true }).compile(JSON.parse(readFileSync(new URL("schemas/run.schema.json", packageRoot()), "utf8")) as object);
  const validate = form;
  if (validate(value)) return null;
  const [error] = validate.errors ?? [];
  return `it does not have the published form: ${error?.instancePath === "" ? "the document" : (error?.instancePath ?? "")} ${error?.message ?? "is wrong"}; was it cut or edited?`;
}

/** The digest, and what a document of a version that always has one lacks without it. */
function integrityProblem(run: Run): string | null {
  if (run.integrity !== undefined) return run.integrity === integrityOf(run) ? null : "its content does not match its integrity member: it was changed after scimspec wrote it";
  const [, minor = 0] = run.schemaVersion.split(".").map(Number);
  return minor < DIGEST_SINCE ? null : 'it has no integrity member, with which scimspec writes every document: use the run.json that scimspec wrote (the library writes one with render(run, "json"))';
}

function edited(run: Run): string | null {
  const problem = contradiction(run);
  return problem === null ? null : `${problem}; was it edited?`;
}

/** What is wrong with a run document, or null. */
export function runProblem(value: unknown): string | null {
  if (!isObject(value)) return "it is not a JSON object";
  const problem = versionProblem(value["schemaVersion"]) ?? schemaProblem(value);
  if (problem !== null) return problem;
  const run = value as unknown as Run;
  return integrityProblem(run) ?? edited(run);
}

/** Reads a run document; throws UsageError that names the file and what is wrong. */
export function readRun(file: string): Run {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new UsageError(`${file}: ${error instanceof SyntaxError ? "not valid JSON; was it cut?" : "the file cannot be read"}`);
  }
  const problem = runProblem(parsed);
  if (problem !== null) throw new UsageError(`${file}: not a run document that can be used: ${problem}`);
  return parsed as Run;
}
