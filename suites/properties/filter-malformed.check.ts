import { capability, check } from "../../src/engine/api.ts";
import { malformed } from "../../src/generate/malformed.ts";
import { filterCorpus, tooMuch } from "./filtered.ts";

export default check({
  id: "properties/filter-malformed",
  title: "A malformed filter, wherever its mistake sits, is refused and never answered with results",
  failureTitle: "Some malformed filters are answered with results, or break the server",
  for: "any-resource-type",
  verifies: ["7644-3.4.2.2-abnf-conformance"],
  needs: [capability("filter")],
  after: ["filter/usable", "filter/unbalanced-brackets", "filter/dangling-logic"],
  generates: true,
  detects: ["seeded-filter-unbalanced-accepted", "seeded-filter-word-missing-500"],
  mutates: "own-resources",
  remedy: "Parse the whole filter before anything is looked up; answer what the grammar does not allow with 400 and scimType invalidFilter.",
  async run(context) {
    const { scim, type, forAll, discard } = context;
    const corpus = await filterCorpus(context);
    await forAll({ name: "malformed-is-refused", weight: 1.85, show: (m) => ({ ...m }) }, malformed(corpus.places), async ({ text, violation }, expect) => {
      const response = await scim.list(type, { filter: text, count: "2" });
      if (tooMuch(response)) return discard(`a filter is answered with ${response.status} for its size`);
      // 501 is the wrong word for it (P45), but no result.
      const refused = (response.status >= 400 && response.status < 500) || response.status === 501;
      expect.of("7644-3.4.2.2-abnf-conformance").that(refused, { message: `a filter in which ${violation} is answered with ${response.status}: ${text}`, expected: "400 invalidFilter", actual: response.status, at: response, pointer: "status" });
    });
  },
});
