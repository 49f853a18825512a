import { check, capability } from "../../src/engine/api.ts";
import { at } from "../../src/scim/value.ts";

export default check({
  id: "search/root-sort",
  title: "A sorted query at the root is sorted over all types together",
  failureTitle: "A sorted query at the root is sorted within each type only",
  verifies: ["7644-3.4.2.3-sortby-orders"],
  needs: [capability("rootSearch"), capability("filter"), capability("sort")],
  after: ["search/root", "sort/order"],
  detects: ["root-query-sorted-by-type"],
  mutates: "own-resources",
  remedy: "Sort the results of a query at the root after they were brought together.",
  async run({ scim, given, expect, target, skip }) {
    const types = target.resourceTypes;
    if (types.length < 2) skip("the server has one resource type only");
    const made = [];
    // Types take turns, so that the order of creation is not that of the types.
    for (const type of [...types.slice(0, 2), ...types.slice(0, 2)]) {
      made.push(await given.resource(type));
      await scim.pause(5);
    }
    const filter = made.map((f) => `id eq ${JSON.stringify(f.id)}`).join(" or ");
    const response = await scim.search(null, { filter, sortBy: "meta.created", sortOrder: "descending" });
    if (!response.ok || response.resources.length !== made.length) skip(`the server does not answer such queries at its root (${response.status}, ${response.resources.length} resources)`);
    const times = response.resources.map((r) => Date.parse(String(at(r, "/meta/created"))));
    if (times.some(Number.isNaN)) skip("the resources show no usable meta.created");
    const wrong = times.findIndex((t, i) => i > 0 && t > (times[i - 1] ?? t));
    expect.of("7644-3.4.2.3-sortby-orders").that(wrong < 0, { message: "a query at the root, sorted by meta.created, does not come in that order", expected: "descending order", actual: times.map((t) => new Date(t).toISOString()), at: response, pointer: `/Resources/${Math.max(0, wrong)}/meta/created` });
  },
});
