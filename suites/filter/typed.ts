/** Resources that differ in one attribute of a given data type, which the server's schema chooses. */
import type { CheckContext } from "../../src/model/check.ts";
import type { Json } from "../../src/model/json.ts";
import type { AttributeInfo, AttributeType } from "../../src/model/target.ts";
import { instant } from "../../src/scim/date-time.ts";
import { equal } from "../../src/scim/value.ts";
import { makeCorpus, type Corpus } from "./corpus.ts";
import { FilterJudge } from "./judge.ts";

export interface TypedCorpus extends Corpus {
  readonly attribute: string;
  /** The members' values as the server shows them; undefined: none. */
  readonly shown: ReadonlyMap<string, Json | undefined>;
  /** Names of the members whose value as shown satisfies the predicate; a member without value satisfies none. */
  readonly where: (predicate: (value: Json) => boolean) => readonly string[];
  readonly judge: FilterJudge;
}

/** A singular attribute of that type that a client may set and see. */
export function attributeOf({ target, type }: CheckContext, kind: AttributeType): AttributeInfo | undefined {
  return target.attributes(type).find(
    (a) => a.type === kind && a.schema !== "" && !a.extension && !a.multiValued && (a.mutability === "readWrite" || a.mutability === "immutable") && (a.returned === "default" || a.returned === "always") && (kind !== "reference" || a.referenceTypes.every((t) => t === "external" || t === "uri")) && target.maySend(type, a.name),
  );
}

const same = (kind: AttributeType, shown: Json | undefined, sent: Json): boolean =>
  kind === "dateTime" ? Math.abs(instant(String(shown)) - instant(String(sent))) < 1000 : equal(shown, sent);

/** The corpus for a data type; undefined where the type has no such attribute or does not keep its values. A null is sent as no value. */
export async function typedCorpus(context: CheckContext, kind: AttributeType, values: (tag: string) => Readonly<Record<string, Json>>): Promise<TypedCorpus | undefined> {
  const attribute = attributeOf(context, kind);
  if (!attribute) return undefined;
  const { name, required } = attribute;
  const rows = (tag: string): Readonly<Record<string, Json>> => Object.fromEntries(Object.entries(values(tag)).filter(([, v]) => v !== null || !required));
  const corpus = await makeCorpus(context, context.type, kind.toLowerCase(), (tag) => Object.fromEntries(Object.entries(rows(tag)).map(([row, value]) => [row, { [name]: value ?? undefined }])));
  const shown = new Map([...corpus.members].map(([row, fixture]) => [row, fixture.body[name] ?? undefined]));
  const kept = Object.entries(rows(corpus.tag)).every(([row, sent]) => sent === null || same(kind, shown.get(row), sent));
  if (!kept) return undefined;
  return {
    ...corpus,
    attribute: name,
    shown,
    where: (predicate) => [...shown].filter(([, value]) => value !== undefined && predicate(value)).map(([row]) => row),
    judge: new FilterJudge(context, corpus, (row) => `${name} ${shown.get(row) === undefined ? "without value" : JSON.stringify(shown.get(row))}`),
  };
}
