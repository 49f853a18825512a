import { check, capability } from "../../src/engine/api.ts";
import { isolated, startByCursor } from "../../src/scim/cursor.ts";

export default check({
  id: "cursor/method-selection",
  title: "startIndex selects paging by index, cursor selects paging by cursor",
  failureTitle: "The parameter of the request does not select the paging method",
  for: "User",
  verifies: ["9865-2.4-client-selects-method"],
  needs: [capability("filter"), capability("cursorPagination"), capability("indexPagination")],
  after: ["cursor/first-page", "pagination/start-index"],
  detects: ["cursor-declared-but-ignored", "cursor-and-index-500", "start-index-starts-cursor"],
  mutates: "own-resources",
  remedy: "Page by index when the request has startIndex, and by cursor when it has cursor, if both methods are declared.",
  async run(context) {
    const { scim, expect, target, type } = context;
    const c = await isolated(context);
    const first = await startByCursor(context, c);
    const rule = expect.of("9865-2.4-client-selects-method");
    rule.at(first, "/nextCursor").isNonEmptyString();
    const index = await scim.list(type, { filter: c.filter, startIndex: "3", count: "2" });
    // Index paging may be missing where it is not declared.
    if (target.supports("indexPagination") === true && rule.status(index, 200)) rule.at(index, "/startIndex").equals(3);
    const both = await scim.list(type, { filter: c.filter, startIndex: "1", cursor: "", count: "2" });
    rule.that(both.status === 200 || both.status === 400, { message: `startIndex and cursor together are answered with ${both.status}`, expected: "400, or a page of either method", actual: both.status, at: both, pointer: "status" });
  },
});
