/** What the search checks share: resources that nobody changes, and the choice between GET and POST /.search. */
import type { CheckContext } from "../../src/model/check.ts";
import type { Fixture, ScimResponse } from "../../src/model/client.ts";
import type { Json } from "../../src/model/json.ts";
import type { ResourceTypeInfo } from "../../src/model/target.ts";
import { corpus as shared } from "../../src/scim/corpus.ts";
import { notOffered } from "../../src/scim/offered.ts";

export interface Corpus {
  readonly fixtures: readonly Fixture[];
  /** A filter that matches exactly these. */
  readonly filter: string;
}

/** Resources of the type in the order of their creation; their externalIds put them into another one. */
export async function corpus({ given, target, skip }: CheckContext, type: ResourceTypeInfo): Promise<Corpus> {
  const { members, filter, reason } = await shared(given, target, type);
  const byId = members.map((f) => `id eq ${JSON.stringify(f.id)}`).join(" or ");
  // A server may decline filters on some attributes, id among them.
  const taken = await given.once(`search by id ${type.name}`, async (_own, scim) => (await scim.list(type, { filter: byId })).ok);
  return { fixtures: members, filter: taken ? byId : (filter ?? skip(reason)) };
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
