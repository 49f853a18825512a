import { check, authenticated, capability } from "../../src/engine/api.ts";
import { firstCursor, isolated } from "../../src/scim/cursor.ts";

export default check({
  id: "security/cursor-needs-credential",
  title: "A cursor is no credential: every page needs one",
  failureTitle: "A cursor gives access to data without a credential",
  for: "User",
  verifies: ["9865-5.2-continuous-authz"],
  needs: [authenticated(), capability("filter"), capability("cursorPagination")],
  after: ["cursor/walk", "auth/credential-required"],
  detects: ["cursor-grants-access"],
  mutates: "own-resources",
  remedy: "Check the credential on every page, with a cursor too.",
  async run(context) {
    const { scim, expect, type } = context;
    const c = await isolated(context);
    const cursor = await firstCursor(context, c);
    for (const credential of ["none", "invalid"] as const) {
      const response = await scim.list(type, { filter: c.filter, cursor, count: "2" }, { credential });
      expect.of("9865-5.2-continuous-authz").status(response, "client-error");
    }
  },
});
