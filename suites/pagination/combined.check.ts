import { check, capability } from "../../src/engine/api.ts";
import { corpus, listed, SIZE } from "../../src/scim/corpus.ts";
import { misplaced, valueAt } from "../../src/scim/order.ts";

export default check({
  id: "pagination/combined",
  title: "filter, sortBy, sortOrder, startIndex and count work together",
  failureTitle: "filter, sortBy, sortOrder, startIndex and count do not work together",
  for: "User",
  verifies: ["7644-3.4.2-standard-query-params"],
  needs: [capability("filter"), capability("sort"), capability("indexPagination")],
  after: ["pagination/walk", "sort/order"],
  detects: ["page-before-filter", "sort-within-page"],
  mutates: "own-resources",
  remedy: "Filter first, then sort, then cut out the page.",
  async run({ scim, given, expect, target, type, skip }) {
    const c = await corpus(given, target, type);
    if (c.filter === null || c.name === null) return skip(c.filter === null ? c.reason : `${type.name} has no name to sort by`);
    const all = await listed({ scim, type }, c, { sortBy: c.name, sortOrder: "descending", count: String(SIZE) });
    const part = await listed({ scim, type }, c, { sortBy: c.name, sortOrder: "descending", startIndex: "2", count: "2" });
    const rule = expect.of("7644-3.4.2-standard-query-params");
    if (!rule.status(all, 200) || !rule.status(part, 200)) return;
    const names = (r: typeof all): (string | null)[] => r.resources.map((x) => (typeof valueAt(x, c.name ?? "") === "string" ? String(valueAt(x, c.name ?? "")) : null));
    const wanted = names(all).slice(1, 3);
    // The order of the whole is judged elsewhere.
    if (all.resources.length === SIZE) rule.that(JSON.stringify(names(part)) === JSON.stringify(wanted), { message: `startIndex=2&count=2 of the sorted results gives ${names(part).join(", ") || "nothing"}`, expected: wanted, actual: names(part), at: part, pointer: "/Resources" });
    else rule.that(misplaced(names(part), { type: "string", caseExact: false, descending: true, by: "value" }) === null, { message: "a page of the sorted results is not in order", expected: "descending", actual: names(part), at: part, pointer: "/Resources" });
  },
});
