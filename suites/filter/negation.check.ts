import { check, capability } from "../../src/engine/api.ts";
import { quoted } from "./corpus.ts";
import { textCorpus } from "./text.ts";

export default check({
  id: "filter/negation",
  title: "not (…) finds what does not satisfy the condition in the parentheses",
  failureTitle: "not (…) finds the wrong resources",
  for: "any-resource-type",
  verifies: ["7644-3.4.2.2-op-not"],
  needs: [capability("filter")],
  after: ["filter/equality", "filter/and-or"],
  detects: ["filter-not-ignored", "filter-not-three-valued"],
  mutates: "own-resources",
  remedy: "Let not match exactly where the inner expression is false, which includes resources without a value.",
  async run(context) {
    const { attribute, pivot, where, judge } = await textCorpus(context);
    const none = where((v) => v === undefined);
    const other = where((v) => v !== undefined && v !== pivot);
    const not = "7644-3.4.2.2-op-not";
    const filter = `not (${attribute} eq ${quoted(pivot)})`;
    const outcome = await judge.finds(not, filter, other, { within: true, either: none });
    await judge.finds(not, `not (${attribute} sw ${quoted(pivot)} and ${attribute} ew ${quoted(pivot)})`, other, { within: true, either: none });
    // Without a value the inner expression is false, so not (…) is true; SQL disagrees (P47).
    if (outcome === "right" && none.length > 0) await judge.finds(not, filter, [...other, ...none], { within: true, code: "filter/not-without-value" });
    judge.done();
  },
});
