#!/usr/bin/env node
/** Entry point. Commands are loaded when they are used, so that --version and --help start at once. */
import { Command, CommanderError, Option } from "commander";
import { readFileSync } from "node:fs";
import { EXIT } from "./exit.ts";

function packageVersion(): string {
  for (const up of ["../../", "../../../"]) {
    try {
      return (JSON.parse(readFileSync(new URL(`${up}package.json`, import.meta.url), "utf8")) as { version: string }).version;
    } catch {
      // src/cli and dist/src/cli lie at different depths
    }
  }
  return "unknown";
}

const collect = (value: string, previous: readonly string[]): string[] => [...previous, ...value.split(",").map((s) => s.trim()).filter((s) => s !== "")];
const list = (flags: string, text: string) => new Option(flags, text).argParser((v: string, p: string[] | undefined) => collect(v, p ?? []));

const extend = () => list("--extend <modules>", "modules with own checks (./my-checks.js, @acme/checks); their code runs with your rights");
const config = () => new Option("--config <file>", "config file whose `extend` is taken (default: scimspec.yaml, if there is one)");

/** Written out, so that --help need not load the reports; a test compares. */
const FORMATS_HELP = "html, json, junit, gitlab, sarif, ctrf, csv, har, markdown, github, badge, statement";

function program(): Command {
  const root = new Command("scimspec");
  root.description("Judges SCIM 2.0 servers against RFC 7643, RFC 7644 and RFC 9865.").version(packageVersion()).exitOverride().showHelpAfterError("(scimspec --help shows what is possible)");
  root.addHelpText("after", "\nExamples:\n  scimspec run                                   assess the embedded reference server\n  scimspec run --config scimspec.yaml            assess your server\n  scimspec explain create/created                what a check judges, and why\n  scimspec serve --fault create-returns-200      a server with a known mistake");
  root
    .command("run", { isDefault: false })
    .description("assess a target; without a config, the embedded reference server")
    .option("--config <file>", "config file (default: scimspec.yaml, if there is one)")
    .option("--base-url <url>", "base URL of the target")
    .option("--token <token>", "bearer token of the target (better: a variable in the config)")
    .addOption(list("--suite <names>", "only these suites, comma-separated"))
    .addOption(list("--check <ids>", "only these checks; a trailing * matches any ending"))
    .addOption(list("--requirement <ids>", "only checks that judge these requirements"))
    .addOption(new Option("--level <class>", "only checks of this class and above").choices(["must", "should", "may"]))
    .addOption(extend())
    .option("--seed <number>", "seed of generated values")
    .addOption(new Option("--properties <level>", "generated cases: none, as many as usual, or five times as many").choices(["off", "normal", "thorough"]))
    .option("--thorough", "the same as --properties thorough")
    .option("--replay <token>", "repeat exactly one generated case, as its finding names it")
    .option("--out <folder>", "folder of the report (default: scimspec-report)")
    .addOption(list("--format <names>", `formats to write: ${FORMATS_HELP}`))
    .addOption(new Option("--fail-on <class>", "what makes the run not conformant").choices(["must", "should", "never"]))
    .option("--baseline <file>", "known findings: what is not in it fails, and what is no longer found")
    .option("--update-baseline", "write the baseline anew from this run")
    .option("--shard <i/n>", "run one of n parts; scimspec merge joins them (needs --seed, or seed in the config)")
    .option("--concurrency <number>", "requests at a time")
    .option("--read-only", "send nothing but GET and POST /.search")
    .option("--quiet", "print the verdict only")
    .option("--verbose", "print every check")
    .addHelpText("after", "\nExamples:\n  scimspec run\n  scimspec run --base-url https://scim.example.com/v2 --token \"$TOKEN\"\n  scimspec run --config acme.yaml --suite create,read --fail-on should\n\nExit: 0 conformant, 1 not, 2 usage or config, 3 target, 4 harness or evidence, 130 interrupted.")
    .action(async (flags: Record<string, unknown>) => exit(await (await import("./run.ts")).runCommand(flags)));
  root
    .command("init")
    .description("write a commented config; asks the server what it is, if one is named")
    .option("--base-url <url>", "base URL of the server to ask")
    .option("--token <token>", "bearer token to ask with; the config names a variable instead (better: --token-env)")
    .option("--token-env <name>", "environment variable that holds the token, here and in the config")
    .option("--out <file>", "config file to write (default: scimspec.yaml)")
    .option("--force", "overwrite the file")
    .addHelpText("after", "\nExamples:\n  scimspec init --base-url https://scim.example.com/v2 --token-env SCIM_TOKEN\n  scimspec init                     a config to fill in\n\nExit: 0 written, 2 usage, or the file is there already, 3 the server says nothing of use (nothing is written), 4 not written.")
    .action(async (flags: Record<string, unknown>) => exit(await (await import("./init.ts")).initCommand(flags)));
  root
    .command("new")
    .argument("<kind>", "check or plugin")
    .argument("<name>", "id of the check, such as patch/something; or the plugin's name")
    .description("write the skeleton of a check or of a plugin")
    .option("--folder <folder>", "folder of the plugin (default: scim-checks)")
    .addHelpText("after", "\nExamples:\n  scimspec new plugin acme                     scim-checks/index.js and package.json\n  scimspec new check patch/something           scim-checks/checks/patch-something.js, named in index.js\n\nIn the repository of scimspec: the check, its fault and its page. Nothing is overwritten.")
    .action(async (kind: string, name: string, flags: { folder?: string }) => exit(await (await import("./new.ts")).newCommand(kind, name, flags)));
  root
    .command("serve")
    .description("start the embedded reference server; prints one line of JSON when it is ready")
    .option("--port <number>", "port; 0 takes a free one", "0")
    .option("--token <token>", "bearer token")
    .addOption(list("--fault <ids>", "faults to switch on (scimspec list faults)"))
    .option("--latency <ms>", "delay of every answer in milliseconds", "0")
    .option("--seed-users <number>", "users that exist from the start", "0")
    .addOption(list("--without <names>", "capabilities that it does not offer"))
    .addHelpText("after", "\nExample:\n  scimspec serve --port 8080 --fault create-returns-200")
    .action(async (flags: Record<string, unknown>) => exit(await (await import("./serve.ts")).serveCommand(flags)));
  root
    .command("list")
    .argument("[what]", "checks, requirements, faults, ambiguities (or decisions) or codes")
    .description("list checks, requirements, faults, ambiguous points and finding codes")
    .option("--json", "as JSON")
    .addOption(config())
    .addOption(extend())
    .addHelpText("after", "\nExamples:\n  scimspec list checks\n  scimspec list decisions          what scimspec makes of each unclear point of the RFCs\n  scimspec list codes --json       finding codes and their grades in both profiles")
    .action(async (what: string | undefined, flags: Record<string, unknown>) => exit(await (await import("./list.ts")).listCommand(what, flags)));
  root
    .command("explain")
    .argument("<id>", "check, requirement, fault, ambiguous point or finding code")
    .description("what it is, why, where the RFC says so, what proves it, what to do")
    .addOption(config())
    .addOption(extend())
    .addHelpText("after", "\nExamples:\n  scimspec explain create/created          a check\n  scimspec explain 7644-3.3-create-201     a requirement\n  scimspec explain create-returns-200      a fault of the reference server\n  scimspec explain P09                     an unclear point of the RFCs and its verdict\n  scimspec explain etag/version-form       a finding code")
    .action(async (id: string, flags: Record<string, unknown>) => exit(await (await import("./explain.ts")).explainCommand(id, flags)));
  root
    .command("report")
    .argument("<run.json>", "run document")
    .description("render the report of an earlier run again")
    .option("--out <folder>", "folder of the report (default: beside the run document)")
    .addOption(list("--format <names>", `formats to write (default: html): ${FORMATS_HELP}`))
    .addHelpText("after", "\nExample:\n  scimspec report scimspec-report/run.json --format junit,sarif --out artifacts")
    .action(async (file: string, flags: { out?: string; format?: string[] }) => exit(await (await import("./report.ts")).reportCommand(file, flags)));
  root
    .command("merge")
    .argument("<run.json...>", "run documents of all shards of one run")
    .description("join the shards of a run into one run, with one verdict")
    .option("--out <folder>", "folder of the report (default: scimspec-report)")
    .addOption(list("--format <names>", `formats to write (default: those of the shards): ${FORMATS_HELP}`))
    .option("--baseline <file>", "known findings (default: the baseline that the shards were run with)")
    .option("--update-baseline", "write the baseline anew from this run")
    .option("--quiet", "print the verdict only")
    .addHelpText("after", "\nExample:\n  scimspec run --config acme.yaml --seed 7 --shard 1/2 --out shard-1\n  scimspec run --config acme.yaml --seed 7 --shard 2/2 --out shard-2\n  scimspec merge shard-*/run.json\n\nExit: as run; 2 if the documents are not all shards of one run.")
    .action(async (files: string[], flags: Record<string, unknown>) => exit(await (await import("./merge.ts")).mergeCommand(files, flags)));
  root
    .command("diff")
    .argument("<old.json>", "run document of before")
    .argument("<new.json>", "run document of now")
    .description("what is new, fixed, still failing, and no longer judged")
    .addOption(new Option("--format <name>", "how it is printed").choices(["text", "markdown", "json"]).default("text"))
    .option("--out <file>", "write it to a file instead")
    .addHelpText("after", "\nExample:\n  scimspec diff main/run.json branch/run.json\n\nExit: 0 nothing new, 1 new findings or newly unjudged checks, 2 a file that is no run document, 4 not written.")
    .action(async (before: string, after: string, flags: { format: string; out?: string }) => exit(await (await import("./diff.ts")).diffCommand(before, after, flags)));
  root
    .command("compare")
    .argument("<run.json...>", "run documents, at least two")
    .description("compare targets side by side: one page for people, CSV and JSON")
    .option("--out <path>", "folder, or one .html, .csv or .json file (default: scimspec-compare)")
    .addOption(list("--format <names>", "formats to write: html, csv, json (default: all)"))
    .option("--force", "compare runs of different suite versions or profiles; the page says so")
    .option("--link-reports", "link each cell to the index.html beside its run document")
    .addHelpText("after", "\nExamples:\n  scimspec compare acme/run.json globex/run.json\n  scimspec compare */run.json --out vendors.html\n\nExit: 0 written, 2 unusable or mixed run documents, 4 not written.")
    .action(async (files: string[], flags: Record<string, unknown>) => exit(await (await import("./compare.ts")).compareCommand(files, flags)));
  root
    .command("clean")
    .argument("[journal]", "journal.ndjson of the run", "scimspec-report/journal.ndjson")
    .description("remove what a crashed run left on its target")
    .option("--config <file>", "config file (default: scimspec.yaml)")
    .option("--base-url <url>", "base URL of the target")
    .option("--token <token>", "bearer token of the target")
    .action(async (journal: string, flags: Record<string, unknown>) => exit(await (await import("./clean.ts")).cleanCommand(journal, flags)));
  return root;
}

function exit(code: number): void {
  process.exitCode = code;
}

// Whoever reads our output may stop (`| head`): the command goes on, cleans up, and keeps its exit code.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE" && error.code !== "ERR_STREAM_DESTROYED") throw error;
  });
}

try {
  await program().parseAsync();
} catch (error) {
  if (error instanceof CommanderError) exit(error.exitCode === 0 ? EXIT.conformant : EXIT.usage);
  else {
    // What went wrong may have a foreign text in its message.
    const { plain } = await import("../../reports/console.ts");
    process.stderr.write(`scimspec: ${plain(error instanceof Error ? error.message : String(error))}\n`);
    exit(EXIT.harness);
  }
}
