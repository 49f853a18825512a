/** Resources of which some have an extension of their type. */
import type { CheckContext } from "../../src/model/check.ts";
import { isObject } from "../../src/model/json.ts";
import { makeCorpus, type Corpus } from "./corpus.ts";
import { FilterJudge } from "./judge.ts";

export interface ExtensionCorpus extends Corpus {
  readonly urn: string;
  readonly attribute: string;
  /** The values of `one` and `two`; `without` has none. */
  readonly value: (name: string) => string;
  readonly judge: FilterJudge;
}

/** The corpus for the first extension with a free text attribute. Ends the check as skipped where there is none. */
export async function extensionCorpus(context: CheckContext): Promise<ExtensionCorpus> {
  const { target, type, skip } = context;
  const optional = type.extensions.filter((e) => !e.required).map((e) => e.schema);
  const found = target.attributes(type).find((a) => a.extension && optional.includes(a.schema) && a.type === "string" && !a.multiValued && a.mutability === "readWrite" && a.returned === "default" && a.uniqueness === "none" && a.canonicalValues.length === 0 && target.maySend(type, `${a.schema}:${a.name}`));
  if (!found) return skip(`${type.name} has no optional extension with a text attribute that a client may set (/ResourceTypes, /Schemas)`);
  const { schema: urn, name: attribute } = found;
  const row = (tag: string, name: string) => ({ schemas: [type.schema, urn], [urn]: { [attribute]: `${tag}-${name}` } });
  const corpus = await makeCorpus(context, type, "extension", (tag) => ({ one: row(tag, "one"), two: row(tag, "two"), without: {} }));
  const shown = (name: string): unknown => {
    const container = corpus.members.get(name)?.body[urn];
    return isObject(container) ? container[attribute] : undefined;
  };
  if (shown("one") !== `${corpus.tag}-one` || shown("two") !== `${corpus.tag}-two` || shown("without") !== undefined) skip(`the server does not keep ${urn}:${attribute} as it was sent`);
  return { ...corpus, urn, attribute, value: (name) => `${corpus.tag}-${name}`, judge: new FilterJudge(context, corpus, (name) => (name === "without" ? "the resource without the extension" : `${attribute} ${corpus.tag}-${name}`)) };
}
