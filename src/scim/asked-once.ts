/** GET requests whose answer several checks look at, of what the run does not change. */
import type { CheckContext } from "../model/check.ts";
import type { ScimResponse } from "../model/client.ts";

/** The answer to a GET, sent once per run, whichever check asks first. */
export function askedOnce({ given }: Pick<CheckContext, "given">, path: string, query: Readonly<Record<string, string>> = {}): Promise<ScimResponse> {
  return given.once(`GET ${path} ${JSON.stringify(query)}`, (_own, scim) => scim.get(path, { query }));
}
