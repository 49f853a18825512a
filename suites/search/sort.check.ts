import { check, capability } from "../../src/engine/api.ts";
import { corpus, ids, searchOf } from "./support.ts";

export default check({
  id: "search/sort",
  title: "sortBy and sortOrder in a search request order the result, in every notation",
  failureTitle: "sortBy or sortOrder in a search request is not honoured",
  for: "User",
  verifies: ["7644-3.4.3-search-sortby", "7644-3.4.3-search-sortby-notation", "7644-3.4.3-search-sortorder"],
  needs: [capability("search"), capability("filter"), capability("sort")],
  after: ["search/equal-to-get", "sort/attribute-name-case"],
  detects: ["search-sort-ignored", "search-sort-order-ignored", "search-sort-qualified-ignored"],
  mutates: "own-resources",
  remedy: "Sort the result of a search request as that of a GET.",
  async run(context) {
    const { expect, type, skip } = context;
    const { filter, fixtures } = await corpus(context, type);
    const named = fixtures.map((f) => ({ id: f.id, name: f.body["externalId"] }));
    if (named.some(({ name }) => typeof name !== "string")) skip("the server does not keep externalId");
    const ascending = named.sort((a, b) => (String(a.name) < String(b.name) ? -1 : 1)).map(({ id }) => id);
    const judge = async (id: string, code: string | undefined, parameters: Parameters<typeof searchOf>[2], expected: readonly string[]): Promise<void> => {
      const found = await searchOf(context, type, { filter, ...parameters });
      expect.of(id, code).that(JSON.stringify(ids(found)) === JSON.stringify(expected), { message: `a search request with ${JSON.stringify(parameters)} does not give the order asked for (${found.status})`, expected: [...expected], actual: [...ids(found)], at: found, pointer: "/Resources" });
    };
    await judge("7644-3.4.3-search-sortby", undefined, { sortBy: "externalId" }, ascending);
    await judge("7644-3.4.3-search-sortby-notation", undefined, { sortBy: "EXTERNALID" }, ascending);
    await judge("7644-3.4.3-search-sortorder", "search/sort-order-ignored", { sortBy: "externalId", sortOrder: "descending" }, ascending.toReversed());
    await judge("7644-3.4.3-search-sortby-notation", undefined, { sortBy: "meta.created", sortOrder: "ascending" }, fixtures.map((f) => f.id));
  },
});
