/** Resources that differ in one text attribute, chosen so that each wrong reading of an operator finds other ones. */
import type { CheckContext } from "../../src/model/check.ts";
import type { ResourceTypeInfo } from "../../src/model/target.ts";
import { freeText } from "../../src/scim/sample.ts";
import { makeCorpus, quoted, type Corpus } from "./corpus.ts";
import { FilterJudge } from "./judge.ts";

export interface TextCorpus extends Corpus {
  /** Name of the attribute. */
  readonly attribute: string;
  /** The value that `equal` has; `longer` continues it, `ending` ends with it, `lower` sorts before it, `empty` has none. */
  readonly pivot: string;
  readonly valueOf: (name: string) => string | undefined;
  /** Names of the members whose value (undefined: none) satisfies the predicate. */
  readonly where: (predicate: (value: string | undefined) => boolean) => readonly string[];
  readonly judge: FilterJudge;
}

/** Values by member: letters of one case only, so that collations cannot matter. A required attribute is never empty. */
function valuesFor(tag: string, required: boolean): Readonly<Record<string, string | undefined>> {
  const base = tag.toLowerCase();
  return { equal: `${base}-bravo`, longer: `${base}-bravo-charlie`, lower: `${base}-alpha`, empty: required ? `zulu-${base}` : undefined, ending: `xray-${base}-bravo` };
}

/** The attribute: a free text one or the display name, the first on which the server takes a filter. */
async function attributeFor({ given, target, skip }: CheckContext, type: ResourceTypeInfo): Promise<string> {
  const named = target.attributes(type).find((a) => a.name.toLowerCase() === "displayname" && a.type === "string" && a.uniqueness === "none" && target.maySend(type, a.name));
  const candidates = [...new Set([freeText(target, type), named?.name ?? null])].filter((name) => name !== null);
  const found = await given.once(`filter attribute ${type.name}`, async (_own, scim) => {
    for (const name of candidates) if ((await scim.list(type, { filter: `${name} eq "scimspec-no-such-value"`, count: "1" })).ok) return name;
    return candidates[0];
  });
  return found ?? skip(`the schema of ${type.name} has no free text attribute (/Schemas)`);
}

/** The text corpus of a type. Ends the check as skipped where the server does not keep the values. */
export async function textCorpus(context: CheckContext, evenIfIgnored = false): Promise<TextCorpus> {
  const { type } = context;
  const attribute = await attributeFor(context, type);
  const required = context.target.attribute(type, attribute)?.required === true;
  const corpus = await makeCorpus(context, type, "text", (tag) => Object.fromEntries(Object.entries(valuesFor(tag, required)).map(([name, value]) => [name, { [attribute]: value }])), evenIfIgnored);
  const values = new Map(Object.entries(valuesFor(corpus.tag, required)));
  const kept = [...corpus.members].every(([name, fixture]) => (fixture.body[attribute] ?? undefined) === values.get(name));
  if (!kept) context.skip(`the server does not keep ${attribute} of ${type.name} as it was sent`);
  const valueOf = (name: string): string | undefined => values.get(name);
  return {
    ...corpus,
    attribute,
    pivot: values.get("equal") ?? "",
    valueOf,
    where: (predicate) => [...values].filter(([, value]) => predicate(value)).map(([name]) => name),
    judge: new FilterJudge(context, corpus, (name) => `${attribute} ${valueOf(name) === undefined ? "without value" : quoted(valueOf(name) ?? "")}`),
  };
}
