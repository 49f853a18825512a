/** What the search checks share: three users that only they look at, and the choice between GET and POST /.search. */
import type { CheckContext } from "../../src/model/check.ts";
import type { Fixture, ScimResponse } from "../../src/model/client.ts";
import type { Json } from "../../src/model/json.ts";
import type { ResourceTypeInfo } from "../../src/model/target.ts";
import { notOffered } from "../../src/scim/offered.ts";

export interface Corpus {
  readonly fixtures: readonly Fixture[];
  /** A filter that matches exactly these. */
  readonly filter: string;
}

/** Three resources of the type, made once per run. Their externalIds order them; creation order is another one. */
export function corpus({ given }: CheckContext, type: ResourceTypeInfo): Promise<Corpus> {
  return given.once(`search/corpus@${type.name}`, async (own) => {
    const tag = own.unique();
    const fixtures: Fixture[] = [];
    for (const letter of ["b", "c", "a"]) fixtures.push(await own.resource(type, { externalId: `${tag}-${letter}` }));
    return { fixtures, filter: fixtures.map((f) => `id eq ${JSON.stringify(f.id)}`).join(" or ") };
  });
}

/** Ids in the order of the answer. */
export function ids(response: ScimResponse): readonly Json[] {
  return response.resources.map((r) => r["id"] ?? null);
}

/** POST /.search of the type; skips where the server does not offer it. */
export async function searchOf({ scim, skip }: CheckContext, type: ResourceTypeInfo, parameters: Parameters<typeof scim.search>[1]): Promise<ScimResponse> {
  const response = await scim.search(type, parameters);
  const reason = notOffered(response, `POST ${type.endpoint}/.search`);
  return reason === null ? response : skip(reason);
}
