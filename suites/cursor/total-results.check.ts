import { check, capability } from "../../src/engine/api.ts";
import { SIZE } from "../../src/scim/corpus.ts";
import { isolated, walkByCursor } from "../../src/scim/cursor.ts";

export default check({
  id: "cursor/total-results",
  title: "totalResults, if a page by cursor has it, is the number of all results",
  failureTitle: "totalResults of pages by cursor is not the number of all results",
  for: "User",
  verifies: ["9865-2-totalresults-accurate", "9865-2-totalresults-omitted"],
  needs: [capability("filter"), capability("cursorPagination")],
  after: ["cursor/walk"],
  detects: ["cursor-total-is-rest", "cursor-total-zero"],
  mutates: "own-resources",
  remedy: "Give the number of all results on every page, or leave totalResults out if it is not known.",
  async run(context) {
    const { expect } = context;
    const c = await isolated(context);
    const { pages } = await walkByCursor(context, c);
    for (const page of pages.filter((p) => p.ok)) {
      const total = page.object?.["totalResults"] ?? null;
      expect.of("9865-2-totalresults-omitted").observe(total === null ? "pages by cursor have no totalResults" : "pages by cursor have totalResults", { at: page });
      if (total === null) {
        expect.of("9865-2-totalresults-accurate").that(true, { message: "totalResults is left out" });
        continue;
      }
      expect.of("9865-2-totalresults-omitted", "cursor/total-made-up").that(total !== 0 || page.resources.length === 0, { message: `totalResults is 0 on a page with ${page.resources.length} resources`, expected: SIZE, actual: total, at: page, pointer: "/totalResults" });
      expect.of("9865-2-totalresults-accurate", "cursor/total-inaccurate").that(total === SIZE, { message: `totalResults is ${JSON.stringify(total)} where ${SIZE} resources match the filter`, expected: SIZE, actual: total, at: page, pointer: "/totalResults" });
    }
    if (!pages.some((p) => p.ok)) context.require(false, "list", "the first page by cursor is refused");
  },
});
