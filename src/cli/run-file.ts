/** Reading run documents: everything that is wrong with one is said before anything is rendered from it. */
import { readFileSync } from "node:fs";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { integrityOf } from "../../reports/json.ts";
import { packageRoot } from "../config/validate.ts";
import { OUTCOMES, type Outcome } from "../model/expectation.ts";
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

/** Compiled once, however many documents are read. */
let form: ValidateFunction | undefined;

function schemaProblem(value: unknown): string | null {
  form ??= new Ajv2020({ strictTypes: false, strictTuples: false, allowUnionTypes: true }).compile(JSON.parse(readFileSync(new URL("schemas/run.schema.json", packageRoot()), "utf8")) as object);
  const validate = form;
  if (validate(value)) return null;
  const [error] = validate.errors ?? [];
  return `it does not have the published form: ${error?.instancePath === "" ? "the document" : (error?.instancePath ?? "")} ${error?.message ?? "is wrong"}; was it cut or edited?`;
}

/** Counts and references within the document that an edit by hand leaves behind. */
function contradiction(run: Run): string | null {
  const count = (own: boolean, o: Outcome): number => run.checks.filter((c) => c.outcome === o && (c.plugin !== undefined) === own).length;
  for (const [summary, own] of [[run.summary, false], ...(run.own ? [[run.own.summary, true] as const] : [])] as const) {
    const outcome = OUTCOMES.find((o) => summary[o] !== count(own, o));
    if (outcome !== undefined) return `its summary counts ${summary[outcome]} ${own ? "own checks" : "checks"} as ${outcome}, and its checks say ${count(own, outcome)}`;
  }
  const stray = run.checks.find((c) => c.plugin !== undefined && !run.own?.plugins.some((p) => p.name === c.plugin && p.checks.includes(c.id)));
  if (stray) return `the own check ${stray.id} belongs to no plugin of the run`;
  const mild = run.checks.find((c) => c.outcome === "pass" && c.findings.length > 0);
  if (mild) return `${mild.id} is said to pass, and has a finding`;
  if (run.conformant && (!run.complete || run.summary.error > 0)) return "it is said to be conformant, and is incomplete";
  const kept = new Set(run.exchanges.map((e) => e.id));
  const lost = run.checks.flatMap((c) => c.findings).find((f) => f.exchange !== undefined && !kept.has(f.exchange));
  return lost ? `the exchange ${lost.exchange ?? ""} that a finding shows is missing` : null;
}

/** What is wrong with a run document, or null. */
export function runProblem(value: unknown): string | null {
  if (!isObject(value)) return "it is not a JSON object";
  const problem = versionProblem(value["schemaVersion"]) ?? schemaProblem(value);
  if (problem !== null) return problem;
  const run = value as unknown as Run;
  if (run.integrity !== undefined && run.integrity !== integrityOf(run)) return "its content does not match its integrity member: it was changed after scimspec wrote it";
  return contradiction(run);
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
