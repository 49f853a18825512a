import { check, capability } from "../../src/engine/api.ts";
import { SIZE } from "../../src/scim/corpus.ts";
import { firstCursor, isolated } from "../../src/scim/cursor.ts";

export default check({
  id: "errors/invalid-cursor",
  title: "A cursor that is not valid is refused with 400 and scimType invalidCursor",
  failureTitle: "A cursor that is not valid is not refused with 400 and scimType invalidCursor",
  for: "User",
  verifies: ["9865-2.1-error-invalidcursor"],
  needs: [capability("filter"), capability("cursorPagination")],
  after: ["cursor/walk"],
  detects: ["cursor-garbage-first-page", "cursor-garbage-everything", "cursor-garbage-500", "cursor-garbage-404", "cursor-invalid-keyword"],
  mutates: "own-resources",
  remedy: "Refuse cursors that the server did not give with 400 and scimType invalidCursor.",
  async run(context) {
    const { scim, expect, type } = context;
    const c = await isolated(context);
    const next = await firstCursor(context, c);
    const shortened = next.slice(0, Math.max(1, Math.floor(next.length / 2)));
    for (const [what, cursor] of [["a cursor that the server never gave", "scimspec-no-such-cursor"], ["half of a cursor", shortened]] as const) {
      if (cursor === next) continue;
      const response = await scim.list(type, { filter: c.filter, cursor, count: "2" });
      const accepted = response.ok && response.resources.length < SIZE;
      const refused = response.status > 400 && response.status < 500;
      const rule = expect.of("9865-2.1-error-invalidcursor", accepted ? "errors/cursor-accepted" : refused ? "errors/cursor-status" : undefined);
      if (!rule.that(response.status === 400, { message: `${what} is answered with ${response.status}${response.ok ? ` and ${response.resources.length} resources` : ""}`, expected: 400, actual: response.status, at: response, pointer: "status" })) continue;
      expect.of("9865-2.1-error-invalidcursor", "errors/cursor-keyword").at(response, "/scimType").oneOf(["invalidCursor", "expiredCursor"]);
    }
  },
});
