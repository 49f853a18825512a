import { check, capability } from "../../src/engine/api.ts";
import { equalAsSets } from "../../src/scim/value.ts";
import { corpus, ids, searchOf } from "./support.ts";

export default check({
  id: "search/equal-to-get",
  title: "POST /.search gives what a GET with the same parameters gives",
  failureTitle: "POST /.search gives something else than a GET with the same parameters",
  for: "any-resource-type",
  verifies: ["7644-3.4.3-search-response", "7644-3.4.3-search-body-params", "7644-3.4.3-search-via-post"],
  needs: [capability("search"), capability("filter")],
  after: ["create/created", "read/by-id"],
  detects: ["search-post-differs-from-get", "search-total-differs", "search-answers-bare-list"],
  mutates: "own-resources",
  remedy: "Let POST /.search and GET share one implementation; only where the parameters come from differs.",
  async run(context) {
    const { scim, expect, type } = context;
    const { filter, fixtures } = await corpus(context, type);
    const found = await searchOf(context, type, { filter });
    expect.of("7644-3.4.3-search-via-post").observe(`POST ${type.endpoint}/.search is answered with ${found.status}`, { at: found });
    const get = await scim.list(type, { filter });
    const judge = expect.of("7644-3.4.3-search-response");
    if (!judge.status(found, 200)) return;
    judge.that(equalAsSets([...ids(found)], [...ids(get)]), { message: `POST /.search finds ${found.resources.length} resources, GET with the same filter ${get.resources.length}`, expected: [...ids(get)], actual: [...ids(found)], at: found, pointer: "/Resources" });
    judge.at(found, "/totalResults").equals(get.object?.["totalResults"] ?? fixtures.length);
    judge.at(found, "/schemas").equals(["urn:ietf:params:scim:api:messages:2.0:ListResponse"]);
    for (const parameters of [{ attributes: ["externalId"] }, { count: 1 }] as const) {
      const post = await scim.search(type, { filter, ...parameters });
      const query = Object.fromEntries(Object.entries(parameters).map(([k, v]) => [k, String(v)]));
      const same = await scim.list(type, { filter, ...query });
      const alike = post.status === same.status && post.resources.length === same.resources.length && equalAsSets(post.object?.["totalResults"], same.object?.["totalResults"]);
      expect.of("7644-3.4.3-search-body-params", "search/parameter-differs").that(alike, { message: `${JSON.stringify(parameters)} in the body does not do what it does in the URL`, expected: same.resources.length, actual: post.resources.length, at: post, pointer: "/Resources" });
    }
  },
});
