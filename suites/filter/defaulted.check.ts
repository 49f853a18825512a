import { check, capability } from "../../src/engine/api.ts";
import type { Json } from "../../src/model/json.ts";
import { corpusOf } from "./corpus.ts";
import { FilterJudge } from "./judge.ts";

/** A value that a filter can compare, as its literal. */
const comparable = (value: Json | undefined): value is string | number | boolean => typeof value === "string" || typeof value === "number" || typeof value === "boolean";

export default check({
  id: "filter/defaulted",
  title: "A value that the server gave by default is found by filters as it was shown",
  failureTitle: "A value that the server gave by default is not found by filters",
  for: "each-resource-type",
  verifies: ["7644-3.4.2.2-defaulted-attribute-value"],
  needs: [capability("filter")],
  after: ["filter/equality", "filter/and-or"],
  detects: ["filter-defaulted-not-found"],
  mutates: "own-resources",
  remedy: "Evaluate filters on the value that the answer to the creation showed.",
  async run(context) {
    const { target, type, skip } = context;
    const corpus = await corpusOf(context, type, "text");
    const plain = target.attributes(type).filter((a) => a.schema !== "" && !a.extension && !a.multiValued && a.type !== "complex" && a.returned !== "never");
    const [found] = plain.flatMap(({ name }) => [...corpus.members.values()].flatMap(({ sent, body }) => {
      const value = body[name];
      return sent[name] === undefined && comparable(value) ? [{ name, value }] : [];
    }));
    if (!found) return skip(`the server gives no default value to a new ${type.name}`);
    const judge = new FilterJudge(context, corpus, (role) => `the resource that shows ${found.name} ${JSON.stringify(corpus.members.get(role)?.body[found.name] ?? null)}`);
    const alike = [...corpus.members].filter(([, { body }]) => body[found.name] === found.value).map(([role]) => role);
    await judge.finds("7644-3.4.2.2-defaulted-attribute-value", `${found.name} eq ${JSON.stringify(found.value)}`, alike, { within: true });
    judge.done();
  },
});
