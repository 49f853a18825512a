/** Resources of which some have an extension of their type. */
import type { CheckContext } from "../../src/model/check.ts";
import { isObject } from "../../src/model/json.ts";
import { corpusOf, type Corpus } from "./corpus.ts";
import { FilterJudge } from "./judge.ts";
import { extensionText } from "./parts.ts";

export interface ExtensionCorpus extends Corpus {
  readonly urn: string;
  readonly attribute: string;
  /** The values of `one` and `two`; the others have none. */
  readonly value: (name: string) => string;
  readonly judge: FilterJudge;
}

/** The corpus for the first extension with a free text attribute. Ends the check as skipped where there is none. */
export async function extensionCorpus(context: CheckContext): Promise<ExtensionCorpus> {
  const { target, type, skip } = context;
  const found = extensionText(target, type);
  if (!found) return skip(`${type.name} has no optional extension with a text attribute that a client may set (/ResourceTypes, /Schemas)`);
  const { schema: urn, name: attribute } = found;
  const corpus = await corpusOf(context, type, "extension");
  const wanted = (name: string): string | undefined => (name === "one" || name === "two" ? `${corpus.tag}-${name}` : undefined);
  const kept = [...corpus.members].every(([name, { body }]) => {
    const container = body[urn];
    return (isObject(container) ? container[attribute] : undefined) === wanted(name);
  });
  if (!kept) skip(`the server does not keep ${urn}:${attribute} as it was sent`);
  return { ...corpus, urn, attribute, value: (name) => `${corpus.tag}-${name}`, judge: new FilterJudge(context, corpus, (name) => (wanted(name) === undefined ? "the resource without the extension" : `${attribute} ${corpus.tag}-${name}`)) };
}
