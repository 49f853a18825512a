import { check, capability } from "../../src/engine/api.ts";
import { corpus, idsOf, listed, SIZE } from "../../src/scim/corpus.ts";

export default check({
  id: "pagination/start-index",
  title: "startIndex counts from 1 and skips the resources before it",
  failureTitle: "startIndex does not count from 1, or is ignored",
  for: "any-resource-type",
  verifies: ["7644-3.4.2.4-startindex-default", "7644-3.4.2.4-startindex-semantics"],
  needs: [capability("indexPagination"), capability("filter")],
  after: ["pagination/count"],
  detects: ["startindex-zero-based", "startindex-ignored"],
  mutates: "own-resources",
  remedy: "Skip startIndex - 1 of the results; without startIndex, begin at the first.",
  async run({ scim, given, expect, target, type, skip }) {
    const c = await corpus(given, target, type);
    if (c.filter === null) return skip(c.reason);
    const sorted = target.supports("sort") === true && c.name !== null;
    const query: Readonly<Record<string, string>> = sorted && c.name !== null ? { sortBy: c.name } : {};
    const rule = expect.of("7644-3.4.2.4-startindex-default");
    const unsorted = expect.of("7644-3.4.2.4-startindex-default", sorted ? undefined : "pagination/start-index-unsorted");
    const first = await listed({ scim, type }, c, { ...query, startIndex: "1", count: String(SIZE) });
    if (!rule.status(first, 200)) return;
    const second = await listed({ scim, type }, c, { ...query, startIndex: "2", count: String(SIZE) });
    const last = await listed({ scim, type }, c, { ...query, startIndex: String(SIZE), count: String(SIZE) });
    for (const id of ["7644-3.4.2.4-startindex-default", "7644-3.4.2.4-startindex-semantics"]) expect.of(id).that(last.resources.length <= 1, { message: `startIndex=${SIZE} of ${SIZE} results gives ${last.resources.length} resources`, expected: "at most 1", actual: last.resources.length, at: last, pointer: "/Resources" });
    if (first.resources.length === SIZE) unsorted.that(JSON.stringify(idsOf(second)) === JSON.stringify(idsOf(first).slice(1)), { message: "startIndex=2 does not give what startIndex=1 gives without its first resource", expected: idsOf(first).slice(1), actual: [...idsOf(second)], at: second, pointer: "/Resources" });
    const defaulted = await listed({ scim, type }, c, { ...query, count: String(SIZE) });
    // Where cursors are the default method, a request without startIndex is none of index paging.
    if (defaulted.object?.["nextCursor"] === undefined) unsorted.that(idsOf(defaulted)[0] === idsOf(first)[0], { message: "without startIndex the list begins with another resource than with startIndex=1", expected: idsOf(first)[0] ?? null, actual: idsOf(defaulted)[0] ?? null, at: defaulted, pointer: "/Resources/0" });
  },
});
