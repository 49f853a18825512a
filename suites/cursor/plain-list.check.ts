import { check, capability } from "../../src/engine/api.ts";
import { isolated, nextOf, startByCursor } from "../../src/scim/cursor.ts";

export default check({
  id: "cursor/plain-list",
  title: "A list without cursor is paged by the server's default method",
  failureTitle: "A list without cursor is refused",
  for: "User",
  verifies: ["9865-2.3-cursor-only"],
  needs: [capability("filter"), capability("cursorPagination")],
  after: ["cursor/first-page"],
  detects: ["cursor-required"],
  mutates: "own-resources",
  remedy: "Answer requests without cursor too; a server that pages by cursor only gives nextCursor with the first page.",
  async run(context) {
    const { scim, expect, type } = context;
    const c = await isolated(context);
    await startByCursor(context, c);
    const response = await scim.list(type, { filter: c.filter, count: "2" });
    expect.of("9865-2.3-cursor-only", "cursor/plain-list-refused").status(response, 200);
    expect.of("9865-2.3-cursor-only").observe(nextOf(response) === null ? "without cursor, a page has no nextCursor" : "without cursor, a page has nextCursor", { at: response });
  },
});
