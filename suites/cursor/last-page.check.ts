import { check, capability } from "../../src/engine/api.ts";
import { isolated, nextOf, walkByCursor } from "../../src/scim/cursor.ts";

export default check({
  id: "cursor/last-page",
  title: "The last page has no nextCursor",
  failureTitle: "The last page has a nextCursor",
  for: "User",
  verifies: ["9865-2-nextcursor-omitted-last"],
  needs: [capability("filter"), capability("cursorPagination")],
  after: ["cursor/walk"],
  detects: ["cursor-endless", "cursor-next-null-at-end"],
  mutates: "own-resources",
  remedy: "Leave nextCursor out of the last page: neither null nor an empty string.",
  async run(context) {
    const c = await isolated(context);
    const { pages, stopped } = await walkByCursor(context, c);
    const [last] = pages.slice(-1);
    context.require(last !== undefined && stopped !== "refused", "list", "a page by cursor is refused");
    if (!last) return;
    const rule = context.expect.of("9865-2-nextcursor-omitted-last");
    // A server that learns of the end only by reading on may give one cursor to an empty page (P128).
    const empty = pages.filter((p) => p.resources.length === 0).length;
    rule.that(stopped === "end" && empty <= 1, { message: `after all results, ${empty} empty pages came${nextOf(last) === null ? "" : ", the last of them with a nextCursor again"}`, expected: "no nextCursor", actual: last.object?.["nextCursor"] ?? null, at: last, pointer: "/nextCursor" });
    const said = last.object?.["nextCursor"];
    if (stopped === "end") context.expect.of("9865-2-nextcursor-omitted-last", "cursor/next-empty-at-end").that(said === undefined, { message: `nextCursor of the last page is ${JSON.stringify(said) ?? "absent"}`, expected: "no nextCursor", actual: said ?? null, at: last, pointer: "/nextCursor" });
  },
});
