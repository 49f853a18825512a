import { check, capability } from "../../src/engine/api.ts";
import { firstCursor, isolated } from "../../src/scim/cursor.ts";
import { at } from "../../src/scim/value.ts";

/** A longer timeout is not waited for, in seconds. */
const LONGEST = 60;

export default check({
  id: "errors/expired-cursor",
  title: "expiredCursor is the answer to a cursor whose time has run out, and to no other",
  failureTitle: "expiredCursor is not the answer to a cursor whose time has run out, or the answer to a fresh one",
  for: "User",
  verifies: ["9865-2.1-error-expiredcursor"],
  needs: [capability("filter"), capability("cursorPagination")],
  after: ["cursor/walk"],
  detects: ["cursor-expires-at-once", "cursor-expired-500"],
  mutates: "own-resources",
  remedy: "Let cursors live as long as cursorTimeout says; then refuse them with 400 and scimType expiredCursor.",
  async run(context) {
    const { scim, expect, target, type } = context;
    const c = await isolated(context);
    await firstCursor(context, c);
    // A cursor of its own: others may have used the shared one, or waited.
    const first = await scim.list(type, { filter: c.filter, cursor: "", count: "2" });
    const cursor = String(first.object?.["nextCursor"] ?? "");
    const rule = expect.of("9865-2.1-error-expiredcursor");
    const timeout = at(target.serviceProviderConfig, "/pagination/cursorTimeout");
    const fresh = await scim.list(type, { filter: c.filter, cursor, count: "2" });
    rule.that(fresh.object?.["scimType"] !== "expiredCursor", { message: "a cursor that was just given is refused as expired", expected: "the next page", actual: fresh.object?.["scimType"] ?? null, at: fresh, pointer: "/scimType" });
    if (typeof timeout !== "number" || timeout > LONGEST) return;
    await scim.pause(timeout * 1000 + 1000);
    const late = await scim.list(type, { filter: c.filter, cursor, count: "2" });
    // The timeout is a minimum: the cursor may still work (P131).
    const other = late.status > 400 && late.status < 500;
    if (!expect.of("9865-2.1-error-expiredcursor", other ? "errors/expired-cursor-status" : undefined).status(late, [200, 400])) return;
    if (late.status === 400) expect.of("9865-2.1-error-expiredcursor", "errors/expired-cursor-keyword").at(late, "/scimType").oneOf(["expiredCursor", "invalidCursor"]);
  },
});
