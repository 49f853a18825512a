/** Resources made for filters, once per run; what a filter finds of them; and how an answer is judged. */
import type { CheckContext, Given } from "../../src/model/check.ts";
import type { Fixture, ScimClient, ScimResponse } from "../../src/model/client.ts";
import { isObject, type Json, type JsonObject } from "../../src/model/json.ts";
import type { ResourceTypeInfo, TargetView } from "../../src/model/target.ts";

/** Attributes of one resource of the corpus; undefined values are not sent. */
export type Row = Readonly<Record<string, Json | undefined>>;

export interface Corpus {
  readonly type: ResourceTypeInfo;
  /** Stands in values of every member and of no other resource. */
  readonly tag: string;
  readonly members: ReadonlyMap<string, Fixture>;
  /** A filter that finds the members and nothing else, to be joined with others by `and`; null where the server takes none. */
  readonly narrow: string | null;
  /** True if the server leaves filters out of account: a filter that nothing matches gives resources. */
  readonly ignored: boolean;
}

/** What a filter found. */
export interface Answer {
  readonly filter: string;
  readonly response: ScimResponse;
  /** Names of the members found, in the order of creation. */
  readonly names: readonly string[];
  /** How many results are no members. */
  readonly others: number;
  /** False if more results were announced than could be fetched. */
  readonly complete: boolean;
  readonly declined: boolean;
}

/** Statuses by which servers decline a filter that they do not support (RFC 7644 sections 3.4.2.2 and 3.12; P45). */
const DECLINES = new Set([400, 403, 405, 501]);
const MAX_PAGES = 5;

/** The filter's literal for a string. */
export const quoted = (text: string): string => JSON.stringify(text);

/** Sends a filter and follows the pages of the answer. */
export async function ask(scim: ScimClient, corpus: Corpus, filter: string, more: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const response = await scim.list(corpus.type, { filter, ...more });
  const found = [...response.resources];
  const total = Number(response.object?.["totalResults"] ?? found.length);
  // A result much larger than the corpus is wrong whatever the other pages hold.
  for (let page = 1; found.length < total && found.length > 0 && found.length <= corpus.members.size && page < MAX_PAGES; page += 1) {
    const next = await scim.list(corpus.type, { filter, ...more, startIndex: String(found.length + 1) });
    if (!next.ok || next.resources.length === 0) break;
    found.push(...next.resources);
  }
  return { ...sorted(corpus, found), filter, response, complete: found.length >= total, declined: DECLINES.has(response.status) };
}

function sorted(corpus: Corpus, found: readonly JsonObject[]): Pick<Answer, "names" | "others"> {
  const ids = new Set(found.map((r) => r["id"]));
  const names = [...corpus.members].filter(([, fixture]) => ids.has(fixture.id)).map(([name]) => name);
  return { names, others: ids.size - names.length };
}

/** Filters that find the members by their tag, most widely supported first. */
function candidates(target: TargetView, type: ResourceTypeInfo, tag: string): readonly string[] {
  const has = (path: string): boolean => target.attribute(type, path) !== undefined && target.maySend(type, path);
  return [
    ...(has("name.familyName") ? [`name.familyName eq ${quoted(tag)}`] : []),
    ...(has("userName") ? [`userName sw ${quoted(`${tag}-`)}`] : []),
    ...(has("displayName") ? [`displayName co ${quoted(tag)}`] : []),
    `externalId sw ${quoted(`${tag}-`)}`,
  ];
}

/** Members carry the tag in the family name (User), in externalId, and, by the usual fixture's values, in userName and displayName. */
function marks(given: Given, target: TargetView, type: ResourceTypeInfo, tag: string, name: string): Row {
  const familyName = target.attribute(type, "name.familyName");
  const usual = given.body(type)["name"];
  return {
    ...(target.maySend(type, "externalId") ? { externalId: `${tag}-${name}` } : {}),
    ...(familyName && target.maySend(type, "name") ? { name: { ...(isObject(usual) ? usual : {}), familyName: tag } } : {}),
  };
}

async function narrowing(scim: ScimClient, target: TargetView, corpus: Corpus): Promise<string | null> {
  for (const filter of candidates(target, corpus.type, corpus.tag)) {
    await scim.settled(() => scim.list(corpus.type, { filter }), (r) => !r.ok || r.resources.length >= corpus.members.size);
    const answer = await ask(scim, corpus, filter);
    if (answer.complete && answer.others === 0 && answer.names.length === corpus.members.size) return filter;
  }
  return null;
}

/** Whether a filter that no resource matches gives resources all the same. */
async function ignores(scim: ScimClient, target: TargetView, type: ResourceTypeInfo): Promise<boolean> {
  const name = ["userName", "displayName"].find((n) => target.attribute(type, n) !== undefined) ?? "id";
  const response = await scim.list(type, { filter: `${name} eq "scimspec-no-such-value"`, count: "2" });
  return response.ok && response.resources.length > 0;
}

/**
 * Makes (once per run) a resource for each row. Keys must not be a prefix of one another. Ends the check as blocked on
 * servers that ignore filters altogether, unless it judges that: one finding is enough.
 */
export async function makeCorpus(context: CheckContext, type: ResourceTypeInfo, key: string, rows: (tag: string) => Readonly<Record<string, Row>>, evenIfIgnored = false): Promise<Corpus> {
  const corpus = await made(context, type, key, rows);
  context.require(evenIfIgnored || !corpus.ignored, "list", `${type.name}: a filter that nothing matches gives resources, so filters are ignored`);
  return corpus;
}

function made({ given, target }: CheckContext, type: ResourceTypeInfo, key: string, rows: (tag: string) => Readonly<Record<string, Row>>): Promise<Corpus> {
  return given.once(`filter ${key} ${type.name}`, async (own, scim) => {
    const tag = own.unique().replace(/-[^-]*$/, "");
    const members = new Map<string, Fixture>();
    for (const [name, row] of Object.entries(rows(tag))) {
      const attributes = Object.entries({ ...marks(own, target, type, tag, name), ...row }).filter((e): e is [string, Json] => e[1] !== undefined);
      members.set(name, await own.resource(type, Object.fromEntries(attributes)));
    }
    const corpus: Corpus = { type, tag, members, narrow: null, ignored: await ignores(scim, target, type) };
    if (corpus.ignored) return corpus;
    return { ...corpus, narrow: await narrowing(scim, target, corpus) };
  });
}
