import { check, capability } from "../../src/engine/api.ts";
import type { Json } from "../../src/model/json.ts";
import { makeCorpus } from "./corpus.ts";
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
    const corpus = await makeCorpus(context, type, "plain", () => ({ plain: {} }));
    const made = corpus.members.get("plain");
    const given = target.attributes(type).find((a) => a.schema !== "" && !a.extension && !a.multiValued && a.type !== "complex" && a.returned !== "never" && made?.sent[a.name] === undefined && comparable(made?.body[a.name]));
    const value = given ? made?.body[given.name] : undefined;
    if (!given || !comparable(value)) return skip(`the server gives no default value to a new ${type.name}`);
    const judge = new FilterJudge(context, corpus, () => `the resource that shows ${given.name} ${JSON.stringify(value)}`);
    await judge.finds("7644-3.4.2.2-defaulted-attribute-value", `${given.name} eq ${JSON.stringify(value)}`, ["plain"], { within: true });
    judge.done();
  },
});
