/** Filters that must find one resource of the run's own. */
import type { CheckContext } from "../../src/model/check.ts";
import type { ScimResponse } from "../../src/model/client.ts";

/** True if the server declined the filter as RFC 7644 section 3.4.2.2 foresees it. */
export function declined(response: ScimResponse): boolean {
  return response.status === 501 || (response.status === 400 && response.object?.["scimType"] === "invalidFilter");
}

/** Expects that a filter, joined with the id of a resource, finds it (or, with `found` false, does not); a declined filter is noted. */
export async function findsOwn({ scim, expect, type }: CheckContext, requirements: readonly string[], filter: string, id: string, found: boolean, code?: string): Promise<boolean> {
  const response = await scim.list(type, { filter: `id eq ${JSON.stringify(id)} and ${filter}` });
  if (declined(response)) {
    for (const requirement of requirements) expect.of(requirement).observe(`the filter ${filter} is declined with ${response.status}`, { at: response });
    return false;
  }
  const shown = response.resources.some((r) => r["id"] === id);
  for (const requirement of requirements) {
    expect.of(requirement, code).that(response.ok && shown === found && response.resources.length <= 1, { message: `the filter ${filter} ${shown ? "finds" : "does not find"} a resource that ${found ? "matches" : "does not match"} it (${response.status})`, expected: found ? [id] : [], actual: response.resources.map((r) => r["id"] ?? null), at: response, pointer: "/Resources" });
  }
  return true;
}
