/** A resource that was made and deleted, once per run and type, and what a list showed right afterwards. */
import type { CheckContext } from "../../src/model/check.ts";
import type { Fixture, ScimResponse } from "../../src/model/client.ts";
import type { ResourceTypeInfo } from "../../src/model/target.ts";

export interface Deletion {
  readonly made: Fixture;
  readonly deleted: ScimResponse;
  readonly list: ScimResponse;
}

export function deletion({ given, target }: Pick<CheckContext, "given" | "target">, type: ResourceTypeInfo): Promise<Deletion> {
  const filters = target.supports("filter") !== false;
  return given.once(`deleted ${type.name}`, async (own, scim) => {
    const made = await own.resource(type);
    const deleted = await scim.delete(made);
    const list = await scim.settled(() => scim.list(type, filters ? { filter: `id eq ${JSON.stringify(made.id)}`, count: "2" } : { count: "200" }), (r) => !r.resources.some((x) => x["id"] === made.id));
    return { made, deleted, list };
  });
}
