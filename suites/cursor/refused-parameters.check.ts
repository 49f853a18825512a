import { check, capability } from "../../src/engine/api.ts";
import { SIZE } from "../../src/scim/corpus.ts";
import { firstCursor, isolated } from "../../src/scim/cursor.ts";

export default check({
  id: "cursor/refused-parameters",
  title: "Invalid cursor and count are answered with an Error message",
  failureTitle: "Invalid cursor or count are not answered with an Error message",
  for: "User",
  verifies: ["9865-2.1-invalid-parameters-error"],
  needs: [capability("filter"), capability("cursorPagination")],
  after: ["cursor/walk"],
  detects: ["cursor-garbage-first-page", "cursor-garbage-everything", "cursor-garbage-500", "cursor-count-text-500", "cursor-other-query-500"],
  mutates: "own-resources",
  remedy: "Refuse a cursor that the server did not give, and a count that is no number, with 400 and an Error message.",
  async run(context) {
    const { scim, expect, type } = context;
    const c = await isolated(context);
    const next = await firstCursor(context, c);
    const garbage = await scim.list(type, { filter: c.filter, cursor: "scimspec-no-such-cursor", count: "2" });
    const text = await scim.list(type, { filter: c.filter, cursor: "", count: "two" });
    for (const [what, response] of [["a cursor that the server never gave", garbage], ["count=two", text]] as const) {
      const code = response.status >= 500 ? "cursor/server-error" : response === garbage && response.resources.length >= SIZE ? "cursor/garbage-unbounded" : undefined;
      expect.of("9865-2.1-invalid-parameters-error", code).that(response.status >= 400 && response.status < 500, { message: `${what} is answered with ${response.status}${response.ok ? ` and ${response.resources.length} resources` : ""}`, expected: "400 with an Error message", actual: response.status, at: response, pointer: "status" });
    }
    // The client must not change the query; what the server makes of it is its own choice (P129).
    const other = await scim.list(type, { cursor: next, count: "2" });
    expect.of("9865-2.1-invalid-parameters-error", "cursor/server-error").that(other.status < 500, { message: `a cursor of another query is answered with ${other.status}`, expected: "400, or a page", actual: other.status, at: other, pointer: "status" });
  },
});
