import { check, capability } from "../../src/engine/api.ts";
import { SIZE } from "../../src/scim/corpus.ts";
import { misplaced } from "../../src/scim/order.ts";
import { filtered, sorted, valuesOf } from "./sorted.ts";

export default check({
  id: "sort/with-paging",
  title: "The order goes on from page to page",
  failureTitle: "Each page is sorted on its own",
  for: "each-resource-type",
  verifies: ["7644-3.4.2.3-sortby-orders"],
  needs: [capability("sort"), capability("filter"), capability("indexPagination")],
  after: ["sort/order", "pagination/start-index", "pagination/beyond-the-end"],
  detects: ["sort-within-page"],
  mutates: "own-resources",
  remedy: "Sort all results first, then cut out the page.",
  async run(context) {
    const c = await filtered(context);
    const by = c.sortables.find((s) => s.kind === "name");
    if (!by) return context.skip(`${context.type.name} has no name to sort by`);
    const starts = [1, 3, SIZE];
    const pages = [];
    for (const start of starts) pages.push(await sorted(context, c, { sortBy: by.path, startIndex: String(start), count: "2" }));
    const values = pages.flatMap((p) => valuesOf(p, by.path));
    const wrong = misplaced(values, { type: by.type, caseExact: by.caseExact, by: "value" });
    const at = pages.at(-1);
    context.expect.of("7644-3.4.2.3-sortby-orders").that(wrong === null, { message: wrong ? `over the pages of a list sorted by ${by.path}, ${JSON.stringify(wrong[0])} comes before ${JSON.stringify(wrong[1])}` : "the order goes on", expected: "ascending order over all pages", actual: values.map((v) => v ?? null), ...(at ? { at } : {}), pointer: "/Resources" });
  },
});
