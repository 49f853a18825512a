import { check, capability } from "../../src/engine/api.ts";
import { isolated, walkByCursor } from "../../src/scim/cursor.ts";

export default check({
  id: "cursor/count",
  title: "Pages by cursor hold no more resources than count asks for",
  failureTitle: "Pages by cursor hold more resources than count asks for",
  for: "each-resource-type",
  verifies: ["9865-2-count-max-not-more", "9865-2-count-desired-max"],
  needs: [capability("filter"), capability("cursorPagination")],
  after: ["cursor/walk"],
  detects: ["cursor-count-ignored"],
  mutates: "own-resources",
  remedy: "Return at most count resources on every page.",
  async run(context) {
    const c = await isolated(context);
    const { pages } = await walkByCursor(context, c);
    for (const page of pages) {
      for (const id of ["9865-2-count-max-not-more", "9865-2-count-desired-max"]) context.expect.of(id).that(page.resources.length <= 2, { message: `count=2 is answered with ${page.resources.length} resources`, expected: "at most 2", actual: page.resources.length, at: page, pointer: "/Resources" });
    }
  },
});
