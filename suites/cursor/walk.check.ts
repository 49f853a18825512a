import { check, capability } from "../../src/engine/api.ts";
import { idsOf, SIZE } from "../../src/scim/corpus.ts";
import { isolated, walkByCursor } from "../../src/scim/cursor.ts";

export default check({
  id: "cursor/walk",
  title: "Following nextCursor to the end gives every result once",
  failureTitle: "Following nextCursor to the end leaves results out, or repeats some",
  for: "each-resource-type",
  verifies: ["9865-2-nextcursor-usable", "9865-2-nextcursor-required", "9865-2-walk-complete"],
  needs: [capability("filter"), capability("cursorPagination")],
  after: ["cursor/first-page"],
  detects: ["cursor-next-missing", "cursor-next-refused", "cursor-next-number", "cursor-skips-entries", "cursor-repeats-entries", "cursor-declared-but-ignored"],
  mutates: "own-resources",
  remedy: "Give nextCursor on every page but the last; let it lead to the results that follow.",
  async run(context) {
    const { expect, require } = context;
    const c = await isolated(context);
    const { pages, stopped } = await walkByCursor(context, c);
    const [last] = pages.slice(-1);
    require(pages[0]?.ok === true, "list", `the first page by cursor is answered with ${pages[0]?.status ?? "nothing"}`);
    if (!last) return;
    const usable = expect.of("9865-2-nextcursor-usable", "cursor/next-refused");
    for (const page of pages) {
      const next = page.object?.["nextCursor"] ?? null;
      if (next !== null) usable.that(typeof next === "string", { message: `nextCursor is ${JSON.stringify(next)}`, expected: "a string", actual: next, at: page, pointer: "/nextCursor" });
    }
    usable.that(last.ok, { message: `the nextCursor of page ${pages.length - 1} is answered with ${last.status}`, expected: 200, actual: last.status, at: last, pointer: "status" });
    const seen = pages.flatMap(idsOf);
    const lacking = [...c.ids].filter((id) => !seen.includes(id));
    const repeated = seen.filter((id, i) => seen.indexOf(id) !== i);
    // Results may be skipped on the way, too: it is the missing cursor only while fewer pages came than the results need.
    if (stopped === "end") expect.of("9865-2-nextcursor-required").that(lacking.length === 0 || pages.length * 2 >= SIZE, { message: `page ${pages.length} has no nextCursor although ${lacking.length} of ${SIZE} results have not come`, expected: "a nextCursor", actual: null, at: last, pointer: "/nextCursor" });
    if (stopped !== "refused") expect.of("9865-2-walk-complete").that(lacking.length === 0 && repeated.length === 0, { message: `the ${pages.length} pages of ${SIZE} results lack ${lacking.length} and repeat ${repeated.length} of them`, expected: [...c.ids], actual: [...seen], at: last, pointer: "/Resources" });
  },
});
