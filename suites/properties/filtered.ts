/** The resources on which the properties of filters are tried. */
import { freeAttributes, withValues } from "../../src/generate/attributes.ts";
import { corpusValues, placesOf, type Place } from "../../src/generate/filters.ts";
import type { CheckContext } from "../../src/model/check.ts";
import type { Fixture, ScimResponse } from "../../src/model/client.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { isolating } from "../../src/scim/corpus.ts";
import { PLAIN, bothOf, render, type Filter, type Style } from "../../src/scim/filter/filter.ts";
import { byPath, type Leaves } from "../../src/scim/filter/evaluate.ts";
import { leavesOf } from "../../src/scim/filter/leaves.ts";
import { freeText } from "../../src/scim/sample.ts";
import { partsOf } from "../../src/generate/values.ts";
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
  // Parts that the server works out by itself, such as display, may be no part of what it searches.
  const leaves = leavesOf(attributes).filter((l) => l.top === l.attribute || l.attribute.name === "primary" || partsOf(l.top).includes(l.attribute));
  const places = placesOf(leaves, [...resources.values()]);
  if (places.length === 0) return skip(`the server took none of the values that were made up for a ${type.name}`);
  return { resources, tag: made.tag, leaves: byPath(leaves), places };
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

/** A list of the members that a filter lets through. */
export function filtered({ scim, type }: Pick<CheckContext, "scim" | "type">, corpus: FilterCorpus, filter: Filter, style: Style = PLAIN): Promise<ScimResponse> {
  return scim.list(type, { filter: bothOf(corpus.tag, render(filter, style, type.schema)), count: "100" });
}

const isDeclined = ({ status }: ScimResponse): boolean => (status >= 400 && status < 500) || status === 501;

/**
 * Why a refusal of a valid filter is no mistake; null if it is one. A server may decline attributes, operators, logic, or filters
 * of some size (RFC 7644 section 3.12, invalidFilter), logical words in capitals (P58) and parentheses. What it takes as it is usually
 * written it has to take with operators in capitals, and with names in capitals or behind their URN.
 */
export async function whyDeclined(context: Pick<CheckContext, "scim" | "type">, corpus: FilterCorpus, response: ScimResponse, spelled?: { readonly filter: Filter; readonly style: Style }): Promise<string | null> {
  if (response.ok) return null;
  if (tooMuch(response)) return `a filter is answered with ${response.status} for its size`;
  if (!isDeclined(response)) return null;
  const declined = `some valid filters are declined with ${response.status}`;
  if (!spelled) return declined;
  const { filter, style } = spelled;
  if (render(filter, style, context.type.schema) === render(filter, PLAIN) || !(await filtered(context, corpus, filter)).ok) return declined;
  const usual: Style = { ...style, words: "lower", parentheses: 0 };
  const taken = (await filtered(context, corpus, filter, usual)).ok;
  return taken ? `logical words in capitals, or several parentheses, are declined with ${response.status}` : null;
}

/** Which resources these are, for people: the values at the places that the filter names. */
export function shown(corpus: FilterCorpus, ids: readonly string[], paths: readonly string[]): JsonObject[] {
  return ids.slice(0, 3).map((id) => {
    const resource = corpus.resources.get(id) ?? {};
    const tops = [...new Set(paths.flatMap((p) => (p.startsWith("urn:") ? [p.slice(0, p.lastIndexOf(":"))] : [p.split(".")[0] ?? ""])))];
    return Object.fromEntries(tops.flatMap((t) => (resource[t] === undefined ? [] : [[t, resource[t]]])));
  });
}
