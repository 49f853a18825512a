import { check, capability } from "../../src/engine/api.ts";

export default check({
  id: "replace/write-only",
  title: "A writeOnly attribute can be set and changed",
  failureTitle: "A writeOnly attribute is refused",
  for: "each-resource-type",
  verifies: ["7643-7-mutability-write-only-update-may"],
  needs: [capability("put"), capability("changePassword")],
  after: ["replace/values"],
  detects: ["put-write-only-refused"],
  mutates: "own-resources",
  remedy: "Accept writeOnly attributes such as password in POST and PUT.",
  async run({ scim, given, expect, target, type, skip }) {
    const found = target.attributes(type).find((a) => !a.extension && a.mutability === "writeOnly" && a.type === "string" && target.maySend(type, a.name));
    if (!found) skip(`the schema of ${type.name} has no writeOnly attribute (/Schemas)`);
    const made = await given.resource(type);
    const name = found?.name ?? "";
    const response = await scim.replace(made, { ...made.sent, [name]: given.value(name, type) });
    expect.of("7643-7-mutability-write-only-update-may").observe(`PUT with ${name} is answered with ${response.status}`, { at: response });
    expect.of("7643-7-mutability-write-only-update-may", "replace/write-only-refused").that(response.object?.["scimType"] !== "mutability", { message: `PUT with the writeOnly ${name} is refused for mutability`, expected: "success", actual: response.status, at: response, pointer: "status" });
  },
});
