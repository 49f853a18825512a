import { check, capability } from "../../src/engine/api.ts";
import { quoted } from "./corpus.ts";
import { textCorpus } from "./text.ts";

export default check({
  id: "filter/with-projection",
  title: "A filter works beside attributes and excludedAttributes, also on an attribute that they leave out",
  failureTitle: "A filter is lost beside attributes or excludedAttributes",
  for: "any-resource-type",
  verifies: ["7644-3.4.2.2-only-matching-returned"],
  needs: [capability("filter")],
  after: ["filter/equality"],
  detects: ["filter-lost-when-attributes-given", "filter-sees-projection-only"],
  mutates: "own-resources",
  remedy: "Filter first, on the whole resource; then leave out what was not asked for.",
  async run(context) {
    const { attribute, pivot, where, judge } = await textCorpus(context);
    const filter = `${attribute} eq ${quoted(pivot)}`;
    await judge.finds("7644-3.4.2.2-only-matching-returned", filter, where((v) => v === pivot), { query: { attributes: "externalId" } });
    await judge.finds("7644-3.4.2.2-only-matching-returned", filter, where((v) => v === pivot), { query: { excludedAttributes: attribute } });
    judge.done();
  },
});
