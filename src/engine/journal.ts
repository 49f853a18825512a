/** Journal: what the run creates, written before it is created, so that a crash never hides a left-over. */
import { appendFileSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import type { CredentialName } from "../model/exchange.ts";
import type { Leftover } from "../model/run.ts";

/** A resource that this run created, or may have created. */
export interface Tracked {
  readonly resourceType: string;
  /** The text by which a person, or `scimspec clean`, recognises it (userName, displayName ...). */
  readonly uniqueName: string;
  /** With which it was created, and can be seen and deleted. */
  readonly credential: CredentialName;
  id: string | null;
  url: string | null;
  deleted: boolean;
}

/** One line of journal.ndjson. */
export type JournalLine =
  | { readonly event: "run"; readonly baseUrl: string; readonly startedAt: string }
  | { readonly event: "creating"; readonly n: number; readonly type: string; readonly endpoint: string; readonly uniqueName: string; readonly credential?: CredentialName }
  | { readonly event: "created"; readonly n: number; readonly id: string; readonly url: string }
  | { readonly event: "absent"; readonly n: number; readonly why: string };

/** Keeps the list of what was created; mirrors it into a file if one is given. */
export class Journal {
  readonly #file: string | null;
  readonly #tracked: Tracked[] = [];

  /** `file`: path of journal.ndjson, or null to keep it in memory only. Throws if the file cannot be written. */
  constructor(file: string | null, baseUrl: string) {
    this.#file = file;
    if (file !== null) mkdirSync(dirname(file), { recursive: true });
    this.#write({ event: "run", baseUrl, startedAt: new Date().toISOString() });
  }

  #write(line: JournalLine): void {
    // Synchronous on purpose: the line must be on disk before the request that creates the resource is sent.
    if (this.#file !== null) appendFileSync(this.#file, `${JSON.stringify(line)}\n`);
  }

  /** To be called before the request is sent. Returns the number of the entry. */
  creating(type: string, endpoint: string, uniqueName: string, asked: CredentialName = "primary"): number {
    const n = this.#tracked.length;
    // What was created without a valid credential should not exist; if it does, the primary one can remove it.
    const credential = asked === "otherTenant" ? asked : "primary";
    this.#write({ event: "creating", n, type, endpoint, uniqueName, ...(credential === "primary" ? {} : { credential }) });
    this.#tracked.push({ resourceType: type, uniqueName, credential, id: null, url: null, deleted: false });
    return n;
  }

  /** The server answered with a resource. */
  created(n: number, id: string, url: string): void {
    const entry = this.#tracked[n];
    if (!entry) return;
    this.#write({ event: "created", n, id, url });
    entry.id = id;
    entry.url = url;
  }

  /** The resource was refused, or is known to be gone. */
  absent(n: number, why: string): void {
    const entry = this.#tracked[n];
    if (!entry || entry.deleted) return;
    this.#write({ event: "absent", n, why });
    entry.deleted = true;
  }

  /** A check deleted the resource at that URL. */
  deletedAt(url: string): void {
    this.#tracked.forEach((entry, n) => {
      if (entry.url === url) this.absent(n, "deleted");
    });
  }

  /** What may still be there, in reverse order of creation. */
  pending(): readonly { readonly n: number; readonly entry: Readonly<Tracked> }[] {
    return this.#tracked
      .map((entry, n) => ({ n, entry }))
      .filter(({ entry }) => !entry.deleted)
      .toReversed();
  }

  /** What could not be removed, for the report. */
  leftovers(reasons: ReadonlyMap<number, string>): readonly Leftover[] {
    return this.pending().map(({ n, entry }) => ({
      resourceType: entry.resourceType,
      uniqueName: entry.uniqueName,
      id: entry.id,
      url: entry.url,
      reason: reasons.get(n) ?? "not deleted",
    }));
  }
}
