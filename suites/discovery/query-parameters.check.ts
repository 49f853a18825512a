import { check } from "../../src/engine/api.ts";

export default check({
  id: "discovery/query-parameters",
  title: "Paging and sorting parameters are ignored on discovery endpoints, and a filter is refused",
  failureTitle: "Discovery endpoints page, or apply a filter",
  verifies: ["7644-4-query-params-ignored", "7644-4-filter-403"],
  after: ["discovery/documents"],
  detects: ["discovery-pages", "discovery-filter-ignored", "discovery-filter-applied"],
  mutates: "nothing",
  remedy: "Ignore startIndex, count and sortBy on /Schemas and /ResourceTypes; answer a filter with 403.",
  async run({ scim, expect, target, skip }) {
    let judged = 0;
    for (const [path, whole] of [["/Schemas", target.discovery.schemas], ["/ResourceTypes", target.discovery.resourceTypes]] as const) {
      if (!whole.ok || whole.resources.length < 2) continue;
      judged += 1;
      const paged = await scim.get(path, { query: { startIndex: "2", count: "1", sortBy: "name" } });
      expect.of("7644-4-query-params-ignored", paged.ok ? undefined : "discovery/parameter-refused").that(paged.ok && paged.resources.length === whole.resources.length, { message: `${path} with startIndex and count gives ${paged.resources.length} of ${whole.resources.length}`, expected: whole.resources.length, actual: paged.resources.length, at: paged, pointer: "/Resources" });
      const filtered = await scim.get(path, { query: { filter: 'name eq "User"' } });
      const applied = filtered.ok && filtered.resources.length < whole.resources.length;
      expect.of("7644-4-filter-403", applied ? "discovery/filter-applied" : "discovery/filter-status").that(filtered.status === 403, { message: applied ? `${path} applies a filter` : `a filter on ${path} is answered with ${filtered.status}`, expected: 403, actual: filtered.status, at: filtered, pointer: "status" });
    }
    if (judged === 0) skip("neither /Schemas nor /ResourceTypes lists more than one document");
  },
});
