import { check, capability } from "../../src/engine/api.ts";
import { isolated, startByCursor } from "../../src/scim/cursor.ts";

export default check({
  id: "cursor/first-page",
  title: "An empty cursor gives the first page",
  failureTitle: "An empty cursor does not give the first page",
  for: "User",
  verifies: ["9865-2-cursor-first-empty", "9865-2-previouscursor-not-first"],
  needs: [capability("filter"), capability("cursorPagination")],
  detects: ["cursor-empty-refused", "cursor-bare-refused", "cursor-previous-on-first-page", "cursor-empty-gives-nothing"],
  mutates: "own-resources",
  remedy: "Begin a walk for ?cursor= and for ?cursor, without previousCursor on that page.",
  async run(context) {
    const { scim, expect, type } = context;
    const c = await isolated(context);
    const bare = await scim.request({ method: "GET", path: `${type.endpoint}?cursor&count=2&filter=${encodeURIComponent(c.filter)}`, operation: "list", resourceType: type.name });
    for (const [form, response] of [["cursor=", await startByCursor(context, c)], ["cursor", bare]] as const) {
      const first = expect.of("9865-2-cursor-first-empty");
      if (!first.status(response, 200)) continue;
      // An empty page with a nextCursor is legal.
      first.that(response.resources.length > 0 || response.object?.["nextCursor"] !== undefined, { message: `?${form} gives an empty page and no nextCursor`, expected: "the first page", actual: response.resources.length, at: response, pointer: "/Resources" });
      expect.of("9865-2-previouscursor-not-first").that(response.object?.["previousCursor"] === undefined, { message: `the first page (?${form}) has a previousCursor`, expected: "no previousCursor", actual: response.object?.["previousCursor"] ?? null, at: response, pointer: "/previousCursor" });
    }
  },
});
