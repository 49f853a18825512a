/** The resources on which the properties of filters are tried. */
import { freeAttributes, withValues } from "../../src/generate/attributes.ts";
import { corpusValues, placesOf, type Place } from "../../src/generate/filters.ts";
import type { CheckContext } from "../../src/model/check.ts";
import type { Fixture, ScimResponse } from "../../src/model/client.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { isolating } from "../../src/scim/corpus.ts";
import { byPath, type Leaves } from "../../src/scim/filter/evaluate.ts";
import { leavesOf } from "../../src/scim/filter/leaves.ts";
import { freeText } from "../../src/scim/sample.ts";
import { pathOf } from "../../src/scim/schema.ts";

const SIZE = 16;

export interface FilterCorpus {
  /** As the server shows them, by id. */
  readonly resources: ReadonlyMap<string, JsonObject>;
  /** Gives the members and nothing else. */
  readonly tag: string;
  readonly leaves: Leaves;
  readonly places: readonly Place[];
}

/** Made once per run and type; values depend on the run's seed alone. Skips where the members cannot be told from others. */
export async function filterCorpus({ given, target, type, sample, skip }: CheckContext): Promise<FilterCorpus> {
  const tagAttribute = freeText(target, type);
  const attributes = freeAttributes(target, type).attributes.filter((a) => pathOf(a) !== tagAttribute);
  if (attributes.length === 0) return skip(`the schemas of ${type.name} offer no attribute whose value can be made up (/Schemas)`);
  const [values = []] = sample(`filters ${type.name}`, corpusValues(attributes, SIZE), 1);
  const made = await given.once(`properties filters ${type.name}`, async (own, scim) => {
    const word = own.unique();
    const tagged = tagAttribute === null ? {} : { [tagAttribute]: word };
    const members: Fixture[] = [];
    for (const v of values) {
      const body = own.body(type, tagged);
      const rich = await own.resource(type, withValues(body, attributes, v)).catch(() => null);
      members.push(rich ?? (await own.resource(type, tagged)));
    }
    const tag = await isolating(tagAttribute === null ? [] : [`${tagAttribute} eq "${word}"`], members, type, scim);
    return { members, tag };
  });
  if (made.tag === null) return skip(`no filter gives exactly the ${type.name} resources of this run, so that they cannot be told from others in lists`);
  const resources = new Map(made.members.map((m) => [m.id, m.body]));
  const leaves = leavesOf(attributes);
  return { resources, tag: made.tag, leaves: byPath(leaves), places: placesOf(leaves, [...resources.values()]) };
}

/** Ids of the corpus in an answer; null if the answer says nothing about them: a limit of the server, or a page of a part. */
export function idsIn(response: ScimResponse, corpus: FilterCorpus): ReadonlySet<string> | null {
  if (!response.ok) return null;
  const total = response.object?.["totalResults"];
  if (typeof total === "number" && response.resources.length < total) return null;
  return new Set(response.resources.map((r) => String(r["id"])).filter((id) => corpus.resources.has(id)));
}

/** A refusal of a filter for its size or its cost, which is no misreading. */
export function tooMuch(response: ScimResponse): boolean {
  const scimType = response.object?.["scimType"];
  return [413, 414, 429, 431, 503].includes(response.status) || scimType === "tooMany";
}

/** Which resources these are, for people: the values at the places that the filter names. */
export function shown(corpus: FilterCorpus, ids: readonly string[], paths: readonly string[]): JsonObject[] {
  return ids.slice(0, 3).map((id) => {
    const resource = corpus.resources.get(id) ?? {};
    const tops = [...new Set(paths.flatMap((p) => (p.startsWith("urn:") ? [p.slice(0, p.lastIndexOf(":"))] : [p.split(".")[0] ?? ""])))];
    return Object.fromEntries(tops.flatMap((t) => (resource[t] === undefined ? [] : [[t, resource[t]]])));
  });
}
