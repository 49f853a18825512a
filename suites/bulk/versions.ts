/** Versions of resources, as operations of a job name them. */
import type { Fixture, ScimResponse } from "../../src/model/client.ts";
import { isObject, type JsonObject } from "../../src/model/json.ts";

/** The version in a representation, exactly as the server gives it. */
export function versionIn(response: ScimResponse, body: JsonObject | undefined = response.object): string | null {
  const meta = body?.["meta"];
  const version = response.header("etag") ?? (isObject(meta) ? meta["version"] : null);
  return typeof version === "string" ? version : null;
}

/** The version of a new resource. */
export function firstVersion({ created, body }: Fixture): string | null {
  return versionIn(created, body);
}

/** A tag without what its two forms differ in. */
export const bare = (tag: unknown): string => String(tag).replace(/^W\//, "").replaceAll('"', "");
