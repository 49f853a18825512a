/** Resources that differ in one text attribute, chosen so that each wrong reading of an operator finds other ones. */
import type { CheckContext } from "../../src/model/check.ts";
import { corpusOf, probe, quoted, type Corpus } from "./corpus.ts";
import { FilterJudge } from "./judge.ts";
import { textValues } from "./parts.ts";

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

/** The text corpus of a type. Ends the check as skipped where the server does not keep the values. */
export async function textCorpus(context: CheckContext, evenIfIgnored = false): Promise<TextCorpus> {
  const { type, target, skip } = context;
  const { text: attribute } = await probe(context, type);
  if (attribute === undefined) return skip(`the schema of ${type.name} has no free text attribute (/Schemas)`);
  const corpus = await corpusOf(context, type, "text", evenIfIgnored);
  const values = new Map(Object.entries(textValues(corpus.tag, target.attribute(type, attribute)?.required === true)));
  const kept = [...corpus.members].every(([name, fixture]) => (fixture.body[attribute] ?? undefined) === values.get(name));
  if (!kept) skip(`the server does not keep ${attribute} of ${type.name} as it was sent`);
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
