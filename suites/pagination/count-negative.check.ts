import { check, capability } from "../../src/engine/api.ts";
import { corpus, SIZE } from "../../src/scim/corpus.ts";

export default check({
  id: "pagination/count-negative",
  title: "A negative count is treated as 0",
  failureTitle: "A negative count is not treated as 0",
  for: "User",
  verifies: ["7644-3.4.2.4-count-negative"],
  needs: [capability("indexPagination")],
  after: ["pagination/count-zero"],
  detects: ["count-negative-refused", "count-negative-unlimited"],
  mutates: "own-resources",
  remedy: "Answer a negative count as count=0: with totalResults and no resource.",
  async run({ scim, given, expect, target, type }) {
    const c = await corpus(given, target, type);
    const response = await scim.list(type, { ...(c.filter === null ? {} : { filter: c.filter }), startIndex: "1", count: "-1" });
    const negative = expect.of("7644-3.4.2.4-count-negative");
    if (!negative.status(response, 200)) return;
    negative.that(response.resources.length === 0, { message: `count=-1 is answered with ${response.resources.length} resources`, expected: "no resource", actual: response.resources.length, at: response, pointer: "/Resources" });
    const total = response.object?.["totalResults"] ?? null;
    if (c.filter !== null) negative.that(total === SIZE, { message: `count=-1 gives totalResults ${JSON.stringify(total)} where ${SIZE} resources match`, expected: SIZE, actual: total, at: response, pointer: "/totalResults" });
  },
});
