/** Resources made for filters, once per run; what a filter finds of them; and how an answer is judged. */
import type { CheckContext, Given } from "../../src/model/check.ts";
import type { Fixture, ScimClient, ScimResponse } from "../../src/model/client.ts";
import { isObject, type Json, type JsonObject } from "../../src/model/json.ts";
import type { ResourceTypeInfo, TargetView } from "../../src/model/target.ts";
import { freeText } from "../../src/scim/sample.ts";
import { partsOf, type Part, type Row, type Rows } from "./parts.ts";

export interface Corpus {
  readonly type: ResourceTypeInfo;
  /** Stands in values of every member and of no other resource. */
  readonly tag: string;
  readonly members: ReadonlyMap<string, Fixture>;
  /** A filter that finds the members and nothing else, to be joined with others by `and`; null where the server takes none. */
  readonly narrow: string | null;
  /** True if the server leaves filters out of account: a filter that nothing matches gives resources. */
  readonly ignored: boolean;
  /** What filters gave, by request: members never change, so each is asked once per run. */
  readonly answers: Map<string, Promise<Results>>;
}

interface Results {
  readonly response: ScimResponse;
  /** What the pages hold together. */
  readonly found: readonly JsonObject[];
  readonly complete: boolean;
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

async function fetch(scim: ScimClient, { type, members }: Corpus, filter: string, more: Readonly<Record<string, string>>): Promise<Results> {
  const response = await scim.list(type, { filter, ...more });
  const found = [...response.resources];
  const total = Number(response.object?.["totalResults"] ?? found.length);
  // A result much larger than the corpus is wrong whatever the other pages hold.
  for (let page = 1; found.length < total && found.length > 0 && found.length <= members.size && page < MAX_PAGES; page += 1) {
    const next = await scim.list(type, { filter, ...more, startIndex: String(found.length + 1) });
    if (!next.ok || next.resources.length === 0) break;
    found.push(...next.resources);
  }
  return { response, found, complete: found.length >= total };
}

function toAnswer(corpus: Corpus, filter: string, { response, found, complete }: Results): Answer {
  return { ...sorted(corpus, found), filter, response, complete, declined: DECLINES.has(response.status) };
}

/** The answer to a filter, all its pages; sent once per run, whichever check asks first. */
export async function ask(scim: ScimClient, corpus: Corpus, filter: string, more: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const key = JSON.stringify([filter, more]);
  const asked = corpus.answers.get(key) ?? fetch(scim, corpus, filter, more);
  corpus.answers.set(key, asked);
  return toAnswer(corpus, filter, await asked);
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
    let answer: Answer | undefined;
    const read = async (): Promise<ScimResponse> => {
      answer = toAnswer(corpus, filter, await fetch(scim, corpus, filter, {}));
      return answer.response;
    };
    await scim.settled(read, (r) => !r.ok || (answer?.names.length ?? 0) >= corpus.members.size);
    if (answer?.complete === true && answer.others === 0 && answer.names.length === corpus.members.size) return filter;
  }
  return null;
}

interface Probe {
  /** A free text attribute or the display name: the first on which the server takes a filter, or else the first. */
  readonly text: string | undefined;
  /** Whether a filter that no resource matches gives resources all the same. */
  readonly ignored: boolean;
}

/** Looks, once per type, on which text the server takes filters, and whether it takes them into account. */
export function probe({ given, target }: Pick<CheckContext, "given" | "target">, type: ResourceTypeInfo): Promise<Probe> {
  const named = target.attributes(type).find((a) => a.name.toLowerCase() === "displayname" && a.type === "string" && a.uniqueness === "none" && target.maySend(type, a.name));
  const texts = [...new Set([freeText(target, type), named?.name ?? null])].filter((name) => name !== null);
  const usual = ["userName", "displayName"].find((n) => target.attribute(type, n) !== undefined) ?? "id";
  return given.once(`filter probe ${type.name}`, async (own, scim) => {
    // An empty server shows nothing whether it filters or not.
    await own.shared(type).catch(() => undefined);
    const none = (name: string): Promise<ScimResponse> => scim.list(type, { filter: `${name} eq "scimspec-no-such-value"`, count: "2" });
    const gives = (response: ScimResponse): boolean => response.ok && response.resources.length > 0;
    for (const text of texts) {
      const response = await none(text);
      // A server may leave unknown attributes out of account, and still filter by its usual ones.
      if (response.ok) return { text, ignored: gives(response) && (text === usual || gives(await none(usual))) };
    }
    return { text: texts[0], ignored: gives(await none(usual)) };
  });
}

interface Making {
  readonly given: Given;
  readonly scim: ScimClient;
  readonly target: TargetView;
  readonly type: ResourceTypeInfo;
  /** Whether a filter that finds the members alone is needed. */
  readonly narrow: boolean;
}

