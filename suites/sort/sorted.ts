import type { CheckContext } from "../../src/model/check.ts";
import type { ScimResponse } from "../../src/model/client.ts";
import type { Json } from "../../src/model/json.ts";
import { corpus, listed, type Corpus, type Sortable } from "../../src/scim/corpus.ts";
import { misplaced, valueAt } from "../../src/scim/order.ts";

/** The corpus with its filter; ends the check as skipped where its members cannot be told from other resources. */
export async function filtered({ given, target, type, skip }: CheckContext): Promise<Corpus & { readonly filter: string }> {
  const c = await corpus(given, target, type);
  return c.filter === null ? skip(c.reason) : { ...c, filter: c.filter };
}

/** The members, sorted by the server. */
export function sorted(context: CheckContext, c: Corpus, parameters: Readonly<Record<string, string>>): Promise<ScimResponse> {
  return listed(context, c, parameters);
}

export function valuesOf(response: ScimResponse, path: string): readonly (Json | undefined)[] {
  return response.resources.map((r) => valueAt(r, path));
}

/** Judges the order of a sorted answer by one attribute on a requirement; false if nothing could be compared. */
export function judgeOrder({ expect }: CheckContext, requirement: string, response: ScimResponse, by: Sortable, descending = false, refusedCode?: string): boolean {
  const rule = expect.of(requirement);
  // A server that refuses to sort by one attribute among many misleads nobody.
  const refused = response.status >= 400 && response.status < 500 ? refusedCode : undefined;
  if (!expect.of(requirement, refused).status(response, 200)) return true;
  const values = valuesOf(response, by.path);
  if (values.filter((v) => v !== undefined).length < 2) return false;
  const wrong = misplaced(values, { type: by.type, caseExact: by.caseExact, descending, by: "value" });
  rule.that(wrong === null, { message: wrong ? `sorted by ${by.path}, ${JSON.stringify(wrong[0])} comes before ${JSON.stringify(wrong[1])}` : `the list is sorted by ${by.path}`, expected: descending ? "descending order" : "ascending order", actual: values.map((v) => v ?? null), at: response, pointer: "/Resources" });
  return true;
}
