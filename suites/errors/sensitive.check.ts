import { check, attribute, capability } from "../../src/engine/api.ts";
import { notOffered } from "../../src/scim/offered.ts";

export default check({
  id: "errors/sensitive",
  title: "A request refused as sensitive is refused with 403, and POST /.search answers it",
  failureTitle: "A request refused as sensitive has another status, or no other way leads to the answer",
  for: "User",
  verifies: ["7644-7.5.2-sensitive-scimtype"],
  needs: [capability("filter"), attribute.exists("User", "emails")],
  after: ["read/by-id"],
  detects: ["sensitive-wrong-status", "sensitive-without-search"],
  mutates: "nothing",
  remedy: "Refuse sensitive query parameters with 403 and scimType sensitive, and offer POST /.search for them.",
  async run({ scim, given, expect, type }) {
    const filter = `emails.value eq ${JSON.stringify(`${given.unique()}@example.com`)}`;
    const response = await scim.list(type, { filter, count: "1" });
    const judge = expect.of("7644-7.5.2-sensitive-scimtype");
    if (response.object?.["scimType"] !== "sensitive") {
      judge.that(true, { message: "personal data in a filter is not refused as sensitive", expected: null, actual: response.status, at: response });
      return;
    }
    judge.that([400, 403].includes(response.status), { message: `scimType sensitive comes with status ${response.status}`, expected: "403 (400 is tolerated, P114)", actual: response.status, at: response, pointer: "status" });
    const search = await scim.search(type, { filter, count: 1 });
    judge.that(search.ok, { message: `${notOffered(search, "/.search") ?? `POST /.search is answered with ${search.status}`}, although GET is refused as sensitive`, expected: 200, actual: search.status, at: search, pointer: "status" });
  },
});
