import { check, capability } from "../../src/engine/api.ts";
import { textCorpus } from "./text.ts";

export default check({
  id: "filter/unknown-attribute",
  title: "A filter on an attribute that no schema has is refused or matches nothing",
  failureTitle: "A filter on an attribute that no schema has finds resources",
  for: "any-resource-type",
  verifies: ["7644-3.4.2.2-only-matching-returned"],
  needs: [capability("filter")],
  after: ["filter/equality", "filter/sub-attribute-names"],
  detects: ["filter-unknown-attribute-ignored"],
  mutates: "own-resources",
  remedy: "Answer 400 invalidFilter, or treat the attribute as one without a value.",
  async run(context) {
    const { judge } = await textCorpus(context);
    for (const filter of ['scimspecNoSuch eq "x"', "scimspecNoSuch pr", 'urn:example:scimspec:no:such:Schema:name eq "x"', 'scimspecNoSuch.part sw "x"']) {
      await judge.finds("7644-3.4.2.2-only-matching-returned", filter, []);
    }
    judge.done();
  },
});
