import { check, capability } from "../../src/engine/api.ts";
import { quoted } from "./corpus.ts";
import { textCorpus } from "./text.ts";

export default check({
  id: "filter/inequality",
  title: "ne finds the resources with another value",
  failureTitle: "ne finds the resource with that value, or misses those with another one",
  for: "any-resource-type",
  verifies: ["7644-3.4.2.2-op-ne"],
  needs: [capability("filter")],
  after: ["filter/equality"],
  detects: ["filter-ne-equal", "filter-ne-prefix"],
  mutates: "own-resources",
  remedy: "Let ne match every value that is not identical to the filter value.",
  async run(context) {
    const { attribute, pivot, where, judge } = await textCorpus(context);
    // Whether a resource without value matches is open (P46).
    await judge.finds("7644-3.4.2.2-op-ne", `${attribute} ne ${quoted(pivot)}`, where((v) => v !== undefined && v !== pivot), { within: true, either: where((v) => v === undefined) });
    judge.done();
  },
});