/** Makes a resource for each row. Roles must not be a prefix of one another. */
async function build({ given, scim, target, type, narrow }: Making, tag: string, rows: Rows): Promise<Corpus> {
  const members = new Map<string, Fixture>();
  let marked = true;
  for (const [name, row] of Object.entries(rows)) {
    const make = (extra: Row): Promise<Fixture> => given.resource(type, Object.fromEntries(Object.entries({ ...extra, ...row }).filter((e): e is [string, Json] => e[1] !== undefined)));
    const { externalId, ...others } = marks(given, target, type, tag, name);
    const made: Fixture | null = marked ? await make({ externalId, ...others }).catch(() => null) : null;
    // A server may refuse externalId, which is a mark among others here.
    marked = made !== null;
    members.set(name, made ?? (await make(others)));
  }
  const { ignored } = await probe({ given, target }, type);
  const corpus: Corpus = { type, tag, members, narrow: null, ignored, answers: new Map() };
  return ignored || !narrow ? corpus : { ...corpus, narrow: await narrowing(scim, target, corpus) };
}

const tagOf = (given: Given): string => given.unique().replace(/-[^-]*$/, "");

/** Ends the check as blocked on servers that ignore filters altogether, unless it judges that: one finding is enough. */
function unlessIgnored({ require }: CheckContext, corpus: Corpus, evenIfIgnored: boolean): Corpus {
  require(evenIfIgnored || !corpus.ignored, "list", `${corpus.type.name}: a filter that nothing matches gives resources, so filters are ignored`);
  return corpus;
}

/** A corpus of its own, made once per run, for what cannot stand beside other values. */
export async function makeCorpus(context: CheckContext, type: ResourceTypeInfo, key: string, rows: (tag: string) => Rows, { narrow = true, evenIfIgnored = false } = {}): Promise<Corpus> {
  const { given, target } = context;
  const corpus = await given.once(`filter ${key} ${type.name}`, (own, scim) => {
    const tag = tagOf(own);
    return build({ given: own, scim, target, type, narrow }, tag, rows(tag));
  });
  return unlessIgnored(context, corpus, evenIfIgnored);
}

interface Common {
  readonly corpus: Corpus;
  /** Roles of the members by part, in the order of creation. */
  readonly roles: ReadonlyMap<string, readonly string[]>;
}

/** The parts in one table: row by row the attributes of all; a part that sets what another one set is left out. */
function table(parts: readonly Part[], tag: string): { readonly rows: readonly Row[]; readonly roles: ReadonlyMap<string, readonly string[]> } {
  const rows: Record<string, Json | undefined>[] = [];
  const roles = new Map<string, readonly string[]>();
  const taken = new Set<string>();
  for (const part of parts) {
    const { key } = part;
    const entries = Object.entries(part.rows(tag));
    const names = new Set(entries.flatMap(([, row]) => Object.keys(row)).filter((n) => n !== "schemas"));
    if ([...names].some((n) => taken.has(n))) continue;
    for (const name of names) taken.add(name);
    roles.set(key, entries.map(([role]) => role));
    entries.forEach(([, row], i) => (rows[i] = { ...rows[i], ...row }));
  }
  return { rows, roles };
}

/** The one corpus of a type, whose members have a role in each part; null where the server refuses so many values together. */
function common({ given, target }: CheckContext, type: ResourceTypeInfo): Promise<Common | null> {
  return given.once(`filter corpus ${type.name}`, async (own, scim) => {
    const { text } = await probe({ given: own, target }, type);
    const tag = tagOf(own);
    const { rows, roles } = table(partsOf(target, type, text, own), tag);
    const named = Object.fromEntries(rows.map((row, i) => [`member${i}`, row]));
    const corpus = await build({ given: own, scim, target, type, narrow: true }, tag, named).catch(() => null);
    return corpus && { corpus, roles };
  });
}

/** The corpus in its roles for one part; members without a role are named `other1`, `other2`, … */
export async function corpusOf(context: CheckContext, type: ResourceTypeInfo, key: string, evenIfIgnored = false): Promise<Corpus> {
  const found = await common(context, type);
  const roles = found?.roles.get(key);
  if (found && roles) {
    const members = new Map([...found.corpus.members.values()].map((m, i) => [roles[i] ?? `other${i}`, m]));
    return unlessIgnored(context, { ...found.corpus, members }, evenIfIgnored);
  }
  const { text } = await probe(context, type);
  const part = partsOf(context.target, type, text, context.given).find((p) => p.key === key);
  return part ? makeCorpus(context, type, key, (tag) => part.rows(tag), { evenIfIgnored }) : context.skip(`the schema of ${type.name} has no attribute for this check (/Schemas)`);
}
