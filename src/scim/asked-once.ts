/** GET requests whose answer several checks look at, of what the run does not change. */
import type { CheckContext } from "../model/check.ts";
import type { ScimResponse } from "../model/client.ts";

/** The answer to a GET, sent once per run, whichever check asks first. */
export function askedOnce({ given }: Pick<CheckContext, "given">, path: string, query: Readonly<Record<string, string>> = {}): Promise<ScimResponse> {
  return given.once(`GET ${path} ${JSON.stringify(query)}`, (_own, scim) => scim.get(path, { query }));
}

/** A directory up to this size may be asked for a list without count; a larger one is never listed whole. */
const SMALL = 1000;

/** The answer to a list without filter and count, or null where the server may answer with a large directory whole. */
export async function listedWhole({ given }: Pick<CheckContext, "given">, path: string): Promise<ScimResponse | null> {
  const total = (await askedOnce({ given }, path, { count: "1" })).object?.["totalResults"];
  return typeof total === "number" && total <= SMALL ? askedOnce({ given }, path) : null;
}
