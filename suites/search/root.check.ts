import { check, capability } from "../../src/engine/api.ts";
import type { ScimResponse } from "../../src/model/client.ts";
import { notOffered } from "../../src/scim/offered.ts";
import { ids } from "./support.ts";

export default check({
  id: "search/root",
  title: "A query at the root covers resources of every type",
  failureTitle: "A query at the root leaves out resources of some type",
  verifies: ["7644-3.4.2.1-root-query-all-resources", "7644-3.4.2-query-targets", "7644-3.4.2.1-query-endpoints", "7644-3.4.3-search-via-post"],
  needs: [capability("rootSearch"), capability("filter")],
  after: ["create/created", "read/by-id"],
  detects: ["root-query-one-type", "root-query-broken"],
  mutates: "own-resources",
  remedy: "Search all resource types for a query at the root, or answer 501 to such queries.",
  async run({ scim, given, expect, target, skip }) {
    const get = await scim.get("/", { query: { filter: 'id eq "scimspec-unknown"', count: "1" } });
    const post = await scim.search(null, { filter: 'id eq "scimspec-unknown"', count: 1 });
    const offered = (r: ScimResponse): boolean => r.ok && r.object?.["totalResults"] !== undefined;
    for (const [id, response, what] of [["7644-3.4.2-query-targets", get, "GET of the root with a filter"], ["7644-3.4.2.1-query-endpoints", get, "GET of the root with a filter"], ["7644-3.4.3-search-via-post", post, "POST /.search at the root"]] as const) {
      const unsupported = notOffered(response, what) !== null || response.status === 403 || response.status === 400;
      if (unsupported || offered(response)) expect.of(id).observe(`${what} is answered with ${response.status}`, { at: response });
      else expect.of(id, "search/root-broken").that(false, { message: `${what} is answered with ${response.status} and no list`, expected: "a ListResponse, or 501", actual: response.status, at: response, pointer: "status" });
    }
    if (!offered(get) && !offered(post)) skip(`the server does not offer queries at its root: it answers ${get.status} and ${post.status}`);
    const made = await Promise.all(target.resourceTypes.map((type) => given.shared(type)));
    const filter = made.map((f) => `id eq ${JSON.stringify(f.id)}`).join(" or ");
    const answers = [...(offered(get) ? [await scim.get("/", { query: { filter } })] : []), ...(offered(post) ? [await scim.search(null, { filter })] : [])];
    for (const response of answers) {
      const missing = made.filter((f) => !ids(response).includes(f.id));
      expect.of("7644-3.4.2.1-root-query-all-resources").that(missing.length === 0, { message: `a ${response.method} query at the root for one resource of each type lacks ${missing.map((f) => f.type.name).join(", ")}`, expected: made.map((f) => f.id), actual: [...ids(response)], at: response, pointer: "/Resources" });
    }
  },
});
