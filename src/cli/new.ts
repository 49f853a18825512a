/** `scimspec new`: skeletons of checks and plugins. */
import { newPlugin, newPluginCheck } from "../scaffold/plugin.ts";
import { isRepository, newCheck } from "../scaffold/repository.ts";
import { ScaffoldError, writeFiles, type Scaffold } from "../scaffold/files.ts";
import { nearest } from "../config/words.ts";
import { EXIT } from "./exit.ts";
import { complain, UsageError } from "./target.ts";
import { said } from "../write.ts";

const KINDS = ["check", "plugin"];

function scaffold(kind: string, name: string, folder: string | undefined): Scaffold {
  if (kind === "plugin") return newPlugin(name, folder);
  if (kind !== "check") {
    const near = nearest(kind, KINDS);
    throw new UsageError(`new ${kind}: not known${near === undefined ? "" : `; did you mean ${near}?`} Allowed: ${KINDS.join(", ")}`);
  }
  return folder === undefined && isRepository(".") ? newCheck(name, ".") : newPluginCheck(name, folder);
}

/** Writes a skeleton; the return value is the exit code. */
export async function newCommand(kind: string, name: string, flags: { readonly folder?: string }): Promise<number> {
  try {
    const { files, next } = scaffold(kind, name, flags.folder);
    writeFiles(files);
    for (const f of files) process.stdout.write(`${f.changes ? "Changed" : "Written"}: ${f.path}\n`);
    for (const line of next) process.stdout.write(`${line}\n`);
    return EXIT.conformant;
  } catch (error) {
    if (error instanceof ScaffoldError || error instanceof UsageError) return complain(new UsageError(error.message));
    process.stderr.write(`scimspec: the skeleton cannot be written: ${said(error)}\n`);
    return EXIT.harness;
  }
}
