/** The order of a bulk job: references and circles (RFC 7644 sections 3.7.1 and 3.7.2), failOnErrors. */
import type { Call } from "./behaviour.ts";
import { referencesIn, withoutReferences } from "./bulk-references.ts";
import type { BulkRequest, BulkResult } from "./bulk.ts";
import { ScimError, type BulkOperation } from "./types.ts";

/** The job: operations in order, those that others refer to first, circles closed by a second step. */
export class Job {
  readonly #operations: readonly BulkOperation[];
  readonly #limit: number;
  readonly #send: (operation: BulkOperation) => BulkResult;
  readonly #call: Call;
  readonly #ids = new Map<string, string>();
  readonly #results = new Map<BulkOperation, BulkResult>();
  readonly #open = new Set<BulkOperation>();
  #errors = 0;

  constructor({ operations, failOnErrors }: BulkRequest, call: Call, send: (operation: BulkOperation) => BulkResult) {
    this.#operations = operations;
    this.#limit = failOnErrors ?? Number.POSITIVE_INFINITY;
    this.#call = call;
    this.#send = send;
  }

  results(): readonly BulkResult[] {
    for (const operation of this.#operations) this.#process(operation);
    return this.#operations.flatMap((o) => this.#results.get(o) ?? []);
  }

  #creating(bulkId: string): BulkOperation | undefined {
    return this.#operations.find((o) => o.method === "POST" && o.bulkId === bulkId);
  }

  #process(operation: BulkOperation): void {
    if (this.#results.has(operation) || this.#errors >= this.#limit) return;
    this.#open.add(operation);
    const names = [...referencesIn(operation.data), ...(/\/bulkId:(.+)$/.exec(operation.path)?.slice(1) ?? [])];
    for (const name of names) {
      const needed = this.#creating(name);
      if (needed && !this.#open.has(needed)) this.#process(needed);
    }
    if (this.#errors >= this.#limit) return;
    // What waits for this operation to be created closes a circle: its part is added once both exist.
    const circular = new Set(names.filter((name) => !this.#ids.has(name) && this.#openCreation(name)));
    const first = circular.size > 0 && operation.data !== undefined ? { ...operation, data: withoutReferences(operation.data, circular) } : operation;
    this.#finish(operation, this.#send(this.#resolved(first)));
    this.#open.delete(operation);
    if (circular.size > 0) this.#later.push(operation);
    if (this.#open.size === 0) this.#closeCircles();
  }

  readonly #later: BulkOperation[] = [];

  #openCreation(name: string): boolean {
    const needed = this.#creating(name);
    return needed !== undefined && this.#open.has(needed);
  }

  #closeCircles(): void {
    for (const operation of this.#later.splice(0)) {
      const done = this.#results.get(operation);
      const id = operation.bulkId === null ? undefined : this.#ids.get(operation.bulkId);
      if (!done || done.failed || id === undefined) continue;
      const put = this.#send(this.#resolved({ ...operation, method: "PUT", path: `${operation.path}/${id}`, version: null }));
      if (put.failed) {
        this.#giveUp(operation, id);
        continue;
      }
      this.#results.set(operation, { ...put, id, entry: { ...done.entry, ...(put.entry["version"] === undefined ? {} : { version: put.entry["version"] }) } });
    }
  }

  /** RFC 7644 section 3.7.1: 409 after a failed attempt; nothing half-made stays. */
  #giveUp(operation: BulkOperation, id: string): void {
    const { behaviour } = this.#call.context;
    this.#send({ ...operation, method: "DELETE", path: `${operation.path}/${id}`, version: null, data: undefined });
    this.#results.set(operation, behaviour.bulkResult(operation, behaviour.error(new ScimError(409, "The circular references could not be resolved.")), this.#call));
    this.#errors += 1;
  }

  #resolved(operation: BulkOperation): BulkOperation {
    const { behaviour } = this.#call.context;
    const data = operation.data === undefined ? undefined : behaviour.resolveReferences(operation.data, this.#ids, this.#call);
    const path = operation.path.replace(/bulkId:(.+)$/, (whole, name: string) => this.#ids.get(name) ?? whole);
    return { ...operation, path, data };
  }

  #finish(operation: BulkOperation, result: BulkResult): void {
    this.#results.set(operation, result);
    if (result.failed) this.#errors += 1;
    if (result.id !== null && operation.bulkId !== null) this.#ids.set(operation.bulkId, result.id);
  }
}
