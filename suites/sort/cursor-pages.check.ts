import { check, capability } from "../../src/engine/api.ts";
import { walkByCursor } from "../../src/scim/cursor.ts";
import { misplaced } from "../../src/scim/order.ts";
import { filtered, valuesOf } from "./sorted.ts";

export default check({
  id: "sort/cursor-pages",
  title: "Results paged by cursor are sorted as well",
  failureTitle: "Results paged by cursor are not sorted",
  for: "User",
  verifies: ["9865-2.2-sorted-cursor-pages"],
  needs: [capability("sort"), capability("filter"), capability("cursorPagination")],
  after: ["sort/order", "cursor/walk"],
  detects: ["cursor-pages-unsorted"],
  mutates: "own-resources",
  remedy: "Sort all results before they are cut into pages, also when the client pages by cursor.",
  async run(context) {
    const c = await filtered(context);
    const by = c.sortables.find((s) => s.kind === "name");
    if (!by) return context.skip(`${context.type.name} has no name to sort by`);
    const { pages } = await walkByCursor(context, c, { sortBy: by.path, sortOrder: "ascending" });
    const values = pages.flatMap((p) => valuesOf(p, by.path));
    const wrong = misplaced(values, { type: by.type, caseExact: by.caseExact, by: "value" });
    const at = pages.at(-1);
    context.expect.of("9865-2.2-sorted-cursor-pages", "sort/cursor-pages-unsorted").that(wrong === null, { message: wrong ? `over the cursor pages of a list sorted by ${by.path}, ${JSON.stringify(wrong[0])} comes before ${JSON.stringify(wrong[1])}` : "the pages are sorted", expected: "ascending order over all pages", actual: values.map((v) => v ?? null), ...(at ? { at } : {}), pointer: "/Resources" });
  },
});
