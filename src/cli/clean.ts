/** `scimspec clean`: removes what a crashed run left on its target, by the run's journal. */
import { readFileSync } from "node:fs";
import type { JournalLine } from "../engine/journal.ts";
import { CheckClient } from "../engine/client.ts";
import { cleanUp } from "../engine/cleanup.ts";
import { Journal } from "../engine/journal.ts";
import { EXIT } from "./exit.ts";
import { chooseTarget, UsageError } from "./target.ts";

interface Replayed {
  readonly journal: Journal;
  readonly baseUrl: string;
  readonly endpoints: ReadonlyMap<string, string>;
}

/** Reads a journal; a torn last line (the crash itself) is passed over. */
function replay(text: string): Replayed {
  const lines = text.split("\n").flatMap((line) => {
    try {
      return line === "" ? [] : [JSON.parse(line) as JournalLine];
    } catch {
      return [];
    }
  });
  const baseUrl = lines.flatMap((l) => (l.event === "run" ? [l.baseUrl] : [])).at(-1);
  if (baseUrl === undefined) throw new UsageError("this is not a journal of scimspec: it names no run");
  const journal = new Journal(null, baseUrl);
  const endpoints = new Map<string, string>();
  let offset = 0;
  let count = 0;
  for (const l of lines) {
    if (l.event === "run") offset = count;
    else if (l.event === "creating") {
      count += 1;
      endpoints.set(l.type, l.endpoint);
      journal.creating(l.type, l.endpoint, l.uniqueName, l.credential);
    } else if (l.event === "created") journal.created(offset + l.n, l.id, l.url);
    else journal.absent(offset + l.n, l.why);
  }
  return { journal, baseUrl, endpoints };
}

async function execute(file: string, flags: Readonly<Record<string, unknown>>): Promise<number> {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw new UsageError(`${file}: the journal cannot be read`);
  }
  const { journal, baseUrl, endpoints } = replay(text);
  if (journal.pending().length === 0) {
    process.stdout.write("Nothing is left on the target.\n");
    return EXIT.conformant;
  }
  const { config } = await chooseTarget({ ...flags, ...(flags["baseUrl"] === undefined && flags["config"] === undefined ? { baseUrl } : {}) }, false);
  if (config.target.baseUrl !== baseUrl) throw new UsageError(`the journal belongs to ${baseUrl}, not to ${config.target.baseUrl}`);
  const { createTransport } = await import("../assess.ts");
  const transport = createTransport(config);
  try {
    const client = new CheckClient(
      { transport, journal, baseUrl, types: () => [], readOnly: false, settleWithinMs: 0, writes: new Map(), onReceived: () => {}, onLag: () => {} },
      "clean",
    );
    const before = journal.pending().length;
    const left = await cleanUp(client, journal, (type) => (endpoints.has(type) ? `${baseUrl}${endpoints.get(type)}` : null), config.http.concurrency);
    process.stdout.write(`${before - left.length} removed or already gone, ${left.length} left.\n`);
    for (const l of left) process.stdout.write(`  ${l.resourceType} ${l.uniqueName} ${l.url ?? ""}: ${l.reason}\n`);
    return left.length === 0 ? EXIT.conformant : EXIT.target;
  } finally {
    await transport.close();
  }
}

/** Removes what is pending in a journal; the return value is the exit code. */
export async function cleanCommand(file: string, flags: Readonly<Record<string, unknown>>): Promise<number> {
  try {
    return await execute(file, flags);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return error instanceof UsageError ? EXIT.usage : EXIT.harness;
  }
}
