import { check, capability } from "../../src/engine/api.ts";
import { firstCursor, forged, isolated } from "../../src/scim/cursor.ts";

export default check({
  id: "security/forged-cursor",
  title: "A forged cursor is noticed and refused",
  failureTitle: "A forged cursor is taken for a valid one",
  for: "User",
  verifies: ["9865-5.2-forged-detected"],
  needs: [capability("filter"), capability("cursorPagination")],
  after: ["cursor/walk", "errors/invalid-cursor"],
  detects: ["cursor-unsigned", "cursor-forged-500"],
  mutates: "own-resources",
  remedy: "Sign or encrypt cursors, and answer those that were changed with 400 and scimType invalidCursor.",
  async run(context) {
    const { scim, expect, type } = context;
    const c = await isolated(context);
    const cursor = await firstCursor(context, c);
    const response = await scim.list(type, { filter: c.filter, cursor: forged(cursor), count: "2" });
    expect.of("9865-5.2-forged-detected", response.ok ? "security/forged-cursor-accepted" : undefined).status(response, "client-error");
  },
});
