import { check, capability } from "../../src/engine/api.ts";
import { corpus, ids, searchOf } from "./support.ts";

export default check({
  id: "search/filter",
  title: "filter in a search request selects; a malformed one is refused; without one everything is searched",
  failureTitle: "filter in a search request does not select, is not checked, or is demanded",
  for: "User",
  verifies: ["7644-3.4.3-search-filter", "7644-3.4.3-search-filter-optional", "7644-3.4.3-search-sortby-optional"],
  needs: [capability("search"), capability("filter")],
  after: ["search/equal-to-get", "filter/expression-form", "filter/string-escapes", "create/external-id"],
  detects: ["search-malformed-filter-accepted", "search-filter-escapes-wrong", "search-filter-demanded"],
  mutates: "own-resources",
  remedy: "Parse the filter of a search request as that of a GET; JSON escapes are undone before, and only once.",
  async run(context) {
    const { expect, given, type, require } = context;
    const malformed = await searchOf(context, type, { filter: "userName eq", count: 1 });
    const judge = expect.of("7644-3.4.3-search-filter");
    judge.that(malformed.status === 400, { message: `a malformed filter in a search request is answered with ${malformed.status}`, expected: 400, actual: malformed.status, at: malformed, pointer: "status" });
    const odd = await given.resource(type, { externalId: `${given.unique()} "quoted" \\ back` });
    const value = odd.body["externalId"];
    if (typeof value === "string") {
      const found = await searchOf(context, type, { filter: `externalId eq ${JSON.stringify(value)}` });
      judge.that(found.resources.length === 1 && ids(found)[0] === odd.id, { message: `a search for ${JSON.stringify(value)}, which one resource has, finds ${found.resources.length} (${found.status})`, expected: [odd.id], actual: [...ids(found)], at: found, pointer: "/Resources" });
    }
    const bare = await searchOf(context, type, { count: 1 });
    require(bare.status < 500, "list", `a search request without filter is answered with ${bare.status}`);
    const fine = bare.status === 200 || bare.object?.["scimType"] === "tooMany";
    for (const id of ["7644-3.4.3-search-filter-optional", "7644-3.4.3-search-sortby-optional"]) expect.of(id, "search/optional-demanded").that(fine, { message: `a search request without filter and sortBy is answered with ${bare.status}`, expected: 200, actual: bare.status, at: bare, pointer: "status" });
    await corpus(context, type);
  },
});
