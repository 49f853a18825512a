import { check, capability } from "../../src/engine/api.ts";
import { at } from "../../src/scim/value.ts";
import { change, changeable, foreign, tagged, ways } from "./support.ts";

export default check({
  id: "etag/if-match-stale",
  title: "A change with an old tag in If-Match is refused with 412 and changes nothing",
  failureTitle: "A change with an old tag in If-Match is made, or not refused with 412",
  for: "each-resource-type",
  verifies: ["7644-3.12-status-412", "7644-3.14-if-match"],
  needs: [capability("etag")],
  after: ["etag/if-match", "etag/changes"],
  detects: ["if-match-ignored", "if-match-conflict-409", "if-match-refused-and-applied", "if-match-unknown-tag-500"],
  mutates: "own-resources",
  remedy: "Compare If-Match with the current tag before PUT and PATCH; refuse with 412 and leave the resource as it is.",
  async run(context) {
    const { scim, given, expect, skip } = context;
    if (ways(context).length === 0) skip("the server offers neither PUT nor PATCH");
    const name = changeable(context);
    let judged = false;
    for (const way of ways(context)) {
      const { fixture, tag } = await tagged(context);
      const between = `between ${given.unique()}`;
      const moved = await change(context, way, fixture, { [name]: between });
      // A change that fails without a condition says nothing about conditions.
      if (!moved.ok) continue;
      judged = true;
      for (const old of [tag, foreign(tag)]) {
        const lost = `lost ${given.unique()}`;
        const response = await change(context, way, fixture, { [name]: lost }, { "If-Match": old });
        const what = `${way} with ${old === tag ? "the tag of an earlier version" : "an unknown tag"} in If-Match is answered with ${response.status}`;
        const refused = expect.of("7644-3.12-status-412", response.status === 409 ? "etag/conflict-409" : undefined);
        refused.that(response.status === 412, { message: what, expected: 412, actual: response.status, at: response, pointer: "status" });
        const read = await scim.get(fixture);
        const applied = at(read.json, `/${name}`) === lost;
        for (const id of ["7644-3.12-status-412", "7644-3.14-if-match"]) expect.of(id, id === "7644-3.14-if-match" ? "etag/stale-applied" : undefined).that(!applied, { message: `${what}, and the change was made: somebody's work is overwritten`, expected: between, actual: at(read.json, `/${name}`) ?? null, at: read, pointer: `/${name}` });
      }
    }
    if (!judged) skip("neither PUT nor PATCH works without a condition (judged by the checks of replace and patch)");
  },
});
