import { check, capability } from "../../src/engine/api.ts";
import { firstCursor, isolated } from "../../src/scim/cursor.ts";
import { at } from "../../src/scim/value.ts";

/** A larger page is not asked for. */
const LARGEST = 1000;

export default check({
  id: "errors/invalid-count",
  title: "A count that cannot be served with a cursor is refused with invalidCount, or made to fit",
  failureTitle: "A count that cannot be served with a cursor is neither refused with invalidCount nor made to fit",
  for: "User",
  verifies: ["9865-2.1-error-invalidcount"],
  needs: [capability("filter"), capability("cursorPagination")],
  after: ["cursor/walk", "cursor/count"],
  detects: ["cursor-count-changed-500", "cursor-count-keyword", "max-page-size-exceeded"],
  mutates: "own-resources",
  remedy: "Refuse a count above maxPageSize, and a count that differs from the one of the first page, with 400 and scimType invalidCount; or keep to the sizes that hold.",
  async run(context) {
    const { scim, expect, target, type } = context;
    const c = await isolated(context);
    const cursor = await firstCursor(context, c);
    const maximum = at(target.serviceProviderConfig, "/pagination/maxPageSize");
    const changed = await scim.list(type, { filter: c.filter, cursor, count: "3" });
    const tries = [{ what: "another count than on the first page", response: changed, limit: 3, keywords: ["invalidCount", "invalidCursor"] }];
    if (typeof maximum === "number" && maximum > 0 && maximum < LARGEST) {
      const response = await scim.list(type, { filter: c.filter, cursor: "", count: String(maximum + 1) });
      tries.push({ what: `a count above maxPageSize (${maximum})`, response, limit: maximum, keywords: ["invalidCount"] });
    }
    for (const { what, response, limit, keywords } of tries) {
      if (!expect.of("9865-2.1-error-invalidcount").status(response, [200, 400])) continue;
      if (response.ok) expect.of("9865-2.1-error-invalidcount").that(response.resources.length <= limit, { message: `${what} is answered with ${response.resources.length} resources`, expected: `at most ${limit}, or 400`, actual: response.resources.length, at: response, pointer: "/Resources" });
      else expect.of("9865-2.1-error-invalidcount", "errors/count-keyword").at(response, "/scimType").oneOf(keywords);
    }
  },
});
