import { check } from "../../src/engine/api.ts";
import { corpus, SIZE } from "../../src/scim/corpus.ts";

export default check({
  id: "pagination/count-zero",
  title: "count=0 returns the number of results and no resource",
  failureTitle: "count=0 returns resources, or another number of results",
  for: "User",
  verifies: ["7644-3.4.2.4-count-zero", "7644-3.4.2.4-count-max", "7644-3.4.2.4-totalresults-semantics"],
  after: ["pagination/count"],
  detects: ["count-zero-returns-default-page", "totalresults-zero-for-count-zero", "count-zero-refused"],
  mutates: "own-resources",
  remedy: "Take count=0 literally: no resource, and totalResults as without count.",
  async run({ scim, given, expect, target, type }) {
    const c = await corpus(given, target, type);
    const response = await scim.list(type, { ...(c.filter === null ? {} : { filter: c.filter }), count: "0" });
    const zero = expect.of("7644-3.4.2.4-count-zero");
    if (!zero.status(response, 200)) return;
    for (const id of ["7644-3.4.2.4-count-zero", "7644-3.4.2.4-count-max"]) expect.of(id).that(response.resources.length === 0, { message: `count=0 is answered with ${response.resources.length} resources`, expected: "no resource", actual: response.resources.length, at: response, pointer: "/Resources" });
    const total = response.object?.["totalResults"] ?? null;
    for (const id of ["7644-3.4.2.4-count-zero", "7644-3.4.2.4-totalresults-semantics"]) expect.of(id).that(c.filter === null ? Number(total) >= SIZE : total === SIZE, { message: `count=0 gives totalResults ${JSON.stringify(total)} where ${c.filter === null ? "at least " : ""}${SIZE} resources match`, expected: SIZE, actual: total, at: response, pointer: "/totalResults" });
  },
});
