import { check, capability } from "../../src/engine/api.ts";
import { freeText } from "../../src/scim/sample.ts";

export default check({
  id: "patch/replace-needs-value",
  title: "A replace without value does not break the server",
  failureTitle: "A replace without value breaks the server",
  for: "any-resource-type",
  verifies: ["7644-3.5.2-error-body"],
  needs: [capability("patch")],
  after: ["patch/basic"],
  detects: ["patch-replace-without-value-500"],
  mutates: "own-resources",
  remedy: "Answer a replace without value with 400, or take it for an empty value.",
  async run({ scim, given, expect, target, type }) {
    const made = await given.resource(type);
    const response = await scim.patch(made, [{ op: "replace", path: freeText(target, type) ?? "externalId" }]);
    // The RFC demands a value for add alone; a refusal and clearing the attribute are both defensible.
    expect.of("7644-3.5.2-error-body").that(response.status < 500, { message: `a replace without value is answered with ${response.status}`, expected: "400, or success", actual: response.status, at: response, pointer: "status" });
  },
});
