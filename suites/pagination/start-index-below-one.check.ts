import { check, capability } from "../../src/engine/api.ts";
import { corpus, idsOf, listed } from "../../src/scim/corpus.ts";

export default check({
  id: "pagination/start-index-below-one",
  title: "A startIndex below 1 is treated as 1",
  failureTitle: "A startIndex below 1 is not treated as 1",
  for: "User",
  verifies: ["7644-3.4.2.4-startindex-below-one"],
  needs: [capability("indexPagination")],
  after: ["pagination/start-index"],
  detects: ["startindex-zero-refused", "startindex-below-one-empty", "startindex-zero-echoed"],
  mutates: "own-resources",
  remedy: "Treat 0 and negative values of startIndex as 1, also in the answer.",
  async run({ scim, given, expect, target, type }) {
    const c = await corpus(given, target, type);
    const sorted = target.supports("sort") === true && c.name !== null && c.filter !== null;
    const query = { count: "2", ...(sorted && c.name !== null ? { sortBy: c.name } : {}) };
    const first = await listed({ scim, type }, c, { ...query, startIndex: "1" });
    for (const startIndex of ["0", "-5"]) {
      const response = await listed({ scim, type }, c, { ...query, startIndex });
      const rule = expect.of("7644-3.4.2.4-startindex-below-one");
      if (!rule.status(response, 200)) continue;
      rule.that(response.resources.length === first.resources.length, { message: `startIndex=${startIndex} gives ${response.resources.length} resources, startIndex=1 gives ${first.resources.length}`, expected: first.resources.length, actual: response.resources.length, at: response, pointer: "/Resources" });
      if (sorted) rule.that(JSON.stringify(idsOf(response)) === JSON.stringify(idsOf(first)), { message: `startIndex=${startIndex} gives other resources than startIndex=1`, expected: [...idsOf(first)], actual: [...idsOf(response)], at: response, pointer: "/Resources" });
      const said = response.object?.["startIndex"] ?? null;
      expect.of("7644-3.4.2.4-startindex-below-one", "pagination/start-index-below-one-echoed").that(said === null || said === 1, { message: `the answer to startIndex=${startIndex} says startIndex ${JSON.stringify(said)}`, expected: 1, actual: said, at: response, pointer: "/startIndex" });
    }
  },
});
