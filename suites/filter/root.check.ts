import { check, attribute, capability, resourceType } from "../../src/engine/api.ts";
import { notOffered } from "../../src/scim/offered.ts";
import { makeCorpus, quoted, ask } from "./corpus.ts";
import type { ScimResponse } from "../../src/model/client.ts";

export default check({
  id: "filter/root",
  title: "A query over all resource types applies the filter to each; an attribute that a type lacks has no value",
  failureTitle: "A query over all resource types applies the filter wrongly",
  for: "User",
  verifies: ["7644-3.4.2.1-multi-type-filter-rules", "7644-3.4.2.1-undefined-attribute-no-value", "7644-3.4.2.1-meta-resourcetype-filter"],
  needs: [capability("filter"), capability("rootSearch"), resourceType("Group"), attribute.sendable("User", "displayName"), attribute.sendable("Group", "displayName")],
  after: ["filter/equality", "filter/and-or"],
  detects: ["filter-root-users-only", "filter-root-undefined-attribute-refused", "filter-root-resource-type-ignored"],
  mutates: "own-resources",
  remedy: "Evaluate the filter for each type by that type's schema; treat an attribute that a type lacks as one without value.",
  async run(context) {
    const { expect, scim, skip, target, type, given } = context;
    const name = await given.once("filter root name", (own) => Promise.resolve(own.unique()));
    const groups = target.type("Group");
    if (!groups) return skip("the server declares no resource type Group (/ResourceTypes)");
    const user = await makeCorpus(context, type, "root", () => ({ user: { displayName: `${name} one` } }), { narrow: false });
    const group = await makeCorpus(context, groups, "root", () => ({ group: { displayName: `${name} two` } }), { narrow: false });
    const ids = [user.members.get("user")?.id ?? "", group.members.get("group")?.id ?? ""] as const;
    const query = (filter: string): Promise<ScimResponse> => scim.request({ method: "GET", path: "/", query: { filter }, operation: "search" });
    const search = (filter: string): Promise<ScimResponse> => scim.search(null, { filter });
    const both = `displayName sw ${quoted(name)}`;
    let send = search;
    let first = await search(both);
    if (notOffered(first, "/.search at the root") !== null) {
      send = query;
      first = await query(both);
    }
    const reason = notOffered(first, "queries over all resource types");
    if (reason !== null) return skip(reason);
    const judge = (requirement: string, response: ScimResponse, filter: string, expected: readonly string[], code?: string): void => {
      const found = response.resources.map((r) => String(r["id"]));
      expect.of(requirement, code).that(response.ok && expected.length === found.length && expected.every((e) => found.includes(e)), { message: `the filter ${filter} over all types is answered with ${response.status} and finds ${found.length} resources`, expected: [...expected], actual: response.ok ? found : response.status, at: response, pointer: response.ok ? "/Resources" : "status" });
    };
    const rules = "7644-3.4.2.1-multi-type-filter-rules";
    // What the single endpoints find is what the root must find.
    const apart = [await ask(scim, user, both), await ask(scim, group, both)];
    if (apart.some((a) => !a.response.ok || a.names.length !== 1)) return skip("the endpoints of the types themselves do not answer this filter: filter/substrings judges that");
    judge(rules, first, both, ids);
    const exact = `displayName eq ${quoted(`${name} two`)}`;
    judge(rules, await send(exact), exact, [ids[1]]);
    const lacking = `${both} and userName pr`;
    if ((await ask(scim, user, lacking)).response.ok) judge("7644-3.4.2.1-undefined-attribute-no-value", await send(lacking), lacking, [ids[0]]);
    const typed = `meta.resourceType eq ${quoted(type.name)} and ${both}`;
    const response = await send(typed);
    const declined = response.status === 400;
    judge("7644-3.4.2.1-meta-resourcetype-filter", response, typed, [ids[0]], declined ? "filter/root-resource-type-declined" : "filter/root-resource-type-wrong");
  },
});
