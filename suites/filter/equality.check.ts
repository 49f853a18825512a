import { check, capability } from "../../src/engine/api.ts";
import { quoted } from "./corpus.ts";
import { textCorpus } from "./text.ts";

export default check({
  id: "filter/equality",
  title: "eq finds the resources with that value, and no others",
  failureTitle: "eq finds other resources than those with that value",
  for: "each-resource-type",
  verifies: ["7644-3.4.2.2-op-eq", "7644-3.4.2.2-only-matching-returned"],
  needs: [capability("filter")],
  detects: ["filter-ignored", "filter-eq-matches-prefix"],
  mutates: "own-resources",
  remedy: "Return only the resources whose value is identical to the filter value.",
  async run(context) {
    const { attribute, pivot, where, judge } = await textCorpus(context, true);
    await judge.finds(["7644-3.4.2.2-op-eq", "7644-3.4.2.2-only-matching-returned"], `${attribute} eq ${quoted(pivot)}`, where((v) => v === pivot));
    judge.done();
  },
});
