/** Journal entries for what a bulk request creates, so that it is cleaned up like anything else. */
import type { ScimResponse } from "../model/client.ts";
import { isObject, type Json, type JsonObject } from "../model/json.ts";
import type { ResourceTypeInfo } from "../model/target.ts";
import type { Journal } from "./journal.ts";

/** A name by which the resource can be recognised later. */
export function uniqueNameOf(body: Json | undefined): string {
  if (!isObject(body)) return "(unnamed)";
  const named = body["userName"] ?? body["displayName"] ?? body["externalId"] ?? body["name"];
  return typeof named === "string" ? named : "(unnamed)";
}

interface Entry {
  readonly n: number;
  readonly type: ResourceTypeInfo;
  readonly bulkId: Json | undefined;
}

const operationsOf = (body: Json | undefined): readonly JsonObject[] => {
  const list = isObject(body) ? body["Operations"] : undefined;
  return Array.isArray(list) ? (list as Json[]).filter(isObject) : [];
};

const isPost = (operation: JsonObject): boolean => String(operation["method"]).toUpperCase() === "POST";

/** Follows one bulk request: made before it is sent, told of the answer. */
export class BulkJournal {
  readonly #journal: Journal;
  readonly #baseUrl: string;
  readonly #entries: readonly Entry[];

  constructor(journal: Journal, baseUrl: string, types: readonly ResourceTypeInfo[], body: Json | undefined) {
    this.#journal = journal;
    this.#baseUrl = baseUrl;
    this.#entries = operationsOf(body).filter(isPost).flatMap((operation) => {
      const type = types.find((t) => t.endpoint === operation["path"]);
      return type ? [{ type, bulkId: operation["bulkId"], n: journal.creating(type.name, type.endpoint, uniqueNameOf(operation["data"])) }] : [];
    });
  }

  /** Notes what was created. Where the answer does not tell, clean-up looks for the resource by its name. */
  follow(response: ScimResponse): void {
    if (response.status >= 400 && response.status < 500) {
      for (const { n } of this.#entries) this.#journal.absent(n, `refused with ${response.status}`);
      return;
    }
    const results = operationsOf(response.json).filter(isPost);
    const used = new Set<JsonObject>();
    for (const [i, { n, type, bulkId }] of this.#entries.entries()) {
      // Two operations may have one bulkId, or none: each takes a result of its own.
      const byId = results.find((r) => bulkId !== undefined && r["bulkId"] === bulkId && !used.has(r));
      const result = byId ?? (bulkId === undefined ? results[i] : undefined);
      if (result) used.add(result);
      const status = Number(isObject(result?.["status"]) ? result["status"]["code"] : result?.["status"]);
      if (status >= 400 && status < 500) this.#journal.absent(n, `refused with ${status}`);
      const id = typeof result?.["location"] === "string" ? decodeURIComponent(result["location"].split("/").at(-1) ?? "") : "";
      if (status < 300 && id !== "") this.#journal.created(n, id, `${this.#baseUrl}${type.endpoint}/${encodeURIComponent(id)}`);
    }
  }
}
