import { check, capability } from "../../src/engine/api.ts";
import { corpus, listed } from "../../src/scim/corpus.ts";

export default check({
  id: "pagination/start-index-reported",
  title: "startIndex of the answer is the index of its first resource",
  failureTitle: "startIndex of the answer is not the index of its first resource",
  for: "any-resource-type",
  verifies: ["7644-3.4.2.4-startindex-semantics"],
  needs: [capability("indexPagination")],
  after: ["pagination/start-index"],
  detects: ["startindex-reported-as-page"],
  mutates: "own-resources",
  remedy: "Report the 1-based index of the first resource on the page, not the number of the page.",
  async run({ scim, given, expect, target, type }) {
    const c = await corpus(given, target, type);
    for (const index of [2, 3]) {
      const response = await listed({ scim, type }, c, { startIndex: String(index), count: "2" });
      const rule = expect.of("7644-3.4.2.4-startindex-semantics");
      if (!rule.status(response, 200)) continue;
      const said = response.object?.["startIndex"] ?? null;
      // Its absence on a partial page is judged for every list answer of the run.
      if (said !== null) rule.that(said === index, { message: `the answer to startIndex=${index} says startIndex ${JSON.stringify(said)}`, expected: index, actual: said, at: response, pointer: "/startIndex" });
    }
  },
});
