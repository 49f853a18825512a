import { check, capability, credential } from "../../src/engine/api.ts";
import { idsOf } from "../../src/scim/corpus.ts";
import { firstCursor, isolated } from "../../src/scim/cursor.ts";

export default check({
  id: "security/cursor-of-other-tenant",
  title: "A cursor shows nobody more than he may see",
  failureTitle: "A cursor shows resources of another tenant",
  for: "User",
  verifies: ["9865-5.2-confined-to-authorised"],
  needs: [credential("otherTenant"), capability("filter"), capability("cursorPagination")],
  after: ["cursor/walk"],
  detects: ["cursor-crosses-tenants"],
  mutates: "own-resources",
  remedy: "Apply the rights of the requester to every page, and refuse cursors that were given to others.",
  async run(context) {
    const { scim, expect, type } = context;
    const c = await isolated(context);
    const cursor = await firstCursor(context, c);
    const response = await scim.list(type, { filter: c.filter, cursor, count: "2" }, { credential: "otherTenant" });
    const shown = idsOf(response).filter((id) => c.ids.has(id));
    expect.of("9865-5.2-confined-to-authorised").that(response.status < 500 && shown.length === 0, { message: `with the credential of the other tenant, the cursor is answered with ${response.status} and ${shown.length} resources of this tenant`, expected: "an error, or nothing of this tenant", actual: [...shown], at: response, pointer: "/Resources" });
  },
});
