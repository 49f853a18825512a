import { check } from "../../src/engine/api.ts";

export default check({
  id: "errors/malformed-json",
  title: "A body that is not valid JSON is refused with 400",
  failureTitle: "A body that is not valid JSON is not refused with 400",
  for: "any-resource-type",
  verifies: ["7644-3.12-status-400", "7644-3.12-type-invalidsyntax"],
  detects: ["malformed-json-500", "malformed-json-accepted", "malformed-json-keyword"],
  mutates: "own-resources",
  remedy: "Answer a body that cannot be parsed, or that is no JSON object, with 400 and scimType invalidSyntax.",
  async run({ scim, expect, type }) {
    for (const body of ['{"schemas": [', "[]", '"text"']) {
      const response = await scim.request({ method: "POST", path: type.endpoint, body, operation: "create", resourceType: type.name });
      const code = response.status === 422 ? "errors/status-422" : response.status === 415 ? "errors/status-415" : undefined;
      if (!expect.of("7644-3.12-status-400", code).status(response, 400)) continue;
      expect.of("7644-3.12-type-invalidsyntax", "errors/invalid-syntax-keyword").at(response, "/scimType").equals("invalidSyntax");
    }
  },
});
