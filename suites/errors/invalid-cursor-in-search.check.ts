import { check, capability } from "../../src/engine/api.ts";
import { SIZE } from "../../src/scim/corpus.ts";
import { isolated, startByCursor } from "../../src/scim/cursor.ts";
import { notOffered } from "../../src/scim/offered.ts";

export default check({
  id: "errors/invalid-cursor-in-search",
  title: "POST /.search refuses an invalid cursor as GET does",
  failureTitle: "POST /.search does not refuse an invalid cursor as GET does",
  for: "User",
  verifies: ["9865-2.1-errors-on-post-search"],
  needs: [capability("filter"), capability("cursorPagination"), capability("search")],
  after: ["errors/invalid-cursor", "search/by-cursor"],
  detects: ["search-cursor-garbage-500", "search-cursor-keyword"],
  mutates: "own-resources",
  remedy: "Use invalidCursor, expiredCursor and invalidCount in answers to POST /.search too.",
  async run(context) {
    const { scim, expect, type, skip } = context;
    const c = await isolated(context);
    await startByCursor(context, c);
    const response = await scim.search(type, { filter: c.filter, cursor: "scimspec-no-such-cursor", count: 2 });
    const reason = notOffered(response, `POST ${type.endpoint}/.search`);
    if (reason !== null && response.status !== 404) return skip(reason);
    if (reason !== null && !(await scim.search(type, { filter: c.filter, count: 2 })).ok) return skip(reason);
    const accepted = response.ok && response.resources.length < SIZE;
    const refused = response.status > 400 && response.status < 500;
    const rule = expect.of("9865-2.1-errors-on-post-search", accepted || refused ? "errors/search-cursor-lenient" : undefined);
    if (rule.that(response.status === 400, { message: `POST ${type.endpoint}/.search with a cursor that the server never gave is answered with ${response.status}`, expected: 400, actual: response.status, at: response, pointer: "status" })) {
      expect.of("9865-2.1-errors-on-post-search", "errors/search-cursor-lenient").at(response, "/scimType").oneOf(["invalidCursor", "expiredCursor"]);
    }
  },
});
