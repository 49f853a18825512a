/** Users with several e-mail addresses, chosen so that conditions on one value and on any value find different users. */
import type { CheckContext } from "../../src/model/check.ts";
import { isObject } from "../../src/model/json.ts";
import { covers, isUnassigned } from "../../src/scim/value.ts";
import { corpusOf, type Corpus } from "./corpus.ts";
import { FilterJudge } from "./judge.ts";
import { mailEnding, mails } from "./parts.ts";

export interface EmailCorpus extends Corpus {
  /** The address with that local part and domain letter. */
  readonly address: (local: string, domain: string) => string;
  /** The ending of all addresses of the domain. */
  readonly ending: (domain: string) => string;
  readonly judge: FilterJudge;
}

/** The e-mail corpus. Ends the check as skipped where the server does not keep several addresses with their types. */
export async function emailCorpus(context: CheckContext): Promise<EmailCorpus> {
  const corpus = await corpusOf(context, context.type, "emails");
  const sent = mails(corpus.tag);
  const kept = [...corpus.members].every(([name, { body }]) => ((sent[name] ?? []).length === 0 ? isUnassigned(body["emails"]) : covers(body["emails"], sent[name] ?? [])));
  if (!kept) context.skip("the server does not keep several e-mail addresses with their types as they were sent");
  const show = (name: string): string => (sent[name] ?? []).map((m) => (isObject(m) ? `${String(m["type"])} ${String(m["value"])}` : "")).join(" + ");
  return {
    ...corpus,
    address: (local, domain) => local + mailEnding(corpus.tag, domain),
    ending: (domain) => mailEnding(corpus.tag, domain),
    judge: new FilterJudge(context, corpus, (name) => `the user with ${show(name) || "no address"}`),
  };
}
