import { check } from "../../src/engine/api.ts";

export default check({
  id: "create/immutable-settable",
  title: "An immutable attribute can be set on creation",
  failureTitle: "An immutable attribute is refused on creation",
  for: "each-resource-type",
  verifies: ["7643-7-mutability-immutable-define-may"],
  after: ["create/created"],
  detects: ["create-immutable-refused"],
  mutates: "own-resources",
  remedy: "Accept a value for an immutable attribute when the resource is created.",
  async run({ scim, given, expect, target, type, skip }) {
    const immutable = target.attributes(type).filter((a) => !a.extension && a.mutability === "immutable" && a.type === "string" && !a.multiValued && target.maySend(type, a.name));
    if (immutable.length === 0) skip(`the schema of ${type.name} has no immutable string attribute (/Schemas)`);
    for (const a of immutable) {
      const response = await scim.create(type, { ...given.body(type), [a.name]: given.value(a.name, type) });
      expect.of("7643-7-mutability-immutable-define-may", "create/immutable-refused").that(response.ok || (response.status === 400 && response.object?.["scimType"] !== "mutability"), { message: `a ${type.name} with a value for the immutable ${a.name} is answered with ${response.status}`, expected: "success", actual: response.status, at: response, pointer: "status" });
    }
  },
});
