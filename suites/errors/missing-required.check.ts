import { check } from "../../src/engine/api.ts";

export default check({
  id: "errors/missing-required",
  title: "A body without a required attribute is refused with 400",
  failureTitle: "A body without a required attribute is not refused with 400",
  for: "each-resource-type",
  verifies: ["7644-3.12-status-400", "7644-3.12-type-invalidvalue", "7643-7-attr-required"],
  detects: ["required-not-enforced", "create-required-missing-422", "required-missing-500", "invalid-value-keyword"],
  mutates: "own-resources",
  remedy: "Answer a body that lacks a required attribute with 400 and scimType invalidValue, or publish the attribute as not required.",
  async run({ scim, given, expect, target, type, skip }) {
    const required = target.attributes(type).filter((a) => a.required && !a.extension && a.schema !== "" && a.mutability !== "readOnly" && target.maySend(type, a.name));
    if (required.length === 0) skip(`the schema of ${type.name} declares no required attribute (/Schemas)`);
    for (const a of required) {
      const response = await scim.create(type, given.body(type, { [a.name]: undefined }));
      const supplied = response.ok && response.object?.[a.name] !== undefined && response.object[a.name] !== null;
      const code = response.status === 422 ? "errors/status-422" : supplied ? "errors/coerced" : undefined;
      for (const id of ["7644-3.12-status-400", "7643-7-attr-required"]) expect.of(id, code).that(response.status === 400, { message: `a ${type.name} without ${a.name} is answered with ${response.status}`, expected: 400, actual: response.status, at: response, pointer: "status" });
      // No keyword at all is left to the server (P41).
      if (response.status === 400 && typeof response.object?.["scimType"] === "string") expect.of("7644-3.12-type-invalidvalue", "errors/invalid-value-keyword").at(response, "/scimType").oneOf(["invalidValue", "invalidSyntax"]);
    }
  },
});
