import { check, capability } from "../../src/engine/api.ts";
import { LIST_RESPONSE } from "../../src/scim/urn.ts";
import { searchOf } from "./support.ts";

export default check({
  id: "search/request-schema",
  title: "POST /.search takes SearchRequest messages alone",
  failureTitle: "POST /.search refuses SearchRequest messages, or takes any body",
  for: "User",
  verifies: ["7644-3.4.3-search-request-schema"],
  needs: [capability("search")],
  after: ["search/equal-to-get"],
  detects: ["search-schema-not-checked", "search-request-refused"],
  mutates: "nothing",
  remedy: "Demand urn:ietf:params:scim:api:messages:2.0:SearchRequest in schemas, and answer 400 invalidSyntax without it.",
  async run(context) {
    const { scim, expect, type } = context;
    const right = await searchOf(context, type, { count: 1 });
    const id = "7644-3.4.3-search-request-schema";
    expect.of(id).status(right, 200);
    for (const schemas of [[], [LIST_RESPONSE]]) {
      const wrong = await scim.search(type, { count: 1, schemas });
      const detail = { message: `a search request with the schemas ${JSON.stringify(schemas)} is answered with ${wrong.status}`, expected: 400, actual: wrong.status, at: wrong, pointer: "status" };
      if (wrong.status >= 500) expect.of(id).that(false, detail);
      else expect.of(id, "search/schema-not-checked").that(wrong.status === 400, detail);
    }
  },
});
