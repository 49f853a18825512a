/** `scimspec report` */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { renderHtml } from "../../reports/html/report.ts";
import { isObject } from "../model/json.ts";
import { RUN_SCHEMA_VERSION, type Run } from "../model/run.ts";
import { EXIT } from "./exit.ts";

/** What is wrong with a run document, or null. */
export function runProblem(value: unknown): string | null {
  if (!isObject(value)) return "it is not a JSON object";
  const version = value["schemaVersion"];
  if (typeof version !== "string") return "it has no schemaVersion, so it was not written by scimspec";
  if (version.split(".")[0] !== RUN_SCHEMA_VERSION.split(".")[0]) return `its schemaVersion is ${version}; this scimspec reads ${RUN_SCHEMA_VERSION}`;
  const missing = ["target", "suite", "summary", "checks", "requirements", "exchanges", "capabilities", "limits"].filter((m) => value[m] === undefined);
  return missing.length > 0 ? `it lacks ${missing.join(", ")}; was it cut or edited?` : null;
}

/** Renders the HTML report of a run document. */
export async function reportCommand(file: string, out: string | undefined): Promise<number> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    process.stderr.write(`${file}: ${error instanceof SyntaxError ? "not valid JSON; was it cut?" : "the file cannot be read"}\n`);
    return EXIT.usage;
  }
  const problem = runProblem(parsed);
  if (problem !== null) {
    process.stderr.write(`${file}: not a run document: ${problem}\n`);
    return EXIT.usage;
  }
  const target = join(out ?? dirname(file), "index.html");
  try {
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, renderHtml(parsed as Run));
  } catch (error) {
    process.stderr.write(`scimspec: ${target} cannot be written: ${error instanceof Error ? error.message : String(error)}\n`);
    return EXIT.harness;
  }
  process.stdout.write(`Report: ${target}\n`);
  return EXIT.conformant;
}
