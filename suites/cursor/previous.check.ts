import { check, capability } from "../../src/engine/api.ts";
import { idsOf } from "../../src/scim/corpus.ts";
import { isolated, walkByCursor } from "../../src/scim/cursor.ts";

export default check({
  id: "cursor/previous",
  title: "previousCursor, where a page has it, leads to the page before",
  failureTitle: "previousCursor does not lead to the page before",
  for: "User",
  verifies: ["9865-2-previouscursor-usable", "9865-2-previouscursor-not-first"],
  needs: [capability("filter"), capability("cursorPagination")],
  after: ["cursor/walk"],
  detects: ["cursor-previous-wrong-page", "cursor-previous-refused", "cursor-previous-after-return"],
  mutates: "own-resources",
  remedy: "Let previousCursor lead to the results before the page, or leave it out.",
  async run(context) {
    const { scim, expect, type } = context;
    const c = await isolated(context);
    const { pages } = await walkByCursor(context, c);
    const [first, second] = pages;
    context.require(first?.ok === true && second?.ok === true, "list", "there is no second page by cursor");
    if (!first || !second) return;
    const previous = second.object?.["previousCursor"];
    expect.of("9865-2-previouscursor-usable").observe(previous === undefined ? "no previousCursor is given" : "previousCursor is given", { at: second });
    expect.of("9865-2-previouscursor-not-first").that(first.object?.["previousCursor"] === undefined, { message: "the first page has a previousCursor", expected: "no previousCursor", actual: first.object?.["previousCursor"] ?? null, at: first, pointer: "/previousCursor" });
    if (typeof previous !== "string") return;
    const back = await scim.list(type, { filter: c.filter, cursor: previous, count: "2" });
    const usable = expect.of("9865-2-previouscursor-usable", "cursor/previous-unusable");
    if (!usable.status(back, 200)) return;
    // Without sortBy the order on the page may differ.
    usable.that(JSON.stringify([...idsOf(back)].sort()) === JSON.stringify([...idsOf(first)].sort()), { message: "previousCursor of the second page does not lead to the resources of the first", expected: [...idsOf(first)], actual: [...idsOf(back)], at: back, pointer: "/Resources" });
    expect.of("9865-2-previouscursor-not-first", "cursor/previous-after-return").that(back.object?.["previousCursor"] === undefined, { message: "the first page, reached by previousCursor, has a previousCursor", expected: "no previousCursor", actual: back.object?.["previousCursor"] ?? null, at: back, pointer: "/previousCursor" });
  },
});
