import { check, capability } from "../../src/engine/api.ts";
import { firstCursor, isolated, walkByCursor } from "../../src/scim/cursor.ts";

export default check({
  id: "cursor/url-safe",
  title: "Cursors consist of characters that need no escaping in a URL",
  failureTitle: "Cursors hold characters that need escaping in a URL",
  for: "User",
  verifies: ["9865-2-cursor-charset", "9865-2-opaque-urlsafe"],
  needs: [capability("filter"), capability("cursorPagination")],
  after: ["cursor/walk"],
  detects: ["cursor-with-plus"],
  mutates: "own-resources",
  remedy: "Build cursors of letters, digits, - . _ ~ only, such as base64url without padding.",
  async run(context) {
    const { scim, expect, type } = context;
    const c = await isolated(context);
    const next = await firstCursor(context, c);
    const { pages } = await walkByCursor(context, c);
    for (const page of pages) {
      for (const name of ["nextCursor", "previousCursor"]) {
        const cursor = page.object?.[name];
        if (typeof cursor === "string" && cursor !== "") expect.of("9865-2-cursor-charset").that(/^[A-Za-z0-9._~-]+$/.test(cursor), { message: `${name} holds a character that is not unreserved: ${cursor}`, expected: "letters, digits, - . _ ~", actual: cursor, at: page, pointer: `/${name}` });
      }
    }
    const raw = await scim.request({ method: "GET", path: `${type.endpoint}?cursor=${next}&count=2&filter=${encodeURIComponent(c.filter)}`, operation: "list", resourceType: type.name });
    expect.of("9865-2-opaque-urlsafe").that(raw.status === 200, { message: `a cursor put into the URL as it is, without escaping, is answered with ${raw.status}`, expected: 200, actual: raw.status, at: raw, pointer: "status" });
  },
});
