import { check, attribute, capability } from "../../src/engine/api.ts";

export default check({
  id: "replace/taken-user-name",
  title: "PUT cannot take over another user's userName",
  failureTitle: "PUT takes over another user's userName",
  for: "User",
  verifies: ["7643-4.1.1-user-name-unique", "7644-3.12-type-uniqueness"],
  needs: [capability("put"), attribute.writable("User", "userName")],
  after: ["replace/values"],
  detects: ["put-takes-over-other-username", "put-conflict-without-scimtype"],
  mutates: "own-resources",
  remedy: "Check uniqueness on PUT as on POST; refuse with 409 and scimType uniqueness.",
  async run({ scim, given, expect, type }) {
    const [first, second] = [await given.resource(type), await given.resource(type)];
    const response = await scim.replace(second, { ...second.sent, userName: first.sent["userName"] ?? "" });
    expect.of("7643-4.1.1-user-name-unique").that(!response.ok, { message: "PUT gave two users one userName", expected: "a refusal", actual: response.status, at: response, pointer: "status" });
    expect.of("7644-3.12-type-uniqueness").that(!response.ok, { message: "PUT to a taken userName is accepted", expected: "409 uniqueness", actual: response.status, at: response, pointer: "status" });
    if (!response.ok) expect.of("7644-3.12-type-uniqueness", "replace/conflict-keyword").at(response, "/scimType").equals("uniqueness");
  },
});
