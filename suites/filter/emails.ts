/** Users with several e-mail addresses, chosen so that conditions on one value and on any value find different users. */
import type { CheckContext } from "../../src/model/check.ts";
import { isObject, type Json } from "../../src/model/json.ts";
import { covers, isUnassigned } from "../../src/scim/value.ts";
import { makeCorpus, type Corpus } from "./corpus.ts";
import { FilterJudge } from "./judge.ts";

export interface EmailCorpus extends Corpus {
  /** The address with that local part and domain letter. */
  readonly address: (local: string, domain: string) => string;
  /** The ending of all addresses of the domain. */
  readonly ending: (domain: string) => string;
  readonly judge: FilterJudge;
}

const TABLE: Readonly<Record<string, readonly (readonly [type: string, local: string, domain: string])[]>> = {
  straight: [["work", "one", "a"], ["home", "two", "b"]],
  crossed: [["work", "three", "b"], ["home", "four", "a"]],
  homeOnly: [["home", "five", "a"]],
  none: [],
  three: [["other", "six", "c"], ["work", "seven", "c"], ["home", "eight", "a"]],
};

/** The e-mail corpus. Ends the check as skipped where the server does not keep several addresses with their types. */
export async function emailCorpus(context: CheckContext): Promise<EmailCorpus> {
  const ending = (tag: string, domain: string): string => `@${domain}.${tag.toLowerCase().slice(-50).replace(/^-+/, "")}.example.com`;
  const mails = (tag: string, name: string): Json[] => (TABLE[name] ?? []).map(([type, local, domain]) => ({ type, value: local + ending(tag, domain) }));
  const corpus = await makeCorpus(context, context.type, "emails", (tag) => Object.fromEntries(Object.keys(TABLE).map((name) => [name, { emails: name === "none" ? undefined : mails(tag, name) }])));
  const kept = [...corpus.members].every(([name, { body }]) => (name === "none" ? isUnassigned(body["emails"]) : covers(body["emails"], mails(corpus.tag, name))));
  if (!kept) context.skip("the server does not keep several e-mail addresses with their types as they were sent");
  const show = (name: string): string => mails(corpus.tag, name).map((m) => (isObject(m) ? `${String(m["type"])} ${String(m["value"])}` : "")).join(" + ");
  return {
    ...corpus,
    address: (local, domain) => local + ending(corpus.tag, domain),
    ending: (domain) => ending(corpus.tag, domain),
    judge: new FilterJudge(context, corpus, (name) => `the user with ${show(name) || "no address"}`),
  };
}
