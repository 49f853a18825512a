import { check, capability } from "../../src/engine/api.ts";
import { typedCorpus } from "./typed.ts";

export default check({
  id: "filter/presence-of-numbers",
  title: "pr counts 0 as a value",
  failureTitle: "pr takes 0 for no value",
  for: "each-resource-type",
  verifies: ["7644-3.4.2.2-op-pr"],
  needs: [capability("filter")],
  after: ["filter/equality", "schema/characteristics"],
  detects: ["filter-pr-zero-is-absent"],
  mutates: "own-resources",
  remedy: "Only an absent, null or empty value is no value; 0 is one (P52).",
  async run(context) {
    const corpus = await typedCorpus(context, "integer");
    if (!corpus) return context.skip(`the schema of ${context.type.name} has no integer attribute that a client may set, or the server does not keep its values`);
    await corpus.judge.finds("7644-3.4.2.2-op-pr", `${corpus.attribute} pr`, corpus.where(() => true), { within: true });
    corpus.judge.done();
  },
});
