import { check } from "../../src/engine/api.ts";

export default check({
  id: "errors/empty-body",
  title: "A POST or PUT without a body is refused with 400",
  failureTitle: "A POST or PUT without a body is not refused with 400",
  for: "any-resource-type",
  verifies: ["7644-3.12-status-400"],
  after: ["create/created"],
  detects: ["empty-body-500", "empty-body-created"],
  mutates: "own-resources",
  remedy: "Answer a request that lacks its body with 400 and scimType invalidSyntax.",
  async run({ scim, given, expect, target, type }) {
    const made = await given.resource(type);
    const requests = [{ method: "POST", path: type.endpoint }, ...(target.supports("put") === false ? [] : [{ method: "PUT", path: made.url }])];
    for (const request of requests) {
      const response = await scim.request({ ...request, body: "" });
      if (response.status === 501 || response.status === 405) continue;
      const code = response.status === 422 ? "errors/status-422" : response.status === 415 || response.status === 411 ? "errors/status-415" : undefined;
      expect.of("7644-3.12-status-400", code).status(response, 400);
    }
  },
});
