/** Resources that differ in one attribute of a given data type, which the server's schema chooses. */
import type { CheckContext } from "../../src/model/check.ts";
import type { Json } from "../../src/model/json.ts";
import type { AttributeType } from "../../src/model/target.ts";
import { instant } from "../../src/scim/date-time.ts";
import { equal } from "../../src/scim/value.ts";
import { corpusOf, type Corpus } from "./corpus.ts";
import { FilterJudge } from "./judge.ts";
import { attributeOf, typedValues } from "./parts.ts";

export interface TypedCorpus extends Corpus {
  readonly attribute: string;
  /** The members' values as the server shows them; undefined: none. */
  readonly shown: ReadonlyMap<string, Json | undefined>;
  /** Names of the members whose value as shown satisfies the predicate; a member without value satisfies none. */
  readonly where: (predicate: (value: Json) => boolean) => readonly string[];
  readonly judge: FilterJudge;
}

const same = (kind: AttributeType, shown: Json | undefined, sent: Json): boolean =>
  kind === "dateTime" ? Math.abs(instant(String(shown)) - instant(String(sent))) < 1000 : equal(shown, sent);

/** The corpus for a data type; undefined where the type has no such attribute or does not keep its values. */
export async function typedCorpus(context: CheckContext, kind: AttributeType): Promise<TypedCorpus | undefined> {
  const { target, type } = context;
  const attribute = attributeOf(target, type, kind);
  if (!attribute) return undefined;
  const { name, required } = attribute;
  const corpus = await corpusOf(context, type, kind.toLowerCase());
  const shown = new Map([...corpus.members].map(([row, fixture]) => [row, fixture.body[name] ?? undefined]));
  const kept = Object.entries(typedValues(kind, corpus.tag, required)).every(([row, sent]) => sent === null || same(kind, shown.get(row), sent));
  if (!kept) return undefined;
  return {
    ...corpus,
    attribute: name,
    shown,
    where: (predicate) => [...shown].filter(([, value]) => value !== undefined && predicate(value)).map(([row]) => row),
    judge: new FilterJudge(context, corpus, (row) => `${name} ${shown.get(row) === undefined ? "without value" : JSON.stringify(shown.get(row))}`),
  };
}
