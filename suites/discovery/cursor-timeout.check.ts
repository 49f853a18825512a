import { check, capability } from "../../src/engine/api.ts";
import { isolated, nextOf, startByCursor } from "../../src/scim/cursor.ts";
import { at } from "../../src/scim/value.ts";

/** A shorter time could pass between two requests of this run, in seconds. */
const SHORTEST = 5;

export default check({
  id: "discovery/cursor-timeout",
  title: "A cursor can be used within the published cursorTimeout",
  failureTitle: "A cursor cannot be used within the published cursorTimeout",
  for: "User",
  verifies: ["9865-4-cursortimeout"],
  needs: [capability("filter"), capability("cursorPagination")],
  after: ["cursor/walk"],
  detects: ["cursor-expires-at-once"],
  mutates: "own-resources",
  remedy: "Keep cursors valid for at least cursorTimeout seconds after the page that gave them.",
  async run(context) {
    const { scim, expect, target, type, skip } = context;
    const c = await isolated(context);
    await startByCursor(context, c);
    const timeout = at(target.serviceProviderConfig, "/pagination/cursorTimeout");
    if (typeof timeout !== "number" || timeout < SHORTEST) return skip("the server publishes no cursorTimeout, or one too short to be sure of (ServiceProviderConfig pagination.cursorTimeout)");
    const first = await scim.list(type, { filter: c.filter, cursor: "", count: "2" });
    const cursor = nextOf(first);
    context.require(cursor !== null, "list", `the first page by cursor is answered with ${first.status} and no nextCursor`);
    await scim.pause(200);
    const next = await scim.list(type, { filter: c.filter, cursor: cursor ?? "", count: "2" });
    expect.of("9865-4-cursortimeout", "discovery/cursor-times-out-early").that(next.ok, { message: `a cursor is answered with ${next.status} after less than a second although cursorTimeout is ${timeout} seconds`, expected: 200, actual: next.status, at: next, pointer: "status" });
  },
});
