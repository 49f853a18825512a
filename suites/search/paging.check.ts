import { check, capability } from "../../src/engine/api.ts";
import { corpus, ids, searchOf } from "./support.ts";

export default check({
  id: "search/paging",
  title: "startIndex and count in a search request page the result",
  failureTitle: "startIndex or count in a search request is not honoured",
  for: "User",
  verifies: ["7644-3.4.3-search-startindex", "7644-3.4.3-search-count"],
  needs: [capability("search"), capability("filter"), capability("indexPagination")],
  after: ["search/equal-to-get"],
  detects: ["search-count-ignored", "search-start-index-ignored"],
  mutates: "own-resources",
  remedy: "Read startIndex and count of a search request as integers, and page as for a GET.",
  async run(context) {
    const { expect, type } = context;
    const { filter, fixtures } = await corpus(context, type);
    const count = expect.of("7644-3.4.3-search-count", "search/count-ignored");
    const one = await searchOf(context, type, { filter, count: 1 });
    count.that(one.ok && one.resources.length === 1, { message: `count 1 gives ${one.resources.length} resources (${one.status})`, expected: 1, actual: one.resources.length, at: one, pointer: "/Resources" });
    for (const value of [0, -1]) {
      const none = await searchOf(context, type, { filter, count: value });
      count.that(none.ok && none.resources.length === 0 && none.object?.["totalResults"] === fixtures.length, { message: `count ${value} gives ${none.resources.length} resources of ${JSON.stringify(none.object?.["totalResults"]) ?? "an unknown number"} (${none.status})`, expected: 0, actual: none.resources.length, at: none, pointer: "/Resources" });
    }
    const start = expect.of("7644-3.4.3-search-startindex", "search/start-index-ignored");
    const last = await searchOf(context, type, { filter, startIndex: fixtures.length, count: 2 });
    start.that(last.ok && last.resources.length === 1, { message: `startIndex ${fixtures.length} of ${fixtures.length} gives ${last.resources.length} resources (${last.status})`, expected: 1, actual: last.resources.length, at: last, pointer: "/Resources" });
    const first = await searchOf(context, type, { filter, startIndex: 0, count: fixtures.length });
    start.that(first.ok && first.resources.length === fixtures.length, { message: `startIndex 0 gives ${first.resources.length} of ${fixtures.length} resources (${first.status})`, expected: fixtures.length, actual: ids(first).length, at: first, pointer: "/Resources" });
  },
});
