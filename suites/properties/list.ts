/** Resources of one type that belong to the run: what the properties of paging, sorting and projection look at. */
import { freeAttributes, withValues } from "../../src/generate/attributes.ts";
import { listMember } from "../../src/generate/lists.ts";
import type { CheckContext } from "../../src/model/check.ts";
import type { Fixture, ScimResponse } from "../../src/model/client.ts";
import type { JsonObject } from "../../src/model/json.ts";
import type { AttributeInfo } from "../../src/model/target.ts";
import { isolating } from "../../src/scim/corpus.ts";
import { freeText } from "../../src/scim/sample.ts";
import { pathOf } from "../../src/scim/schema.ts";

/** A number that many page sizes divide. */
export const SIZE = 12;

export interface Listed {
  readonly members: readonly Fixture[];
  readonly ids: ReadonlySet<string>;
  /** Gives the members and nothing else; null if there is none, or without filters. */
  readonly filter: string | null;
  /** The attributes that members have values of. */
  readonly attributes: readonly AttributeInfo[];
  /** An attribute with a different value in each member; null if none. */
  readonly name: string | null;
}

/** What is made is made once per run; values depend on the run's seed alone. */
export function listed({ given, target, type, sample }: CheckContext): Promise<Listed> {
  const tagAttribute = freeText(target, type);
  const attributes = freeAttributes(target, type).attributes.filter((a) => pathOf(a) !== tagAttribute);
  const values = sample(`list ${type.name}`, listMember(attributes), SIZE);
  const name = ["userName", "displayName"].find((n) => target.attribute(type, n)?.required === true && target.maySend(type, n)) ?? null;
  return given.once(`properties list ${type.name}`, async (own, scim) => {
    const tag = own.unique();
    const members: Fixture[] = [];
    for (const [i, v] of values.entries()) {
      const named = name === null ? {} : { [name]: `${tag}-${String.fromCharCode(97 + ((i * 5) % SIZE))}${name === "userName" ? "@example.com" : ""}` };
      const tagged = { ...(tagAttribute === null ? {} : { [tagAttribute]: tag }), ...named };
      const full = withValues({ ...own.body(type, tagged) }, attributes, v);
      const made = await own.resource(type, { ...full, ...tagged }).catch(() => null);
      members.push(made ?? (await own.resource(type, tagged)));
    }
    const filters = [...(tagAttribute === null ? [] : [`${tagAttribute} eq "${tag}"`]), ...(name === null ? [] : [`${name} sw "${tag}-"`])];
    const filter = target.supports("filter") === false ? null : await isolating(filters, members, type, scim);
    return { members, ids: new Set(members.map((m) => m.id)), filter, attributes, name };
  });
}

/** As listed, with a filter; ends the check as skipped where the members cannot be told from other resources. */
export async function isolatedList(context: CheckContext): Promise<Listed & { readonly filter: string }> {
  const list = await listed(context);
  const { filter } = list;
  return filter === null ? context.skip(`no filter gives exactly the ${context.type.name} resources of this run, so that they cannot be told from others in lists`) : { ...list, filter };
}

/** Sends query parameters as GET or as POST /.search, where lists and numbers are JSON. */
export function ask({ scim, type }: CheckContext, through: "GET" | "POST /.search", parameters: Readonly<Record<string, string | number | readonly string[]>>): Promise<ScimResponse> {
  if (through === "GET") return scim.list(type, Object.fromEntries(Object.entries(parameters).map(([k, v]) => [k, Array.isArray(v) ? v.join(",") : String(v)])));
  return scim.search(type, parameters as JsonObject);
}

/** True where the server answers POST /.search of the type; asked once. */
export function searches({ given, target, type }: CheckContext): Promise<boolean> {
  if (target.supports("search") === false) return Promise.resolve(false);
  return given.once(`properties search ${type.name}`, async (_own, scim) => (await scim.search(type, { count: 1 })).ok);
}
